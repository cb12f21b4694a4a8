"""An authority and papers for the tests of sealing."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.support.authority import MemoryAuthority
from tests.support.papers import archived_pdf, signed_steps


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """pyHanko logs every fault of a hostile file with its traceback."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def authority() -> MemoryAuthority:
    return MemoryAuthority(datetime(2026, 3, 2, 3, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def finished() -> tuple[MemoryAuthority, list[bytes], bytes]:
    """An authority, the steps of a paper with two signers, and its archive copy. Tests must not change them."""
    made = MemoryAuthority(datetime(2026, 3, 2, 3, 0, tzinfo=UTC))
    steps = signed_steps(made, 2)
    return made, steps, archived_pdf(made, steps[-1])
