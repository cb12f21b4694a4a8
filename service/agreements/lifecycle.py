"""The lifecycle as one table that a lawyer could check: from which stage, by which action, where to, if what holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """The six stages of the regulation, and the end of an attempt that came to nothing."""

    PLANNING = "planning"
    DRAFTING = "drafting"
    DISCUSSION = "discussion"
    APPROVAL = "approval"
    SIGNING = "signing"
    FOLLOW_UP = "follow_up"
    CANCELLED = "cancelled"


S = Stage
RAIL = (S.PLANNING, S.DRAFTING, S.DISCUSSION, S.APPROVAL, S.SIGNING, S.FOLLOW_UP)


class Action(StrEnum):
    """What moves an agreement from stage to stage."""

    START_DRAFT = "start_draft"
    OPEN_DISCUSSION = "open_discussion"
    BACK_TO_DRAFT = "back_to_draft"
    ASK_APPROVAL = "ask_approval"
    RETURN = "return"
    FREEZE = "freeze"
    REOPEN = "reopen"
    CONCLUDE = "conclude"
    CANCEL = "cancel"


A = Action


class Mode(StrEnum):
    """The mode of signing (rule 36)."""

    ELECTRONIC = "electronic"
    WET = "wet"
    SEPARATE = "separate"


class Kind(StrEnum):
    """The two instruments."""

    MOU = "mou"
    PKS = "pks"


class Consultation(StrEnum):
    """Where the consultation of the level above stands (rule 23)."""

    NOT_NEEDED = "not_needed"
    MISSING = "missing"
    WAITING = "waiting"
    SUPPORTED = "supported"
    REFUSED = "refused"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the table needs to know, gathered by the caller; every room adds its own."""

    partner_chosen: bool = False
    partner_faults: tuple[str, ...] = ()
    plan_complete: bool = False
    checks_done: bool = False
    planned_activities: int = 0
    activity_required: bool = True
    personal_data: bool = False
    data_annex: bool = False
    consultation: Consultation = Consultation.MISSING
    open_conditions: int = 0
    mode_chosen: bool = False
    has_version: bool = False
    text_faults: int = 0
    unsaved_changes: bool = False
    version_rendered: bool = False
    open_remarks: int = 0
    minutes_filed: bool = False
    approvals_left: int = 1
    approved_hash_matches: bool = False
    signatories_valid: bool = False
    event_open: bool = False
    signatures_made: int = 0
    signatures_left: int = 1
    paper_archived: bool = False
    signed_on: date | None = None
    screening_needed: bool = False
    amendment_fault: str = ""


Guard = Callable[[Facts], str | None]


def partner_screened(facts: Facts) -> str | None:
    """A partner is chosen and its evidence suffices (rule 24)."""
    if not facts.partner_chosen:
        return "partner_missing"
    return "partner_evidence_missing" if facts.partner_faults else None


def plan_complete(facts: Facts) -> str | None:
    """Need, scope and contributions are stated (rule 37)."""
    return None if facts.plan_complete else "plan_incomplete"


def checks_done(facts: Facts) -> str | None:
    """No breach of law, no harm to independence."""
    return None if facts.checks_done else "checks_missing"


def consultation_answered(facts: Facts) -> str | None:
    """The level above has been consulted (rule 23)."""
    return {
        Consultation.MISSING: "consultation_missing",
        Consultation.WAITING: "consultation_waiting",
        Consultation.REFUSED: "consultation_refused",
    }.get(facts.consultation)


def mode_chosen(facts: Facts) -> str | None:
    """The mode of signing is chosen (rule 36)."""
    return None if facts.mode_chosen else "mode_missing"


def text_complete(facts: Facts) -> str | None:
    """A version is saved, nothing is unsaved, and no field is at fault."""
    if not facts.has_version:
        return "version_missing"
    if facts.unsaved_changes:
        return "changes_unsaved"
    return "text_incomplete" if facts.text_faults else None


def version_rendered(facts: Facts) -> str | None:
    """The paper of the latest version exists."""
    return None if facts.version_rendered else "paper_not_ready"


def discussion_settled(facts: Facts) -> str | None:
    """No remark is open."""
    return "comments_open" if facts.open_remarks else None


def minutes_filed(facts: Facts) -> str | None:
    """The minutes of the discussion are filed."""
    return None if facts.minutes_filed else "minutes_missing"


def conditions_closed(facts: Facts) -> str | None:
    """The conditions of the consultation are closed (rule 23)."""
    return "conditions_open" if facts.open_conditions else None


def activity_planned(facts: Facts) -> str | None:
    """At least one joint activity is planned (rule 37)."""
    return "activity_missing" if facts.activity_required and not facts.planned_activities else None


def data_annex_present(facts: Facts) -> str | None:
    """Contributed personal data call for the data-sharing annex (rule 37)."""
    return "data_annex_missing" if facts.personal_data and not facts.data_annex else None


def amendment_possible(facts: Facts) -> str | None:
    """What it is to change, prolong or end can still be changed, prolonged or ended this way (rule 22)."""
    return facts.amendment_fault or None


def chain_complete(facts: Facts) -> str | None:
    """Every approver has approved this very text (rule 25)."""
    if facts.approvals_left:
        return "approvals_missing"
    return None if facts.approved_hash_matches else "approval_void"


def screening_current(facts: Facts) -> str | None:
    """While an election phase concerns the partner, its independence was looked at lately."""
    return "screening_missing" if facts.screening_needed else None


def nobody_signed(facts: Facts) -> str | None:
    """Nobody has signed yet."""
    return "already_signed" if facts.signatures_made else None


def fully_signed(facts: Facts) -> str | None:
    """The event was opened, all have signed, and the paper is archived."""
    if facts.signatures_left:
        return "signatures_missing" if facts.event_open else "event_not_opened"
    return None if facts.paper_archived else "paper_not_archived"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table."""

    source: Stage
    action: Action
    target: Stage
    permission: str
    guards: tuple[Guard, ...] = ()


STEPS: tuple[Step, ...] = (
    Step(
        S.PLANNING,
        A.START_DRAFT,
        S.DRAFTING,
        "agreement:draft",
        (amendment_possible, partner_screened, plan_complete, checks_done, consultation_answered),
    ),
    Step(
        S.DRAFTING, A.OPEN_DISCUSSION, S.DISCUSSION, "agreement:draft", (amendment_possible, mode_chosen, text_complete)
    ),
    Step(S.DISCUSSION, A.BACK_TO_DRAFT, S.DRAFTING, "agreement:draft"),
    Step(
        S.DISCUSSION,
        A.ASK_APPROVAL,
        S.APPROVAL,
        "agreement:draft",
        (
            amendment_possible,
            partner_screened,
            text_complete,
            version_rendered,
            discussion_settled,
            minutes_filed,
            conditions_closed,
            activity_planned,
            data_annex_present,
        ),
    ),
    Step(S.APPROVAL, A.RETURN, S.DISCUSSION, "agreement:approve"),
    Step(S.APPROVAL, A.FREEZE, S.SIGNING, "agreement:approve", (chain_complete, screening_current)),
    Step(S.SIGNING, A.REOPEN, S.DISCUSSION, "agreement:draft", (nobody_signed,)),
    Step(S.SIGNING, A.CONCLUDE, S.FOLLOW_UP, "agreement:draft", (fully_signed,)),
    Step(S.PLANNING, A.CANCEL, S.CANCELLED, "agreement:draft"),
    Step(S.DRAFTING, A.CANCEL, S.CANCELLED, "agreement:draft"),
    Step(S.DISCUSSION, A.CANCEL, S.CANCELLED, "agreement:draft"),
    Step(S.APPROVAL, A.CANCEL, S.CANCELLED, "agreement:draft"),
    Step(S.SIGNING, A.CANCEL, S.CANCELLED, "agreement:draft", (nobody_signed,)),
)


def step(stage: Stage, action: Action) -> Step | None:
    """The line for an action in a stage, or None where the action does not exist."""
    return next((line for line in STEPS if line.source == stage and line.action == action), None)


def forward(stage: Stage) -> Step | None:
    """The line that leads on to the next stage."""
    order = {target: place for place, target in enumerate(RAIL)}
    return next(
        (s for s in STEPS if s.source == stage and s.target in order and order[s.target] == order.get(stage, -2) + 1),
        None,
    )


def missing(line: Step, facts: Facts) -> tuple[str, ...]:
    """The codes of everything that still stands in the way."""
    return tuple(code for guard in line.guards if (code := guard(facts)) is not None)
