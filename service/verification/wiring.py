"""What verification adds to the service: its sentences."""

from service.core import refusals
from service.verification.sentences import SENTENCES


def register() -> None:
    """Add the sentences."""
    refusals.register(SENTENCES)
