"""The two lines of a verification: Keaslian and Keberlakuan, as codes; the words stand in the screen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.core import terms
from service.core.terms import Validity


class Standing(StrEnum):
    """Whether an agreement is in force, as the public reads it."""

    INCOMPLETE = "incomplete"
    NOT_YET = "not_yet"
    ACTIVE = "active"
    EXPIRED = "expired"
    ENDED = "ended"


class Authenticity(StrEnum):
    """What a file is, in one line."""

    CERTIFIED = "certified"
    UNCERTIFIED = "uncertified"
    SCAN = "scan"
    UNKNOWN_HERE = "unknown_here"  # sound signatures, but our register does not know the file
    IN_PROGRESS = "in_progress"
    ROLLED_BACK = "rolled_back"
    INCOMPLETE = "incomplete"
    ALTERED = "altered"
    UNTRUSTED = "untrusted"
    LEGACY = "legacy"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of an agreement that decide whether it is in force."""

    signed_on: date | None
    effective_on: date | None
    end_on: date | None
    ended_on: date | None


def standing(dates: Dates, today: date, *, concluded: bool) -> Standing:
    """Whether an agreement is in force on a day; its last day still counts (rule 18)."""
    start = dates.effective_on or dates.signed_on
    if not concluded or start is None:
        return Standing.INCOMPLETE
    if dates.ended_on is not None and dates.ended_on <= today:
        return Standing.ENDED
    return {
        Validity.NOT_YET: Standing.NOT_YET,
        Validity.ACTIVE: Standing.ACTIVE,
        Validity.EXPIRED: Standing.EXPIRED,
    }[terms.validity(start, dates.end_on, today)]


_PLAIN = {
    "unreadable": Authenticity.UNREADABLE,
    "altered": Authenticity.ALTERED,
    "untrusted": Authenticity.UNTRUSTED,
}
_KNOWN = frozenset({"current", "superseded"})


def authenticity(verdict: str, trust_class: str, register: str) -> Authenticity:
    """The line for a verdict, the kind of signature, and what our register says."""
    if verdict in _PLAIN:
        return _PLAIN[verdict]
    if verdict == "unsigned":
        return Authenticity.LEGACY if register in _KNOWN else Authenticity.UNKNOWN
    if verdict == "incomplete":
        states = {"in_progress": Authenticity.IN_PROGRESS, "rolled_back": Authenticity.ROLLED_BACK}
        return states.get(register, Authenticity.INCOMPLETE)
    if register not in _KNOWN:
        return Authenticity.UNKNOWN_HERE
    return Authenticity(trust_class)
