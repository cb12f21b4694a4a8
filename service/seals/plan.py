"""The signing plan: which fields a paper has, fixed before its text freezes."""

from dataclasses import dataclass
from typing import Any

from service.core.refusals import Refused
from service.seals.rules import ARCHIVE_PATTERN, FIELD_PATTERN, SCAN_FIELD, SEAL_FIELD, Box, SignerKind

SMALLEST_WIDTH = 110
SMALLEST_HEIGHT = 40


@dataclass(frozen=True, slots=True)
class SignatureSlot:
    """A place for one signature; the page counts from 0, and -1 is the last."""

    field: str
    page: int
    box: Box
    kind: SignerKind


@dataclass(frozen=True, slots=True)
class SigningPlan:
    """All fields of a paper, in the order of signing; the seal locks before the first of them."""

    slots: tuple[SignatureSlot, ...]
    seal_field: str = SEAL_FIELD

    def __post_init__(self) -> None:
        names = [self.seal_field, *(slot.field for slot in self.slots)]
        for name in names:
            if not FIELD_PATTERN.fullmatch(name) or ARCHIVE_PATTERN.fullmatch(name) or name == SCAN_FIELD:
                raise Refused("plan_field_name", name=name)
        if len(set(names)) != len(names):
            raise Refused("plan_field_twice")
        if not self.slots:
            raise Refused("plan_empty")
        for slot in self.slots:
            if slot.box.width < SMALLEST_WIDTH or slot.box.height < SMALLEST_HEIGHT:
                raise Refused("plan_box_small", name=slot.field)

    @property
    def field_names(self) -> tuple[str, ...]:
        """The seal's field and every signer's, in order."""
        return (self.seal_field, *(slot.field for slot in self.slots))

    def allows(self, field: str) -> bool:
        """Whether a field may stand in the paper: one of the plan, or an archive timestamp."""
        return field in self.field_names or ARCHIVE_PATTERN.fullmatch(field) is not None

    def slot(self, field: str) -> SignatureSlot:
        """The slot of a field."""
        for slot in self.slots:
            if slot.field == field:
                return slot
        raise Refused("plan_field_unknown", name=field)

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be stored."""
        return {
            "seal_field": self.seal_field,
            "slots": [
                {"field": slot.field, "page": slot.page, "box": list(slot.box.corners()), "kind": slot.kind.value}
                for slot in self.slots
            ],
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "SigningPlan":
        """From stored values."""
        slots = tuple(
            SignatureSlot(one["field"], one["page"], Box(*one["box"]), SignerKind(one["kind"])) for one in said["slots"]
        )
        return cls(slots, said["seal_field"])
