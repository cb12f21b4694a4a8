"""A person's own account: language, password, devices, authenticator."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.accounts import actions, entry, passwords, queries, totp
from service.accounts.browser import require_step_up
from service.accounts.forms import ChangePasswordForm, CodeForm, LanguageForm
from service.accounts.models import Person
from service.accounts.rules import device_name
from service.accounts.words import ROLES
from service.core.permissions import needs
from service.core.refusals import Refused
from service.web.language import language, set_language
from service.web.limits import limit
from service.web.visitor import visitor
from service.web.work import begin, now, reading, tools

bp = Blueprint("own_account", __name__, url_prefix="/akun", template_folder="templates")


def me() -> UUID:
    """The id of the signed-in person."""
    found = visitor()
    if found is None or found.actor.id is None:
        raise Refused("sign_in_needed")
    return found.actor.id


def this_session() -> UUID | None:
    """The session of this browser."""
    found = visitor()
    return found.session_id if found else None


def _myself() -> Person:
    with reading() as session:
        return queries.person(session, me())


@bp.get("")
@needs("signed-in")
def show() -> ResponseReturnValue:
    """What the account says, and what can be changed."""
    someone = _myself()
    form = LanguageForm(formdata=None, language=language())
    roles = [ROLES[grant.role_] for grant in someone.grants if grant.office_id == someone.office_id]
    return render_template("accounts/account.html", person=someone, roles=roles, form=form)


@bp.post("/bahasa")
@needs("signed-in")
def choose_language() -> ResponseReturnValue:
    """Remember the language on this and every other device."""
    form = LanguageForm()
    if not form.validate_on_submit():
        return redirect(url_for("own_account.show"))
    with begin() as uow:
        actions.set_language(uow, me(), form.language.data)
    answer = set_language(redirect(url_for("own_account.show")), form.language.data)
    flash(_("Bahasa tersimpan."), "success")
    found: Response = answer
    return found


@bp.route("/kata-sandi", methods=["GET", "POST"])
@needs("signed-in")
@limit("20 per minute")
def change_password() -> ResponseReturnValue:
    """A new password; all other devices are signed out."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        with form.refusing():
            someone = _myself()
            if not passwords.matches(someone.password_hash, form.current.data):
                raise Refused("password_wrong", field="current")
            made = actions.checked_hash(form.password.data, someone.name, someone.email)
            with begin() as uow:
                actions.set_password(uow, queries.person(uow.session, me()), made, keep_session=this_session())
            flash(_("Kata sandi diganti. Perangkat lain dan token program sudah dikeluarkan."), "success")
            return redirect(url_for("own_account.show"))
    return render_template("accounts/change_password.html", form=form), form.status


@bp.get("/perangkat")
@needs("signed-in")
def devices() -> ResponseReturnValue:
    """Where one is signed in."""
    with reading() as session:
        rows = queries.living_sessions(session, me(), now())
    return render_template("accounts/devices.html", rows=rows, this=this_session(), device_name=device_name)


@bp.post("/perangkat/<uuid:session_id>/keluarkan")
@needs("signed-in")
def end_device(session_id: UUID) -> ResponseReturnValue:
    """Sign one device out."""
    with begin() as uow:
        actions.revoke_session(uow, me(), session_id)
    flash(_("Perangkat itu sudah dikeluarkan."), "success")
    return redirect(url_for("own_account.devices"))


@bp.post("/perangkat/keluarkan-lainnya")
@needs("signed-in")
def end_other_devices() -> ResponseReturnValue:
    """Sign every other device out."""
    with begin() as uow:
        actions.end_other_sessions(uow, me(), keep=this_session())
    flash(_("Semua perangkat lain sudah dikeluarkan."), "success")
    return redirect(url_for("own_account.devices"))


@bp.get("/autentikator")
@needs("signed-in")
@require_step_up()
def totp_page() -> ResponseReturnValue:
    """Whether an authenticator is set up, and how to."""
    someone = _myself()
    pending = someone.totp_wrapped is not None and not someone.has_totp
    secret = entry.totp_secret(tools(), someone) if pending else ""
    return render_template("accounts/totp.html", person=someone, secret=secret, form=CodeForm(formdata=None))


@bp.post("/autentikator/mulai")
@needs("signed-in")
@require_step_up()
def start_totp() -> ResponseReturnValue:
    """Begin to set the authenticator up."""
    with begin() as uow:
        entry.start_totp(tools(), uow, me())
    return redirect(url_for("own_account.totp_page"))


@bp.get("/autentikator/qr.svg")
@needs("signed-in")
@require_step_up()
def totp_qr() -> ResponseReturnValue:
    """The QR code for the authenticator, while it is being set up."""
    someone = _myself()
    drawn = totp.qr_svg(totp.address(entry.totp_secret(tools(), someone), someone.email))
    return Response(drawn, mimetype="image/svg+xml", headers={"Cache-Control": "no-store"})


@bp.post("/autentikator")
@needs("signed-in")
@require_step_up()
@limit("20 per minute")
def confirm_totp() -> ResponseReturnValue:
    """Switch the authenticator on with its first code."""
    form = CodeForm()
    if form.validate_on_submit():
        with form.refusing():
            with begin() as uow:
                entry.confirm_totp(tools(), uow, me(), form.code.data)
            flash(_("Autentikator aktif. Kodenya diminta setiap kali Anda masuk."), "success")
            return redirect(url_for("own_account.show"))
    someone = _myself()
    secret = entry.totp_secret(tools(), someone)
    return render_template("accounts/totp.html", person=someone, secret=secret, form=form), form.status


@bp.post("/autentikator/lepas")
@needs("signed-in")
@require_step_up()
def remove_totp() -> ResponseReturnValue:
    """Switch the authenticator off."""
    with begin() as uow:
        actions.remove_totp(uow, me())
    flash(_("Autentikator dilepas."), "success")
    return redirect(url_for("own_account.show"))
