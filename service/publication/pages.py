"""The tab on which the information officer decides, and the second person checks."""

from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from service.agreements.frame import frame
from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.core.refusals import Refused
from service.core.uploads import accept_upload
from service.documents.pdf_parts import only_pages
from service.publication import actions, application_desk_pages, application_pages, public_pages, queries
from service.publication.copying import refuse_leaks
from service.publication.forms import BringForm, CheckCopyForm, DecideForm, SeenForm, WithdrawForm
from service.publication.rules import CopyState, Decision
from service.publication.words import COPY_STATES, DECISIONS, PERSONAL
from service.web import navigation, progress, work
from service.web.components import Status
from service.web.downloads import hand_out

bp = Blueprint(
    "publication", __name__, url_prefix="/kerja-sama/<uuid:agreement_id>/publikasi", template_folder="templates"
)
blueprints = (bp, public_pages.bp, application_pages.bp, application_desk_pages.bp)


def _frame(session: Session, agreement: Agreement):  # type: ignore[no-untyped-def]  # what the frame is, it says itself
    return frame(session, agreement, work.actor(), here="publication", now=work.now())


@bp.get("")
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """What was decided, where the copy stands, and what there is to do."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        now = queries.current(session, agreement.id)
        seen = now.version if now else None
        return render_template(
            "publication/show.html",
            frame=_frame(session, agreement),
            now=now,
            state=Status(*COPY_STATES[now.copy_]) if now and now.decision_ is Decision.OPEN else None,
            history=queries.decisions(session, agreement.id),
            decisions=DECISIONS,
            personal=PERSONAL,
            publish=SeenForm(formdata=None, seen=seen),
            ready=now is not None and now.copy_ is CopyState.READY,
            brought=now is not None and now.copy_ is CopyState.UPLOADED,
            own_copy=now is not None and now.uploaded_by == work.actor().id,
            published=now is not None and now.copy_ is CopyState.PUBLISHED,
        )


@bp.route("/keputusan", methods=["GET", "POST"])
@needs("publication:decide")
def decide(agreement_id: UUID) -> ResponseReturnValue:
    """Open the agreement to the public, or exempt it."""
    form = DecideForm()
    if form.validate_on_submit():
        with form.refusing():
            verdict = actions.Verdict(Decision(form.decision.data), form.ground.data or "", form.review_on.data)
            with work.begin() as uow:
                actions.decide(uow, agreement_id, verdict, seen=form.seen.data or None)
            flash(_("Keputusan publikasi tersimpan."), "success")
            return _back(agreement_id)
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        now = queries.current(session, agreement.id)
        if not form.is_submitted():
            form.seen.data, form.decision.data = (now.version, now.decision) if now else (0, None)
        return render_template(
            "publication/decide.html", frame=_frame(session, agreement), form=form, now=now
        ), form.status


@bp.route("/salinan", methods=["GET", "POST"])
@needs("publication:decide")
def bring(agreement_id: UUID) -> ResponseReturnValue:
    """Bring a copy whose contacts were covered by hand."""
    form = BringForm()
    if form.validate_on_submit():
        with form.refusing():
            data = _brought(agreement_id, form)
            stored = work.tools().storage.put(data)
            with work.begin() as uow:
                actions.bring_copy(uow, agreement_id, stored, seen=form.seen.data)
            flash(_("Salinan tersimpan dan menunggu pemeriksaan orang kedua."), "success")
            return _back(agreement_id)
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        now = queries.current(session, agreement.id)
        if not form.is_submitted() and now is not None:
            form.seen.data = now.version
        return render_template("publication/bring.html", frame=_frame(session, agreement), form=form), form.status


def _brought(agreement_id: UUID, form: BringForm) -> bytes:
    """The pages of the file and nothing else; refused where they can still be read as personal data."""
    upload = accept_upload(
        form.file.data.stream,
        form.file.data.filename or "",
        allowed=("pdf",),
        max_bytes=work.tools().settings.max_upload_bytes,
        field="file",
    )
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        if queries.is_paper(session, agreement.id, upload.data):
            raise Refused("public_copy_is_the_paper", field="file")
    data = only_pages(upload.data)
    refuse_leaks(data)
    return data


@bp.route("/periksa", methods=["GET", "POST"])
@needs("act:check")
def check(agreement_id: UUID) -> ResponseReturnValue:
    """The second person looks at a brought copy, page by page."""
    form = CheckCopyForm()
    if form.validate_on_submit():
        with form.refusing():
            clean = form.clean.data == "yes"
            with work.begin() as uow:
                actions.check_copy(uow, agreement_id, clean=clean, seen=form.seen.data)
            flash(
                _("Salinan siap diterbitkan.") if clean else _("Salinan dikembalikan kepada pengunggahnya."), "success"
            )
            return _back(agreement_id)
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        now = queries.current(session, agreement.id)
        if now is None or now.copy_ is not CopyState.UPLOADED:
            raise Refused("public_copy_missing")
        if not form.is_submitted():
            form.seen.data = now.version
        page = render_template("publication/check.html", frame=_frame(session, agreement), form=form, now=now)
        return page, form.status


@bp.post("/terbit")
@needs("publication:decide")
def publish(agreement_id: UUID) -> ResponseReturnValue:
    """Let the public see it."""
    form = SeenForm()
    if not form.validate_on_submit():
        raise Refused("form_expired")
    with work.begin() as uow:
        actions.publish(uow, agreement_id, seen=form.seen.data)
    flash(_("Kerja sama ini terbit di register publik."), "success")
    return _back(agreement_id)


@bp.route("/tarik", methods=["GET", "POST"])
@needs("publication:decide")
def withdraw(agreement_id: UUID) -> ResponseReturnValue:
    """Take it off the public register."""
    form = WithdrawForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.withdraw(uow, agreement_id, form.reason.data, seen=form.seen.data)
            flash(_("Kerja sama ini ditarik dari register publik."), "success")
            return _back(agreement_id)
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        now = queries.current(session, agreement.id)
        if not form.is_submitted() and now is not None:
            form.seen.data = now.version
        return render_template("publication/withdraw.html", frame=_frame(session, agreement), form=form), form.status


@bp.get("/salinan.pdf")
@needs("agreement:read")
def copy_file(agreement_id: UUID) -> ResponseReturnValue:
    """The public copy, for those who decide about it."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        now = queries.current(session, agreement.id)
        if now is None or not now.copy_sha256:
            raise Refused("not_found")
        sha256, title = now.copy_sha256, f"{agreement.subject} salinan publik"
    return hand_out(work.tools().storage.get(sha256), title, "pdf", "application/pdf", attach=False)


def _back(agreement_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("publication.show", agreement_id=agreement_id))


def install(app: Flask) -> None:
    """Name the work of this room."""
    progress.name_work(app, {actions.JOB: _l("Salinan publik")})
    desk = navigation.Entry(_l("Permohonan"), "application_desk.index", "application:handle", 45)
    navigation.add(app, desk)
    navigation.add(app, navigation.Entry(_l("Register publik"), "public.index", navigation.PASSER_BY, order=80))
