"""Rencana aksi: the five duties of an office, and of the offices below it."""

from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from service.accounts.queries import people_of
from service.core.permissions import holds, needs
from service.core.refusals import Refused
from service.offices import queries as offices
from service.prospects.queries import categories_without_agreement
from service.reporting import plan_actions, plan_forms, plan_queries, plan_screen
from service.reporting.papers import category_label
from service.reporting.plan_queries import AGREEMENT_LINES
from service.reporting.plan_rules import Line
from service.reporting.plan_words import LINES, OLDEST, SHORT
from service.web import navigation, work
from service.web.components import Paging

bp = Blueprint("plan", __name__, url_prefix="/rencana-aksi", template_folder="templates")


def install(app: Flask) -> None:
    """Put the action plan into the menu."""
    navigation.add(app, navigation.Entry(_l("Rencana Aksi"), "plan.index", "agreement:read", order=25))


def _own() -> UUID:
    own = work.actor().office_id
    if own is None:
        raise Refused("not_found")
    return own


@bp.get("/")
@needs("agreement:read")
def index() -> ResponseReturnValue:
    """The own five lines, what the level above asks, and the offices below."""
    own, today = _own(), work.today()
    sort = request.args.get("urut", "kantor")
    late_only = request.args.get("saring") == "tertinggal"
    with work.reading() as session:
        row = plan_queries.row_of(session, own, today)
        table = plan_queries.table(session, own, today)
        shown = plan_screen.ordered(table, sort, today, late_only=late_only)
        return render_template(
            "reporting/plan.html",
            office=offices.office(session, own),
            lines=plan_screen.lines(
                row, plan_queries.owners(session, own), today, lambda line: plan_screen.list_url(line, own, own=True)
            ),
            uncovered=[category_label(one) for one in categories_without_agreement(session, own, today)],
            received=plan_queries.received(session, own),
            sent=plan_queries.sent(session, own),
            rows=[(one, plan_screen.cells(one, today), len(one.row.late_lines(today))) for one in shown],
            below=len(table),
            late=sum(1 for one in table if one.row.late_lines(today)),
            sort=sort if sort in plan_screen.SORTS else "kantor",
            late_only=late_only,
            short=SHORT,
            today=today,
        )


@bp.get("/instruksi-baru")
@needs("agreement:read")
def unread() -> ResponseReturnValue:
    """What the level above asks and nobody here has read."""
    with work.reading() as session:
        received = [one for one in plan_queries.received(session, _own(), limit=200) if one.mine.read_at is None]
        return render_template("reporting/plan_unread.html", received=received, today=work.today())


@bp.get("/kantor/<uuid:office_id>")
@needs("agreement:read")
def of_office(office_id: UUID) -> ResponseReturnValue:
    """The five lines of an office below, with what it was told and reminded of."""
    today = work.today()
    with work.reading() as session:
        ids = plan_queries.visible_offices(session, work.actor().office_id, office_id)
        row = plan_queries.row_of(session, office_id, today, below=len(ids) > 1)
        table = plan_queries.table(session, office_id, today)
        return render_template(
            "reporting/plan_office.html",
            office=offices.office(session, office_id),
            lines=plan_screen.lines(
                row,
                plan_queries.owners(session, office_id),
                today,
                lambda line: plan_screen.list_url(line, office_id, own=False),
            ),
            received=plan_queries.received(session, office_id),
            reminders=plan_queries.reminders(session, office_id),
            rows=[(one, plan_screen.cells(one, today), len(one.row.late_lines(today))) for one in table],
            names=LINES,
            short=SHORT,
            today=today,
        )


@bp.get("/daftar/<line>")
@needs("agreement:read")
def listing(line: str) -> ResponseReturnValue:
    """Exactly the agreements behind a figure."""
    if line not in {one.value for one in AGREEMENT_LINES}:
        raise Refused("not_found")
    which, state = Line(line), request.args.get("keadaan", "terbuka")
    with work.reading() as session:
        office_id = _asked_office()
        ids = plan_queries.visible_offices(session, work.actor().office_id, office_id)
        paging = Paging.of_request(plan_queries.count_listed(session, which, ids, state))
        return render_template(
            "reporting/plan_list.html",
            line=which,
            title=LINES[which],
            day=OLDEST[which],
            state=state,
            office=offices.office(session, office_id),
            own=office_id == work.actor().office_id,
            rows=plan_queries.listed(session, which, ids, state, offset=paging.offset, limit=paging.size),
            paging=paging,
            today=work.today(),
        )


def _asked_office() -> UUID:
    try:
        return UUID(request.args["kantor"]) if "kantor" in request.args else _own()
    except ValueError:
        raise Refused("not_found") from None


@bp.route("/tugas/<line>", methods=["GET", "POST"])
@needs("instruction:send")
def owner(line: str) -> ResponseReturnValue:
    """Name who sees to a duty of the own office, and by when."""
    if line not in set(Line):
        raise Refused("not_found")
    form, own = plan_forms.OwnerForm(), _own()
    with work.reading() as session:
        people = people_of(session, own, active_only=True)
        known = plan_queries.owners(session, own).get(line)
    form.person.choices = [("", _("Pilih orang")), *((str(one.id), one.name) for one in people)]
    if not form.is_submitted() and known is not None:
        form.person.data, form.target_on.data = str(known.person_id or ""), known.target_on
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                plan_actions.set_owner(uow, Line(line), UUID(form.person.data), form.target_on.data)
            flash(_("Penanggung jawab sudah ditetapkan."), "success")
            return redirect(url_for("plan.index"))
    return render_template("reporting/plan_owner.html", form=form, title=LINES[Line(line)]), form.status


# -------------------------------------------------------------------------------------------------------- instructions
@bp.route("/instruksi/baru", methods=["GET", "POST"])
@needs("instruction:send")
def instruct() -> ResponseReturnValue:
    """Tell chosen offices below to do something by a day."""
    form, own = plan_forms.InstructionForm(), _own()
    with work.reading() as session:
        below = offices.below(session, own)
    form.offices.choices = [(str(one.id), one.name) for one in below if one.active]
    if not form.is_submitted():
        form.offices.data = request.args.getlist("kantor")
    if form.validate_on_submit():
        with form.refusing():
            order = plan_actions.Order(form.text.data, form.due_on.data, [UUID(one) for one in form.offices.data or []])
            with work.begin() as uow:
                plan_actions.instruct(uow, order, _address())
            done = len(order.office_ids)
            flash(
                ngettext("Instruksi dikirim kepada %(num)s kantor.", "Instruksi dikirim kepada %(num)s kantor.", done),
                "success",
            )
            return redirect(url_for("plan.index"))
    return render_template("reporting/plan_instruct.html", form=form, below=below), form.status


def _address() -> str:
    return work.tools().settings.public_url.rstrip("/") + url_for("plan.index")


@bp.get("/instruksi/<uuid:instruction_id>")
@needs("agreement:read")
def instruction(instruction_id: UUID) -> ResponseReturnValue:
    """One instruction: its text, and who has read and answered it."""
    with work.reading() as session:
        return _instruction(session, instruction_id, plan_forms.AnswerForm(formdata=None))


def _instruction(session: Session, instruction_id: UUID, form: plan_forms.AnswerForm) -> str:
    own = work.actor().office_id
    row = plan_queries.instruction_for(session, own, instruction_id)
    mine = next((one for one in row.receivers if one.office_id == own), None)
    sender = row.office_id == own
    shown = [(offices.office(session, one.office_id), one) for one in row.receivers] if sender else []
    return render_template(
        "reporting/plan_instruction.html",
        row=row,
        sender=offices.office(session, row.office_id),
        mine=mine,
        receivers=sorted(shown, key=lambda pair: pair[0].code),
        form=form if mine is not None and not mine.answered_at and holds(work.actor(), "agreement:follow_up") else None,
        today=work.today(),
    )


@bp.post("/instruksi/<uuid:instruction_id>/dibaca")
@needs("agreement:follow_up")
def read(instruction_id: UUID) -> ResponseReturnValue:
    """Say that the office has read it."""
    with work.begin() as uow:
        plan_actions.mark_read(uow, instruction_id)
    flash(_("Instruksi ditandai sudah dibaca."), "success")
    return redirect(url_for("plan.instruction", instruction_id=instruction_id))


@bp.post("/instruksi/<uuid:instruction_id>/jawab")
@needs("agreement:follow_up")
def answer(instruction_id: UUID) -> ResponseReturnValue:
    """Answer it."""
    form = plan_forms.AnswerForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                plan_actions.answer(uow, instruction_id, form.answer.data)
            flash(_("Jawaban terkirim."), "success")
            return redirect(url_for("plan.index"))
    with work.reading() as session:
        return _instruction(session, instruction_id, form), form.status


@bp.post("/ingatkan")
@needs("instruction:send")
def remind() -> ResponseReturnValue:
    """Remind all that are late at once, one letter an office a day."""
    with work.begin() as uow:
        done = plan_actions.remind_late(uow, _address())
    flash(ngettext("%(num)s kantor diingatkan.", "%(num)s kantor diingatkan.", len(done)), "success")
    return redirect(url_for("plan.index"))
