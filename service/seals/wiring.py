"""What sealing adds at start: its sentences."""

from service.core import refusals
from service.seals.sentences import SENTENCES


def register() -> None:
    """Add the sentences; running it again changes nothing."""
    refusals.register(SENTENCES)
