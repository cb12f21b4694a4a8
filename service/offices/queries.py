"""Looking up offices and their place in the tree, partners and signatories."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from service.core.clock import local_date
from service.core.refusals import Refused
from service.offices.catalogue import category, evidence_kinds
from service.offices.models import Office, Partner, Signatory
from service.offices.rules import Fault, name_key, screen_partner, similar

PAGE = 50


# ---------------------------------------------------------------------------------------------------------- offices
def office(session: Session, office_id: UUID) -> Office:
    """An office, or Refused('office_unknown')."""
    found = session.get(Office, office_id)
    if found is None:
        raise Refused("office_unknown")
    return found


def office_by_code(session: Session, code: str) -> Office:
    """The office with a code, or Refused('office_unknown')."""
    found = session.scalars(select(Office).where(Office.code == code)).first()
    if found is None:
        raise Refused("office_unknown")
    return found


def above(session: Session, office_id: UUID) -> list[Office]:
    """The offices above one, the nearest first."""
    found: list[Office] = []
    current = session.get(Office, office_id)
    while current is not None and current.parent_id is not None and len(found) < 8:  # noqa: PLR2004  a tree of three
        current = session.get(Office, current.parent_id)
        if current is not None:
            found.append(current)
    return found


def ids_above(session: Session, office_id: UUID) -> frozenset[UUID]:
    """The ids of the offices above one."""
    return frozenset(one.id for one in above(session, office_id))


def ids_below(session: Session, office_id: UUID) -> frozenset[UUID]:
    """The ids of every office below one, at any depth."""
    tree = select(Office.id).where(Office.parent_id == office_id).cte("below", recursive=True)
    child = aliased(Office)
    tree = tree.union_all(select(child.id).where(child.parent_id == tree.c.id))
    return frozenset(session.scalars(select(tree.c.id)))


def below(session: Session, office_id: UUID) -> list[Office]:
    """Every office below one, by code."""
    query = select(Office).where(Office.id.in_(ids_below(session, office_id))).order_by(Office.code)
    return list(session.scalars(query))


def children(session: Session, office_id: UUID) -> list[Office]:
    """The offices directly below one, by code."""
    return list(session.scalars(select(Office).where(Office.parent_id == office_id).order_by(Office.code)))


def near(session: Session, office_id: UUID) -> list[Office]:
    """The active offices around one: those above, those directly below, its sisters."""
    own = office(session, office_id)
    around = [*above(session, office_id), *children(session, office_id)]
    if own.parent_id is not None:
        around += children(session, own.parent_id)
    return [one for one in dict.fromkeys(around) if one.active and one.id != office_id]


def is_same_or_below(session: Session, office_id: UUID, of: UUID) -> bool:
    """Whether an office is the one named by `of` or stands below it."""
    return office_id == of or of in ids_above(session, office_id)


def path(session: Session, office_id: UUID) -> list[Office]:
    """The offices from the top of the tree down to one, itself included."""
    return [*reversed(above(session, office_id)), office(session, office_id)]


def same_line(session: Session, one: UUID, other: UUID) -> bool:
    """Whether two offices are the same or one stands above the other."""
    return is_same_or_below(session, one, other) or is_same_or_below(session, other, one)


def local_today(session: Session, office_id: UUID, now: datetime) -> date:
    """The calendar day where an office stands (rule 19)."""
    return local_date(now, office(session, office_id).zone_)


# --------------------------------------------------------------------------------------------------------- partners
def partner(session: Session, partner_id: UUID) -> Partner:
    """A partner, or Refused('partner_unknown')."""
    found = session.get(Partner, partner_id)
    if found is None:
        raise Refused("partner_unknown")
    return found


def _partner_conditions(text: str, category_key: str) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    for word in text.split():
        needle = word.casefold()
        wanted.append(
            or_(
                func.lower(Partner.name).contains(needle, autoescape=True),
                func.lower(Partner.seat).contains(needle, autoescape=True),
                Partner.name_key.contains(name_key(word) or needle, autoescape=True),
            )
        )
    if category_key:
        wanted.append(Partner.category == category_key)
    return wanted


def count_partners(session: Session, text: str = "", *, category_key: str = "") -> int:
    """How many partners a search finds."""
    return session.scalar(select(func.count(Partner.id)).where(*_partner_conditions(text, category_key))) or 0


def find_partners(
    session: Session, text: str = "", *, category_key: str = "", offset: int = 0, limit: int = PAGE
) -> list[Partner]:
    """Partners whose name or seat contains every word of the text, by name."""
    query = select(Partner).where(*_partner_conditions(text, category_key)).order_by(func.lower(Partner.name))
    return list(session.scalars(query.offset(offset).limit(limit)))


def find_duplicates(session: Session, name: str, *, but: UUID | None = None) -> list[Partner]:
    """Partners that could be the same one under another spelling."""
    wanted = name_key(name)
    rows = session.execute(select(Partner.id, Partner.name_key)).all()
    alike = [row.id for row in rows if row.id != but and similar(row.name_key, wanted)]
    return list(session.scalars(select(Partner).where(Partner.id.in_(alike)).order_by(Partner.name)))


def partners_by_id(session: Session, ids: Sequence[UUID]) -> dict[UUID, Partner]:
    """Partners by their ids."""
    return {one.id: one for one in session.scalars(select(Partner).where(Partner.id.in_(ids)))}


def sub_units(session: Session, partner_id: UUID) -> list[Partner]:
    """The faculties, branches or local units of a partner."""
    return list(session.scalars(select(Partner).where(Partner.parent_id == partner_id).order_by(Partner.name)))


def screening(one: Partner, today: date) -> tuple[Fault, ...]:
    """What stands between a partner and its agreement today (rule 24)."""
    return screen_partner(
        category(one.category),
        [evidence.as_evidence() for evidence in one.standing_evidence],
        today,
        kinds=evidence_kinds(),
        independence=one.independence_,
    )


# ------------------------------------------------------------------------------------------------------- signatories
def signatory(session: Session, signatory_id: UUID) -> Signatory:
    """A signatory, or Refused('signatory_unknown')."""
    found = session.get(Signatory, signatory_id)
    if found is None:
        raise Refused("signatory_unknown")
    return found


def signatories(
    session: Session, *, office_id: UUID | None = None, partner_id: UUID | None = None, active_only: bool = False
) -> list[Signatory]:
    """The signatories of an office or of a partner, by name."""
    query = select(Signatory).order_by(Signatory.active.desc(), Signatory.name)
    query = query.where(Signatory.office_id == office_id, Signatory.partner_id == partner_id)
    if active_only:
        query = query.where(Signatory.active)
    return list(session.scalars(query))
