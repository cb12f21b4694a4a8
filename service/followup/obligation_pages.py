"""The pages of obligations and tasks: taken from the text or typed, fulfilled with evidence, fallen away."""

from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.core.refusals import Refused
from service.followup import forms, obligations, queries, tasks, texts
from service.followup.desk import HERE, bp, offer_people, own, page, proof_of, saved, uuid_or_none
from service.followup.models import Obligation, Task
from service.followup.obligations import Terms, Wording
from service.followup.rules import Owing, Recurrence
from service.followup.tasks import Duty
from service.web import work
from service.web.downloads import hand_out


def _terms(form: forms.TermsForm) -> Terms:
    return Terms(
        side=Owing(form.side.data),
        first_due_on=form.first_due_on.data,
        owner_id=uuid_or_none(form.owner_id.data),
        owner=form.owner.data or "",
        recurrence=Recurrence(form.recurrence.data),
        until=form.until.data,
    )


@bp.route(f"{HERE}/kewajiban", methods=["GET", "POST"])
@needs("agreement:follow_up")
def add_obligation(agreement_id: UUID) -> ResponseReturnValue:
    """Type an obligation."""
    form = forms.ObligationForm()
    offer_people(form)
    if form.validate_on_submit():
        with form.refusing():
            wording = Wording(form.text.data, form.reference.data or "")
            with work.begin() as uow:
                obligations.add_obligations(uow, agreement_id, [wording], _terms(form))
            return saved(agreement_id, _("Kewajiban sudah dicatat."))
    with work.reading() as session:
        return page(session, "obligation", agreement_id, form=form), form.status


@bp.route(f"{HERE}/kewajiban/dari-naskah", methods=["GET", "POST"])
@needs("agreement:follow_up")
def obligations_from_text(agreement_id: UUID) -> ResponseReturnValue:
    """Tick the sentences of the signed text that are obligations."""
    form = forms.FromTextForm()
    offer_people(form)
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        articles = texts.articles(session, agreement)
    known = {one.key: one for article in articles for one in article.sentences}
    form.lines.choices = [(key, one.text) for key, one in known.items()]
    if form.validate_on_submit():
        with form.refusing():
            wordings = [Wording(known[key].text, known[key].reference) for key in form.lines.data or ()]
            with work.begin() as uow:
                obligations.add_obligations(uow, agreement_id, wordings, _terms(form))
            return saved(agreement_id, _("Kewajiban dari naskah sudah dicatat."))
    with work.reading() as session:
        return page(session, "from_text", agreement_id, form=form, articles=articles), form.status


@bp.route(f"{HERE}/kewajiban/<uuid:obligation_id>/gugur", methods=["GET", "POST"])
@needs("agreement:follow_up")
def close_obligation(agreement_id: UUID, obligation_id: UUID) -> ResponseReturnValue:
    """An obligation falls away."""
    form = forms.ReasonForm()
    with work.reading() as session:
        load(session, work.actor(), agreement_id, least=Access.FULL)
        row = session.get(Obligation, obligation_id)
        if row is None or row.agreement_id != agreement_id:
            raise Refused("obligation_unknown")
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                obligations.close_obligation(uow, agreement_id, obligation_id, form.reason.data)
            return saved(agreement_id, _("Kewajiban dinyatakan gugur; riwayatnya tetap tersimpan."))
    with work.reading() as session:
        return page(session, "fall_away", agreement_id, form=form, about=row), form.status


# --------------------------------------------------------------------------------------------------------------- tasks
@bp.route(f"{HERE}/tugas", methods=["GET", "POST"])
@needs("agreement:follow_up")
def add_task(agreement_id: UUID) -> ResponseReturnValue:
    """Give somebody a duty."""
    form = forms.TaskForm()
    offer_people(form)
    if form.validate_on_submit():
        duty = Duty(form.title.data, form.due_on.data, uuid_or_none(form.owner_id.data), form.owner.data or "")
        with form.refusing():
            with work.begin() as uow:
                tasks.add_task(uow, agreement_id, duty)
            return saved(agreement_id, _("Tugas sudah dibuat."))
    with work.reading() as session:
        return page(session, "task", agreement_id, form=form), form.status


@bp.route(f"{HERE}/tugas/<uuid:task_id>/selesai", methods=["GET", "POST"])
@needs("agreement:follow_up")
def finish_task(agreement_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """A task was done, or was not and why; with a file that shows it."""
    form = forms.FulfilForm()
    with work.reading() as session:
        task = _task(session, agreement_id, task_id)
    if form.validate_on_submit():
        with form.refusing():
            own(agreement_id)
            proof = proof_of(form) if form.file.data else None
            failed = form.outcome.data == "failed"
            with work.begin() as uow:
                obligations.fulfil(uow, agreement_id, task_id, form.note.data or "", failed=failed, proof=proof)
            return saved(agreement_id, _("Keadaannya sudah dicatat."))
    with work.reading() as session:
        return page(session, "finish", agreement_id, form=form, task=task), form.status


def _task(session: Session, agreement_id: UUID, task_id: UUID) -> Task:
    load(session, work.actor(), agreement_id, least=Access.FULL)
    task: Any = session.get(Task, task_id)
    if task is None or task.agreement_id != agreement_id:
        raise Refused("task_unknown")
    found: Task = task
    return found


@bp.get(f"{HERE}/tugas/bukti/<uuid:evidence_id>")
@needs("agreement:read")
def task_evidence(agreement_id: UUID, evidence_id: UUID) -> Response:
    """A file that shows that a task was done; only the agreement's own offices open it."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        found = queries.task_evidence_of(session, agreement.id, evidence_id)
        name, ending = found.file_name.rpartition(".")[0] or "bukti", found.file_name.rpartition(".")[2]
        sha256, media_type = found.sha256, found.media_type
    return hand_out(work.tools().storage.get(sha256), name, ending, media_type)
