"""What the form of a new agreement offers: MoUs to stand under, offices to join."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.offices import queries as offices
from service.web.language import tanggal

Choices = list[tuple[str, str]]


def parent_choices(session: Session, parents: Sequence[Agreement]) -> Choices:
    """The MoUs with partner and date, after the choice of none."""
    ids = [one.partner_id for one in parents if one.partner_id is not None]
    partners = offices.partners_by_id(session, ids)
    shown = [("", str(_("Tanpa MoU induk")))]
    for one in parents:
        partner = partners.get(one.partner_id) if one.partner_id else None
        when = _("ditandatangani %(day)s", day=tanggal(one.signed_on)) if one.signed_on else _("belum ditandatangani")
        said = [one.subject, partner.name if partner else "", one.office_number, str(when)]
        shown.append((str(one.id), " · ".join(part for part in said if part)))
    return shown


def further_choices(session: Session, office_id: UUID) -> Choices:
    """The offices near one in the tree."""
    return [(str(one.id), one.name) for one in offices.near(session, office_id)]


def uuid_or_none(text: str | None) -> UUID | None:
    """The id a choice stands for."""
    with suppress(ValueError):
        return UUID(text or "")
    return None
