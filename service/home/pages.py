"""Beranda, the page that answers: what waits for me."""

from contextlib import suppress

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from service.agreements import waiting as waiting_room
from service.agreements.words import STAGES
from service.core.permissions import SIGNED_IN, TABLE, declared, holds, needs
from service.core.refusals import Refused
from service.home import actions, queries, sources
from service.web import navigation, progress, work
from service.web.components import Paging

bp = Blueprint("home", __name__, template_folder="templates")
NEAREST = 3


@bp.get("/")
@needs(SIGNED_IN)
def index() -> ResponseReturnValue:
    """Counters by role, failed work, the nearest days, what moved since the last visit."""
    actor = work.actor()
    with work.reading() as session:
        since = queries.last_visit(session, actor, work.now())
        moved = queries.moved_since(session, actor, since)
        shown = render_template(
            "home/index.html",
            counts=[one for one in queries.counts(session, actor) if _opens(one.endpoint)],
            near=waiting_room.nearest(session, actor, NEAREST),
            since=since,
            moved=moved,
            earlier=[] if moved or since is None else queries.moved_since(session, actor, None, limit=5),
            work=progress.of(queries.failed_work(session, actor)),
            stages=STAGES,
        )
        new = queries.is_new_visit(session, actor, work.now())
    if new:
        with suppress(Refused), work.begin() as uow:  # a busy database must not keep anybody from the page
            actions.note_visit(uow)
    return shown


def _opens(endpoint: str) -> bool:
    """Whether this person may open the list that a counter leads to."""
    permission = declared(current_app.view_functions[endpoint])
    return permission not in TABLE or holds(work.actor(), permission)


@bp.get("/menunggu-saya")
@needs(SIGNED_IN)
def waiting() -> ResponseReturnValue:
    """Everything that waits for this person, across all rooms, as one list."""
    with work.reading() as session:
        found = waiting_room.waiting_for(session, work.actor())
    return render_template("home/waiting.html", rows=found)


@bp.get("/pekerjaan")
@needs(SIGNED_IN)
def work_list() -> ResponseReturnValue:
    """The office's papers that are being made, or the work that failed."""
    which = sources.FAILED if request.args.get("keadaan") == sources.FAILED else sources.MAKING
    actor = work.actor()
    with work.reading() as session:
        paging = Paging.of_request(sources.count_work(session, actor, which))
        rows = sources.work_rows(session, actor, which, offset=paging.offset, limit=paging.size)
    return render_template(
        "home/work.html",
        failed=which == sources.FAILED,
        rows=[(progress.describe(job), job.agreement_id, subject) for job, subject in rows],
        paging=paging,
    )


@bp.get("/beranda")
@needs(SIGNED_IN)
def old_address() -> ResponseReturnValue:
    """The address that people type."""
    return redirect(url_for("home.index"))


def install(app: Flask) -> None:
    """Put the home page into the menu."""
    navigation.add(app, navigation.Entry(_l("Beranda"), "home.index", SIGNED_IN, order=10))
