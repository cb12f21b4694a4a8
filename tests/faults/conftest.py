"""The signing room, as its own tests use it."""

from tests.signing.conftest import only_this_room, renderer

__all__ = ["only_this_room", "renderer"]
