"""Verification with the rooms below it and signing beside it, as in the service; shared RSA keys."""

from tests.signing.conftest import only_this_room, renderer

__all__ = ["only_this_room", "renderer"]
