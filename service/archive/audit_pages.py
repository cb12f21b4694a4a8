"""The audit trail on screen and as CSV."""

from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service.agreements.words import EVENTS
from service.archive import trail
from service.archive.trail import Asked
from service.core.audit import AuditEvent
from service.core.audit_checkpoints import last_checkpoint
from service.core.database import read_id
from service.core.permissions import needs
from service.core.spreadsheets import Sheet, write_csv
from service.offices.models import Office
from service.web import work
from service.web.downloads import hand_out

bp = Blueprint("audit", __name__, template_folder="templates")


@bp.get("/audit")
@needs("audit:read")
def index() -> ResponseReturnValue:
    """What happened here and below, the latest first, and whether the record holds."""
    asked = _asked()
    with work.reading() as session:
        actor = work.actor()
        before = trail.cursor(request.args.get("sebelum", ""))
        found = trail.events(session, actor, asked, work.zone(), before=before, limit=trail.PAGE + 1)
        shown, more = found[: trail.PAGE], len(found) > trail.PAGE
        offices = trail.scope(session, actor)
        names = {one.id: one for one in offices}
        about = trail.subjects(session, shown)
        return render_template(
            "archive/audit.html",
            lines=[(one, _line(session, one, names, about)) for one in shown],
            older=_older(shown[-1]) if more else "",
            asked=asked,
            offices=offices,
            codes=sorted(
                ((code, str(EVENTS.get(code, code))) for code in trail.codes(session)), key=lambda one: one[1]
            ),
            chain=trail.chain_of(session, asked.agreement) if asked.agreement else None,
            checkpoint=last_checkpoint(session),
            verified=trail.last_verification(session),
            query=_query(),
        )


@bp.get("/audit.csv")
@needs("audit:read")
def as_csv() -> Response:
    """The same as a table, as far as one file holds."""
    asked = _asked()
    with work.reading() as session:
        actor = work.actor()
        found = trail.events(session, actor, asked, work.zone(), limit=trail.MOST_EXPORTED)
        names = {one.id: one for one in trail.scope(session, actor)}
        about = trail.subjects(session, found)
        rows = [_csv_row(one, _line(session, one, names, about)) for one in found]
    columns = ("Waktu", "Kejadian", "Kode", "Pelaku", "Kantor", "Tentang", "Rantai", "Nomor", "Rincian", "Hash")
    data = write_csv(Sheet("Audit", columns, rows))
    return hand_out(data, f"audit-{work.today().isoformat()}", "csv", "text/csv")


@bp.post("/audit/periksa")
@needs("audit:read")
def verify() -> ResponseReturnValue:
    """Have every chain and checkpoint recomputed."""
    with work.begin() as uow:
        uow.want("verify_audit", UUID(int=0), revision=uow.now.isoformat(timespec="minutes"))
    flash(_("Pemeriksaan dimulai. Hasilnya tampil di halaman ini bila selesai."), "success")
    return redirect(url_for("audit.index"))


def _codes(session: Session) -> list[tuple[str, str]]:
    said = [(code, str(EVENTS.get(code, code))) for code in trail.codes(session)]
    return sorted(said, key=lambda one: one[1].casefold())


def _asked() -> Asked:
    said = request.args
    return Asked(
        office=read_id(said.get("kantor", "")),
        agreement=trail.agreement_of(said.get("naskah", "")[:200]),
        person=said.get("orang", "")[:120].strip(),
        code=said.get("kode", "")[:80],
        since=_day(said.get("dari", "")),
        until=_day(said.get("sampai", "")),
    )


def _day(text: str) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        return day if 1900 <= day.year <= 2199 else None  # noqa: PLR2004  the years that a calendar of ours reaches
    return None


def _query() -> str:
    names = ("kantor", "naskah", "orang", "kode", "dari", "sampai")
    return urlencode({name: request.args[name] for name in names if request.args.get(name)})


def _older(event: AuditEvent) -> str:
    said = {"sebelum": f"{event.at.isoformat()}~{event.id}"}
    return f"{url_for('audit.index')}?{urlencode(said)}&{_query()}".rstrip("&")


def _line(session: Session, event: AuditEvent, names: dict[UUID, Office], about: dict[str, str]) -> dict[str, Any]:
    office = names.get(event.office_id) if event.office_id else None
    return {
        "title": EVENTS.get(event.code, event.code),
        "office": office.name if office else "",
        "about": about.get(event.stream, ""),
        "agreement_id": event.stream.removeprefix(trail.OF_AGREEMENT) if event.stream in about else "",
        "details": trail.own_details(session, event, work.actor()),
        "address": event.address if event.office_id == work.actor().office_id else "",
    }


def _csv_row(event: AuditEvent, line: dict[str, Any]) -> list[str | int]:
    return [
        work.local(event.at).isoformat(timespec="seconds"),
        str(line["title"]),
        event.code,
        event.actor_name,
        line["office"],
        line["about"],
        event.stream,
        event.sequence,
        "; ".join(f"{key}={said}" for key, said in line["details"].items()),
        event.hash,
    ]
