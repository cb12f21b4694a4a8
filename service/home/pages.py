"""Beranda, the page that answers: what waits for me."""

from contextlib import suppress

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from service.agreements.words import STAGES
from service.core.permissions import SIGNED_IN, TABLE, declared, holds, needs
from service.core.refusals import Refused
from service.home import actions, queries, sources
from service.home.asking import Asking
from service.web import navigation, progress, work
from service.web.components import Paging

bp = Blueprint("home", __name__, template_folder="templates")
FAILED_WORK = "failed_work"


@bp.get("/")
@needs(SIGNED_IN)
def index() -> ResponseReturnValue:
    """What waits for me, counters by role, failed work, the nearest days, what moved since the last visit."""
    actor = work.actor()
    with work.reading() as session:
        asking = Asking.of(session, actor, work.zone())
        visit = queries.visit(session, actor, work.now())
        counts = {one.key: one for one in queries.counts(asking)}
        moved = queries.moved(asking)
        since = visit.before
        lately = [one for one in moved if since is None or one.at > since]
        shown = render_template(
            "home/index.html",
            mine=queries.mine(asking),
            counts=[one for one in counts.values() if _opens(one.endpoint)],
            near=queries.nearest(asking),
            since=since,
            moved=lately,
            earlier=[] if lately else moved[: queries.EARLIER],
            work=progress.of(queries.failed_work(session, actor) if counts[FAILED_WORK].number else []),
            stages=STAGES,
        )
    if visit.new:
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
    actor = work.actor()
    with work.reading() as session:
        paging = Paging.of_request(queries.count_waiting(session, actor))
        found = queries.waiting_rows(session, actor, offset=paging.offset, limit=paging.size)
    return render_template("home/waiting.html", rows=found, paging=paging)


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
