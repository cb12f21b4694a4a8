"""Programs of the system that some tests need; a test without its program is skipped by name."""

import shutil
from importlib.util import find_spec

import pytest


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip the test where one of these programs is missing."""
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"program missing: {', '.join(missing)}")


def needs_package(package: str) -> pytest.MarkDecorator:
    """Skip the test where an optional Python package is missing."""
    return pytest.mark.skipif(find_spec(package) is None, reason=f"package missing: {package}")
