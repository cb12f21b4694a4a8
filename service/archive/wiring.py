"""What the archive adds to the service."""

from service.archive.sentences import SENTENCES
from service.core import refusals


def register() -> None:
    """Add the archive's sentences."""
    refusals.register(SENTENCES)
