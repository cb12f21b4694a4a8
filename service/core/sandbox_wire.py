"""What a sandboxed child may say: plain values and our own dataclasses, read back without trusting the child."""

import dataclasses
import enum
import importlib
import io
import pickle
from dataclasses import dataclass
from typing import Any

from service.core.refusals import Refused

CALL, LOAD = b"c", b"p"  # what the parent says over the control socket: a connection follows, or names of modules
MAX_ANSWER = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Payload:
    """A result."""

    value: object


@dataclass(frozen=True, slots=True)
class Failed:
    """A failure that the child could still tell of."""

    code: str
    detail: str


PLAIN = {
    ("builtins", "set"),
    ("builtins", "frozenset"),
    ("builtins", "bytearray"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("decimal", "Decimal"),
    ("uuid", "UUID"),
    ("uuid", "SafeUUID"),
    ("service.core.refusals", "_rebuild"),
}


class _Checked(pickle.Unpickler):
    """A pickle reader for which only harmless names exist: a child that was turned cannot run code here."""

    def find_class(self, module: str, name: str) -> Any:
        """Plain types, and dataclasses and enums of this service."""
        if (module, name) in PLAIN:
            return getattr(importlib.import_module(module), name)
        if module.split(".", maxsplit=1)[0] == "service" and "." not in name:
            found = getattr(importlib.import_module(module), name, None)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, enum.Enum)):
                return found
        raise pickle.UnpicklingError("this name may not be read back")


def loads_checked(data: bytes) -> object:
    """Read what a child said."""
    return _Checked(io.BytesIO(data)).load()


class _Plain(pickle.Pickler):
    """Writes an enum as its class and value; Python 3.11.0 to 3.11.3 (Debian 12 has 3.11.2) would ask for getattr."""

    def reducer_override(self, given: object) -> Any:
        """Enums only; everything else as always."""
        return (type(given), (given.value,)) if isinstance(given, enum.Enum) else NotImplemented


def dumps(value: Payload | Failed | Refused) -> bytes:
    """Write what a child says."""
    said = io.BytesIO()
    _Plain(said, protocol=5).dump(value)
    return said.getvalue()
