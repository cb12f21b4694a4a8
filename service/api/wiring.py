"""What this room registers at start."""

from service.api.sentences import SENTENCES
from service.core import refusals


def register() -> None:
    """Add the sentences; running it again changes nothing."""
    refusals.register(SENTENCES)
