"""What the demo adds to the service."""

from service.core import refusals
from service.demo.sentences import SENTENCES


def register() -> None:
    """Add the demo's sentences."""
    refusals.register(SENTENCES)
