"""Saved views: a state of the list under a name, one's own or the office's; and how a person wants the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.agreements.register.listing import Found, find
from service.agreements.register.models import RegisterChoice, SavedView
from service.agreements.register.search import SIZES, Search, read_search
from service.agreements.registry import REGISTRY
from service.core.actor import Actor
from service.core.audit import Stream
from service.core.database import new_id
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.offices.catalogue import categories

LONGEST_NAME = 60
MOST_VIEWS = 30
MOST_SHOWN = 999  # a count beside a view stops here, so that a page with many views stays quick


@dataclass(frozen=True, slots=True)
class Pinned:
    """A view at the side of the list with what it finds now."""

    view: SavedView
    search: Search
    found: Found
    own: bool


def views_of(session: Session, actor: Actor) -> list[SavedView]:
    """The views a person sees: his own and those shared with his office, by name."""
    mine = SavedView.owner_id == actor.id
    shared = SavedView.shared.is_(True) & (SavedView.office_id == actor.office_id)
    return list(session.scalars(select(SavedView).where(or_(mine, shared)).order_by(SavedView.name, SavedView.id)))


def state_of(view: SavedView) -> Search:
    """The state that a view holds; what is unknown by now is left out."""
    return read_search(dict(parse_qsl(view.query)), named=REGISTRY.filters, categories=categories())


def pinned(session: Session, actor: Actor, today: date) -> list[Pinned]:
    """The views with their counts."""
    found = []
    for view in views_of(session, actor):
        search = state_of(view)
        found.append(
            Pinned(view, search, find(session, actor, search, today, most=MOST_SHOWN), own=view.owner_id == actor.id)
        )
    return found


def save_view(uow: UnitOfWork, name: str, search: Search, *, shared: bool = False) -> SavedView:
    """Keep the state of the list under a name."""
    if uow.actor.id is None or uow.actor.office_id is None:
        raise Refused("not_permitted")
    if shared:
        require(uow.actor, "view:share")
    known = views_of(uow.session, uow.actor)
    if sum(one.owner_id == uow.actor.id for one in known) >= MOST_VIEWS:
        raise Refused("view_too_many", most=MOST_VIEWS)
    view = SavedView(
        id=new_id(),
        office_id=uow.actor.office_id,
        owner_id=uow.actor.id,
        owner_name=uow.actor.name,
        name=_name(name, known),
        query=search.query,
        shared=shared,
        created_at=uow.now,
    )
    uow.session.add(view)
    uow.session.flush()
    uow.record(Stream("office", uow.actor.office_id), "view:saved", view=str(view.id), shared=shared)
    return view


def change_view(
    uow: UnitOfWork, view_id: UUID, name: str, *, shared: bool, seen_version: int | None = None
) -> SavedView:
    """Rename a view, share it or take it back."""
    view = own_view(uow.session, uow.actor, view_id)
    if seen_version is not None and view.version != seen_version:
        raise Refused("stale_page")
    if shared and not view.shared:
        require(uow.actor, "view:share")
    view.name = _name(name, [one for one in views_of(uow.session, uow.actor) if one.id != view.id])
    view.shared = shared
    uow.session.flush()
    uow.record(Stream("office", view.office_id), "view:changed", view=str(view.id), shared=shared)
    return view


def remove_view(uow: UnitOfWork, view_id: UUID) -> str:
    """Take a view away; the agreements it shows stay as they are. Returns its name."""
    view = own_view(uow.session, uow.actor, view_id)
    uow.session.delete(view)
    uow.record(Stream("office", view.office_id), "view:removed", view=str(view.id))
    return view.name


def own_view(session: Session, actor: Actor, view_id: UUID) -> SavedView:
    """A view of the actor's own, or Refused."""
    view: SavedView | None = session.get(SavedView, view_id)
    if view is None or view.owner_id != actor.id:
        raise Refused("not_found")
    return view


def _name(name: str, others: Sequence[SavedView]) -> str:
    said = " ".join(name.split())
    if not said:
        raise Refused("view_name_missing", field="name")
    if len(said) > LONGEST_NAME:
        raise Refused("view_name_too_long", field="name", longest=LONGEST_NAME)
    if any(one.name.casefold() == said.casefold() for one in others):
        raise Refused("view_name_taken", field="name")
    return said


# ------------------------------------------------------------------------------------------------------ how it is shown
def choice_of(session: Session, actor: Actor) -> tuple[list[str], int]:
    """The columns a person chose (none: the usual ones) and the rows on a page."""
    row = session.get(RegisterChoice, actor.id) if actor.id else None
    return ([str(one) for one in row.columns], row.size) if row else ([], SIZES[0])


def choose(uow: UnitOfWork, columns: Sequence[str], size: int) -> None:
    """Remember how a person wants the list. It is no act of the office, so the audit does not hold it."""
    if uow.actor.id is None:
        raise Refused("not_permitted")
    row = uow.session.get(RegisterChoice, uow.actor.id)
    if row is None:
        row = RegisterChoice(person_id=uow.actor.id, columns=[])
        uow.session.add(row)
    row.columns, row.size = list(columns), size if size in SIZES else SIZES[0]
