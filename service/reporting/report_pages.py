"""Laporan bulanan: the months of an office, one month, and the reports of the offices below."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service.agreements.actions import check_act
from service.agreements.models import RecordedAct
from service.agreements.words import STAGES
from service.core import jobs, policies
from service.core.permissions import holds, needs
from service.core.refusals import Refused
from service.core.terms import add_months, report_due
from service.core.uploads import accept_upload
from service.offices import queries as offices
from service.reporting import actions, freezing, papers, queries, report_screen, witness, words
from service.reporting.forms import CheckOutsideForm, OutsideForm
from service.reporting.models import MonthlyReport
from service.reporting.rules import OWED, Shown, State, month_text, read_month
from service.web import navigation, progress, work
from service.web.components import Paging
from service.web.downloads import hand_out
from service.web.fields import clean
from service.web.forms import BaseForm

GRID_MONTHS, LINES_SHOWN = 6, 40
OWED_ONLY, WAITING_ONLY = "belum", "menunggu"

bp = Blueprint("reports", __name__, url_prefix="/laporan", template_folder="templates")


def install(app: Flask) -> None:
    """Put the reports into the menu."""
    navigation.add(app, navigation.Entry(_l("Laporan"), "reports.index", "agreement:read", order=27))
    progress.name_work(app, {actions.RENDER: _l("PDF dan XLSX laporan bulanan")})


def _own() -> UUID:
    own = work.actor().office_id
    if own is None:
        raise Refused("not_found")
    return own


def _month(text: str) -> date:
    month = read_month(text)
    if month is None:
        raise Refused("not_found")
    return month


@bp.get("/")
@needs("agreement:read")
def index() -> ResponseReturnValue:
    """The own months, and the grid of the offices just below."""
    with work.reading() as session:
        return _months_page(session, _own(), only=request.args.get("keadaan", ""))


@bp.get("/wilayah/<uuid:office_id>")
@needs("agreement:read")
def area(office_id: UUID) -> ResponseReturnValue:
    """The grid of an office below, as the level above sees it (rule 33)."""
    with work.reading() as session:
        if not offices.is_same_or_below(session, office_id, _own()):
            raise Refused("not_found")
        return _months_page(session, office_id)


def _months_page(session: Session, office_id: UUID, *, only: str = "") -> str:
    office, own = offices.office(session, office_id), office_id == work.actor().office_id
    below = [one for one in offices.children(session, office_id) if one.active]
    of, due_day = queries.listed_months(session, work.today(), work.now()), policies.value(session, queries.DUE_DAY)
    known = queries.states(session, [office_id, *(one.id for one in below)], of, work.now())
    mine = [] if office.level == "ri" else [(m, report_due(m, due_day), words.status(known[office_id][m])) for m in of]
    waiting = queries.waiting(session, office_id) if own and only != OWED_ONLY else []
    names = {one.id: one.name for one in below}
    if only in (OWED_ONLY, WAITING_ONLY):  # what a counter on the home page counts, and nothing else
        below, mine = [], [row for row in mine if only == OWED_ONLY and known[office_id][row[0]] in OWED]
    shown = of[:GRID_MONTHS]
    missed = [(one, [m for m in shown if known[one.id][m] in OWED]) for one in below]
    return render_template(
        "reporting/reports.html",
        office=office,
        own=own,
        mine=mine,
        owed_only=only == OWED_ONLY,
        waiting_only=only == WAITING_ONLY,
        grid=[(one, [(m, words.status(known[one.id][m])) for m in shown]) for one in below],
        spoken_months=[report_screen.month(month) for month in shown],
        missed=[(one, months) for one, months in missed if months],
        owed=sum(len(months) for _one, months in missed),
        late=sum(1 for one in below for m in shown if known[one.id][m] is Shown.LATE),
        waiting=waiting,
        names=names,
        text=month_text,
        spoken=report_screen.month,
    )


@bp.get("/<month>")
@needs("agreement:read")
def show(month: str) -> ResponseReturnValue:
    """One month of the own office."""
    with work.reading() as session:
        return _page(session, _own(), _month(month))


@bp.get("/kantor/<uuid:office_id>/<month>")
@needs("agreement:read")
def of_office(office_id: UUID, month: str) -> ResponseReturnValue:
    """One month of an office below, once it was sent."""
    with work.reading() as session:
        return _page(session, office_id, _month(month))


def _page(session: Session, office_id: UUID, month: date) -> str:
    own, actor = office_id == work.actor().office_id, work.actor()
    row = _seen(session, office_id, month)
    said = freezing.content(session, office_id, month, row) if own or row is not None else None
    before = queries.newest(session, office_id, add_months(month, -1))
    last: dict[str, Any] | None = json.loads(before.content) if before is not None and before.content else None
    state = queries.report_states(session, [office_id], month, work.now())[office_id]
    draft = own and (row is None or row.state in (State.DRAFT.value, State.RETURNED.value))
    acts = select(RecordedAct).where(RecordedAct.subject_id == row.id) if own and row is not None else None
    paging = Paging.of_request(len(said["lines"]) if said else 0, size=LINES_SHOWN)
    new, gone = freezing.changed_since(said, last) if said else ([], [])
    return render_template(
        "reporting/report.html",
        office=offices.office(session, office_id),
        own=own,
        row=row,
        said=said,
        lines=said["lines"][paging.offset : paging.offset + paging.size] if said else [],
        paging=paging,
        month=month_text(month),
        spoken=report_screen.month(month),
        state=words.status(state),
        draft=draft,
        may_write=draft and holds(actor, "report:compile"),
        may_send=draft and holds(actor, "report:send"),
        may_judge=_may_judge(session, row),
        due=report_due(month, policies.value(session, queries.DUE_DAY)),
        blank=sum(1 for one in said["lines"] if not one["plan"]) if said else 0,
        stages=STAGES,
        papers=papers,
        screen=report_screen,
        new=new,
        gone=gone,
        acts=list(session.scalars(acts)) if acts is not None else [],
        work=progress.of(jobs.of_subject(session, row.id)) if row is not None else None,
    )


def _seen(session: Session, office_id: UUID, month: date) -> MonthlyReport | None:
    row = queries.visible(session, work.actor(), office_id, month)
    if row is not None and row.state == State.DRAFT.value and office_id != work.actor().office_id:
        query = select(MonthlyReport).where(
            MonthlyReport.office_id == office_id, MonthlyReport.month == month, MonthlyReport.revision < row.revision
        )
        return session.scalars(query.order_by(MonthlyReport.revision.desc()).limit(1)).first()
    return row


def _may_judge(session: Session, row: MonthlyReport | None) -> bool:
    if row is None or row.state != State.SENT.value or not holds(work.actor(), "report:receive"):
        return False
    return offices.office(session, row.office_id).parent_id == work.actor().office_id


@bp.post("/<month>/catatan")
@needs("report:compile")
def notes(month: str) -> ResponseReturnValue:
    """Keep general remarks, obstacles and plans."""
    said: dict[UUID, tuple[str, str]] = {}
    for key in request.form:
        if key.startswith("kendala-"):
            name = key.removeprefix("kendala-")
            try:
                said[UUID(name)] = (_typed(key, 4000), _typed(f"rencana-{name}", 4000))
            except ValueError:
                raise Refused("not_found") from None
    with work.begin() as uow:
        actions.save_notes(uow, _month(month), _typed("umum", 8000), said)
    return _done(month, _("Catatan disimpan."))


def _typed(name: str, longest: int) -> str:
    """What was typed into a field of a page without a form of its own, without what nobody sees."""
    return clean(request.form.get(name, ""), lines=True)[:longest]


@bp.post("/<month>/salin")
@needs("report:compile")
def reuse(month: str) -> ResponseReturnValue:
    """Take over last month's notes."""
    with work.begin() as uow:
        actions.reuse(uow, _month(month))
    return _done(month, _("Catatan bulan lalu disalin ke baris yang masih kosong."))


@bp.post("/<month>/periksa")
@needs("report:compile")
def check(month: str) -> ResponseReturnValue:
    """Mark as checked."""
    with work.begin() as uow:
        actions.check(uow, _month(month))
    return _done(month, _("Laporan ditandai sudah diperiksa."))


@bp.post("/<month>/kirim")
@needs("report:send")
def send(month: str) -> ResponseReturnValue:
    """Send it, once."""
    with work.begin() as uow:
        actions.send(uow, _month(month))
    return _done(month, _("Laporan terkirim dan isinya dikunci."))


@bp.get("/<month>/kirim")
@needs("report:send")
def confirm_sending(month: str) -> ResponseReturnValue:
    """Name what is frozen before the report is sent."""
    with work.reading() as session:
        day, own = _month(month), _own()
        row = queries.newest(session, own, day)
        if row is None or row.state != State.DRAFT.value:
            raise Refused("not_found" if row is None else "report_already_sent")
        if row.checked_at is None:
            raise Refused("report_unchecked")
        said = freezing.content(session, own, day, row)
        above = offices.office(session, own).parent_id
        return render_template(
            "reporting/report_send.html",
            form=BaseForm(),
            month=month,
            spoken=report_screen.month(day),
            above=offices.office(session, above).name if above else "",
            said=said,
            checked=row.checked_name,
        )


def _done(month: str, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("reports.show", month=month))


@bp.post("/jawab")
@needs("report:receive")
def judge() -> ResponseReturnValue:
    """Receive or return the chosen reports, all of them or none."""
    try:
        chosen = [UUID(one) for one in request.form.getlist("laporan")]
    except ValueError:
        raise Refused("not_found") from None
    reason = _typed("alasan", 2000).strip() if request.form.get("hasil") == "kembalikan" else ""
    if not chosen:
        raise Refused("report_none_chosen")
    if request.form.get("hasil") == "kembalikan" and not reason:
        raise Refused("reason_missing")
    with work.begin() as uow:
        for one in sorted(set(chosen)):
            actions.judge(uow, one, reason=reason)
    flash(_judged(len(set(chosen)), returned=bool(reason)), "success")
    return redirect(url_for("reports.index"))


def _judged(number: int, *, returned: bool) -> str:
    """What was done with how many reports."""
    if returned:
        return str(ngettext("%(num)s laporan dikembalikan.", "%(num)s laporan dikembalikan.", number))
    return str(ngettext("%(num)s laporan diterima.", "%(num)s laporan diterima.", number))


@bp.get("/berkas/<uuid:report_id>.<ending>")
@needs("agreement:read")
def download(report_id: UUID, ending: str) -> Response:
    """The frozen PDF, XLSX, or the report with its witnesses as JSON."""
    with work.reading() as session:
        row = session.get(MonthlyReport, report_id)
        if row is None or not row.content:
            raise Refused("not_found")
        queries.visible(session, work.actor(), row.office_id, row.month)
        office = offices.office(session, row.office_id)
        text = json.dumps(witness.exported(row, office), ensure_ascii=False)
    title = f"laporan {office.code} {month_text(row.month)} {row.revision}"
    if ending == "json":
        return hand_out(text.encode(), title, "json", "application/json")
    sha256 = {"pdf": row.pdf_sha256, "xlsx": row.xlsx_sha256}.get(ending)
    if not sha256:
        raise Refused("not_found")
    return hand_out(
        work.tools().storage.get(sha256), title, ending, papers.XLSX if ending == "xlsx" else "application/pdf"
    )


@bp.route("/<month>/luar", methods=["GET", "POST"])
@needs("act:record")
def outside(month: str) -> ResponseReturnValue:
    """Enter a sending or an answer on paper."""
    form = OutsideForm()
    with work.reading() as session:
        row = queries.newest(session, _own(), _month(month))
    waiting = row is not None and row.state == State.SENT.value
    form.what.choices = [one for one in form.what.choices if (one.value != "sent") == waiting]
    if form.validate_on_submit():
        with form.refusing():
            limit = work.tools().settings.max_upload_bytes
            upload = accept_upload(form.file.data.stream, form.file.file_name(), max_bytes=limit, field="file")
            said = actions.Outside(
                form.what.data, form.done_by.data, form.done_on.data, form.letter_number.data or "",
                work.tools().storage.put(upload.data), upload.media_type, form.reason.data or "",
            )  # fmt: skip
            with work.begin() as uow:
                actions.enter_outside(uow, _month(month), said)
            return _done(month, _("Catatan disimpan dan menunggu pemeriksaan orang kedua."))
    spoken = report_screen.month(month)
    return render_template("reporting/report_outside.html", form=form, month=month, spoken=spoken), form.status


@bp.route("/<month>/luar/<uuid:act_id>", methods=["GET", "POST"])
@needs("act:check")
def check_outside(month: str, act_id: UUID) -> ResponseReturnValue:
    """Compare what was entered with its scan."""
    form, own = CheckOutsideForm(), _own()
    _month(month)
    with work.reading() as session:
        act = session.get(RecordedAct, act_id)
        if act is None or act.office_id != own:
            raise Refused("not_found")
    if form.validate_on_submit():
        with form.refusing():
            rejected = form.decision.data == "no"
            if rejected and not (form.reason.data or "").strip():
                raise Refused("reason_missing", field="reason")
            with work.begin() as uow:
                check_act(uow, act_id, rejected_reason=form.reason.data if rejected else "")
            return _done(month, _("Catatan ditolak.") if rejected else _("Catatan diperiksa dan berlaku."))
    page = render_template(
        "reporting/report_check.html", form=form, act=act, month=month, spoken=report_screen.month(month)
    )
    return page, form.status


@bp.get("/luar/<uuid:act_id>/pindaian")
@needs("act:check")
def scan(act_id: UUID) -> Response:
    """The scan of a recorded act of the own office."""
    with work.reading() as session:
        act = session.get(RecordedAct, act_id)
        if act is None or act.office_id != _own():
            raise Refused("not_found")
    ending = {"application/pdf": "pdf", "image/png": "png"}.get(act.scan_type, "jpg")
    return hand_out(work.tools().storage.get(act.scan_sha256), "pindaian", ending, act.scan_type, attach=False)
