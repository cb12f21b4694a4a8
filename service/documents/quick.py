"""What is kept of a template between two papers: its patched XML compiled, its other parts as they lie.

docxtpl opens, patches and compiles a template anew for each paper, which is most of the time that filling takes. The
first paper of a template is filled by docxtpl, and in the same child by what is to be kept; only when both are equal
byte for byte is it used from then on. The process keeps it by the hash of the template and never runs it: it is run
in limited children alone, which it reaches with the call, so a template can harm no other than itself.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_KEPT = 48
LARGEST = 8 * 1024 * 1024  # bytes of one kept template; a larger one is filled by docxtpl each time


@dataclass(frozen=True, slots=True)
class Quick:
    """A template ready to be filled. `compiled` maps parts to marshalled code, `core` the properties' names."""

    parts: Mapping[str, bytes]
    compiled: Mapping[str, bytes]
    core: Mapping[str, bytes]

    @property
    def size(self) -> int:
        """How much of it there is, in bytes."""
        return sum(len(each) for kept in (self.parts, self.compiled, self.core) for each in kept.values())


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled DOCX, and what may be kept of its template where it was found equal."""

    docx: bytes
    quick: Quick | None


@dataclass(slots=True)
class Shelf:
    """The templates kept by one process; the longest unused one goes first. None: this one cannot be kept."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: OrderedDict[str, Quick | None] = field(default_factory=OrderedDict)

    def find(self, docx: bytes) -> tuple[str, bool, Quick | None]:
        """The key of a template, whether it was tried before, and what is kept of it."""
        key = hashlib.sha256(docx).hexdigest()
        with self._lock:
            if key not in self._kept:
                return key, False, None
            self._kept.move_to_end(key)
            return key, True, self._kept[key]

    def put(self, key: str, quick: Quick | None) -> None:
        """Keep a template, or that it cannot be kept."""
        with self._lock:
            self._kept[key] = quick if quick is not None and quick.size <= LARGEST else None
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget all; the next paper of each template is filled by docxtpl again."""
        with self._lock:
            self._kept.clear()
