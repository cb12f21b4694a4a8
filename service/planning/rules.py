"""What a plan must say, and where the consultation of the level above stands."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """Who contributes."""

    OFFICE = "office"
    PARTNER = "partner"


class ContributionKind(StrEnum):
    """What is contributed (rule 37)."""

    DATA = "data"
    INFORMATION = "information"
    PEOPLE = "people"
    KNOWLEDGE = "knowledge"
    FACILITIES = "facilities"


class AnswerState(StrEnum):
    """Where one consultation stands."""

    WAITING = "waiting"
    SUPPORTED = "supported"
    REFUSED = "refused"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class Policy:
    """What the regulation leaves open, decided as data."""

    answer_working_days: int = 10
    refusal_binds: bool = True
    may_go_on_after_deadline: bool = True
    exempt_levels: frozenset[str] = frozenset({"ri"})
    pks_under_mou_exempt: bool = True
    pks_may_start_at_drafting: bool = True
    activity_required: bool = True
    holidays: frozenset[date] = field(default_factory=frozenset)


class Part(StrEnum):
    """The parts of a plan, in the order of the page."""

    PARTNER = "partner"
    TEXT = "text"
    CONTRIBUTIONS = "contributions"
    ACTIVITIES = "activities"
    CHECKS = "checks"
    CONSULTATION = "consultation"


@dataclass(frozen=True, slots=True)
class PlanText:
    """What the plan says, apart from the database."""

    need: str = ""
    scope: str = ""
    contributing: frozenset[Side] = frozenset()


# What a plan has of its parts by what the paper is to another (rules 15, 22): a termination gives only its reason, a
# renewal goes on with what both sides contribute already.
PARTS: dict[str, frozenset[Part]] = {
    "original": frozenset(Part),
    "addendum": frozenset(Part),
    "renewal": frozenset(Part) - {Part.CONTRIBUTIONS},
    "termination": frozenset({Part.PARTNER, Part.TEXT}),
}
# In which of them the planned joint activity, and the two checks of law and independence, have to be there.
ACTIVITY_NEEDED = frozenset({"original", "renewal"})
CHECKS_NEEDED = frozenset({"original", "addendum", "renewal"})


def short_gaps(plan: PlanText) -> tuple[str, ...]:
    """What the plan of an addendum, renewal or termination still lacks: why it is wanted."""
    return () if plan.need.strip() else ("reason",)


def gaps(plan: PlanText) -> tuple[str, ...]:
    """What a plan still lacks: need, scope, and the contribution of either side (rule 37)."""
    found = []
    if not plan.need.strip():
        found.append("need")
    if not plan.scope.strip():
        found.append("scope")
    found += [f"contribution_{side.value}" for side in Side if side not in plan.contributing]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Umbrella:
    """The parent MoU as far as it can spare a PKS its own consultation."""

    same_partner: bool
    signed: bool
    consulted: bool


def consultation_needed(level: str, umbrella: Umbrella | None, policy: Policy) -> bool:
    """Whether the level above has to be consulted (rule 23)."""
    if level in policy.exempt_levels:
        return False
    if not policy.pks_under_mou_exempt:
        return True
    return not covered(umbrella)


def covered(umbrella: Umbrella | None) -> bool:
    """Whether a PKS stands under a signed or consulted MoU with the same partner."""
    return umbrella is not None and umbrella.same_partner and (umbrella.signed or umbrella.consulted)


class GoOn(StrEnum):
    """Why the chair may go on without the support of the level above."""

    SILENCE = "silence"
    ADVISORY = "advisory"


def may_go_on(state: AnswerState, due_on: date, today: date, policy: Policy) -> GoOn | None:
    """Whether the chair may go on: silence after the deadline, or a refusal that only advises."""
    if state is AnswerState.WAITING and today > due_on and policy.may_go_on_after_deadline:
        return GoOn.SILENCE
    if state is AnswerState.REFUSED and not policy.refusal_binds:
        return GoOn.ADVISORY
    return None


_BULLET = re.compile(r"^(?:[-*•–]\s*|\d{1,2}[.)]\s+)")


def clean_conditions(lines: Collection[str]) -> tuple[str, ...]:
    """The conditions of an answer, one a line, without empty ones, bullets and repetitions."""
    cleaned = (_BULLET.sub("", " ".join(line.split())) for line in lines)
    return tuple(dict.fromkeys(line for line in cleaned if line))


def month_start(year_and_month: str) -> date | None:
    """The first day of a month written "2026-05" (browsers) or "05-2026" and "5/2026" (people)."""
    parts: Sequence[str] = year_and_month.strip().replace("/", "-").split("-")
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):  # noqa: PLR2004  month and year
        return None
    year, month = sorted((int(part) for part in parts), reverse=True)
    return date(year, month, 1) if 1 <= month <= 12 and 2000 <= year <= 2200 else None  # noqa: PLR2004  calendar
