"""The partner's own pages: choose an office, fill in, prove the address, follow the application."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.core.codes import CodeOutcome
from service.core.permissions import open_to_all
from service.core.policies import value
from service.core.refusals import Refused
from service.core.uploads import Upload, accept_upload
from service.offices.models import Office
from service.publication import application_actions as actions
from service.publication import application_queries as queries
from service.publication.application_forms import ApplyForm, ProofForm, ReplyForm, SendForm
from service.publication.application_policy import ANSWER, KEEP
from service.publication.application_rules import MOST_FILE, State, masked
from service.publication.application_words import NEXT, STATES
from service.publication.rules import mask
from service.web import security, work
from service.web.components import Happening, Status
from service.web.limits import limit

bp = Blueprint("applications", __name__, url_prefix="/publik/permohonan", template_folder="templates")


def uuid_of(text: str) -> UUID | None:
    """The id that an address names, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


@bp.route("", methods=["GET", "POST"])
@open_to_all
@limit("20 per hour")
def apply() -> ResponseReturnValue:
    """Ask an office for cooperation: first the office, then the form."""
    office_id = uuid_of(request.args.get("kantor", ""))
    with work.reading() as session:
        if office_id is None:
            return _choose(session)
        office = queries.open_office(session, office_id)
        days, months = value(session, ANSWER), value(session, KEEP)
    form = ApplyForm()
    if form.validate_on_submit():
        with form.refusing():
            return _fill_in(office, form)
    return render_template("publication/application_form.html", form=form, office=office, days=days, months=months), (
        form.status
    )


def _choose(session: Session) -> str:
    text = request.args.get("q", "")[:100].strip()
    province = uuid_of(request.args.get("provinsi", ""))
    found: list[Office] = []
    if text:
        found = queries.named(session, text)
    elif province is not None:
        found = queries.of_province(session, province)
    return render_template(
        "publication/application_office.html",
        text=text,
        province=province,
        found=found,
        national=queries.national(session),
        provinces=queries.provinces(session),
    )


def _fill_in(office: Office, form: ApplyForm) -> ResponseReturnValue:
    if form.website.data:
        raise Refused("application_machine", field="website")
    letter = upload(form.letter, ("pdf",))
    if letter is None:
        raise Refused("application_field_missing", field="letter")
    paper = upload(form.paper, ("pdf", "docx"))
    with work.begin() as uow:
        row = actions.fill_in(
            uow, office.id, form.said(), letter, paper, consent=form.consent.data, language=work.language()
        )
    return redirect(url_for("applications.prove", draft_id=row.id))


def upload(field: Any, allowed: tuple[str, ...]) -> Upload | None:
    """The file of a field, looked at; None where there is none."""
    if not field.data:
        return None
    most = min(MOST_FILE, work.tools().settings.max_upload_bytes)
    return accept_upload(field.data.stream, field.file_name(), allowed=allowed, max_bytes=most, field=field.name)


# ------------------------------------------------------------------------------------------------------------ the code
@bp.route("/kode/<uuid:draft_id>", methods=["GET", "POST"])
@open_to_all
@limit("30 per hour")
def prove(draft_id: UUID) -> ResponseReturnValue:
    """Enter the code from the mail; with it the application is submitted."""
    security.personal_link()
    form = ProofForm()
    if form.validate_on_submit():
        with form.refusing():
            return _submit(draft_id, form.code.data)
    with work.reading() as session:
        row = queries.draft(session, draft_id)
        shown, office = masked(row.email), queries.open_office(session, row.office_id)
    page = render_template("publication/application_code.html", form=form, draft=row, address=shown, office=office)
    return page, form.status


def _submit(draft_id: UUID, code: str) -> ResponseReturnValue:
    tools = work.tools()
    with work.begin() as uow:
        outcome = actions.prove(uow, draft_id, code, tools.settings.session())
    if outcome is not CodeOutcome.ACCEPTED:
        raise Refused(outcome.value, field="code")
    with work.reading() as session:
        row = queries.draft(session, draft_id)
        letter, paper = row.letter, row.paper
    stored, second = tools.storage.put(letter), tools.storage.put(paper) if paper is not None else None
    with work.begin() as uow:
        number = actions.submit(uow, draft_id, stored, second, public_url=tools.settings.public_url).number
    flash(_("Permohonan Anda sudah masuk. Nomornya juga dikirim ke surel Anda."), "success")
    return redirect(url_for("applications.track", number=number))


@bp.post("/kode/<uuid:draft_id>/kirim")
@open_to_all
@limit("10 per hour")
def send_again(draft_id: UUID) -> ResponseReturnValue:
    """Send the code once more."""
    with work.begin() as uow:
        actions.send_again(uow, draft_id)
    flash(_("Kode baru dikirim. Kode sebelumnya tidak berlaku lagi."), "success")
    return redirect(url_for("applications.prove", draft_id=draft_id))


# ------------------------------------------------------------------------------------------------------------ tracking
@bp.get("/lacak")
@open_to_all
def find() -> ResponseReturnValue:
    """Go to an application by its number."""
    number = request.args.get("nomor", "").strip().lower()[:40]
    with work.reading() as session:
        known = bool(number) and queries.is_number(session, number)
    if known:
        return redirect(url_for("applications.track", number=number))
    page = render_template("publication/application_find.html", number=number, unknown=bool(number))
    return page, HTTPStatus.NOT_FOUND if number else HTTPStatus.OK


@bp.get("/<number>")
@open_to_all
def track(number: str) -> ResponseReturnValue:
    """Where an application stands; no name of a person, no telephone, no mail address."""
    security.personal_link()
    with work.reading() as session:
        row = queries.by_number(session, number)
        events = queries.history(session, row.id)
        office = queries.open_or_closed(session, row.office_id)
    happened = [
        Happening(STATES[one.state][0], one.at, who=one.office_name, text=mask(one.note).value)
        for one in reversed(events)
    ]
    return render_template(
        "publication/application_track.html",
        row=row,
        institution=mask(row.institution).value,
        office=office,
        status=Status(*STATES[row.state]),
        next=NEXT[row.state],
        happened=happened,
        waits=row.state_ is State.INCOMPLETE and row.blanked_at is None,
        form=SendForm(formdata=None),
    )


@bp.post("/<number>/kode")
@open_to_all
@limit("10 per hour")
def reply_code(number: str) -> ResponseReturnValue:
    """Send a code to the address of the application, so that it can be completed."""
    with work.begin() as uow:
        actions.ask_reply_code(uow, number)
    flash(_("Kode dikirim ke surel yang tercatat pada permohonan."), "success")
    return redirect(url_for("applications.reply", number=number))


@bp.route("/<number>/lengkapi", methods=["GET", "POST"])
@open_to_all
@limit("20 per hour")
def reply(number: str) -> ResponseReturnValue:
    """Hand in what the office asked for."""
    security.personal_link()
    form = ReplyForm()
    if form.validate_on_submit():
        with form.refusing():
            return _reply(number, form)
    with work.reading() as session:
        row = queries.by_number(session, number)
        if row.state_ is not State.INCOMPLETE:
            raise Refused("application_closed")
        asked = queries.history(session, row.id)[-1].note
    return render_template("publication/application_reply.html", form=form, row=row, asked=asked), form.status


def _reply(number: str, form: ReplyForm) -> ResponseReturnValue:
    tools = work.tools()
    brought = upload(form.file, ("pdf", "docx"))  # looked at first, so that a wrong file does not use up the code
    with work.begin() as uow:
        outcome = actions.try_reply_code(uow, number, form.code.data, tools.settings.session())
    if outcome is not CodeOutcome.ACCEPTED:
        raise Refused(outcome.value, field="code")
    extra = (brought.name, tools.storage.put(brought.data), brought.media_type) if brought else None
    with work.begin() as uow:
        actions.answer(uow, number, form.text.data, extra, public_url=tools.settings.public_url)
    flash(_("Kelengkapan Anda sudah terkirim."), "success")
    return redirect(url_for("applications.track", number=number))
