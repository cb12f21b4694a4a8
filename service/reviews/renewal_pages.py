"""Deciding what becomes of an agreement that ends, with its minutes."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service.agreements.permissions import Access, load
from service.agreements.registry import REGISTRY
from service.core.permissions import needs
from service.core.refusals import Refused
from service.core.uploads import accept_upload
from service.reviews import actions, forms, queries, rules, screen
from service.reviews.actions import Chosen, Minutes
from service.reviews.desk import bp, page
from service.reviews.rules import Decision
from service.reviews.words import DECISION_CHOICES
from service.web import work
from service.web.downloads import hand_out

WAY = "/<uuid:agreement_id>/kelanjutan"
_NOT_HERE = frozenset({"agreements/_paper.html", "reviews/_panel.html"})  # the paper itself would push the form away


@bp.route(WAY, methods=["GET", "POST"])
@needs("renewal:decide")
def decide(agreement_id: UUID) -> ResponseReturnValue:
    """Decide, seeing what the agreement brought, its review and what is known of its partner."""
    form = forms.DecisionForm()
    with work.reading() as session:
        _offer(session, agreement_id, form)
    if form.validate_on_submit():
        with form.refusing():
            chosen = _chosen(agreement_id, form)
            with work.begin() as uow:
                actions.decide(uow, agreement_id, chosen, seen_version=form.version.data)
            flash(_("Keputusan tercatat beserta berita acaranya."), "success")
            return redirect(url_for("reviews.show", agreement_id=agreement_id))
    with work.reading() as session:
        return _page(session, agreement_id, form), form.status


def _offer(session: Session, agreement_id: UUID, form: forms.DecisionForm) -> None:
    agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
    if agreement.stage != "follow_up":
        raise Refused("review_not_signed")
    if not form.is_submitted():  # what is sent is judged by the use case, which says why
        left = rules.decisions_open(agreement.end_on, queries.today_of(session, agreement))
        form.decision.choices = [(one.value, DECISION_CHOICES[one]) for one in left]
        form.met_on.data = queries.today_of(session, agreement)


def _chosen(agreement_id: UUID, form: forms.DecisionForm) -> Chosen:
    minutes = Minutes(form.met_on.data, form.met_at.data or "", form.attendants.data or "", form.minutes.data or "")
    if form.file.data:
        with work.reading() as session:
            load(session, work.actor(), agreement_id, least=Access.FULL)  # only an own agreement takes a file
        limit = work.tools().settings.max_upload_bytes
        upload = accept_upload(form.file.data.stream, form.file.file_name(), max_bytes=limit, field="file")
        if upload.media_type != "application/pdf":
            raise Refused("upload_wrong_type", field="file")
        stored = work.tools().storage.put(upload.data)
        minutes = Minutes(minutes.met_on, minutes.met_at, minutes.attendants, minutes.text, stored, upload.name)
    return Chosen(Decision(form.decision.data), form.reason.data or "", form.benefit.data or "", minutes)


def _page(session: Session, agreement_id: UUID, form: forms.DecisionForm) -> str:
    agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
    current = queries.current(session, agreement.id)
    panels = [
        (panel.template, found)
        for panel in REGISTRY.panels
        if panel.template not in _NOT_HERE and (found := panel.context(session, agreement, work.actor())) is not None
    ]
    return page(
        session,
        "decide",
        agreement_id,
        form=form,
        standing=queries.standing_of(session, agreement),
        benefit=screen.benefit(session, agreement),
        current=current,
        outcome=screen.outcome_tag(current) if current else None,
        counted=screen.counted(current) if current else "",
        panels=panels,
        before=queries.standing_decision(session, agreement),
    )


@bp.get(f"{WAY}/<uuid:decision_id>")
@needs("agreement:read")
def decision(agreement_id: UUID, decision_id: UUID) -> ResponseReturnValue:
    """One decision with its minutes, to read and to print."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        row = queries.decision(session, agreement.id, decision_id)
        return page(session, "decision", agreement_id, row=row, tag=screen.decision_tag(row))


@bp.get(f"{WAY}/<uuid:decision_id>/berita-acara")
@needs("agreement:read")
def minutes(agreement_id: UUID, decision_id: UUID) -> Response:
    """The scan of the minutes; it names people, so only the agreement's own offices open it."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        row = queries.decision(session, agreement.id, decision_id)
        if not row.minutes_sha256:
            raise Refused("not_found")
        sha256 = row.minutes_sha256
    name = f"berita-acara-perpanjangan-{row.number}"
    return hand_out(work.tools().storage.get(sha256), name, "pdf", "application/pdf", attach=False)
