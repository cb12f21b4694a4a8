"""The review of one agreement: its tab, the form, the sheet, the second person's answer."""

from typing import Any
from uuid import UUID

from flask import Flask, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.core.permissions import holds, needs
from service.core.refusals import Refused
from service.reviews import actions, forms, prefill, queries, queue_pages, renewal_pages, rules, screen
from service.reviews.actions import Proposal
from service.reviews.catalogue import checklist
from service.reviews.desk import HERE, bp, next_paper, page, queue
from service.reviews.models import Review
from service.reviews.rules import Answer, Said
from service.reviews.words import known_words
from service.web import work

__all__ = ["blueprints", "bp", "install", "queue_pages", "renewal_pages"]
blueprints = (bp, queue)


def install(app: Flask) -> None:
    """Nothing goes into the menu: the queue is reached from the action plan, the home page and the tab."""


@bp.get(HERE)
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """Whether it still fits the regulation, and what becomes of it when it ends."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
        current, waiting = queries.current(session, agreement.id), queries.waiting(session, agreement.id)
        decisions = queries.decisions_of(session, agreement.id)
        standing = queries.standing_of(session, agreement)
        decided = queries.standing_decision(session, agreement)
        return page(
            session,
            "show",
            agreement_id,
            least=Access.TEXT,
            now=screen.now_of(session, agreement, current, waiting),
            current=current,
            waiting=waiting,
            may_confirm=waiting is not None and waiting.made_by != work.actor().id and _decides(),
            reviews=[
                (one, screen.outcome_tag(one), screen.state_tag(one))
                for one in queries.reviews_of(session, agreement.id)
            ],
            outcome=screen.outcome_tag(current) if current else None,
            paper=next_paper(agreement, current.outcome_ if current else None),
            decided=decided,
            decision=screen.decision_tag(decided) if decided else None,
            decision_paper=next_paper(agreement, decided.decision_ if decided else None),
            decisions=[(one, screen.decision_tag(one)) for one in decisions],
            standing=standing,
            opens=rules.opens_on(agreement.end_on, standing.window_days) if agreement.end_on else None,
            checklist=checklist(),
        )


def _decides() -> bool:
    return holds(work.actor(), "renewal:decide")


# ------------------------------------------------------------------------------------------------------------ the form
@bp.route(f"{HERE}/isi", methods=["GET", "POST"])
@needs("review:do")
def fill(agreement_id: UUID) -> ResponseReturnValue:
    """Fill the review in: the system's knowledge stands there already, the person decides."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        items = checklist().of_kind(agreement.kind)
        form = forms.review_form(items)()
        if not form.is_submitted():
            _prefill(session, agreement, form)
    if form.validate_on_submit():
        with form.refusing():
            made = Proposal(forms.answers_of(form, items), forms.outcome_of(form), form.note.data or "")
            with work.begin() as uow:
                actions.propose(uow, agreement_id, made, seen_version=form.version.data)
            flash(_("Reviu diajukan dan menunggu konfirmasi."), "success")
            if request.form.get("do") == "next":
                return redirect(url_for("review_queue.following"))
            return redirect(url_for("reviews.show", agreement_id=agreement_id))
    with work.reading() as session:
        return _form_page(session, agreement_id, form), form.status


def _form_page(session: Session, agreement_id: UUID, form: Any) -> str:
    agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
    if agreement.stage != "follow_up":
        raise Refused("review_not_signed")
    items = checklist().of_kind(agreement.kind)
    known = prefill.known_of(session, agreement, queries.today_of(session, agreement))
    waiting = queries.waiting(session, agreement.id)
    if waiting is not None and waiting.made_by != work.actor().id:
        raise Refused("review_waits_already", name=waiting.made_name)
    return page(
        session,
        "fill",
        agreement_id,
        form=form,
        groups=screen.questions(items, known),
        before=next(iter(queries.reviews_of(session, agreement.id)), None),
        last=queries.last_made(session, work.actor(), agreement.kind),
        progress=queries.progress(session, work.actor()),
        checklist=checklist(),
        scan=_paper_of(agreement),
    )


def _paper_of(agreement: Agreement) -> str:
    if agreement.origin == "legacy":
        return url_for("followup.scan", agreement_id=agreement.id)
    return url_for("agreements.show", agreement_id=agreement.id)


def _prefill(session: Session, agreement: Agreement, form: Any) -> None:
    """First what the system knows; then, where asked for, what an earlier review said of what it does not know."""
    items = checklist().of_kind(agreement.kind)
    known = prefill.known_of(session, agreement, queries.today_of(session, agreement))
    earlier = _earlier(session, agreement)
    answers = {}
    for item in items:
        first = known[item.key].said
        said, note = first.value, ""
        old = (earlier.answers.get(item.key) if earlier else None) or {}
        if old and (first is Said.CHECK or old["said"] == first.value or earlier_is_own(earlier, agreement)):
            said, note = str(old["said"]), str(old.get("note", ""))
        if said == Said.UNMET and not note:
            note = known_words(known[item.key].as_data())[: forms.LONGEST_NOTE]
        form[f"item_{item.key}"].data, form[f"note_{item.key}"].data = said, note
        answers[item.key] = Answer(Said(said), note)
    same = earlier is not None and earlier_is_own(earlier, agreement)
    suggested = rules.suggest(items, answers, queries.standing_of(session, agreement)).value
    form.outcome.data = earlier.outcome if same and earlier else suggested
    form.note.data = earlier.note if same and earlier else ""


def earlier_is_own(earlier: Review | None, agreement: Agreement) -> bool:
    """Whether the answers come from a review of this very agreement."""
    return earlier is not None and earlier.agreement_id == agreement.id


def _earlier(session: Session, agreement: Agreement) -> Review | None:
    waiting = queries.waiting(session, agreement.id)
    if waiting is not None:
        return waiting
    asked = request.args.get("isi", "")
    own = next(iter(queries.reviews_of(session, agreement.id)), None)
    if asked == "sebelumnya" or (own is not None and own.state == "returned"):
        return own
    return queries.last_made(session, work.actor(), agreement.kind) if asked == "terakhir" else None


# ----------------------------------------------------------------------------------------- the sheet, the second person
@bp.get(f"{HERE}/<uuid:review_id>")
@needs("agreement:read")
def sheet(agreement_id: UUID, review_id: UUID) -> ResponseReturnValue:
    """The review sheet, to read and to print; its notes are the office's own."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        review = queries.review(session, agreement.id, review_id)
        return _sheet(session, agreement, review, forms.ConfirmForm(formdata=None))


def _sheet(session: Session, agreement: Agreement, review: Review, form: forms.ConfirmForm) -> str:
    if not form.is_submitted():
        form.version.data = review.version
    mine = review.made_by == work.actor().id
    return page(
        session,
        "sheet",
        agreement.id,
        review=review,
        groups=screen.sheet(review, agreement.kind),
        counted=screen.counted(review),
        outcome=screen.outcome_tag(review),
        state=screen.state_tag(review),
        mine=mine,
        form=form if review.state == "waiting" and not mine and _decides() else None,
        today=queries.today_of(session, agreement),
    )


@bp.post(f"{HERE}/<uuid:review_id>/konfirmasi")
@needs("renewal:decide")
def answer(agreement_id: UUID, review_id: UUID) -> ResponseReturnValue:
    """The second person confirms or returns."""
    form = forms.ConfirmForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                if form.decision.data == "yes":
                    actions.confirm(uow, agreement_id, review_id, seen_version=form.version.data)
                else:
                    actions.return_review(
                        uow, agreement_id, review_id, form.reason.data or "", seen_version=form.version.data
                    )
            flash(_("Reviu dikonfirmasi.") if form.decision.data == "yes" else _("Reviu dikembalikan."), "success")
            return redirect(url_for("reviews.show", agreement_id=agreement_id))
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        review = queries.review(session, agreement.id, review_id)
        return _sheet(session, agreement, review, form), form.status
