# make run: try it out. make test: the suite. make check: what CI runs. Everything needed is set up first.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check lint bench demo-reset lock setup clean

PORT ?= 8000
export PORT
BIN := .venv/bin
WORKERS ?= $(shell cores=$$(nproc 2>/dev/null || echo 2); echo $$(( cores < 2 ? 2 : cores > 4 ? 4 : cores )))
TESTS ?= tests

help:
	@echo "make run         everything is set up, then the service with demo data on http://localhost:$(PORT)"
	@echo "make test        everything is set up, then the test suite (SQLite and PostgreSQL)"
	@echo "make check       lint, types, import contracts, then the suite; what CI runs"
	@echo "make bench       benchmarks"
	@echo "make demo-reset  throw the demo's data away and seed it anew"
	@echo "make setup       only set up what make run needs"
	@echo "make lock        compile the pinned requirements and the front-end lock anew"

setup:
	@tools/setup.sh run

run: setup
	@exec $(BIN)/sijari up --demo

demo-reset: setup
	@exec $(BIN)/sijari demo-reset

test:
	@tools/setup.sh test
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup --durations 15 $(TESTS)

lint:
	@tools/setup.sh test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check -q .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/translations.py --check

check: lint
	@$(MAKE) --no-print-directory test

bench:
	@tools/setup.sh bench
	@set -e; for script in tests/bench/bench_*.py; do echo "== $$script"; $(BIN)/python $$script; done

COMPILE := $(BIN)/uv pip compile -q --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade
lock:
	@tools/setup.sh test
	cd requirements && for name in base run node fonts; do ../$(COMPILE) $$([ $$name != fonts ] || echo --no-deps) $$name.in -o $$name.txt; done
	cd requirements && ../$(COMPILE) -c run.txt dev.in -o dev.txt
	npm install --package-lock-only --ignore-scripts

clean:
	rm -rf .venv node_modules service/web/static/vendor
