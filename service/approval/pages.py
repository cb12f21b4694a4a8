"""The page of approval, the list of what waits for me, and the office's chain."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from service.accounts.words import ROLES
from service.agreements.actions import OutsideAct
from service.agreements.frame import frame
from service.agreements.lifecycle import Stage
from service.agreements.models import ActKind, Agreement
from service.agreements.permissions import Access, access_of, load
from service.approval import actions, forms, queries, screen
from service.approval.actions import Verdict
from service.approval.models import ApprovalDecision, ApprovalRound
from service.approval.rules import RoundState, turn_fault, whose_turn
from service.core import refusals
from service.core.permissions import holds, needs
from service.core.refusals import Refused
from service.core.uploads import accept_upload
from service.documents import versions
from service.web import navigation, work
from service.web.language import language

bp = Blueprint("approval", __name__, template_folder="templates")
HERE = "/kerja-sama/<uuid:agreement_id>/pengesahan"


def install(app: Flask) -> None:
    """The administrator's entry, under the person's name with the others of his work."""
    entry = navigation.Entry(_l("Rantai persetujuan"), "approval.chain", "office:manage", order=85)
    navigation.add_person_link(app, entry)


@bp.get("/pengesahan/menunggu")
@needs("agreement:approve")
def waiting() -> ResponseReturnValue:
    """Exactly what waits for my approval, longest waiting first."""
    with work.reading() as session:
        rows = queries.waiting_for(session, work.actor())
        return render_template("approval/waiting.html", rows=rows)


@bp.get(HERE)
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """Whether I can approve this with a good conscience."""
    with work.reading() as session:
        return _page(session, agreement_id)


def _page(session: Session, agreement_id: UUID, form: forms.DecisionForm | None = None) -> str:
    least = Access.TEXT if form is None else Access.FULL  # a refused form is shown only where it may be sent
    agreement = load(session, work.actor(), agreement_id, least=least)
    rounds = queries.rounds_of(session, agreement.id)
    found = queries.current_round(session, agreement.id)
    given: dict[str, Any] = {
        "frame": frame(session, agreement, work.actor(), here="approval", now=work.now()),
        "rounds": [(one, screen.round_status(one), screen.happenings(one), screen.void_words(one)) for one in rounds],
        "found": found,
    }
    if found is not None:
        given |= _of_round(session, agreement, rounds, found, form)
    return render_template("approval/show.html", **given)


def _of_round(
    session: Session,
    agreement: Agreement,
    rounds: list[ApprovalRound],
    found: ApprovalRound,
    form: forms.DecisionForm | None,
) -> dict[str, Any]:
    version = versions.version(session, found.version_id)
    given: dict[str, Any] = {
        "version": version,
        "changes": screen.changes(session, rounds, version),
        "remarkable": screen.remarkable(session, version),
        "departures": screen.departures(session, version),
        "blanks": screen.blanks(session, version),
        "chain": screen.happenings(found),
        "checklist": screen.checklist(session, agreement),
    }
    if found.state != RoundState.OPEN or agreement.stage != Stage.APPROVAL:
        return given
    turn = whose_turn(found.turns)
    given["turn_role"] = ROLES.get(turn.role, turn.role) if turn else ""  # type: ignore[call-overload]  # plain text
    actor = work.actor()
    fault = turn_fault(found.turns, actor.roles, actor.office_id)
    if holds(actor, "agreement:approve"):
        given["why_not"] = refusals.explain(Refused(fault), language()) if fault else ""
    if not fault:
        given["form"] = form or _filled(forms.DecisionForm(formdata=None), agreement, found)
    own = access_of(session, actor, agreement) == Access.FULL
    given["may_record"] = own and holds(actor, "act:record")
    return given


def _filled(form: Any, agreement: Agreement, found: ApprovalRound) -> Any:
    form.version.data, form.round.data = agreement.version, str(found.id)
    return form


@bp.post(HERE)
@needs("agreement:approve")
def decide(agreement_id: UUID) -> ResponseReturnValue:
    """Approve or return."""
    form = forms.DecisionForm()
    if form.validate_on_submit():
        with form.refusing():
            verdict = Verdict(form.decision.data == forms.APPROVE, form.reason.data or "")
            with work.begin() as uow:
                actions.decide(uow, agreement_id, verdict, seen_round=_round(form), seen_version=form.version.data)
            flash(_("Keputusan Anda sudah dicatat."), "success")
            return redirect(url_for("approval.show", agreement_id=agreement_id))
    with work.reading() as session:
        return _page(session, agreement_id, form), form.status


def _round(form: forms.DecisionForm) -> UUID:
    try:
        return UUID(form.round.data or "")
    except ValueError:
        raise Refused("stale_page") from None


@bp.route(f"{HERE}/dicatat", methods=["GET", "POST"])
@needs("act:record")
def record(agreement_id: UUID) -> ResponseReturnValue:
    """Record the decision of an official who decided on paper (rule 35)."""
    form = forms.OutsideForm()
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        found, decision = _in_turn(session, agreement)
        if not form.is_submitted():
            _filled(form, agreement, found)
    if form.validate_on_submit():
        with form.refusing():
            if decision is None or _round(form) != found.id:
                raise Refused("stale_page")
            act = _outside(form, decision)
            with work.begin() as uow:
                actions.record_outside(uow, agreement_id, act, seen_version=form.version.data)
            flash(_("Keputusan sudah dicatat dan berlaku setelah diperiksa orang kedua."), "success")
            return redirect(url_for("approval.show", agreement_id=agreement_id))
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        shown = frame(session, agreement, work.actor(), here="approval", now=work.now())
        role = ROLES.get(decision.role, decision.role) if decision else ""  # type: ignore[call-overload]  # plain text
        return render_template("approval/record.html", frame=shown, form=form, role=role), form.status


def _in_turn(session: Session, agreement: Agreement) -> tuple[ApprovalRound, ApprovalDecision | None]:
    found = queries.current_round(session, agreement.id)
    if found is None or agreement.stage != Stage.APPROVAL:
        raise Refused("approval_closed")
    turn = whose_turn(found.turns)
    return found, next((one for one in found.decisions if turn and one.position == turn.position), None)


def _outside(form: forms.OutsideForm, decision: ApprovalDecision) -> OutsideAct:
    assert form.done_on.data is not None  # the form has been validated
    limit = work.tools().settings.max_upload_bytes
    upload = accept_upload(
        form.scan.data.stream, form.scan.file_name(), allowed=("pdf", "jpg", "png"), max_bytes=limit, field="scan"
    )
    return OutsideAct(
        kind=ActKind.APPROVAL,
        subject_id=decision.id,
        done_by=form.done_by.data,
        done_on=form.done_on.data,
        letter_number=form.letter_number.data or "",
        scan=work.tools().storage.put(upload.data),
        scan_type=upload.media_type,
        outcome={"decision": form.decision.data, "reason": form.reason.data or "", "role": decision.role},
    )


@bp.route("/pengelola/rantai-persetujuan", methods=["GET", "POST"])
@needs("office:manage")
def chain() -> ResponseReturnValue:
    """Who approves for my office, in which order."""
    office_id = work.actor().office_id
    if office_id is None:
        raise Refused("not_permitted")
    with work.reading() as session:
        roles = queries.chain_of(session, office_id)
    form = forms.chain_form(roles)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.set_chain(uow, office_id, forms.chain_of(form))
            flash(_("Rantai persetujuan sudah disimpan. Putaran yang sedang berjalan tidak berubah."), "success")
            return redirect(url_for("approval.chain"))
    return render_template("approval/chain.html", form=form), form.status
