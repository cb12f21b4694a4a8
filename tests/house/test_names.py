"""What is named by a string exists."""

import ast
import importlib
import re

import pytest

from service.cli import COMMANDS
from service.core.jobs import KINDS
from service.core.queue import RUN
from service.models import MODULES
from service.wiring import FACTORIES
from tests.house.source import PROJECT, place, product_files, tree
from workers.schedule import ENTRIES

DOTTED = re.compile(r"(?:service|workers)(?:\.\w+)+:\w+")


def resolve(name: str) -> object:
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_every_command_of_the_table_is_there(command) -> None:
    assert command.load().callback is not None
    assert command.load().help, "a command says what it does"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_work_has_its_handler(kind: str) -> None:
    assert callable(resolve(KINDS[kind].handler))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_entry_of_the_schedule_has_its_function(entry) -> None:
    assert callable(resolve(entry.function))


def test_every_part_has_its_factory() -> None:
    assert all(callable(resolve(name)) for name in FACTORIES.values())


def test_the_function_that_rq_calls_is_there() -> None:
    assert callable(resolve(":".join(RUN.rsplit(".", 1))))


def test_every_string_that_names_a_function_resolves() -> None:
    missing = []
    for path in product_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value):
                try:
                    resolve(node.value)
                except (ImportError, AttributeError) as fault:
                    missing.append(f"{place(path, node)}: {node.value} ({fault})")
    assert missing == [], "\n".join(missing)


def test_every_table_is_known_to_migrations_and_backups() -> None:
    declaring = {
        ".".join(path.relative_to(PROJECT).with_suffix("").parts)
        for path in product_files()
        if "__tablename__" in path.read_text(encoding="utf-8") and "migrations" not in path.parts
    }
    assert {name.removesuffix(".__init__") for name in declaring} - set(MODULES) == set()
