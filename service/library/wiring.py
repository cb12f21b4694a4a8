"""What the library adds: its sentences and the words of its events."""

from service.agreements.words import EVENTS
from service.core import refusals
from service.library import words
from service.library.sentences import SENTENCES


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    EVENTS.update(words.EVENTS)
