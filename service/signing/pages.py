"""The tab of signing: opening, whose turn it is, calling off, wet ink, what waits for me."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from service.agreements.actions import OutsideAct
from service.agreements.frame import frame
from service.agreements.lifecycle import Mode, Stage
from service.agreements.models import ActKind, Agreement
from service.agreements.permissions import Access, access_of, load
from service.agreements.words import MODES
from service.core.clock import local_date
from service.core.permissions import holds, needs
from service.core.refusals import Refused
from service.core.uploads import accept_upload
from service.signing import actions, forms, queries, screen, sign_pages
from service.signing.inviting import House, invite_again
from service.signing.models import SigningEvent
from service.signing.rules import EventState
from service.web import navigation, progress, work
from service.web.downloads import hand_out
from service.web.forms import BaseForm

# The paper, each original to be printed, the archived paper, its evidence.
FILES = "'naskah.pdf','cetak.pdf','cetak-2.pdf','cetak-3.pdf','cetak-4.pdf','cetak-5.pdf','final.pdf','bukti.zip'"

bp = Blueprint("signing", __name__, template_folder="templates")
blueprints = (bp, sign_pages.bp)
HERE = "/kerja-sama/<uuid:agreement_id>/penandatanganan"
TITLES = {
    "render_engrossment": _l("Naskah siap tanda tangan dibuat"),
    "lock_paper": _l("Naskah dikunci dengan segel"),
    "finish_signature": _l("Tanda tangan dirampungkan ke dalam naskah"),
    "archive_final": _l("Naskah lengkap diarsipkan"),
    "seal_scan": _l("Pindaian naskah asli disegel dan diarsipkan"),
}


def install(app: Flask) -> None:
    """What our work is called, and where a person finds his key."""
    progress.name_work(app, TITLES)
    entry = navigation.Entry(_l("Kunci tanda tangan"), "sign.key", "agreement:sign", order=60)
    navigation.add_person_link(app, entry)


def house() -> House:
    """What signing must know of this installation."""
    tools = work.tools()
    settings = tools.settings
    return House(
        public_url=settings.public_url,
        url_fault=settings.printable_address_fault(),
        clock_moved=tools.clock.moved,
        demo=settings.demo,
        link_key=settings.session(),
    )


@bp.get("/penandatanganan/menunggu")
@needs("agreement:sign")
def waiting() -> ResponseReturnValue:
    """Exactly what waits for my signature."""
    with work.reading() as session:
        rows = [(one, queries.current_event(session, one.id)) for one in queries.waiting_for(session, work.actor())]
        return render_template("signing/waiting.html", rows=rows)


@bp.get(HERE)
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """Who has signed, who has the turn, and what is to be done."""
    with work.reading() as session:
        return _page(session, agreement_id)


def _page(
    session: Session, agreement_id: UUID, form: forms.EventForm | None = None, void: forms.VoidForm | None = None
) -> str:
    agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
    event = queries.current_event(session, agreement.id)
    own = access_of(session, work.actor(), agreement) == Access.FULL
    may_edit = own and holds(work.actor(), "agreement:draft") and agreement.stage == Stage.SIGNING
    given: dict[str, Any] = {
        "frame": frame(session, agreement, work.actor(), here="signing", now=work.now()),
        "event": event,
        "earlier": [one for one in queries.events_of(session, agreement.id) if one.state == EventState.VOID],
        "own": own,
        "may_edit": may_edit,
        "may_record": own and holds(work.actor(), "act:record") and agreement.stage == Stage.SIGNING,
        "mode": MODES.get(agreement.mode or "", ""),
        "bare": BaseForm(formdata=None),
    }
    if event is not None:
        given |= _of_event(session, agreement, event, void, may_edit=may_edit)
    elif agreement.stage == Stage.SIGNING:
        given |= _before(session, agreement, form, may_edit=may_edit)
    return render_template("signing/show.html", **given)


def _of_event(
    session: Session, agreement: Agreement, event: SigningEvent, void: forms.VoidForm | None, *, may_edit: bool
) -> dict[str, Any]:
    installed = house()
    nobody = all(slot.waiting for slot in event.slots)
    given: dict[str, Any] = {
        "status": screen.event_status(event),
        "parties": screen.party_lines(session, event, work.actor().id, installed.link_key, installed.public_url),
        "date_warning": screen.date_warning(session, agreement, event),
        "wet": event.mode == Mode.WET,
        "originals": screen.originals_to_print(event) if event.mode == Mode.WET else [],
    }
    if may_edit and nobody and event.state in (EventState.PREPARING, EventState.OPEN):
        given["void"] = void or _seen(forms.VoidForm(formdata=None), agreement)
    return given


def _before(session: Session, agreement: Agreement, form: forms.EventForm | None, *, may_edit: bool) -> dict[str, Any]:
    given: dict[str, Any] = {"signatories": screen.signatories(session, agreement, work.now())}
    if may_edit and agreement.mode != Mode.SEPARATE:
        given["form"] = form or _seen(_event_form(session, agreement, **_usual(session, agreement)), agreement)
    return given


def _usual(session: Session, agreement: Agreement) -> dict[str, Any]:
    """What an event begins with: today where the office stands, at its seat."""
    lead = queries.office_of(session, agreement)
    return {"place": lead.seat, "held_on": local_date(work.now(), lead.zone_)}


def _event_form(session: Session, agreement: Agreement, **known: Any) -> forms.EventForm:
    version = queries.frozen_version(session, agreement)
    return forms.event_form(screen.choices(session, agreement, version), **known)


def _seen(form: Any, agreement: Agreement) -> Any:
    form.version.data = agreement.version
    return form


@bp.post(HERE)
@needs("agreement:draft")
def open_event(agreement_id: UUID) -> ResponseReturnValue:
    """Open signing."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        form = _event_form(session, agreement)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.open_event(uow, agreement_id, forms.new_event(form), house(), seen_version=form.version.data)
            flash(_("Acara penandatanganan dibuka. Naskah sedang disiapkan."), "success")
            return redirect(url_for("signing.show", agreement_id=agreement_id))
    with work.reading() as session:
        return _page(session, agreement_id, form), form.status


@bp.post(f"{HERE}/batal")
@needs("agreement:draft")
def void(agreement_id: UUID) -> ResponseReturnValue:
    """Call the event off while nobody has signed."""
    form = forms.VoidForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.void_event(uow, agreement_id, form.reason.data, seen_version=form.version.data)
            flash(_("Acara penandatanganan dibatalkan. Nomor kantor tetap dipakai untuk acara berikutnya."), "success")
            return redirect(url_for("signing.show", agreement_id=agreement_id))
    with work.reading() as session:
        return _page(session, agreement_id, void=form), form.status


@bp.post(f"{HERE}/undang/<uuid:slot_id>")
@needs("agreement:draft")
def invite(agreement_id: UUID, slot_id: UUID) -> ResponseReturnValue:
    """Send the signer his letter once more."""
    if not BaseForm().validate_on_submit():
        raise Refused("form_expired")
    with work.begin() as uow:
        invite_again(uow, agreement_id, slot_id, house())
    flash(_("Undangan dikirim lagi. Tautan yang lama tidak berlaku lagi."), "success")
    return redirect(url_for("signing.show", agreement_id=agreement_id))


# ------------------------------------------------------------------------------------------------------------- wet ink
@bp.route(f"{HERE}/naskah-asli", methods=["GET", "POST"])
@needs("act:record")
def original(agreement_id: UUID) -> ResponseReturnValue:
    """File the scan of the original signed by hand."""
    form = forms.OriginalForm()
    if form.validate_on_submit():
        with form.refusing():
            act = _original(form)
            with work.begin() as uow:
                actions.record_original(uow, agreement_id, act, seen_version=form.version.data)
            flash(_("Naskah asli sudah dicatat dan berlaku setelah diperiksa orang kedua."), "success")
            return redirect(url_for("signing.show", agreement_id=agreement_id))
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        event = queries.current_event(session, agreement.id)
        if event is None or event.mode != Mode.WET:
            raise Refused("electronic_not_from_outside" if event else "event_missing")
        if not form.is_submitted():
            form.done_by.data = ", ".join(slot.name for slot in event.slots)
            form.partner_number.data = event.partner_number
            _seen(form, agreement)
        shown = frame(session, agreement, work.actor(), here="signing", now=work.now())
        return render_template("signing/original.html", frame=shown, form=form), form.status


def _original(form: forms.OriginalForm) -> OutsideAct:
    assert form.signed_on.data is not None  # the form has been validated
    limit = work.tools().settings.max_upload_bytes
    upload = accept_upload(
        form.scan.data.stream, form.scan.file_name(), allowed=("pdf",), max_bytes=limit, field="scan"
    )
    return OutsideAct(
        kind=ActKind.WET_ORIGINAL,
        subject_id=UUID(int=0),  # the event; the action puts it in
        done_by=form.done_by.data,
        done_on=form.signed_on.data,
        letter_number=form.partner_number.data or "",
        scan=work.tools().storage.put(upload.data),
        scan_type=upload.media_type,
        outcome={"signed_on": form.signed_on.data.isoformat(), "partner_number": form.partner_number.data or ""},
    )


# ----------------------------------------------------------------------------------------------------------- downloads
@bp.get(f"{HERE}/<any({FILES}):name>")
@needs("agreement:read")
def download(agreement_id: UUID, name: str) -> ResponseReturnValue:
    """The paper as it stands, the print pack, the archived paper, its evidence."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
        event = queries.current_event(session, agreement.id)
        full = access_of(session, work.actor(), agreement) == Access.FULL
    if event is None:
        raise Refused("event_missing")
    if name == "bukti.zip" and not full:
        raise Refused("not_found")
    sha256 = _named(event, name)
    if not sha256:
        raise Refused("final_missing")
    data = work.tools().storage.get(sha256)
    stem, _dot, ending = name.rpartition(".")
    media_type = "application/zip" if ending == "zip" else "application/pdf"
    return hand_out(data, f"{agreement.subject} {stem}", ending, media_type, attach=name != "naskah.pdf")


def _named(event: SigningEvent, name: str) -> str:
    if name == "final.pdf":
        return event.final_sha256
    if name == "bukti.zip":
        return event.bundle_sha256
    if name == "cetak.pdf":
        return event.engrossed_sha256 if event.mode == Mode.WET else ""
    if name.startswith("cetak-"):
        number, found = int(name.removeprefix("cetak-").removesuffix(".pdf")), screen.originals(event)
        return found[number - 1] if number <= len(found) else ""
    return screen.paper_to_show(event)
