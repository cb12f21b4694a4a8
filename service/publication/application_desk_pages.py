"""The office's side: the inbox, one application with its attachments, and each step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service.core.permissions import needs
from service.core.refusals import Refused
from service.offices.catalogue import categories
from service.offices.rules import LegalStatus
from service.offices.words import LEGAL_STATUSES, name_of
from service.publication import application_handling as handling
from service.publication import application_queries as queries
from service.publication.application_forms import ForwardForm, StepForm
from service.publication.application_models import Application
from service.publication.application_pages import uuid_of
from service.publication.application_queries import Inbox
from service.publication.application_rules import NEEDS_NOTE, State, may_move, moves, working_days_waited
from service.publication.application_words import ROLES, STATES, WISHES
from service.web import work
from service.web.components import Happening, Paging, Status
from service.web.downloads import hand_out

bp = Blueprint("application_desk", __name__, url_prefix="/permohonan", template_folder="templates")
Step = Callable[..., Application]
STEPS: dict[str, tuple[State, Any, Step]] = {
    "kaji": (State.REVIEWING, _l("Terima untuk dikaji"), handling.review),
    "minta": (State.INCOMPLETE, _l("Minta kelengkapan"), handling.ask_for_more),
    "setujui": (State.ACCEPTED, _l("Setujui menjadi penjajakan"), handling.accept),
    "tolak": (State.REJECTED, _l("Tolak permohonan"), handling.reject),
}


@bp.get("/")
@needs("application:handle")
def index() -> ResponseReturnValue:
    """What has reached this office, and how many lie below it."""
    own = work.actor().office_id
    if own is None:
        raise Refused("not_permitted")
    state = request.args.get("keadaan", "")
    asked = Inbox(
        own,
        state if state in (*STATES, queries.NEW_ONES, "semua") else "",
        request.args.get("q", "")[:100].strip(),
    )
    with work.reading() as session:
        paging = Paging.of_request(queries.count(session, asked))
        found = queries.rows(session, asked, offset=paging.offset, limit=paging.size)
        today = work.today()
        return render_template(
            "publication/application_inbox.html",
            rows=[(row, Status(*STATES[row.state]), working_days_waited(row.received_on, today)) for row in found],
            asked=asked,
            states=STATES,
            paging=paging,
            kinds=_kinds(),
            below=queries.below(session, own, today),
            today=today,
        )


def _kinds() -> dict[str, str]:
    return {key: name_of(one) for key, one in categories().items()}


@bp.get("/<uuid:application_id>")
@needs("application:handle")
def show(application_id: UUID) -> ResponseReturnValue:
    """One application with everything the office needs to decide."""
    with work.reading() as session:
        row = queries.of_office(session, work.actor(), application_id)
        events, files = queries.history(session, row.id), queries.files(session, row.id)
    open_steps = moves(row.state_)
    return render_template(
        "publication/application_show.html",
        row=row,
        status=Status(*STATES[row.state]),
        category=_kinds().get(row.category, row.category),
        legal=LEGAL_STATUSES[LegalStatus(row.legal_status)],
        no_entity=row.legal_status == LegalStatus.NO_LEGAL_ENTITY,
        wish=WISHES[row.wish],
        files=[(one, ROLES[one.role]) for one in files],
        steps=[(key, label) for key, (state, label, _step) in STEPS.items() if state in open_steps],
        may_forward=State.FORWARDED in open_steps,
        waited=working_days_waited(row.received_on, work.today()),
        happened=[
            Happening(
                STATES[one.state][0],
                one.at,
                who=" · ".join(filter(None, (one.office_name, one.by_name))),
                text=one.note,
            )
            for one in reversed(events)
        ],
    )


@bp.get("/nomor/<number>")
@needs("application:handle")
def of_number(number: str) -> ResponseReturnValue:
    """From a prospect back to the application it came from."""
    with work.reading() as session:
        row = queries.by_number(session, number)
        found = queries.of_office(session, work.actor(), row.id).id
    return redirect(url_for("application_desk.show", application_id=found))


@bp.get("/<uuid:application_id>/lampiran/<uuid:file_id>")
@needs("application:handle")
def attachment(application_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """An attachment; opening it is written down."""
    with work.begin() as uow:
        found = handling.file_read(uow, application_id, file_id)
        sha256, name, media_type = found.sha256, found.name, found.media_type
    stem, _dot, ending = name.rpartition(".")
    return hand_out(work.tools().storage.get(sha256), stem, ending, media_type)


@bp.route("/<uuid:application_id>/<any(kaji, minta, setujui, tolak):step>", methods=["GET", "POST"])
@needs("application:handle")
def act(application_id: UUID, step: str) -> ResponseReturnValue:
    """One step of the office, with a note for the applicant."""
    target, label, action = STEPS[step]
    form = StepForm()
    if form.validate_on_submit():
        with form.refusing():
            url = work.tools().settings.public_url
            with work.begin() as uow:
                action(uow, application_id, form.note.data or "", seen=form.seen.data, public_url=url)
            flash(_("Tersimpan. Pemohon diberi tahu lewat surel."), "success")
            return redirect(url_for("application_desk.show", application_id=application_id))
    row = _open(application_id, target)
    if not form.is_submitted():
        form.seen.data = row.version
    return render_template(
        "publication/application_step.html", form=form, row=row, label=label, step=step, needed=target in NEEDS_NOTE
    ), form.status


def _open(application_id: UUID, target: State) -> Application:
    with work.reading() as session:
        row = queries.of_office(session, work.actor(), application_id)
    if not may_move(row.state_, target):
        raise Refused("application_closed")
    return row


@bp.route("/<uuid:application_id>/teruskan", methods=["GET", "POST"])
@needs("application:handle")
def forward(application_id: UUID) -> ResponseReturnValue:
    """Hand it to another office, found by its name."""
    text = request.args.get("q", "")[:100].strip()
    with work.reading() as session:
        found = queries.named(session, text) if text else queries.national(session) + queries.provinces(session)
    form = ForwardForm()
    form.office.choices = [(str(one.id), one.name) for one in found]
    if form.validate_on_submit():
        with form.refusing():
            target = uuid_of(form.office.data)
            if target is None:
                raise Refused("application_office_closed", field="office")
            url = work.tools().settings.public_url
            with work.begin() as uow:
                handling.forward(uow, application_id, target, form.note.data or "", seen=form.seen.data, public_url=url)
            flash(_("Permohonan diteruskan. Pemohon diberi tahu lewat surel."), "success")
            return redirect(url_for("application_desk.index"))
    row = _open(application_id, State.FORWARDED)
    if not form.is_submitted():
        form.seen.data = row.version
    page = render_template("publication/application_forward.html", form=form, row=row, text=text, found=found)
    return page, form.status
