"""The pages behind a personal link: what is asked, by whom, whom to call; a one-time code by mail opens the rest.

Other rooms write `link = require_guest(token)` on their guest pages, and say in `HOMES` where a proven guest goes.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask import session as flask_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from service.agreements import guests
from service.agreements.guests import PROVEN, GuestLink, GuestPurpose, find_link, guest_actor
from service.agreements.models import Agreement
from service.agreements.words import name_of
from service.core.codes import CodeOutcome
from service.core.permissions import open_to_all
from service.core.refusals import Refused
from service.offices.queries import office
from service.web import security, visitor, work
from service.web.forms import BaseForm, SecretNumberField
from service.web.limits import limit

bp = Blueprint("guests", __name__, url_prefix="/mitra", template_folder="templates")
LINK = "/<string(length=32):token>"
COOKIE_KEY = "mitra"

# Where a guest goes once he has proven himself, by the purpose of his link; rooms fill it in their wiring.
HOMES: dict[str, str] = {}
TASKS: dict[str, Any] = {
    GuestPurpose.SIGNING: _l("membaca dan menandatangani naskah ini"),
    GuestPurpose.DISCUSSION: _l("membaca rancangan naskah ini dan memberi catatan"),
}


class CodeForm(BaseForm):
    """The one-time code."""

    code = SecretNumberField(_l("Kode enam angka dari surel"), required=True)


def require_guest(token: str) -> GuestLink:
    """The link of a guest who has proven himself; from here on he acts. Anybody else is led to the landing page."""
    security.personal_link()
    link = _link(token)
    if not is_proven(link.id):
        abort(redirect(url_for("guests.landing", token=token)))
    work.act_as(guest_actor(link, visitor.address(), visitor.agent()))
    return link


def is_proven(link_id: UUID) -> bool:
    """Whether a code of this link was entered in this browser less than half an hour ago."""
    at = proven_at(link_id)
    return at is not None and work.now() - at <= PROVEN


def proven_at(link_id: UUID) -> datetime | None:
    """When a code of this link was entered in this browser."""
    said = flask_session.get(COOKIE_KEY, {}).get(str(link_id))
    return datetime.fromtimestamp(said, UTC) if isinstance(said, int | float) else None


def _link(token: str) -> GuestLink:
    with work.reading() as session:
        return find_link(session, token, work.now())


@bp.get(LINK)
@open_to_all
def landing(token: str) -> ResponseReturnValue:
    """What is asked, by whom, and whom to call."""
    security.personal_link()
    link = _link(token)
    if is_proven(link.id) and link.purpose in HOMES:
        return redirect(url_for(HOMES[link.purpose], token=token))
    if link.first_seen_at is None:
        with work.begin(guest_actor(link, visitor.address(), visitor.agent())) as uow:
            uow.session.get_one(GuestLink, link.id).first_seen_at = uow.now
    with work.reading() as session:
        return render_template("guests/landing.html", token=token, form=BaseForm(), **_facts(session, link))


def _facts(session: Session, link: GuestLink) -> dict[str, Any]:
    agreement = session.get_one(Agreement, link.agreement_id)
    return {
        "link": link,
        "agreement": agreement,
        "kind": name_of(agreement),
        "office": office(session, agreement.lead_office_id),
        "task": TASKS.get(link.purpose, ""),
        "hidden_address": masked(link.email),
    }


def masked(address: str) -> str:
    """A mail address that its owner recognises and nobody else can use."""
    name, _at, domain = address.partition("@")
    return f"{name[:2]}{'*' * max(1, len(name) - 2)}@{domain}"


@bp.post(f"{LINK}/kirim-kode")
@open_to_all
@limit("5 per minute")
def send_code(token: str) -> ResponseReturnValue:
    """Send a one-time code to the address of the link."""
    security.personal_link()
    if not BaseForm().validate_on_submit():
        raise Refused("form_expired")
    link = _link(token)
    with work.begin(guest_actor(link, visitor.address(), visitor.agent())) as uow:
        guests.ask_code(uow, token)
    flash(_("Kode sedang dikirim ke %(address)s. Biasanya tiba dalam satu menit.", address=masked(link.email)), "info")
    return redirect(url_for("guests.enter_code", token=token))


@bp.route(f"{LINK}/kode", methods=["GET", "POST"])
@open_to_all
@limit("15 per minute")
def enter_code(token: str) -> ResponseReturnValue:
    """Enter the code; every wrong try counts, even when it is refused."""
    security.personal_link()
    link = _link(token)
    form = CodeForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin(guest_actor(link, visitor.address(), visitor.agent())) as uow:
                outcome = guests.try_code(uow, token, form.code.data, work.tools().settings.session())
            if outcome is not CodeOutcome.ACCEPTED:
                raise Refused(outcome.value, field="code")
            _remember(link.id)
            return redirect(url_for(HOMES.get(link.purpose, "guests.landing"), token=token))
    with work.reading() as session:
        return render_template("guests/code.html", token=token, form=form, **_facts(session, link)), form.status


def _remember(link_id: UUID) -> None:
    known = dict(flask_session.get(COOKIE_KEY, {}))
    known[str(link_id)] = work.now().timestamp()
    flask_session[COOKIE_KEY] = dict(list(known.items())[-5:])
