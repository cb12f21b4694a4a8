"""What a review asks, how its answers lead to an outcome, and when what is open may be decided how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from service.core.terms import add_months


class Said(StrEnum):
    """What a reviewer says of one item."""

    MET = "met"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"
    CHECK = "check"


class Outcome(StrEnum):
    """What follows from a review."""

    FITS = "fits"
    ADDENDUM = "addendum"
    RENEW = "renew"
    NEW = "new"
    END = "end"


class ReviewState(StrEnum):
    """A review is proposed by one person and confirmed, or returned, by a second one."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


class Decision(StrEnum):
    """What becomes of an agreement that ends."""

    RENEWED = "renewed"
    REPLACED = "replaced"
    NOT_CONTINUED = "not_continued"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the checklist, as data."""

    key: str
    group: str
    name_id: str
    name_en: str
    basis: str
    kinds: frozenset[str]
    known_by: str
    mend: str
    help_id: str = ""
    help_en: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every question, and the version that a review was held by."""

    version: int
    regulation: str
    items: tuple[Item, ...]

    def of_kind(self, kind: str) -> tuple[Item, ...]:
        """The questions for one instrument, in the order of the file."""
        return tuple(item for item in self.items if kind in item.kinds)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one item, with its note."""

    said: Said
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agreement stands on the day of its review."""

    end_on: date | None
    ended_on: date | None
    today: date
    window_days: int = 90

    @property
    def expired(self) -> bool:
        """Whether its last day has passed (rule 18)."""
        return self.end_on is not None and self.end_on < self.today

    @property
    def ending(self) -> bool:
        """Whether it is in its renewal window."""
        return self.end_on is not None and not self.expired and opens_on(self.end_on, self.window_days) <= self.today


# Of several things that fail, the gravest decides.
_GRAVITY = ("end", "new", "addendum", "renew")
_BY_MEND = {"end": Outcome.END, "new": Outcome.NEW, "addendum": Outcome.ADDENDUM, "renew": Outcome.RENEW}


def suggest(items: Iterable[Item], answers: Mapping[str, Answer], standing: Standing) -> Outcome:
    """The outcome that the answers point to; the person decides."""
    failing = {item.mend for item in items if _said(answers, item.key) is Said.UNMET}
    for mend in _GRAVITY:
        if mend in failing:
            found = _BY_MEND[mend]
            late = standing.expired and found in (Outcome.ADDENDUM, Outcome.RENEW)
            return Outcome.NEW if late else found
    if standing.expired:
        return Outcome.NEW
    return Outcome.RENEW if standing.ending else Outcome.FITS


def _said(answers: Mapping[str, Answer], key: str) -> Said:
    known = answers.get(key)
    return known.said if known else Said.CHECK


def fault(
    items: Iterable[Item], answers: Mapping[str, Answer], outcome: Outcome, standing: Standing
) -> tuple[str, str] | None:
    """What cannot stand together: the code of a refusal and the item at fault (empty for the outcome)."""
    held = tuple(items)
    for item in held:
        answer = answers.get(item.key)
        if answer is None:
            return "review_item_missing", item.key
        if answer.said is Said.UNMET and not answer.note.strip():
            return "review_note_missing", item.key
    unmet = [item for item in held if _said(answers, item.key) is Said.UNMET and item.mend != "none"]
    unsure = [item for item in held if _said(answers, item.key) is Said.CHECK]
    if outcome is Outcome.FITS and (unmet or unsure):
        return ("review_fits_with_unmet", unmet[0].key) if unmet else ("review_fits_with_open", unsure[0].key)
    if standing.expired and outcome in (Outcome.FITS, Outcome.ADDENDUM, Outcome.RENEW):
        return "review_outcome_after_expiry", ""
    return None


def next_review(confirmed_on: date, months: int) -> date:
    """The day on which a review has to be made again."""
    return add_months(confirmed_on, months)


# ------------------------------------------------------------------------------------------------------------- renewal
def opens_on(end_on: date, window_days: int) -> date:
    """The first day of the renewal window."""
    return end_on - timedelta(days=window_days)


def decisions_open(end_on: date | None, today: date) -> tuple[Decision, ...]:
    """What may still be decided: after the last day only a new agreement, or none."""
    if end_on is not None and end_on < today:
        return (Decision.REPLACED, Decision.NOT_CONTINUED)
    return (Decision.RENEWED, Decision.REPLACED, Decision.NOT_CONTINUED)


def decision_due(decision: Decision, end_on: date | None, today: date, days: int) -> date:
    """By when what was decided has to be done: within the days of the policy, a renewal before the last day."""
    due = today + timedelta(days=days)
    if decision is Decision.RENEWED and end_on is not None and end_on >= today:
        return min(due, end_on)
    return due
