"""The tokens of programs: one's own, and for the administrator those of the office."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.accounts import tokens
from service.accounts.browser import require_step_up
from service.accounts.forms import TokenForm
from service.accounts.models import Scope
from service.accounts.own_pages import me
from service.accounts.words import SCOPES
from service.core.permissions import needs
from service.web.limits import limit
from service.web.work import actor, begin, now, reading

bp = Blueprint("tokens", __name__, template_folder="templates")


@bp.get("/akun/token")
@needs("signed-in")
def mine() -> ResponseReturnValue:
    """Which programs act in my name."""
    with reading() as session:
        rows = tokens.tokens_of(session, me())
        return render_template("accounts/tokens.html", rows=rows, now=now(), scopes=SCOPES)


@bp.route("/akun/token/baru", methods=["GET", "POST"])
@needs("signed-in")
@require_step_up()
@limit("10 per minute")
def add() -> ResponseReturnValue:
    """Make a token and show it this once."""
    form = TokenForm()
    if form.validate_on_submit():
        with form.refusing():
            wanted = [Scope(one) for one in form.scopes.data]
            with begin() as uow:
                made = tokens.make_token(uow, me(), form.name.data, wanted, form.days.data)
            return render_template("accounts/token_made.html", made=made)
    return render_template("accounts/token_add.html", form=form), form.status


@bp.post("/akun/token/<uuid:token_id>/akhiri")
@needs("signed-in")
def end(token_id: UUID) -> ResponseReturnValue:
    """End one of my tokens at once."""
    with begin() as uow:
        tokens.revoke_token(uow, token_id)
    flash(_("Token diakhiri. Program yang memakainya tidak dapat masuk lagi."), "success")
    return redirect(url_for("tokens.mine"))


@bp.get("/orang/token")
@needs("token:manage")
def of_office() -> ResponseReturnValue:
    """The tokens of the office's people."""
    with reading() as session:
        rows = tokens.tokens_of_office(session, actor().office_id)
        return render_template("accounts/office_tokens.html", rows=rows, now=now(), scopes=SCOPES)


@bp.post("/orang/token/<uuid:token_id>/akhiri")
@needs("token:manage")
def end_of_office(token_id: UUID) -> ResponseReturnValue:
    """End a token of somebody in the office."""
    with begin() as uow:
        tokens.revoke_token(uow, token_id)
    flash(_("Token diakhiri. Program yang memakainya tidak dapat masuk lagi."), "success")
    return redirect(url_for("tokens.of_office"))
