"""The pages of one agreement's joint activities: plan, report, put off, call off, put right, show with evidence."""

from typing import Any
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.core.refusals import Refused
from service.followup import activities, forms, queries, screen
from service.followup.activities import Held, Plan
from service.followup.desk import (
    HERE,
    bp,
    fill_topic,
    offer_people,
    offer_topics,
    own,
    page,
    proof_of,
    saved,
    topic_of,
    uuid_or_none,
)
from service.followup.models import JointActivity
from service.followup.rules import ActivityState
from service.followup.words import ACTIVITIES, topic_words
from service.web import work
from service.web.components import Status
from service.web.downloads import hand_out

ONE = f"{HERE}/kegiatan/<uuid:activity_id>"


def _held(form: Any) -> Held:
    return Held(
        title=form.title.data,
        held_on=form.held_on.data,
        place=form.place.data or "",
        participants=form.participants.data or "",
        result=form.result.data or "",
        topic=topic_of(form),
        from_office=form.from_office.data,
        from_partner=form.from_partner.data,
        from_others=form.from_others.data,
        obstacles=form.obstacles.data or "",
    )


def _plan(form: Any) -> Plan:
    return Plan(
        title=form.title.data,
        planned_on=form.planned_on.data,
        place=form.place.data or "",
        participants=form.participants.data or "",
        topic=topic_of(form),
        owner_id=uuid_or_none(form.owner_id.data),
        owner=form.owner.data or "",
    )


def _row(agreement_id: UUID, activity_id: UUID, *, least: Access = Access.FULL) -> JointActivity:
    with work.reading() as session:
        load(session, work.actor(), agreement_id, least=least)
        return queries.activity(session, agreement_id, activity_id)


def _draw(agreement_id: UUID, template: str, form: Any, **more: Any) -> ResponseReturnValue:
    with work.reading() as session:
        return page(session, template, agreement_id, form=form, **more), form.status


def _fill(form: Any, row: JointActivity, *names: str) -> None:
    if form.is_submitted():
        return
    for name in names:
        form[name].data = getattr(row, name)
    fill_topic(form, row.topic)
    form.version.data = row.version


# ------------------------------------------------------------------------------------------------- planned and held
@bp.route(f"{HERE}/rencana-kegiatan", methods=["GET", "POST"])
@needs("agreement:follow_up")
def plan_activity(agreement_id: UUID) -> ResponseReturnValue:
    """Plan an activity."""
    form = forms.PlanForm()
    offer_people(form)
    offer_topics(form)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                activities.plan_activity(uow, agreement_id, _plan(form))
            return saved(agreement_id, _("Kegiatan sudah direncanakan."))
    return _draw(agreement_id, "plan", form, heading=_("Rencanakan kegiatan"), submit=_("Simpan rencana"))


@bp.route(f"{HERE}/kegiatan", methods=["GET", "POST"])
@needs("agreement:follow_up")
def add_activity(agreement_id: UUID) -> ResponseReturnValue:
    """Record an activity that nobody had planned, with a first file of evidence."""
    form = forms.HeldForm()
    offer_topics(form)
    if form.validate_on_submit():
        with form.refusing():
            own(agreement_id)
            proofs = [proof_of(form)] if form.file.data else []
            with work.begin() as uow:
                activities.add_activity(uow, agreement_id, _held(form), proofs)
            return saved(agreement_id, _("Kegiatan sudah dicatat."))
    return _draw(agreement_id, "held", form, heading=_("Catat kegiatan"), submit=_("Catat kegiatan"))


@bp.route(f"{ONE}/laporan", methods=["GET", "POST"])
@needs("agreement:follow_up")
def report_activity(agreement_id: UUID, activity_id: UUID) -> ResponseReturnValue:
    """Report what came of a planned activity."""
    row = _row(agreement_id, activity_id)
    form = forms.ReportForm()
    offer_topics(form)
    _fill(form, row, "title", "place", "participants")
    if not form.is_submitted():
        form.held_on.data = row.planned_on
    if form.validate_on_submit():
        with form.refusing():
            own(agreement_id)
            proofs = [proof_of(form)] if form.file.data else []
            with work.begin() as uow:
                activities.report_activity(uow, agreement_id, activity_id, _held(form), proofs, seen=form.version.data)
            return saved(agreement_id, _("Kegiatan sudah dilaporkan terlaksana."))
    return _draw(agreement_id, "held", form, heading=_("Laporkan kegiatan"), submit=_("Simpan laporan"))


@bp.route(f"{ONE}/penundaan", methods=["GET", "POST"])
@needs("agreement:follow_up")
def postpone_activity(agreement_id: UUID, activity_id: UUID) -> ResponseReturnValue:
    """Put a planned activity off."""
    row = _row(agreement_id, activity_id)
    form = forms.PostponeForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                activities.postpone(
                    uow, agreement_id, activity_id, form.planned_on.data, form.reason.data, seen=form.version.data
                )
            return saved(agreement_id, _("Kegiatan ditunda."))
    return _step(agreement_id, row, form, _("Tunda kegiatan"), _("Tunda"))


@bp.route(f"{ONE}/pembatalan", methods=["GET", "POST"])
@needs("agreement:follow_up")
def call_off_activity(agreement_id: UUID, activity_id: UUID) -> ResponseReturnValue:
    """Call a planned activity off."""
    row = _row(agreement_id, activity_id)
    form = forms.CallOffForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                activities.call_off(uow, agreement_id, activity_id, form.reason.data, seen=form.version.data)
            return saved(agreement_id, _("Kegiatan dibatalkan; catatannya tetap terlihat."))
    return _step(agreement_id, row, form, _("Batalkan kegiatan"), _("Batalkan kegiatan"), style="danger")


def _step(
    agreement_id: UUID, row: JointActivity, form: Any, heading: str, submit: str, *, style: str = "primary"
) -> ResponseReturnValue:
    if not form.is_submitted():
        form.version.data = row.version
    with work.reading() as session:
        shown = page(
            session, "step", agreement_id, form=form, about=row, heading=heading, submit=submit, style=style
        )  # fmt: skip
        return shown, form.status


@bp.route(f"{ONE}/perbaikan", methods=["GET", "POST"])
@needs("agreement:follow_up")
def correct_activity(agreement_id: UUID, activity_id: UUID) -> ResponseReturnValue:
    """Put right what was written; what stood there before stays in the history."""
    row = _row(agreement_id, activity_id)
    was_held = row.state_ is ActivityState.HELD
    form = forms.CorrectHeldForm() if was_held else forms.CorrectPlanForm()
    offer_topics(form)
    if was_held:
        _fill(form, row, "title", "held_on", "place", "participants", "from_office", "from_partner", "from_others",
              "result", "obstacles")  # fmt: skip
    else:
        offer_people(form)
        _fill(form, row, "title", "planned_on", "place", "participants")
        if not form.is_submitted():
            form.owner_id.data = str(row.owner_id or "")
            form.owner.data = "" if row.owner_id else row.owner
    if form.validate_on_submit():
        with form.refusing():
            said = _held(form) if was_held else _plan(form)
            with work.begin() as uow:
                activities.correct(uow, agreement_id, activity_id, said, form.reason.data, seen=form.version.data)
            return saved(agreement_id, _("Catatan kegiatan sudah diperbaiki."))
    heading = _("Perbaiki catatan kegiatan")
    return _draw(agreement_id, "held" if was_held else "plan", form, heading=heading, submit=_("Simpan perbaikan"))


# ------------------------------------------------------------------------------------------------ one, with evidence
@bp.get(ONE)
@needs("agreement:read")
def activity(agreement_id: UUID, activity_id: UUID) -> ResponseReturnValue:
    """One activity: what was planned, what came of it, its evidence, and everything that was changed."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
        row = queries.activity(session, agreement.id, activity_id)
        return page(
            session,
            "activity",
            agreement_id,
            least=Access.TEXT,
            about=row,
            status=Status(*ACTIVITIES[row.state]),
            topic=topic_words(row.topic),
            changes=screen.change_lines(row.changes),
        )


@bp.route(f"{ONE}/bukti", methods=["GET", "POST"])
@needs("agreement:follow_up")
def add_evidence(agreement_id: UUID, activity_id: UUID) -> ResponseReturnValue:
    """Add a file to an activity."""
    form = forms.EvidenceForm()
    row = _row(agreement_id, activity_id)
    if form.validate_on_submit():
        with form.refusing():
            proof = proof_of(form)
            with work.begin() as uow:
                activities.add_evidence(uow, agreement_id, activity_id, proof)
            saved(agreement_id, _("Bukti sudah ditambahkan."))
            return redirect(url_for("followup.activity", agreement_id=agreement_id, activity_id=activity_id))
    return _draw(agreement_id, "evidence", form, about=row)


@bp.get(f"{HERE}/bukti/<uuid:evidence_id>")
@needs("agreement:read")
def evidence(agreement_id: UUID, evidence_id: UUID) -> Response:
    """A file of evidence; it may name people, so only the agreement's own offices open it."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        found = queries.evidence_of(session, agreement.id, evidence_id)
        name, ending = found.file_name.rpartition(".")[0] or "bukti", found.file_name.rpartition(".")[2]
        sha256, media_type = found.sha256, found.media_type
    return hand_out(work.tools().storage.get(sha256), name, ending, media_type)


@bp.get(f"{HERE}/bukti/<uuid:evidence_id>/kecil")
@needs("agreement:read")
def small_evidence(agreement_id: UUID, evidence_id: UUID) -> Response:
    """The small picture of a photograph."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        sha256 = queries.evidence_of(session, agreement.id, evidence_id).small_sha256
    if not sha256:
        raise Refused("not_found")
    return hand_out(work.tools().storage.get(sha256), "foto", "jpg", "image/jpeg", attach=False)
