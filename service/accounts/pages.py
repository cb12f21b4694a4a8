"""Signing in and out, the code of the authenticator, the proof asked again, and setting a password by a link."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from service.accounts import actions, entry, own_pages, people_pages, queries, token_pages, wiring
from service.accounts.browser import device, give_cookie, load_visitor, take_cookie, token
from service.accounts.forms import CodeForm, NewPasswordForm, SignInForm, StepUpForm
from service.core.permissions import needs, open_to_all
from service.core.refusals import Refused
from service.web import navigation
from service.web.limits import limit
from service.web.navigation import Entry
from service.web.safe_next import safe_next
from service.web.security import personal_link
from service.web.visitor import set_actor_loader, visitor
from service.web.work import actor, begin, now, reading, tools

bp = Blueprint("accounts", __name__, template_folder="templates")
blueprints = (bp, own_pages.bp, token_pages.bp, people_pages.bp)


def install(app: Flask) -> None:
    """Tell the page shell who finds the visitor, and what stands in the menus."""
    wiring.register()
    set_actor_loader(app, load_visitor, sign_in="accounts.sign_in")
    navigation.add_person_link(app, Entry(_l("Akun saya"), "own_account.show", order=10))
    navigation.add_person_link(app, Entry(_l("Perangkat saya"), "own_account.devices", order=20))
    navigation.add_person_link(app, Entry(_l("Orang"), "people.list_people", permission="office:manage", order=900))


@bp.get("/masuk")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """The sign-in form; who is signed in already goes on."""
    if visitor() is not None:
        return redirect(safe_next(request.args.get("next")))
    return render_template("accounts/sign_in.html", form=SignInForm(formdata=None, next=request.args.get("next", "")))


@bp.post("/masuk")
@open_to_all
@limit("30 per minute")
def try_sign_in() -> ResponseReturnValue:
    """Check address and password."""
    form = SignInForm()
    if form.validate_on_submit():
        with form.refusing():
            entered = entry.sign_in(tools(), form.email.data, form.password.data, device(), replacing=token())
            target = safe_next(form.next.data)
            if entered.awaits_code:
                target = url_for("accounts.ask_code", next=target)
            return give_cookie(redirect(target), entered.token)
    return render_template("accounts/sign_in.html", form=form), form.status


@bp.get("/masuk/kode")
@open_to_all
def ask_code() -> ResponseReturnValue:
    """Ask for the authenticator's code."""
    return render_template("accounts/code.html", form=CodeForm(formdata=None, next=request.args.get("next", "")))


@bp.post("/masuk/kode")
@open_to_all
@limit("30 per minute")
def try_code() -> ResponseReturnValue:
    """Check the authenticator's code."""
    form = CodeForm()
    if form.validate_on_submit():
        with form.refusing():
            fresh = entry.enter_code(tools(), token(), form.code.data, device())
            return give_cookie(redirect(safe_next(form.next.data)), fresh)
    return render_template("accounts/code.html", form=form), form.status


@bp.post("/keluar")
@open_to_all
def sign_out() -> Response:
    """End this session."""
    with begin() as uow:
        entry.sign_out(uow, token())
    answer = take_cookie(redirect(url_for("accounts.sign_in")))
    flash(_("Anda sudah keluar."), "success")
    return answer


@bp.route("/masuk/ulang", methods=["GET", "POST"])
@needs("signed-in")
@limit("30 per minute")
def step_up() -> ResponseReturnValue:
    """Prove again who one is, before a weighty act."""
    form = StepUpForm() if request.method == "POST" else StepUpForm(formdata=None, next=request.args.get("next", ""))
    found = visitor()
    if found is None or found.session_id is None:
        raise Refused("sign_in_needed")
    if form.validate_on_submit():
        with form.refusing():
            entry.prove_again(tools(), actor(), found.session_id, password=form.password.data, code=form.code.data)
            return redirect(safe_next(form.next.data))
    with reading() as session:
        someone = queries.person(session, found.actor.id or found.session_id)
    return render_template("accounts/step_up.html", form=form, has_totp=someone.has_totp), form.status


@bp.route("/kata-sandi/<token>", methods=["GET", "POST"])
@open_to_all
@limit("30 per minute")
def set_password(token: str) -> ResponseReturnValue:
    """Set the password by a link that works once."""
    personal_link()
    with reading() as session:
        link = queries.living_link(session, token, now())
        someone = queries.person(session, link.person_id)
    form = NewPasswordForm()
    if form.validate_on_submit():
        with form.refusing():
            made = actions.checked_hash(form.password.data, someone.name, someone.email)
            with begin() as uow:
                actions.use_password_link(uow, link.id, made)
            flash(_("Kata sandi tersimpan. Silakan masuk."), "success")
            return redirect(url_for("accounts.sign_in"))
    return render_template("accounts/set_password.html", form=form, person=someone), form.status
