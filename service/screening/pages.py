"""The pages of one agreement's screenings, and the desk of the office."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.core.policies import value
from service.core.refusals import Refused
from service.offices import queries as offices
from service.screening import actions, advice_pages, calendar_pages, forms, policy, queries, words
from service.screening.actions import Decision, Findings, Proof
from service.screening.desk import HERE, ONE, bp, one_page, page, receive, saved
from service.screening.rules import Finding, Result, State
from service.screening.screen import shown
from service.web import navigation, work
from service.web.components import Paging, Tab
from service.web.downloads import hand_out

inbox = Blueprint("screenings", __name__, url_prefix="/penapisan", template_folder="templates")
blueprints = (bp, inbox, advice_pages.above, calendar_pages.bp)


def install(app: Flask) -> None:
    """The entry of the menu."""
    navigation.add(app, navigation.Entry(_l("Penapisan"), "screenings.index", "agreement:read", order=47))


# ------------------------------------------------------------------------------------------------------------ the desk
def _tabs(session: Any, here: str) -> list[Tab]:
    labels = {
        "isi": _("Menunggu diisi"),
        "putus": _("Menunggu keputusan"),
        "pendapat": _("Dimintai pendapat"),
        "selesai": _("Selesai"),
    }
    actor = work.actor()
    return [
        Tab(label, _index_url(key), here == key, queries.count_list(session, actor, key) if key != "selesai" else None)
        for key, label in labels.items()
    ]


def _index_url(which: str) -> str:
    return url_for("screenings.index", lihat=which)


@inbox.get("/")
@needs("agreement:read")
def index() -> ResponseReturnValue:
    """What waits for my office, what it is asked, how the offices below stand."""
    asked = request.args.get("lihat", "isi")
    here = asked if asked in queries.LISTS else "isi"
    with work.reading() as session:
        actor = work.actor()
        paging = Paging.of_request(queries.count_list(session, actor, here))
        found = queries.rows(session, actor, here, offset=paging.offset, limit=paging.size)
        return render_template(
            "screening/index.html",
            here=here,
            tabs=_tabs(session, here),
            rows=[
                (shown(row, phase, work.today()), agreement, partner, office)
                for row, agreement, partner, office, phase in found
            ],
            paging=paging,
            below=queries.below_counts(session, actor, work.today()),
            today=work.today(),
        )


# -------------------------------------------------------------------------------------------------------- one agreement
@bp.get(HERE)
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """Every screening of an agreement, and what they put on it."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
        today = queries.today_of(session, agreement)
        found = [shown(row, phase, today) for row, phase in queries.of_agreement(session, agreement.id)]
        return page(
            session,
            "show",
            agreement_id,
            least=Access.TEXT,
            found=found,
            waiting=any(one.row.state_ in (State.OPEN, State.FILLED) for one in found),
            restrictions=queries.restrictions(session, agreement.id),
            running=queries.concerned_phases(session, agreement, today),
            above=offices.above(session, agreement.lead_office_id)[:1],
            me=work.actor().id,
            bare=forms.ReturnForm(formdata=None),
            valid_days=value(session, policy.VALID),
        )


@bp.post(f"{HERE}/baru")
@needs("screening:do")
def start(agreement_id: UUID) -> ResponseReturnValue:
    """Open a screening without a phase."""
    with work.begin() as uow:
        actions.start(uow, agreement_id)
    return saved(agreement_id, _("Penapisan dibuka. Isi hasil pemeriksaannya."))


@bp.route(f"{ONE}/isi", methods=["GET", "POST"])
@needs("screening:do")
def fill(agreement_id: UUID, screening_id: UUID) -> ResponseReturnValue:
    """Staff write down what they found."""
    with work.reading() as session:
        load(session, work.actor(), agreement_id, least=Access.FULL)
        row = queries.screening(session, agreement_id, screening_id)
        known = {
            "candidate": row.candidate or None,
            "campaign": row.campaign or None,
            "sources": row.sources,
            "looked_on": row.looked_on or work.today(),
            "note": row.note,
            "proposal": row.proposal or None,
        }
    form = forms.FindingsForm(data=known)
    if form.validate_on_submit():
        with form.refusing():
            proof = _proof(form) if form.file.data else None
            with work.begin() as uow:
                actions.fill(uow, agreement_id, screening_id, _findings(form), proof, seen_version=form.version.data)
            return saved(agreement_id, _("Hasil pemeriksaan disimpan dan menunggu keputusan."))
    with work.reading() as session:
        return one_page(session, "fill", agreement_id, screening_id, form=form), form.status


def _findings(form: forms.FindingsForm) -> Findings:
    return Findings(
        candidate=Finding(form.candidate.data),
        campaign=Finding(form.campaign.data),
        sources=(form.sources.data or "").splitlines(),
        looked_on=form.looked_on.data,
        note=form.note.data or "",
        proposal=Result(form.proposal.data),
    )


def _proof(form: forms.FindingsForm) -> Proof:
    upload, stored = receive(form.file)
    return Proof(stored, upload.media_type, upload.name)


@bp.get(f"{ONE}/bukti")
@needs("agreement:read")
def evidence(agreement_id: UUID, screening_id: UUID) -> Response:
    """The file with which staff show what they looked at; for the agreement's own offices."""
    with work.reading() as session:
        load(session, work.actor(), agreement_id, least=Access.FULL)
        row = queries.screening(session, agreement_id, screening_id)
        if not row.evidence_sha256:
            raise Refused("not_found")
        sha256, media_type = row.evidence_sha256, row.evidence_type
        name, _dot, ending = row.evidence_name.rpartition(".")
    return hand_out(work.tools().storage.get(sha256), name or "bukti", ending, media_type)


@bp.route(f"{ONE}/kembalikan", methods=["GET", "POST"])
@needs("screening:decide")
def hand_back(agreement_id: UUID, screening_id: UUID) -> ResponseReturnValue:
    """Ask staff to look again."""
    form = forms.ReturnForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.hand_back(uow, agreement_id, screening_id, form.note.data, seen_version=form.version.data)
            return saved(agreement_id, _("Penapisan dikembalikan untuk dilengkapi."))
    with work.reading() as session:
        return one_page(session, "return", agreement_id, screening_id, form=form), form.status


@bp.route(f"{ONE}/putuskan", methods=["GET", "POST"])
@needs("screening:decide")
def decide(agreement_id: UUID, screening_id: UUID) -> ResponseReturnValue:
    """Decide what becomes of the agreement."""
    with work.reading() as session:
        load(session, work.actor(), agreement_id, least=Access.FULL)
        row = queries.screening(session, agreement_id, screening_id)
        form = forms.DecisionForm(data={"result": row.proposal or None})
    if form.validate_on_submit():
        with form.refusing():
            said = Decision(Result(form.result.data), form.reason.data, form.allowed.data or "")
            with work.begin() as uow:
                actions.decide(uow, agreement_id, screening_id, said, seen_version=form.version.data)
            return saved(agreement_id, _("Keputusan penapisan dicatat."))
    with work.reading() as session:
        found: Agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        more = {
            "own": queries.screening(session, agreement_id, screening_id).filled_by == work.actor().id,
            "required": bool(value(session, policy.CONSULTATION))
            and bool(offices.above(session, found.lead_office_id)),
        }
        return one_page(session, "decide", agreement_id, screening_id, form=form, **more), form.status


@bp.route(f"{HERE}/pembatasan/<uuid:restriction_id>/cabut", methods=["GET", "POST"])
@needs("screening:decide")
def lift(agreement_id: UUID, restriction_id: UUID) -> ResponseReturnValue:
    """Lift a limit or a suspension."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.lift(uow, agreement_id, restriction_id, form.reason.data, seen_version=form.version.data)
            return saved(agreement_id, _("Pembatasan sudah dicabut."))
    with work.reading() as session:
        load(session, work.actor(), agreement_id, least=Access.FULL)
        known = [one for one in queries.restrictions(session, agreement_id) if one.id == restriction_id]
        if not known:
            raise Refused("not_found")
        kind = words.RESTRICTIONS[known[0].kind][0]
        return page(session, "lift", agreement_id, form=form, one=known[0], kind=kind), form.status
