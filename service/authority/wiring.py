"""What the authority adds at start: its sentences."""

from service.authority.sentences import SENTENCES
from service.core import refusals


def register() -> None:
    """Add the sentences; running it again changes nothing."""
    refusals.register(SENTENCES)
