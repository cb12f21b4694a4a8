"""Our own source, read as text and as syntax trees, for tests about the codebase."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PRODUCT = ("service", "workers")


def product_files(pattern: str = "*.py") -> list[Path]:
    """The files of the product, migrations apart."""
    found = [path for folder in PRODUCT for path in sorted((PROJECT / folder).rglob(pattern))]
    return [path for path in found if "versions" not in path.parts and "vendor" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """File and line, as a person looks them up."""
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(PROJECT)}{line}"


def calls(path: Path, name: str) -> Iterator[ast.Call]:
    """Every call of a function or method of this name in a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func
            if (isinstance(called, ast.Name) and called.id == name) or (
                isinstance(called, ast.Attribute) and called.attr == name
            ):
                yield node


def committed_files() -> list[Path]:
    """Every file that is, or is about to be, in the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True)
    paths = [PROJECT / name for name in done.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]
