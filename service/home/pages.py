"""Beranda, the page that answers: what waits for me."""

from flask import Blueprint, Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from service.agreements.words import STAGES
from service.core.permissions import SIGNED_IN, needs
from service.home import queries
from service.web import navigation, progress, work

bp = Blueprint("home", __name__, template_folder="templates")


@bp.get("/")
@needs(SIGNED_IN)
def index() -> ResponseReturnValue:
    """Counters by role, failed work, what moved last."""
    actor = work.actor()
    with work.reading() as session:
        return render_template(
            "home/index.html",
            counts=queries.counts(session, actor),
            near=queries.nearest_deadlines(session, actor, work.now()),
            moved=queries.moved_lately(session, actor),
            work=progress.of(queries.failed_work(session, actor)),
            stages=STAGES,
        )


@bp.get("/beranda")
@needs(SIGNED_IN)
def old_address() -> ResponseReturnValue:
    """The address that people type."""
    return redirect(url_for("home.index"))


def install(app: Flask) -> None:
    """Put the home page into the menu."""
    navigation.add(app, navigation.Entry(_l("Beranda"), "home.index", SIGNED_IN, order=10))
