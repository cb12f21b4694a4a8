"""The office's queue: what is to be reviewed, what waits for confirmation, and the next one."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from service.core.permissions import needs
from service.core.refusals import Refused
from service.reviews import actions, forms, queries, screen
from service.reviews.desk import queue
from service.reviews.models import Review
from service.reviews.rules import ReviewState
from service.web import work


@queue.get("/")
@needs("agreement:read")
def index() -> ResponseReturnValue:
    """How far the office is with holding its agreements against the regulation."""
    with work.reading() as session:
        return _index(session, forms.ManyForm(formdata=None))


def _index(session: Session, form: forms.ManyForm) -> str:
    actor = work.actor()
    waiting = queries.lines(session, queries.waiting_ids(session, actor), state=ReviewState.WAITING)
    undecided = queries.lines(session, queries.undecided_ids(session, actor), state=None)
    return render_template(
        "reviews/index.html",
        progress=queries.progress(session, actor),
        todo=queries.lines(session, queries.unreviewed_ids(session, actor), state=None),
        waiting=[(one, screen.outcome_tag(one.review), screen.counted(one.review)) for one in waiting if one.review],
        undecided=undecided,
        form=form,
        today=work.today(),
    )


@queue.get("/berikutnya")
@needs("review:do")
def following() -> ResponseReturnValue:
    """Go to the next agreement of the queue, what ends first coming first."""
    with work.reading() as session:
        passed = _uuids(request.args.getlist("lewati"))
        found = queries.next_unreviewed(session, work.actor(), but=passed)
    if found is None:
        flash(_("Tidak ada lagi yang menunggu direviu."), "success")
        return redirect(url_for("review_queue.index"))
    return redirect(url_for("reviews.fill", agreement_id=found.id))


@queue.post("/konfirmasi")
@needs("renewal:decide")
def confirm_many() -> ResponseReturnValue:
    """Confirm several reviews at once; each is an act of its own in its agreement's history."""
    chosen = _uuids(request.form.getlist("reviews"))
    form = forms.ManyForm()
    form.reviews.choices = [(str(one), str(one)) for one in chosen]
    if form.validate_on_submit():
        with form.refusing():
            if not chosen:
                raise Refused("review_none_chosen")
            with work.begin() as uow:
                for review_id in chosen:
                    row = uow.session.get(Review, review_id)
                    if row is None:
                        raise Refused("not_found")
                    actions.confirm(uow, row.agreement_id, row.id)
            done = len(chosen)
            flash(ngettext("%(num)s reviu dikonfirmasi.", "%(num)s reviu dikonfirmasi.", done), "success")
            return redirect(url_for("review_queue.index"))
    with work.reading() as session:
        return _index(session, form), form.status


def _uuids(said: list[str]) -> list[UUID]:
    found = []
    for one in dict.fromkeys(said):
        try:
            found.append(UUID(one))
        except ValueError:
            raise Refused("not_found") from None
    return found
