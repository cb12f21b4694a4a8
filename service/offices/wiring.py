"""What this room registers at start."""

from service.core import refusals
from service.offices.sentences import SENTENCES


def register() -> None:
    """Add the sentences; running it again changes nothing."""
    refusals.register(SENTENCES)
