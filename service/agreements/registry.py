"""What upper rooms add to the agreement: facts, tabs, links to what is missing, counters, effects of recorded acts.

Filled once at start, in `service/wiring.py`; an agreement page shows what its rooms registered without knowing them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement, RecordedAct
from service.core.actor import Actor
from service.core.clock import Zone
from service.core.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from service.agreements.duties import Duty
    from service.web.components import Status


class FactSource(Protocol):
    """Gives some of the fields of `Facts` for an agreement."""

    def __call__(self, session: Session, agreement: Agreement) -> Mapping[str, Any]:
        """The fields by name."""
        ...


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the agreement page; `endpoint` takes `agreement_id`. `least` is the lowest access that shows it."""

    key: str
    label: str
    endpoint: str
    place: int
    least: int = 3


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter of the home page: how many wait, and the endpoint (with arguments) that lists exactly those.

    `asks` gives what is listed, counted together with what the other counters list: a condition on the office's own
    agreements (all of these in one pass over them) or a query; where neither can say it, the number itself; None where
    the person's roles give him nothing to see. Its form may depend on the roles, the office's day and the policies
    only: it is built once and asked for everybody of the same roles.
    """

    key: str
    label: str
    asks: "Callable[[Session, Actor], Countable]"
    endpoint: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    urgent: bool = False

    def count(self, session: Session, actor: Actor) -> int:
        """Its number, asked alone."""
        found = self.asks(session, actor)
        if found is None or isinstance(found, int):
            return found or 0
        return session.scalar(select(number_of(found.ids if isinstance(found, OwnThat) else found))) or 0


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the agreement's summary page that a room draws: its template and what the template is given."""

    template: str
    context: Callable[[Session, Agreement, Actor], Mapping[str, Any] | None]
    place: int


class Filter(NamedTuple):
    """A ready-made view of the list (`?saring=<key>`): its label and the ids of the actor's agreements it shows.

    A query of ids rather than a set of them keeps the list quick where an office sees many agreements.
    """

    label: str
    ids: Callable[[Session, Actor], "Ids"]


Ids = set[UUID] | Select[UUID]


@dataclass(frozen=True, slots=True)
class OwnThat:
    """Those of an office's own agreements that meet a condition: as a query of ids, and the condition itself.

    The condition speaks of `Agreement` and of `Office`, the lead office of each.
    """

    ids: Select[UUID]
    condition: ColumnElement[bool]


Countable = OwnThat | Select[Any] | int | None


def number_of(listed: Select[Any]) -> ScalarSelect[int]:
    """How many a query lists, as a part of another query; one of ids may name the same twice, one of lines is exact."""
    once = listed.distinct() if len(listed.selected_columns) == 1 else listed
    return select(func.count()).select_from(once.order_by(None).subquery()).scalar_subquery()


def count_ids(session: Session, ids: Ids) -> int:
    """How many agreements a filter shows."""
    return len(ids) if isinstance(ids, set) else session.scalar(select(number_of(ids))) or 0


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """What planning wrote down and the text may start with (rule 37)."""

    need: str = ""
    scope: tuple[str, ...] = ()
    office_contribution: tuple[str, ...] = ()
    partner_contribution: tuple[str, ...] = ()
    activities: tuple[tuple[str, str, str], ...] = ()  # what, when, who
    personal_data: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """Something promised before signing that follow-up has to see done."""

    title: str
    due_on: date
    owner: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of which offices are reminded `at` so many days before it (rule 16), and what falls on it."""

    subject_id: UUID
    agreement_id: UUID
    clock: str
    due_on: date
    zone: Zone
    office_ids: frozenset[UUID]
    at: tuple[int, ...]
    watched_since: date
    title_id: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One point on the timeline of an agreement: what happened or will happen on a day, and where it is shown.

    `kind` is a short code for the mark and its word (signed, activity, due, ends, review, loan ...); `done` tells what
    happened from what is ahead. `endpoint` takes `agreement_id` and the further `arguments`. What is `internal` is
    told to the agreement's own offices only (rule 33).
    """

    day: date
    kind: str
    title: str
    note: str = ""
    done: bool = True
    endpoint: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    internal: bool = False


# (session, agreement) -> what a room knows of its past and future.
TimelineSource = Callable[[Session, Agreement], Sequence[Moment]]
# (uow, office id, recorded act): what happens once an act that concerns an office, not an agreement, is checked.
OfficeEffect = Callable[[UnitOfWork, UUID, RecordedAct], None]
# (uow, agreement, recorded act): what happens once a recorded act is checked (rule 35).
Effect = Callable[[UnitOfWork, Agreement, RecordedAct], None]
Consulted = Callable[[Session, UUID, UUID], bool]
# (office id) -> the ids of the agreements about which that office was consulted: the same knowledge for a whole list.
ConsultedIds = Callable[[UUID], Select[UUID]]
Promises = Callable[[Session, Agreement], Sequence[Promise]]
# (session, now) -> the deadlines that are near or just past.
Deadlines = Callable[[Session, datetime], Sequence[Deadline]]
# (session, agreement) -> what planning wrote down; None where nothing was.
PlanSource = Callable[[Session, Agreement], PlanSummary | None]
# (uow, agreement): a new version of the text was saved, or the mode of signing was changed (rules 25, 36).
OnVersion = Callable[[UnitOfWork, Agreement], None]
# (session, ids of agreements) -> those of them of which nothing may be removed (legal hold).
Holds = Callable[[Session, Collection[UUID]], set[UUID]]
# (session, agreement) -> a word beside the title on every page of the agreement, or None.
Mark = Callable[[Session, Agreement], "Status | None"]
# (session, agreement) -> who has the turn now, in words ("Menunggu jawaban Bawaslu Provinsi ..."), or None.
Turn = Callable[[Session, Agreement], str | None]


@dataclass(slots=True)
class Registry:
    """Everything the rooms registered."""

    facts: list[FactSource] = field(default_factory=list)
    tabs: list[Tab] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    missing_links: dict[str, str] = field(default_factory=dict)
    counters: list[Counter] = field(default_factory=list)
    effects: dict[str, Effect] = field(default_factory=dict)
    consulted: list[Consulted] = field(default_factory=list)
    consulted_ids: list[ConsultedIds] = field(default_factory=list)
    on_stage: list[Callable[[UnitOfWork, Agreement, str, str], None]] = field(default_factory=list)
    filters: dict[str, Filter] = field(default_factory=dict)
    promises: list[Promises] = field(default_factory=list)
    deadlines: list[Deadlines] = field(default_factory=list)
    # Days of an office's own affairs (a prospect): its letter tells of them; `agreement_id` names the affair itself.
    office_deadlines: list[Deadlines] = field(default_factory=list)
    # (uow, agreement, need): begins the plan of an agreement that another room founded.
    plan_starter: Callable[[UnitOfWork, Agreement, str], None] | None = None
    # (uow, agreement, place, author, text): keeps what a partner's person wrote in the margin among the remarks.
    remark_keeper: Callable[[UnitOfWork, Agreement, str, str, str], None] | None = None
    plans: list[PlanSource] = field(default_factory=list)
    on_version: list[OnVersion] = field(default_factory=list)
    office_effects: dict[str, OfficeEffect] = field(default_factory=dict)
    timeline: list[TimelineSource] = field(default_factory=list)
    holds: list[Holds] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    # (uow, agreement): an addendum or a renewal gave it another last day.
    on_end_moved: list[Callable[[UnitOfWork, Agreement], None]] = field(default_factory=list)
    duty_opener: "Callable[[UnitOfWork, Agreement, Duty], None] | None" = None
    duty_closer: Callable[[UnitOfWork, Agreement, str, str], None] | None = None

    def add_timeline(self, source: TimelineSource) -> None:
        """Add a source of what stands on an agreement's timeline."""
        if source not in self.timeline:
            self.timeline.append(source)

    def add_hold(self, source: Holds) -> None:
        """Add a source that knows which agreements are held."""
        if source not in self.holds:
            self.holds.append(source)

    def add_mark(self, source: Mark) -> None:
        """Add a source of words beside the title."""
        if source not in self.marks:
            self.marks.append(source)

    def add_plan(self, source: PlanSource) -> None:
        """Add a source of what the text may start with."""
        if source not in self.plans:
            self.plans.append(source)

    def add_on_version(self, hook: OnVersion) -> None:
        """Add what a room does when the text has a new version."""
        if hook not in self.on_version:
            self.on_version.append(hook)

    turns: dict[str, Turn] = field(default_factory=dict)  # by stage

    def add_deadlines(self, source: Deadlines) -> None:
        """Add a source of days to be reminded of."""
        if source not in self.deadlines:
            self.deadlines.append(source)

    def add_office_deadlines(self, source: Deadlines) -> None:
        """Add a source of days that concern an office and no agreement."""
        if source not in self.office_deadlines:
            self.office_deadlines.append(source)

    def add_on_end_moved(self, hook: Callable[[UnitOfWork, Agreement], None]) -> None:
        """Add what a room does when an agreement has another last day."""
        if hook not in self.on_end_moved:
            self.on_end_moved.append(hook)

    def add_promises(self, source: Promises) -> None:
        """Add a source of what was promised before signing."""
        if source not in self.promises:
            self.promises.append(source)

    def add_fact_source(self, source: FactSource) -> None:
        """Add a source once, however often the wiring runs."""
        if source not in self.facts:
            self.facts.append(source)

    def add_tab(self, tab: Tab) -> None:
        """Add a tab once, keeping the order of `place`."""
        if tab not in self.tabs:
            self.tabs.append(tab)
            self.tabs.sort(key=lambda one: one.place)

    def add_panel(self, panel: Panel) -> None:
        """Add a panel once, keeping the order of `place`."""
        if panel not in self.panels:
            self.panels.append(panel)
            self.panels.sort(key=lambda one: one.place)

    def add_counter(self, counter: Counter) -> None:
        """Add a counter once."""
        if all(known.key != counter.key for known in self.counters):
            self.counters.append(counter)

    def add_consulted(self, asks: Consulted) -> None:
        """Add a source that knows whether an office was consulted about an agreement."""
        if asks not in self.consulted:
            self.consulted.append(asks)

    def add_consulted_ids(self, source: ConsultedIds) -> None:
        """Add a source that lists the agreements about which an office was consulted."""
        if source not in self.consulted_ids:
            self.consulted_ids.append(source)

    def add_on_stage(self, hook: Callable[[UnitOfWork, Agreement, str, str], None]) -> None:
        """Add what a room does when the stage changes (uow, agreement, source, target)."""
        if hook not in self.on_stage:
            self.on_stage.append(hook)


REGISTRY = Registry()


def was_consulted(session: Session, agreement_id: UUID, office_id: UUID) -> bool:
    """Whether an office was asked about an agreement."""
    return any(asks(session, agreement_id, office_id) for asks in REGISTRY.consulted)


def held(session: Session, agreement_ids: Collection[UUID]) -> set[UUID]:
    """Those of the agreements of which nothing may be removed, whatever a room wants to undo or dispose of."""
    return {one for source in REGISTRY.holds for one in source(session, agreement_ids)} if agreement_ids else set()
