"""The pages of the minutes: list, draft, filing, downloads, and minutes recorded from outside."""

from typing import Any
from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.models import ActKind
from service.agreements.permissions import Access
from service.core import refusals
from service.core.permissions import needs
from service.core.refusals import Refused
from service.discussion import forms, meeting, queries
from service.discussion.models import Minutes
from service.discussion.rules import Outcome
from service.discussion.screen import back, bp, outside_act, outside_page, page, seen
from service.documents import versions
from service.documents.entry import read_fields
from service.documents.values import check_values
from service.web import work
from service.web.downloads import hand_out
from service.web.language import language

HERE = "/berita-acara"
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@bp.get(HERE)
@needs("agreement:read")
def minutes_list(agreement_id: UUID) -> ResponseReturnValue:
    """The minutes of every meeting."""
    with work.reading() as session:
        agreement = seen(session, agreement_id, least=Access.FULL)
        rows = queries.minutes_of(session, agreement.id)
        now = queries.current_round(session, agreement.id)
        newest = versions.latest(session, agreement.id)
        return page(
            session,
            "minutes_list",
            agreement,
            rows=[(row, versions.latest(session, row.id), queries.counts(row, now)) for row in rows],
            latest=newest.number if newest else 0,
            acts=queries.waiting_acts(session, agreement.id),
        )


@bp.post(HERE)
@needs("agreement:draft")
def begin_minutes(agreement_id: UUID) -> ResponseReturnValue:
    """Begin minutes."""
    with work.begin() as uow:
        row = meeting.begin(uow, agreement_id)
    return back(agreement_id, "edit_minutes", minutes_id=row.id)


@bp.route(f"{HERE}/<uuid:minutes_id>", methods=["GET", "POST"])
@needs("agreement:draft")
def edit_minutes(agreement_id: UUID, minutes_id: UUID) -> ResponseReturnValue:
    """Write the draft; one button files it."""
    form = forms.MinutesForm()
    typed = _typed(agreement_id, minutes_id) if request.method == "POST" else None
    if form.validate_on_submit() and typed is not None:
        with form.refusing():
            with work.begin() as uow:
                meeting.write(
                    uow, agreement_id, minutes_id, typed, Outcome(form.outcome.data), seen_copy=form.copy_version.data
                )
            return _after(agreement_id, minutes_id, form)
    return _edit_page(agreement_id, minutes_id, form, typed)


def _after(agreement_id: UUID, minutes_id: UUID, form: forms.MinutesForm) -> ResponseReturnValue:
    order = request.form.get("do", "")
    if order == "file":
        with form.refusing():
            with work.begin() as uow:
                meeting.file(uow, agreement_id, minutes_id)
            flash(_("Berita acara difinalkan. PDF-nya sedang dibuat."), "success")
            return back(agreement_id, "minutes_list")
        return _edit_page(agreement_id, minutes_id, form, None, checked=True)
    if order.startswith("more:"):
        return back(agreement_id, "edit_minutes", minutes_id=minutes_id, tambah=order[5:], _anchor=f"isi-{order[5:]}")
    flash(_("Konsep berita acara disimpan."), "success")
    return back(agreement_id, "edit_minutes", minutes_id=minutes_id)


def _typed(agreement_id: UUID, minutes_id: UUID) -> dict[str, Any]:
    with work.reading() as session:
        agreement = seen(session, agreement_id, least=Access.FULL)
        row = queries.minutes(session, agreement.id, minutes_id)
        return read_fields(queries.minutes_template(session, agreement, row).manifest.fields, request.form)


def _edit_page(
    agreement_id: UUID,
    minutes_id: UUID,
    form: forms.MinutesForm,
    typed: dict[str, Any] | None,
    *,
    checked: bool = False,
) -> ResponseReturnValue:
    with work.reading() as session:
        agreement = seen(session, agreement_id, least=Access.FULL)
        row = queries.minutes(session, agreement.id, minutes_id)
        copy = versions.working_copy(session, row.id)
        if not row.is_draft or copy is None:
            return back(agreement_id, "minutes_list")
        manifest = queries.minutes_template(session, agreement, row).manifest
        values = typed if typed is not None else dict(versions.content_of(copy).values)
        faults = {
            one.field: refusals.sentence(one.code).text(language(), one.params)
            for one in reversed(check_values(manifest, values, ()))
            if checked or one.code != "field_missing"
        }
        form.copy_version.data = copy.version
        form.outcome.data = form.outcome.data or row.outcome
        given = {"row": row, "manifest": manifest, "values": values, "faults": faults, "form": form}
        return page(session, "minutes_edit", agreement, spare=request.args.get("tambah", ""), **given), form.status


@bp.post(f"{HERE}/<uuid:minutes_id>/buang")
@needs("agreement:draft")
def discard_minutes(agreement_id: UUID, minutes_id: UUID) -> ResponseReturnValue:
    """Throw a draft away."""
    with work.begin() as uow:
        meeting.discard(uow, agreement_id, minutes_id)
    flash(_("Konsep berita acara dibuang."), "success")
    return back(agreement_id, "minutes_list")


@bp.get(f"{HERE}/<uuid:minutes_id>.<any(pdf, docx, pindaian):ending>")
@needs("agreement:read")
def minutes_paper(agreement_id: UUID, minutes_id: UUID, ending: str) -> ResponseReturnValue:
    """The paper or the scan of minutes."""
    with work.reading() as session:
        agreement = seen(session, agreement_id, least=Access.FULL)
        row = queries.minutes(session, agreement.id, minutes_id)
        name, media_type = _file(session, row, ending)
        title = f"berita acara {row.number} {agreement.subject}"
    data = work.tools().storage.get(name)
    return hand_out(data, title, ENDINGS.get(media_type, "docx"), media_type, attach=ending == "docx")


def _file(session: Session, row: Minutes, ending: str) -> tuple[str, str]:
    if ending == "pindaian":
        if not row.scan_sha256:
            raise Refused("not_found")
        return row.scan_sha256, row.scan_type
    saved = versions.latest(session, row.id)
    if saved is None or saved.rendered_at is None:
        raise Refused("paper_not_ready")
    return (saved.pdf_sha256, versions.PDF) if ending == "pdf" else (saved.docx_sha256, versions.DOCX)


@bp.route(f"{HERE}/catat", methods=["GET", "POST"])
@needs("act:record")
def record_minutes(agreement_id: UUID) -> ResponseReturnValue:
    """Record minutes that were written and signed outside (rule 35)."""
    form = forms.OutsideMinutesForm()
    if form.validate_on_submit():
        with form.refusing():
            act = outside_act(form, ActKind.MINUTES, agreement_id, {"outcome": form.outcome.data})
            with work.begin() as uow:
                meeting.enter(uow, agreement_id, act, seen_version=form.version.data)
            flash(_("Berita acara dicatat dan berlaku setelah diperiksa orang kedua."), "success")
            return back(agreement_id, "minutes_list")
    return outside_page(agreement_id, form, _("Catat berita acara dari luar sistem"), "minutes_list")
