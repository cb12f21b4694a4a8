"""Monthly reports: how they stand, what they say, and what staff add to them. Sending stays with people."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import fields, validate
from sqlalchemy.orm import Session

from service.accounts.models import Scope
from service.api import schemas
from service.api.reading_api import my_offices, offset, page_of
from service.api.rest import Page, blueprint, permitted
from service.core.refusals import Refused
from service.reporting import actions, freezing, queries
from service.reporting.models import MonthlyReport
from service.reporting.rules import State, month_text, read_month
from service.web import work

bp = blueprint("reports", "Laporan bulanan")
MONTH = r"^20\d\d-(0[1-9]|1[0-2])$"


class ReportSearch(Page):
    """Of which month."""

    month = fields.String(
        required=True, validate=validate.Regexp(MONTH), metadata={"description": "Bulan, misalnya 2026-03."}
    )


def _month(text: str) -> date:
    found = read_month(text)
    if found is None:
        raise Refused("not_found")
    return found


@bp.get("/reports")
@permitted("agreement:read")
@bp.arguments(ReportSearch, location="query")
@bp.response(200, schemas.paged(schemas.ReportState, "Reports"))
def list_reports(asked: dict[str, Any]) -> Any:
    """Keadaan laporan sebulan pada kantor sendiri dan di bawahnya."""
    with work.reading() as session:
        known = queries.report_states(session, my_offices(session), _month(asked["month"]), work.now())
    rows = [
        {"office_id": one, "state": state.value} for one, state in sorted(known.items(), key=lambda one: str(one[0]))
    ]
    first = offset(asked)
    return page_of(asked, len(rows), rows[first : first + asked["per_page"]])


@bp.get("/reports/<uuid:office_id>/<string:month>")
@permitted("agreement:read")
@bp.response(200, schemas.Report)
def show_report(office_id: UUID, month: str) -> Any:
    """Isi laporan: yang dibekukan saat dikirim, atau yang akan dikirim bila kantor sendiri belum mengirim."""
    with work.reading() as session:
        of = _month(month)
        row = queries.visible(session, work.actor(), office_id, of)
        if office_id != work.actor().office_id and (row is None or row.state == State.DRAFT.value):
            raise Refused("not_found")
        return _report(session, office_id, of, row)


def _report(session: Session, office_id: UUID, month: date, row: MonthlyReport | None) -> dict[str, Any]:
    frozen = json.loads(row.content) if row and row.content else freezing.live(session, office_id, month, row)
    return {
        "office_id": office_id,
        "month": month_text(month),
        "revision": row.revision if row else 1,
        "state": row.state if row else State.DRAFT.value,
        "nil": bool(frozen["nil"]),
        "sent_at": row.sent_at if row else None,
        "content_hash": row.content_hash if row else "",
        "content": frozen,
    }


@bp.put("/reports/<string:month>/notes")
@permitted("report:compile", Scope.REPORTS)
@bp.arguments(schemas.ReportNotes)
@bp.response(200, schemas.Report)
def write_notes(said: dict[str, Any], month: str) -> Any:
    """Mengisi kendala dan rencana pada laporan kantor sendiri yang belum dikirim."""
    notes = {one["agreement_id"]: (one["obstacles"], one["plan"]) for one in said["lines"]}
    with work.begin() as uow:
        row = actions.save_notes(uow, _month(month), said["general"], notes)
        uow.session.flush()
        return _report(uow.session, row.office_id, row.month, row)
