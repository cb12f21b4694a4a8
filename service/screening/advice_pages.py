"""The pages of the consultation about a screening: asking, recording a letter, and answering as the level above."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.offices import queries as offices
from service.screening import consulting, forms, queries, words
from service.screening.consulting import AdviceLetter
from service.screening.desk import ONE, bp, one_page, receive, saved
from service.screening.rules import WAITING, Advice
from service.screening.screen import shown
from service.web import work

above = Blueprint("screening_advice", __name__, url_prefix="/penapisan/pendapat", template_folder="templates")


@bp.route(f"{ONE}/pendapat", methods=["GET", "POST"])
@needs("screening:do")
def ask(agreement_id: UUID, screening_id: UUID) -> ResponseReturnValue:
    """Ask the level above."""
    form = forms.AskForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                consulting.ask(uow, agreement_id, screening_id, form.question.data, seen_version=form.version.data)
            return saved(agreement_id, _("Konsultasi sudah diajukan."))
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        chain = offices.above(session, agreement.lead_office_id)
        name = chain[0].name if chain else ""
        return one_page(session, "ask", agreement_id, screening_id, form=form, asked=name), form.status


@bp.route(f"{ONE}/pendapat/catat", methods=["GET", "POST"])
@needs("act:record")
def record(agreement_id: UUID, screening_id: UUID) -> ResponseReturnValue:
    """Record an answer that came by letter (rule 35)."""
    form = forms.LetterForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.reading() as session:
                load(session, work.actor(), agreement_id, least=Access.FULL)
            upload, stored = receive(form.scan)
            letter = AdviceLetter(
                form.done_by.data,
                form.done_on.data,
                form.letter_number.data,
                form.agrees.data == "yes",
                form.text.data or "",
            )
            with work.begin() as uow:
                consulting.enter_answer(uow, agreement_id, screening_id, letter, stored, upload.media_type)
            return saved(agreement_id, _("Jawaban dicatat dan berlaku setelah diperiksa orang kedua."))
    with work.reading() as session:
        return one_page(session, "record", agreement_id, screening_id, form=form), form.status


@above.route("/<uuid:screening_id>", methods=["GET", "POST"])
@needs("consultation:answer")
def answer(screening_id: UUID) -> ResponseReturnValue:
    """What the office below found and proposes, and our opinion."""
    form = forms.AnswerForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                consulting.answer(
                    uow,
                    screening_id,
                    form.text.data or "",
                    agrees=form.agrees.data == "yes",
                    seen_version=form.version.data,
                )
            flash(_("Pendapat Anda sudah dikirim."), "success")
            return redirect(url_for("screenings.index", lihat="pendapat"))
    with work.reading() as session:
        row = queries.asked_for(session, work.actor(), screening_id)
        agreement = session.get_one(Agreement, row.agreement_id)
        if not form.is_submitted():
            form.version.data = row.version
        page = render_template(
            "screening/answer.html",
            one=shown(row, queries.phase(session, row.phase_id) if row.phase_id else None, work.today()),
            agreement=agreement,
            office=offices.office(session, agreement.lead_office_id),
            partner=offices.partner(session, agreement.partner_id) if agreement.partner_id else None,
            waits=row.advice_ is Advice.ASKED and row.state_ in WAITING,
            words=words,
            form=form,
        )
        return page, form.status
