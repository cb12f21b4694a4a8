"""What the papers add at start: their sentences."""

from service.core import refusals
from service.documents.sentences import SENTENCES


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
