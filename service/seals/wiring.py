"""What sealing adds at start: its sentences, and what its limited child processes should have loaded."""

from service.core import refusals, sandbox
from service.seals.sentences import SENTENCES


def register() -> None:
    """Add the sentences; running it again changes nothing."""
    refusals.register(SENTENCES)
    sandbox.preload("service.seals.judge")  # by name: this process itself does not load pyHanko for it
