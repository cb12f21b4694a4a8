"""An export of a year as work: asked for on a page, made by a worker, kept for a while, swept away."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive.exporting import count_of_year, export_year
from service.archive.models import YearExport
from service.core.audit import Stream
from service.core.database import new_id
from service.core.jobs import Work
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.tools import Tools
from service.core.unit_of_work import UnitOfWork
from service.offices.queries import office
from service.settings import Settings

KEPT = timedelta(days=14)


def folder(settings: Settings) -> Path:
    """Where exports lie: beside the stored files, because they are copies and no record."""
    return settings.data / "exports"


def path_of(settings: Settings, export_id: UUID) -> Path:
    """The file of an export."""
    return folder(settings) / f"{export_id}.zip"


def ask_export(uow: UnitOfWork, year: int) -> YearExport:
    """Ask for the export of a year of the actor's office."""
    require(uow.actor, "archive:keep")
    office_id = uow.actor.office_id
    if office_id is None:
        raise Refused("not_permitted")
    if count_of_year(uow.session, office_id, year) == 0:
        raise Refused("export_empty", field="year", year=year)
    row = YearExport(id=new_id(), office_id=office_id, year=year, asked_name=uow.actor.name, asked_at=uow.now)
    uow.session.add(row)
    uow.session.flush()
    uow.want("export_year", row.id)
    uow.record(Stream("office", office_id), "archive:export_asked", year=year, export=str(row.id))
    return row


def make_export(work: Work, tools: Tools) -> None:
    """Make the export that was asked for, or find that it was made before and stop."""
    with tools.reading() as session:
        row = session.get_one(YearExport, work.subject_id)
        where = office(session, row.office_id)
    if row.made_at is not None:
        return
    outcome = export_year(tools, where, row.year, path_of(tools.settings, row.id))
    with tools.begin() as uow:
        kept = uow.session.get_one(YearExport, row.id)
        if kept.made_at is not None:
            return
        kept.made_at, kept.sha256, kept.size = uow.now, outcome.sha256, outcome.size
        kept.agreements, kept.files, kept.lacking = outcome.agreements, outcome.files, len(outcome.lacking)
        uow.record(
            Stream("office", kept.office_id),
            "archive:export_made",
            year=kept.year,
            export=str(kept.id),
            sha256=kept.sha256,
            agreements=kept.agreements,
            lacking=kept.lacking,
        )


def exports_of(session: Session, office_id: UUID | None, *, limit: int = 20) -> list[YearExport]:
    """The exports of an office, the latest first."""
    query = select(YearExport).where(YearExport.office_id == office_id).order_by(YearExport.asked_at.desc())
    return list(session.scalars(query.limit(limit)))


def sweep_exports(tools: Tools) -> None:
    """Remove the files of old exports; what they held lies in the storage, so each can be made again."""
    before = tools.clock.now() - KEPT
    with tools.reading() as session:
        old = YearExport.made_at.is_not(None) & (YearExport.made_at < before) & YearExport.swept_at.is_(None)
        ids = list(session.scalars(select(YearExport.id).where(old)))
    for export_id in ids:
        path_of(tools.settings, export_id).unlink(missing_ok=True)
        with tools.begin() as uow:
            uow.session.get_one(YearExport, export_id).swept_at = uow.now
