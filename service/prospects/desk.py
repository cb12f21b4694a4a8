"""What the pages of prospects share."""

from contextlib import suppress
from uuid import UUID

from flask import Blueprint
from sqlalchemy.orm import Session

from service.core.refusals import Refused
from service.offices import queries as offices
from service.offices.catalogue import categories
from service.offices.models import Office
from service.web import work

bp = Blueprint("prospects", __name__, url_prefix="/penjajakan", template_folder="templates")


def uuid_or_none(text: str | None) -> UUID | None:
    """The id a choice stands for."""
    with suppress(ValueError):
        return UUID(text or "")
    return None


def known_category(key: str) -> str:
    """A category of the address, if there is such a one."""
    return key if key in categories() else ""


def office_of(session: Session, asked: str) -> Office:
    """The office named in an address, if it is the person's own or below it; the own one where none is named."""
    own = work.actor().office_id
    if own is None:
        raise Refused("not_permitted")
    wanted = uuid_or_none(asked) or own
    if not offices.is_same_or_below(session, wanted, own):
        raise Refused("not_found")
    return offices.office(session, wanted)
