"""Who may import whom; design decisions that the import contracts cannot see are read from the syntax trees."""

import ast
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

from tests.house.source import PROJECT, place, product_files, tree

REQUEST_NAMES = {"current_app", "g", "request", "session"}
PURE = {"rules.py", "lifecycle.py", "terms.py", "wording.py"}


def test_the_import_contracts_hold() -> None:
    # A process of its own: the linter sets up logging anew and with that silences every logger of the suite's process.
    program = Path(sys.executable).with_name("lint-imports")
    outcome = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_every_room_has_its_place_in_the_layers() -> None:
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    listed = " ".join(contracts[0]["layers"])
    rooms = {
        path.stem
        for path in (PROJECT / "service").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }
    placed = set(listed.replace("(", " ").replace(")", " ").replace("service.", "").split())
    assert rooms - placed == set()


def may_know_the_request(path: Path) -> bool:
    return (
        path.name.endswith("pages.py")
        or path.relative_to(PROJECT).parts[1] in {"web", "api"}
        or place(path) in {"service/serving.py", "service/app.py", "service/accounts/browser.py"}
    )


def test_the_current_request_is_known_in_pages_and_the_shell_only() -> None:
    strangers = [
        place(path, node)
        for path in product_files()
        if not may_know_the_request(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "flask"
        for name in node.names
        if name.name in REQUEST_NAMES
    ]
    assert strangers == [], "\n".join(strangers)


def test_rules_stand_on_the_standard_library_and_each_other() -> None:
    strangers = [
        f"{place(path, node)} imports {module}"
        for path in product_files()
        if path.name in PURE
        for node in ast.walk(tree(path))
        for module in imported_modules(node)
        if not is_pure(module)
    ]
    assert strangers == [], "\n".join(strangers)


def imported_modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        inside = [f"{node.module}.{name.name}" for name in node.names]
        return inside if PROJECT.joinpath(*node.module.split(".")).is_dir() else [node.module]
    return []


@cache
def is_pure(module: str) -> bool:
    """Of the standard library, or ours and importing nothing that is not pure itself."""
    if module.partition(".")[0] in sys.stdlib_module_names:
        return True
    path = PROJECT.joinpath(*module.split(".")).with_suffix(".py")
    if not path.is_file():
        return False
    return all(is_pure(name) for node in ast.walk(tree(path)) for name in imported_modules(node))


def test_product_code_takes_the_time_from_the_clock() -> None:
    asking = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
    strangers = [
        place(path, node)
        for path in product_files()
        if path != PROJECT / "service" / "core" / "clock.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and (last_name(node.value), node.attr) in asking
    ]
    assert strangers == [], "\n".join(strangers)


def last_name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_print_is_for_tools_only() -> None:
    strangers = [
        place(path, node)
        for path in product_files()
        if not path.name.endswith("_child.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert strangers == [], "\n".join(strangers)
