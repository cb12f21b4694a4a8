"""When a phase asks for a screening, what may be decided, and what stands in the way; nothing but dates and words."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LATE_DAYS = 14  # a phase that came and went unseen (the schedule stood still) is still looked at so many days later
LONGEST_PHASE = 731


class PhaseKind(StrEnum):
    """What happens in a phase of an election."""

    CANDIDACY = "candidacy"
    NOMINATION = "nomination"
    CAMPAIGN = "campaign"
    SILENCE = "silence"
    VOTING = "voting"
    RESULTS = "results"
    OTHER = "other"


class Occasion(StrEnum):
    """Why a screening was opened."""

    PHASE = "phase"
    OWN = "own"


class Finding(StrEnum):
    """What was found about one question."""

    NO = "no"
    YES = "yes"
    UNCLEAR = "unclear"


class Result(StrEnum):
    """What a screening may end in."""

    CONTINUE = "continue"
    LIMIT = "limit"
    SUSPEND = "suspend"
    END = "end"


class State(StrEnum):
    """Where a screening stands."""

    OPEN = "open"
    FILLED = "filled"
    DECIDED = "decided"
    COVERED = "covered"  # another screening of the same agreement was decided meanwhile
    LAPSED = "lapsed"  # the agreement ended or was given up


class Advice(StrEnum):
    """Where the consultation of the level above stands."""

    NONE = "none"
    ASKED = "asked"
    AGREED = "agreed"
    DISAGREED = "disagreed"


class Restriction(StrEnum):
    """What a decision puts on an agreement until it is lifted."""

    LIMITED = "limited"
    SUSPENDED = "suspended"


ANSWERED = frozenset({Advice.AGREED, Advice.DISAGREED})
FAVOURABLE = frozenset({Result.CONTINUE, Result.LIMIT})
GRAVE = frozenset({Result.SUSPEND, Result.END})
WAITING = frozenset({State.OPEN, State.FILLED})


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of a phase, both inclusive."""

    first_on: date
    last_on: date

    def running(self, today: date) -> bool:
        """Whether a day lies in the phase."""
        return self.first_on <= today <= self.last_on

    def asks(self, today: date) -> bool:
        """Whether agreements are put up for screening on a day: while it runs, and a little after a downtime."""
        return self.first_on <= today <= self.last_on + timedelta(days=LATE_DAYS)


def span_fault(span: Span) -> tuple[str, str] | None:
    """What cannot be true about the days of a phase: the code of a refusal and the field at fault."""
    if span.last_on < span.first_on:
        return "phase_days_crossed", "last_on"
    if (span.last_on - span.first_on).days > LONGEST_PHASE:
        return "phase_too_long", "last_on"
    return None


@dataclass(frozen=True, slots=True)
class Consulted:
    """What is known of the consultation when a decision is taken."""

    required: bool
    has_above: bool
    advice: Advice
    silent: bool = False  # asked, and the time for an answer is over


def consultation_gap(result: Result, known: Consulted) -> str | None:
    """What the consultation still lacks for this result, by code."""
    if result not in GRAVE or not known.required or not known.has_above or known.advice in ANSWERED:
        return None
    if known.advice is Advice.NONE:
        return "screening_advice_missing"
    return None if known.silent else "screening_advice_waiting"


def is_fresh(decided_on: date, today: date, valid_days: int) -> bool:
    """Whether a decided screening is recent enough for a signing or a renewal."""
    return decided_on + timedelta(days=valid_days) >= today
