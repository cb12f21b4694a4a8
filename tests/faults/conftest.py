"""The signing room with shared keys, as its own tests use it."""

from tests.signing.conftest import only_this_room, renderer, shared_keys

__all__ = ["only_this_room", "renderer", "shared_keys"]
