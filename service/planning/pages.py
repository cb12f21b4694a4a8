"""The pages of planning: a new agreement, its plan section by section."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from service.agreements.founding import is_over, possible_parents
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Nature
from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.offices import catalogue
from service.offices import queries as offices
from service.offices.models import Partner
from service.planning import actions, change_pages, consultation_pages, forms, queries, sections
from service.planning.actions import Gift, Intent
from service.planning.choosing import further_choices, parent_choices, uuid_or_none
from service.planning.models import Plan
from service.planning.policy import policy
from service.planning.rules import ContributionKind, Side, month_start
from service.planning.screen import PLAN, bp, page, saved, seen
from service.web import navigation, work

blueprints = (bp, consultation_pages.above, change_pages.bp)


def install(app: Flask) -> None:
    """The entry of the menu."""
    entry = navigation.Entry(_l("Konsultasi"), "consultations.inbox", "consultation:answer", order=45)
    navigation.add(app, entry)


@bp.route("/baru", methods=["GET", "POST"])
@needs("agreement:draft")
def new() -> ResponseReturnValue:
    """Kerja sama baru: what kind, about what, with which offices, under which MoU."""
    with work.reading() as session:
        earlier = _earlier(session)
        form = forms.NewForm(**_first_values(earlier))
        parents = [one for one in possible_parents(session, _own_office()) if not is_over(one, work.today())]
        form.parent.choices = parent_choices(session, parents)
        form.further_offices.choices = further_choices(session, _own_office())
    if form.validate_on_submit():
        parent_id = uuid_or_none(form.parent.data)
        partner = next((one.partner_id for one in parents if one.id == parent_id), None)
        with form.refusing():
            with work.begin() as uow:
                agreement = actions.create_agreement(
                    uow,
                    Kind(form.kind.data),
                    form.subject.data,
                    further_office_ids=[UUID(one) for one in form.further_offices.data or ()],
                    partner_id=partner or (earlier.partner_id if earlier else None),
                    parent_id=parent_id,
                    predecessor_id=earlier.id if earlier else None,
                )
            flash(_("Kerja sama sudah dibuat. Lengkapi rencananya."), "success")
            return redirect(url_for("planning.show", agreement_id=agreement.id))
    return render_template("planning/new.html", form=form, earlier=earlier), form.status


def _earlier(session: Session) -> Agreement | None:
    """The own agreement that ran out and in whose place the new one is made (`?dari=<id>`)."""
    asked = uuid_or_none(request.args.get("dari"))
    found = load(session, work.actor(), asked, least=Access.FULL) if asked else None
    return found if found is not None and found.nature_ is Nature.ORIGINAL else None


def _first_values(earlier: Agreement | None) -> dict[str, Any]:
    if earlier is None:
        return {"kind": request.args.get("jenis"), "parent": request.args.get("induk", "")}
    return {
        "kind": earlier.kind,
        "subject": earlier.subject,
        "parent": str(earlier.parent_id or ""),
        "further_offices": [str(row.office_id) for row in earlier.offices],
    }


def _own_office() -> UUID:
    office_id = work.actor().office_id
    assert office_id is not None  # every person stands in an office
    return office_id


@bp.get(PLAN)
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """The whole plan: every section with its state and what it says."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
        plan = queries.plan_of(session, agreement.id)
        more = {
            "sections": sections.sections(session, agreement, plan),
            "gaps": sections.gap_words(agreement, plan),
            "skips": agreement.stage_ is Stage.PLANNING and queries.may_skip_plan(session, agreement),
        }
        return page(session, "show", agreement_id, least=Access.TEXT, **more)


# ---------------------------------------------------------------------------------------------------------- partner
@bp.get(f"{PLAN}/mitra")
@needs("agreement:read")
def partner(agreement_id: UUID) -> ResponseReturnValue:
    """Which partner, and what its evidence still lacks; search among the known ones."""
    with work.reading() as session:
        return _partner_page(session, agreement_id)


def _partner_page(session: Session, agreement_id: UUID) -> str:
    agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
    text = request.args.get("cari", "").strip()[:100]
    chosen = offices.partner(session, agreement.partner_id) if agreement.partner_id else None
    parent = session.get(Agreement, agreement.parent_id) if agreement.parent_id else None
    return page(
        session,
        "partner",
        agreement_id,
        text=text,
        found=offices.find_partners(session, text, limit=20) if text else [],
        chosen=chosen,
        category=catalogue.category(chosen.category) if chosen else None,
        categories=catalogue.categories(),
        findings=sections.findings(queries.partner_faults(session, agreement)),
        other_than_parent=parent is not None and chosen is not None and _is_other(parent, chosen),
        fixed=agreement.nature_ is not Nature.ORIGINAL,
        asked=queries.latest(session, agreement) is not None,
    )


def _is_other(parent: Agreement, chosen: Partner) -> bool:
    return parent.partner_id not in (chosen.id, chosen.parent_id)


@bp.post(f"{PLAN}/mitra/<uuid:partner_id>")
@needs("agreement:draft")
def choose_partner(agreement_id: UUID, partner_id: UUID) -> ResponseReturnValue:
    """Choose a partner from the list."""
    form = forms.BareForm()
    version = form.version.data if form.validate_on_submit() else -1
    with work.begin() as uow:
        actions.choose_partner(uow, agreement_id, partner_id, seen_version=version)
    flash(_("Mitra sudah dipilih."), "success")
    return redirect(url_for("planning.partner", agreement_id=agreement_id))


# ------------------------------------------------------------------------------------------------------ need and scope
@bp.route(f"{PLAN}/rencana", methods=["GET", "POST"])
@needs("agreement:draft")
def text(agreement_id: UUID) -> ResponseReturnValue:
    """Need, scope, place in the work plan."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        plan = queries.plan_of(session, agreement_id)
        original = agreement.nature_ is Nature.ORIGINAL
        known = {"subject": agreement.subject, "need": plan.need, "scope": plan.scope, "work_plan": plan.work_plan}
    form = forms.TextForm(**known) if original else forms.ReasonForm(**known)
    if form.validate_on_submit():
        with form.refusing():
            intent = Intent(
                subject=form.subject.data if original else "",
                need=form.need.data,
                scope=form.scope.data if original else "",
                work_plan=form.work_plan.data or "",
            )
            with work.begin() as uow:
                actions.save_plan(uow, agreement_id, intent, seen_version=form.version.data)
            return saved(agreement_id)
    with work.reading() as session:
        return page(session, "text", agreement_id, form=form), form.status


# ------------------------------------------------------------------------------------------------------- contributions
@bp.route(f"{PLAN}/kontribusi", methods=["GET", "POST"])
@needs("agreement:draft")
def contributions(agreement_id: UUID) -> ResponseReturnValue:
    """What each side gives."""
    form = forms.ContributionForm()
    if form.validate_on_submit():
        gift = Gift(
            Side(form.side.data),
            ContributionKind(form.kind.data),
            form.description.data,
            personal_data=form.personal_data.data,
        )
        with form.refusing():
            with work.begin() as uow:
                actions.add_contribution(uow, agreement_id, gift, seen_version=form.version.data)
            return saved(agreement_id, "planning.contributions")
    with work.reading() as session:
        return page(session, "contributions", agreement_id, form=form), form.status


@bp.post(f"{PLAN}/kontribusi/<uuid:contribution_id>/hapus")
@needs("agreement:draft")
def remove_contribution(agreement_id: UUID, contribution_id: UUID) -> ResponseReturnValue:
    """Take a contribution out."""
    with work.begin() as uow:
        actions.remove_contribution(uow, agreement_id, contribution_id, seen_version=seen())
    return saved(agreement_id, "planning.contributions")


# ---------------------------------------------------------------------------------------------------------- activities
@bp.route(f"{PLAN}/kegiatan", methods=["GET", "POST"])
@needs("agreement:draft")
def activities(agreement_id: UUID) -> ResponseReturnValue:
    """Planned joint activities."""
    form = forms.ActivityForm()
    if form.validate_on_submit():
        month = month_start(form.month.data)
        assert month is not None  # the form has looked
        with form.refusing():
            with work.begin() as uow:
                actions.add_activity(
                    uow, agreement_id, form.title.data, month, form.owner.data, seen_version=form.version.data
                )
            return saved(agreement_id, "planning.activities")
    with work.reading() as session:
        required = policy().activity_required
        return page(session, "activities", agreement_id, form=form, required=required), form.status


@bp.post(f"{PLAN}/kegiatan/<uuid:activity_id>/hapus")
@needs("agreement:draft")
def remove_activity(agreement_id: UUID, activity_id: UUID) -> ResponseReturnValue:
    """Take a planned activity out."""
    with work.begin() as uow:
        actions.remove_activity(uow, agreement_id, activity_id, seen_version=seen())
    return saved(agreement_id, "planning.activities")


# -------------------------------------------------------------------------------------------------------------- checks
@bp.route(f"{PLAN}/pemeriksaan", methods=["GET", "POST"])
@needs("agreement:draft")
def checks(agreement_id: UUID) -> ResponseReturnValue:
    """The two checks, each with who stated it and when."""
    with work.reading() as session:
        plan = queries.plan_of(session, load(session, work.actor(), agreement_id, least=Access.FULL).id)
        form = forms.ChecksForm(**_stated(plan))
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.state_checks(
                    uow,
                    agreement_id,
                    lawful=form.lawful.data,
                    independent=form.independent.data,
                    seen_version=form.version.data,
                )
            return saved(agreement_id)
    with work.reading() as session:
        return page(session, "checks", agreement_id, form=form), form.status


def _stated(plan: Plan) -> Mapping[str, bool]:
    return {"lawful": plan.lawful_at is not None, "independent": plan.independent_at is not None}
