"""The pages of follow-up: the tab of an agreement, its scan, ending early, a corrected end date."""

from uuid import UUID

from flask import Flask
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from service.agreements.founding import is_over
from service.agreements.lifecycle import Kind
from service.agreements.models import Agreement, Nature
from service.agreements.permissions import Access, access_of, load
from service.core.permissions import needs
from service.core.refusals import Refused
from service.followup import (
    actions,
    activity_pages,
    calendar_pages,
    existing_pages,
    forms,
    obligation_pages,
    office_pages,
    queries,
    screen,
)
from service.followup.desk import HERE, bp, page, saved
from service.followup.timeline import timeline
from service.web import navigation, work
from service.web.downloads import hand_out

__all__ = ["activity_pages", "bp", "existing_pages", "obligation_pages"]

blueprints = (bp, office_pages.bp, calendar_pages.bp)


@bp.get(HERE)
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """Are we living up to it: clock, validity, timeline, obligations, activities, tasks."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
        today = queries.today_of(session, agreement)
        validity = queries.validity(agreement, today)
        signed = validity is not None
        full = access_of(session, work.actor(), agreement) is Access.FULL
        owed = queries.obligations(session, agreement.id)
        return page(
            session,
            "show",
            agreement_id,
            signed=signed,
            validity=screen.validity_box(validity) if agreement.nature_ is Nature.ORIGINAL else None,
            clock=screen.clock_box(queries.pks_clock(session, agreement, today)),
            may_make_pks=agreement.kind_ is Kind.MOU and signed and not is_over(agreement, today),
            timeline=timeline(session, agreement, full=full) if signed else None,
            activities=screen.activity_cards(queries.activities(session, agreement.id), today),
            obligations=screen.obligation_rows(owed, today),
            fulfilled=queries.fulfilment(owed),
            has_text=agreement.frozen_version_id is not None,
            tasks=queries.tasks(session, agreement.id),
            scan=queries.scan_of(session, agreement.id),
            today=today,
            least=Access.TEXT,
        )


@bp.get(f"{HERE}/pindaian")
@needs("agreement:read")
def scan(agreement_id: UUID) -> Response:
    """The scan with which an existing agreement was entered."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
        found = queries.scan_of(session, agreement.id)
        if found is None:
            raise Refused("not_found")
        sha256, title = found.sha256, agreement.office_number or agreement.subject
    return hand_out(work.tools().storage.get(sha256), title, "pdf", "application/pdf", attach=False)


# ------------------------------------------------------------------------------------------- ending and the end date
@bp.route(f"{HERE}/pengakhiran", methods=["GET", "POST"])
@needs("agreement:follow_up")
def terminate(agreement_id: UUID) -> ResponseReturnValue:
    """End the agreement before its time."""
    form = forms.TerminateForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.terminate(
                    uow, agreement_id, form.ended_on.data, form.reason.data, seen_version=form.version.data
                )
            return saved(agreement_id, _("Kerja sama ini diakhiri."))
    with work.reading() as session:
        return page(session, "terminate", agreement_id, form=form), form.status


@bp.route(f"{HERE}/tanggal-berakhir", methods=["GET", "POST"])
@needs("agreement:follow_up")
def end_date(agreement_id: UUID) -> ResponseReturnValue:
    """Correct the end date."""
    with work.reading() as session:
        known: Agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        form = forms.EndDateForm(end_on=known.end_on)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.change_end_date(
                    uow, agreement_id, form.end_on.data, form.reason.data, seen_version=form.version.data
                )
            return saved(agreement_id, _("Tanggal berakhir sudah diperbaiki."))
    with work.reading() as session:
        return page(session, "end_date", agreement_id, form=form), form.status


def install(app: Flask) -> None:
    """Put the office's activities into the menu."""
    navigation.add(app, navigation.Entry(_l("Kegiatan"), "activities.index", "agreement:read", order=30))
