"""The pages on which people sign: phone first, the same for an official of ours and for a guest; and one's own key."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.accounts.browser import ensure_step_up, require_step_up
from service.accounts.queries import person
from service.agreements.guest_pages import LINK, masked, require_guest
from service.agreements.guests import GuestLink, GuestPurpose
from service.authority import queries as certificates
from service.authority.rules import CertificateKind
from service.core import jobs
from service.core.actor import Actor
from service.core.permissions import needs, open_to_all
from service.core.refusals import Refused
from service.offices.queries import office
from service.signing import acts, queries, screen
from service.signing.forms import KeyForm, SignForm, StaffSignForm
from service.signing.models import SignatureSlot
from service.signing.rules import View
from service.signing.turns import Proof, note_seen, require_signer
from service.web import progress, work
from service.web.downloads import hand_out
from service.web.limits import limit

bp = Blueprint("sign", __name__, template_folder="templates")
STAFF = "/kerja-sama/<uuid:agreement_id>/penandatanganan/<uuid:slot_id>"
GUEST = f"/mitra{LINK}/tanda-tangan"


# --------------------------------------------------------------------------------------------------------------- staff
@bp.get(STAFF)
@needs("agreement:sign")
@require_step_up()
def staff(agreement_id: UUID, slot_id: UUID) -> ResponseReturnValue:
    """Read and sign; the person has proven anew who he is."""
    _look(slot_id, View.READING)
    return _page(slot_id, StaffSignForm(formdata=None), _staff_addresses(agreement_id, slot_id))


@bp.post(STAFF)
@needs("agreement:sign")
@require_step_up()
@limit("10 per minute")
def staff_signs(agreement_id: UUID, slot_id: UUID) -> ResponseReturnValue:
    """Sign with the PIN of one's key."""
    form = StaffSignForm()
    if form.validate_on_submit():
        with form.refusing():
            ensure_step_up()
            _consented(form)
            proof = Proof("sesi masuk dengan pembuktian ulang, PIN kunci tanda tangan")
            acts.sign(
                work.tools(), work.actor(), slot_id, seen_sha256=form.paper.data or "", proof=proof, pin=form.pin.data
            )
            flash(_("Tanda tangan Anda tercatat."), "success")
            return redirect(url_for("sign.staff", agreement_id=agreement_id, slot_id=slot_id))
    return _page(slot_id, form, _staff_addresses(agreement_id, slot_id))


@bp.get(f"{STAFF}/naskah.pdf")
@needs("agreement:sign")
def staff_paper(agreement_id: UUID, slot_id: UUID) -> ResponseReturnValue:
    """The very file that is signed."""
    del agreement_id  # the slot says which agreement it is
    return _paper(slot_id)


def _staff_addresses(agreement_id: UUID, slot_id: UUID) -> dict[str, str]:
    return {
        "action": url_for("sign.staff_signs", agreement_id=agreement_id, slot_id=slot_id),
        "pdf": url_for("sign.staff_paper", agreement_id=agreement_id, slot_id=slot_id),
        "back": url_for("signing.show", agreement_id=agreement_id),
    }


# -------------------------------------------------------------------------------------------------------------- guests
@bp.get(GUEST)
@open_to_all
def guest(token: str) -> ResponseReturnValue:
    """A guest reads and signs, without an account and without scripts."""
    slot_id = _slot_of(require_guest(token))
    _look(slot_id, View.READING)
    return _page(slot_id, SignForm(formdata=None), _guest_addresses(token))


@bp.post(GUEST)
@open_to_all
@limit("10 per minute")
def guest_signs(token: str) -> ResponseReturnValue:
    """A guest signs with a key made for this one signature."""
    link = require_guest(token)
    slot_id = _slot_of(link)
    form = SignForm()
    if form.validate_on_submit():
        with form.refusing():
            _consented(form)
            proof = Proof(f"tautan pribadi dan kode sekali pakai lewat surel {masked(link.email)}")
            acts.sign(work.tools(), work.actor(), slot_id, seen_sha256=form.paper.data or "", proof=proof)
            flash(_("Tanda tangan Anda tercatat."), "success")
            return redirect(url_for("sign.guest", token=token))
    return _page(slot_id, form, _guest_addresses(token))


@bp.get(f"/mitra{LINK}/naskah.pdf")
@open_to_all
def guest_paper(token: str) -> ResponseReturnValue:
    """The very file that is signed; once all have signed, the archived one."""
    return _paper(_slot_of(require_guest(token)))


def _guest_addresses(token: str) -> dict[str, str]:
    return {
        "action": url_for("sign.guest_signs", token=token),
        "pdf": url_for("sign.guest_paper", token=token),
        "back": "",
    }


def _slot_of(link: GuestLink) -> UUID:
    if link.purpose != GuestPurpose.SIGNING:
        raise Refused("link_unknown")
    return link.subject_id


# -------------------------------------------------------------------------------------------------------------- shared
def _look(slot_id: UUID, view: View) -> None:
    """Note that the paper was opened, as long as there is one to open."""
    with work.reading() as session:
        slot = _mine(session, work.actor(), slot_id)
        event = queries.event_of(session, slot.event_id)
    if event.head_sha256 and slot.waiting:
        with work.begin() as uow:
            note_seen(uow, slot_id, view)


def _mine(session: Any, actor: Actor, slot_id: UUID) -> SignatureSlot:
    slot: SignatureSlot | None = session.get(SignatureSlot, slot_id)
    if slot is None:
        raise Refused("not_found")
    require_signer(session, actor, slot)
    return slot


def _page(slot_id: UUID, form: SignForm, addresses: dict[str, str]) -> ResponseReturnValue:
    with work.reading() as session:
        slot = _mine(session, work.actor(), slot_id)
        event = queries.event_of(session, slot.event_id)
        view = screen.signing_view(session, event, slot)
        if not form.is_submitted():
            form.paper.data = event.head_sha256
        going_on = progress.of(jobs.of_agreement(session, event.agreement_id))
        page = render_template("signing/sign.html", view=view, form=form, at=addresses, work=going_on)
        return page, form.status


def _paper(slot_id: UUID) -> ResponseReturnValue:
    with work.reading() as session:
        slot = _mine(session, work.actor(), slot_id)
        event = queries.event_of(session, slot.event_id)
        subject = screen.signing_view(session, event, slot).agreement.subject
    data = work.tools().storage.get(screen.paper_to_show(event))
    _look(slot_id, View.PDF)
    return hand_out(data, subject, "pdf", "application/pdf", attach=False)


def _consented(form: SignForm) -> None:
    if not form.consent.data:
        raise Refused("consent_missing", field="consent")


# ------------------------------------------------------------------------------------------------------------- own key
@bp.route("/akun/kunci-tanda-tangan", methods=["GET", "POST"])
@needs("agreement:sign")
@require_step_up()
@limit("10 per minute")
def key() -> ResponseReturnValue:
    """One's signing key: what there is, and making a new one with a PIN that nobody else knows."""
    form = KeyForm()
    if form.validate_on_submit():
        with form.refusing():
            ensure_step_up()
            if form.pin.data != form.again.data:
                raise Refused("pins_differ", field="again")
            _make_key(form.pin.data)
            flash(_("Kunci tanda tangan Anda sudah dibuat. Simpan PIN-nya hanya di ingatan Anda."), "success")
            return redirect(url_for("sign.key"))
    with work.reading() as session:
        row = certificates.newest(session, CertificateKind.PERSON, work.actor().id)
        return render_template("signing/key.html", form=form, row=row, now=work.now()), form.status


def _make_key(pin: str) -> None:
    me = work.actor()
    if me.id is None or me.office_id is None:
        raise Refused("not_permitted")
    with work.reading() as session:
        someone, ours = person(session, me.id), office(session, me.office_id)
    acts.make_key(work.tools(), me, name=someone.name, title=someone.title, organisation=ours.full_name, pin=pin)
