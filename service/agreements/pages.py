"""The register and the page of one agreement."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from service.agreements import actions, queries
from service.agreements.forms import CancelForm, CheckActForm, StepForm
from service.agreements.frame import Frame, frame
from service.agreements.lifecycle import Action
from service.agreements.models import Agreement, RecordedAct
from service.agreements.permissions import Access, access_of, load
from service.agreements.register import pages as register_pages
from service.agreements.registry import REGISTRY
from service.agreements.words import ACT_STATES, ACTS, EVENTS, KINDS_SHORT, STAGES, outcome_words
from service.core import audit
from service.core.actor import Actor
from service.core.jobs import Job
from service.core.permissions import needs
from service.core.refusals import Refused
from service.offices.queries import office
from service.web import navigation, progress, shell, work
from service.web.components import Happening, Status

bp = Blueprint("agreements", __name__, url_prefix="/kerja-sama", template_folder="templates")
blueprints = (bp, register_pages.bp)


@bp.get("/")
@needs("agreement:read")
def index() -> ResponseReturnValue:
    """The register: search, filters, sort, views, pages."""
    return register_pages.index_page()


def _frame(session: Session, agreement: Agreement, here: str) -> Frame:
    return frame(session, agreement, work.actor(), here=here, now=work.now())


@bp.get("/<uuid:agreement_id>")
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """Where the agreement stands, who has the turn, what is missing."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id)
        known = access_of(session, work.actor(), agreement)
        panels = [
            (panel.template, found)
            for panel in REGISTRY.panels
            if known >= Access.TEXT and (found := panel.context(session, agreement, work.actor())) is not None
        ]
        parent = session.get(Agreement, agreement.parent_id) if agreement.parent_id else None
        if parent is not None and not access_of(session, work.actor(), parent):
            parent = None  # an MoU of an office that the viewer does not see
        return render_template(
            "agreements/show.html",
            frame=_frame(session, agreement, "summary"),
            panels=panels,
            parent=parent,
            children=[one for one in queries.children(session, agreement.id) if access_of(session, work.actor(), one)],
            acts_waiting=[act for act in queries.recorded_acts(session, agreement.id) if act.checked_at is None],
            lead=office(session, agreement.lead_office_id),
            kinds=KINDS_SHORT,
        )


@bp.post("/<uuid:agreement_id>/langkah")
@needs("agreement:draft")
def take_step(agreement_id: UUID) -> ResponseReturnValue:
    """Go one step along the lifecycle."""
    form = StepForm()
    if not form.validate_on_submit() or form.action.data not in {action.value for action in Action}:
        raise Refused("wrong_stage")
    action = Action(form.action.data)
    if action is Action.CANCEL:
        return redirect(url_for("agreements.cancel", agreement_id=agreement_id))
    with work.begin() as uow:
        agreement = actions.move_by_person(uow, agreement_id, action, seen_version=form.version.data)
        stage = agreement.stage
    flash(_("Tahap sekarang: %(stage)s.", stage=STAGES[stage]), "success")
    return redirect(url_for("agreements.show", agreement_id=agreement_id))


@bp.route("/<uuid:agreement_id>/batal", methods=["GET", "POST"])
@needs("agreement:draft")
def cancel(agreement_id: UUID) -> ResponseReturnValue:
    """Give an agreement up before it is signed, with a reason."""
    form = CancelForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.move_by_person(
                    uow, agreement_id, Action.CANCEL, seen_version=form.version.data, reason=form.reason.data
                )
            flash(_("Kerja sama ini dibatalkan. Riwayatnya tetap tersimpan."), "success")
            return redirect(url_for("agreements.show", agreement_id=agreement_id))
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        if not form.is_submitted():
            form.version.data = agreement.version
        return render_template("agreements/cancel.html", frame=_frame(session, agreement, ""), form=form), form.status


@bp.get("/<uuid:agreement_id>/riwayat")
@needs("agreement:read")
def history(agreement_id: UUID) -> ResponseReturnValue:
    """Everything that happened, oldest last, from the audit chain."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        events = audit.stream_events(session, actions.stream(agreement.id))
        shown = [
            Happening(
                EVENTS.get(event.code, event.code), event.at, event.actor_name, str(event.details.get("reason") or "")
            )
            for event in reversed(events)
        ]
        return render_template("agreements/history.html", frame=_frame(session, agreement, "history"), events=shown)


@bp.get("/<uuid:agreement_id>/catatan-luar")
@needs("agreement:read")
def acts(agreement_id: UUID) -> ResponseReturnValue:
    """Acts recorded from outside, and which of them wait for a second person."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        shown = [
            (act, ACTS.get(act.kind, act.kind), Status(*ACT_STATES[act.state]))
            for act in queries.recorded_acts(session, agreement.id)
        ]
        return render_template("agreements/acts.html", frame=_frame(session, agreement, "acts"), acts=shown)


def _act(session: Session, agreement_id: UUID, act_id: UUID) -> RecordedAct:
    act: RecordedAct | None = session.get(RecordedAct, act_id)
    if act is None or act.agreement_id != agreement_id:
        raise Refused("not_found")
    return act


@bp.route("/<uuid:agreement_id>/catatan-luar/<uuid:act_id>", methods=["GET", "POST"])
@needs("act:check")
def check_act(agreement_id: UUID, act_id: UUID) -> ResponseReturnValue:
    """Compare an entry with its scan: it counts from now on, or is rejected."""
    form = CheckActForm()
    if form.validate_on_submit():
        with form.refusing():
            rejected = form.decision.data == "no"
            if rejected and not (form.reason.data or "").strip():
                raise Refused("reason_missing", field="reason")
            with work.begin() as uow:
                load(uow.session, work.actor(), agreement_id, least=Access.FULL)
                _act(uow.session, agreement_id, act_id)
                actions.check_act(uow, act_id, rejected_reason=form.reason.data if rejected else "")
            flash(_("Catatan ditolak.") if rejected else _("Catatan diperiksa dan berlaku."), "success")
            return redirect(url_for("agreements.show", agreement_id=agreement_id))
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        act = _act(session, agreement_id, act_id)
        page = render_template(
            "agreements/check_act.html",
            frame=_frame(session, agreement, "acts"),
            act=act,
            title=ACTS.get(act.kind, act.kind),
            said=outcome_words(act),
            state=Status(*ACT_STATES[act.state]),
            own_entry=act.entered_by == work.actor().id,
            form=form,
        )
        return page, form.status


@bp.get("/<uuid:agreement_id>/catatan-luar/<uuid:act_id>/pindaian")
@needs("agreement:read")
def act_scan(agreement_id: UUID, act_id: UUID) -> ResponseReturnValue:
    """The scan of an act recorded from outside."""
    with work.reading() as session:
        load(session, work.actor(), agreement_id, least=Access.FULL)
        act = _act(session, agreement_id, act_id)
        name, media_type = act.scan_sha256, act.scan_type
    suffix = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}.get(media_type, "bin")
    return send_file(
        BytesIO(work.tools().storage.get(name)), mimetype=media_type, download_name=f"pindaian-{name[:12]}.{suffix}"
    )


def _may_retry(actor: Actor, job: Job) -> bool:
    """Only the agreement's own office may ask for its work again; work of no agreement is the administrator's."""
    if job.agreement_id is None:
        return actor.has("admin")
    with work.reading() as session:
        agreement = session.get(Agreement, job.agreement_id)
        return agreement is not None and access_of(session, actor, agreement) == Access.FULL


def install(app: Flask) -> None:
    """Put the register into the menu, and say whose work may be retried."""
    navigation.add(app, navigation.Entry(_l("Kerja Sama"), "agreements.index", "agreement:read", order=20))
    shell.shell(app).may_retry = _may_retry
    progress.name_work(app, {"send_mail": _l("Pengiriman surel"), "index_text": _l("Pembacaan naskah untuk pencarian")})
