"""The pages of the Word round trip: sending out, taking in, two versions as one Word file."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.frame import frame
from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.core.refusals import Refused
from service.core.uploads import accept_upload
from service.documents import versions
from service.documents.checking import check_template_upload
from service.documents.tracked import returning
from service.documents.tracked.tracking import with_tracking_on
from service.drafting import returned_pages
from service.drafting import roundtrip_actions as actions
from service.drafting import roundtrip_queries as queries
from service.drafting import roundtrip_screen as screen
from service.drafting import roundtrip_words as words
from service.drafting.desk_pages import bp, editable
from service.drafting.roundtrip_actions import Arrived
from service.drafting.roundtrip_forms import ReturnForm, SendForm
from service.web import work
from service.web.downloads import hand_out

__all__ = ["bp", "returned_pages"]


# ------------------------------------------------------------------------------------------------------------ overview
@bp.get("/kembali")
@needs("agreement:read")
def roundtrip(agreement_id: UUID) -> ResponseReturnValue:
    """What went out to be edited in Word, and what came back."""
    return _overview(agreement_id)


def _overview(
    agreement_id: UUID, *, send: SendForm | None = None, take: ReturnForm | None = None
) -> ResponseReturnValue:
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        send, take = send or SendForm(formdata=None), take or ReturnForm(formdata=None)
        ready = queries.rendered_versions(session, agreement.id)
        sent = queries.dispatches(session, agreement.id)
        send.version_id.choices = [(str(row.id), _("Versi %(n)s", n=row.number)) for row in ready]
        take.dispatch_id.choices = [(str(row.id), screen.dispatch_label(row)) for row in sent]
        came = queries.returns(session, agreement.id)
        page = render_template(
            "drafting/roundtrip.html",
            frame=frame(session, agreement, work.actor(), here="drafting", now=work.now()),
            open=editable(session, agreement),
            send=send,
            take=take,
            ready=ready,
            sent=sent,
            came=[(row, words.state(row.state), queries.standing(session, row.id)) for row in came],
        )
        return page, max(send.status, take.status)


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise Refused("choice_missing") from None


def _own(session: Session, agreement_id: UUID) -> Agreement:
    return load(session, work.actor(), agreement_id, least=Access.FULL)


@bp.post("/kembali/kirim")
@needs("agreement:draft")
def send_out(agreement_id: UUID) -> ResponseReturnValue:
    """Note that a version goes out; its file is handed out from the list."""
    form = SendForm()
    with work.reading() as session:
        found = queries.rendered_versions(session, _own(session, agreement_id).id)
        names = {str(row.id): row.docx_sha256 for row in found}
    form.version_id.choices = [(name, name) for name in names]
    if form.validate_on_submit():
        with form.refusing():
            storage = work.tools().storage
            stored = storage.put(with_tracking_on(storage.get(names[form.version_id.data])))
            with work.begin() as uow:
                actions.send_out(uow, agreement_id, _uuid(form.version_id.data), form.sent_to.data, stored)
            flash(_("Pengiriman dicatat. Unduh berkasnya di bawah, lalu kirimkan kepada mitra."), "success")
            return redirect(url_for("drafting.roundtrip", agreement_id=agreement_id, _anchor="kiriman"))
    return _overview(agreement_id, send=form)


@bp.get("/kembali/kiriman/<uuid:dispatch_id>.docx")
@needs("agreement:read")
def sent_file(agreement_id: UUID, dispatch_id: UUID) -> ResponseReturnValue:
    """The very file that went out."""
    with work.reading() as session:
        agreement = _own(session, agreement_id)
        row = queries.dispatch(session, agreement.id, dispatch_id)
        name, title = row.docx_sha256, f"{agreement.subject} versi {row.version_number}"
    return hand_out(work.tools().storage.get(name), title, "docx", versions.DOCX)


@bp.post("/kembali/unggah")
@needs("agreement:draft")
def take_in(agreement_id: UUID) -> ResponseReturnValue:
    """Take in a file that came back and read what it changes."""
    form = ReturnForm()
    with work.reading() as session:
        sent = queries.dispatches(session, _own(session, agreement_id).id)
        form.dispatch_id.choices = [(str(row.id), screen.dispatch_label(row)) for row in sent]
    if form.validate_on_submit():
        with form.refusing():
            came = _take_in(agreement_id, form)
            flash(_("Berkas dibaca. Putuskan setiap perubahannya di bawah."), "success")
            return redirect(url_for("drafting.returned", agreement_id=agreement_id, return_id=came))
    return _overview(agreement_id, take=form)


def _take_in(agreement_id: UUID, form: ReturnForm) -> UUID:
    tools, dispatch_id = work.tools(), _uuid(form.dispatch_id.data)
    upload = accept_upload(
        form.file.data.stream,
        form.file.file_name(),
        allowed={"docx"},
        max_bytes=tools.settings.max_upload_bytes,
        field="file",
    )
    try:
        check_template_upload(upload.data)
        with work.reading() as session:
            row = queries.dispatch(session, _own(session, agreement_id).id, dispatch_id)
            out = queries.outgoing(session, row)
        sent = actions.sent_of(out, tools.storage)
        stored = tools.storage.put(upload.data)
        found = returning.find_changes(sent, upload.data, demo=tools.settings.demo)
    except Refused as refusal:
        refusal.field = "file"
        raise
    with work.begin() as uow:
        return actions.take_in(uow, agreement_id, dispatch_id, Arrived(stored, upload.name, found)).id


# ---------------------------------------------------------------------------------------------------------- comparison
def _two_numbers() -> tuple[int, int]:
    """The versions that the address names."""
    numbers = [request.args.get(name, "") for name in ("dari", "ke")]
    if not all(one.isdecimal() and len(one) < 7 for one in numbers):  # noqa: PLR2004  no text has a million versions
        raise Refused("choice_missing")
    if int(numbers[0]) == int(numbers[1]):
        raise Refused("redline_same")
    return int(numbers[0]), int(numbers[1])


@bp.get("/banding.docx")
@needs("agreement:read")
def compared_file(agreement_id: UUID) -> ResponseReturnValue:
    """Two versions as one Word file with tracked changes, for those who may read the text."""
    storage = work.tools().storage
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
        first, second = _two_numbers()
        older, newer = (versions.version_numbered(session, agreement.id, number) for number in (first, second))
        if not older.docx_sha256 or not newer.docx_sha256:
            raise Refused("paper_not_ready")
        title, when = f"{agreement.subject} versi {first} ke {second}", newer.created_at
        names = older.docx_sha256, newer.docx_sha256
    docx = returning.redline(storage.get(names[0]), storage.get(names[1]), when)
    return hand_out(docx, title, "docx", versions.DOCX)
