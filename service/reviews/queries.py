"""Looking up reviews and decisions, and the lists of what is still to be reviewed or decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.registry import OwnThat
from service.core import policies
from service.core.actor import Actor
from service.core.database import moment
from service.core.refusals import Refused
from service.offices import queries as offices
from service.offices.models import Partner
from service.reviews import conditions
from service.reviews.models import RenewalDecision, Review
from service.reviews.rules import ReviewState, Standing

WINDOW, CYCLE, OUTCOME_DAYS = "renewal_window_days", "review_cycle_months", "review_outcome_days"


def today_of(session: Session, agreement: Agreement) -> date:
    """The calendar day where the lead office stands."""
    return offices.local_today(session, agreement.lead_office_id, moment(session))


def standing_of(session: Session, agreement: Agreement) -> Standing:
    """How an agreement stands today."""
    window = policies.value(session, WINDOW)
    return Standing(agreement.end_on, agreement.ended_on, today_of(session, agreement), window)


def reviews_of(session: Session, agreement_id: UUID) -> list[Review]:
    """Every review of an agreement, the latest first."""
    query = select(Review).where(Review.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(Review.number.desc())))


def review(session: Session, agreement_id: UUID, review_id: UUID) -> Review:
    """One review of an agreement, or Refused('not_found')."""
    found = session.get(Review, review_id)
    if found is None or found.agreement_id != agreement_id:
        raise Refused("not_found")
    return found


def waiting(session: Session, agreement_id: UUID) -> Review | None:
    """The review that waits for its second person."""
    query = select(Review).where(Review.agreement_id == agreement_id, Review.state == ReviewState.WAITING.value)
    return session.scalars(query).first()


def current(session: Session, agreement_id: UUID) -> Review | None:
    """The confirmed review that counts."""
    query = select(Review).where(Review.agreement_id == agreement_id, Review.current)
    return session.scalars(query).first()


def last_made(session: Session, actor: Actor, kind: str) -> Review | None:
    """The review that this person made last of an agreement of the same kind, to say the same again."""
    query = (
        select(Review)
        .join(Agreement, Agreement.id == Review.agreement_id)
        .where(Review.made_by == actor.id, Agreement.kind == kind)
        .order_by(Review.made_at.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def decisions_of(session: Session, agreement_id: UUID) -> list[RenewalDecision]:
    """Every renewal decision of an agreement, the latest first."""
    query = select(RenewalDecision).where(RenewalDecision.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(RenewalDecision.number.desc())))


def decision(session: Session, agreement_id: UUID, decision_id: UUID) -> RenewalDecision:
    """One decision of an agreement, or Refused('not_found')."""
    found = session.get(RenewalDecision, decision_id)
    if found is None or found.agreement_id != agreement_id:
        raise Refused("not_found")
    return found


def standing_decision(session: Session, agreement: Agreement) -> RenewalDecision | None:
    """The decision that counts for the agreement's present last day."""
    query = select(RenewalDecision).where(
        RenewalDecision.agreement_id == agreement.id,
        RenewalDecision.current,
        RenewalDecision.for_end_on.is_(None)
        if agreement.end_on is None
        else RenewalDecision.for_end_on == agreement.end_on,
    )
    return session.scalars(query).first()


# ----------------------------------------------------------------------------------------------------------- the lists
def _own(session: Session, actor: Actor) -> tuple[ColumnElement[bool], date]:
    """The agreements that the actor's office leads (it answers for their review), and the day where it stands."""
    if actor.office_id is None:
        return Agreement.id.is_(None), moment(session).date()
    return Agreement.lead_office_id == actor.office_id, offices.local_today(session, actor.office_id, moment(session))


def unreviewed(session: Session, actor: Actor) -> OwnThat:
    """Agreements of the actor's office that are not reviewed, nor waiting for confirmation."""
    mine, today = _own(session, actor)
    return _led(mine, conditions.to_review(today), ~conditions.reviewed(today), ~conditions.waiting_for_confirmation())


def waiting_ids(session: Session, actor: Actor) -> Select[UUID]:
    """Agreements of the actor's office whose review waits for a second person, whoever made it."""
    mine, _ = _own(session, actor)
    return _led(mine, conditions.waiting_for_confirmation()).ids


def unconfirmed(session: Session, actor: Actor) -> OwnThat:
    """Agreements of the actor's office whose review waits for a second person, other than its maker."""
    mine, _ = _own(session, actor)
    waits = exists().where(
        Review.agreement_id == Agreement.id, Review.state == ReviewState.WAITING.value, Review.made_by != actor.id
    )
    return _led(mine, waits)


def undecided(session: Session, actor: Actor) -> OwnThat:
    """Agreements of the actor's office in or past their renewal window of which nothing is decided."""
    mine, today = _own(session, actor)
    until = today + timedelta(days=policies.value(session, WINDOW))
    return _led(mine, conditions.to_decide(today, until), ~conditions.decided())


def _led(*wanted: ColumnElement[bool]) -> OwnThat:
    return OwnThat(select(Agreement.id).where(*wanted), and_(*wanted))


def unreviewed_ids(session: Session, actor: Actor) -> Select[UUID]:
    """The agreements that are not reviewed, as a query of ids."""
    return unreviewed(session, actor).ids


def unconfirmed_ids(session: Session, actor: Actor) -> Select[UUID]:
    """Those whose review waits for a second person."""
    return unconfirmed(session, actor).ids


def undecided_ids(session: Session, actor: Actor) -> Select[UUID]:
    """Those of which nothing is decided."""
    return undecided(session, actor).ids


@dataclass(frozen=True, slots=True)
class Line:
    """One agreement in a list of this room."""

    agreement: Agreement
    partner: str
    review: Review | None


def lines(session: Session, ids: Select[UUID], *, state: ReviewState | None, limit: int = 200) -> list[Line]:
    """The agreements of a list with their review: what ends first comes first."""
    which = Review.current if state is None else (Review.state == state.value)
    query = (
        select(Agreement, Partner.name, Review)
        .outerjoin(Partner, Partner.id == Agreement.partner_id)
        .outerjoin(Review, and_(Review.agreement_id == Agreement.id, which))
        .where(Agreement.id.in_(ids))
        .order_by(*_ORDER)
        .limit(limit)
    )
    return [Line(agreement, partner or "", found) for agreement, partner, found in session.execute(query)]


_ORDER = (Agreement.end_on.is_(None), Agreement.end_on, Agreement.signed_on, Agreement.id)


def next_unreviewed(session: Session, actor: Actor, *, but: Sequence[UUID] = ()) -> Agreement | None:
    """The next agreement to review, what ends first coming first."""
    query = select(Agreement).where(Agreement.id.in_(unreviewed_ids(session, actor)), Agreement.id.not_in(but))
    return session.scalars(query.order_by(*_ORDER).limit(1)).first()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an office is with its reviews."""

    total: int
    done: int
    waiting: int

    @property
    def left(self) -> int:
        """How many are still to be reviewed."""
        return self.total - self.done - self.waiting


def progress(session: Session, actor: Actor) -> Progress:
    """How many agreements of the actor's office there are to review, how many are, how many wait."""
    mine, today = _own(session, actor)
    in_scope = and_(mine, conditions.to_review(today))
    count = select(func.count()).select_from(Agreement).where(in_scope)
    done = count.where(conditions.reviewed(today))
    held = count.where(conditions.waiting_for_confirmation(), ~conditions.reviewed(today))
    return Progress(session.scalar(count) or 0, session.scalar(done) or 0, session.scalar(held) or 0)
