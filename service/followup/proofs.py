"""What shows that something was done: the stored file, and the small picture of a photograph."""

from dataclasses import dataclass

from service.core import sandbox
from service.core.sandbox import SandboxFailed
from service.core.storage import Stored

sandbox.preload("service.followup.pictures_child")

PICTURES = frozenset({"image/jpeg", "image/png"})
SMALL_TYPE = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that shows something; the bytes are stored before."""

    stored: Stored
    media_type: str
    file_name: str
    description: str = ""
    small: Stored | None = None


def small_picture(data: bytes, media_type: str) -> bytes | None:
    """A small picture of a photograph without its position; None for papers and for what cannot be drawn."""
    if media_type not in PICTURES:
        return None
    try:
        found = sandbox.run_limited(
            "service.followup.pictures_child:small", data, cpu_seconds=15, memory_mb=700, timeout_s=25
        )
    except SandboxFailed:
        return None  # the photograph is kept; it is shown by its name instead
    return found if isinstance(found, bytes) else None
