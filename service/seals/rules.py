"""Words and names of sealing that need nothing but the standard library."""

import re
from dataclasses import dataclass
from enum import StrEnum

SEAL_FIELD = "Segel"
SCAN_FIELD = "SegelPindaian"
ARCHIVE_PREFIX = "Arsip"
ARCHIVE_PATTERN = re.compile(rf"{ARCHIVE_PREFIX}[1-9][0-9]*")
FIELD_PATTERN = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")


class SignerKind(StrEnum):
    """Who signs in a slot."""

    PERSON = "person"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, the origin at the lower left."""

    left: int
    bottom: int
    right: int
    top: int

    @property
    def width(self) -> int:
        """Width in points."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Height in points."""
        return self.top - self.bottom

    def corners(self) -> tuple[int, int, int, int]:
        """As PDF writes a rectangle."""
        return (self.left, self.bottom, self.right, self.top)

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share any area."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.top <= other.bottom or other.top <= self.bottom)
