"""What the pages of the watch share: blueprints, the frame, uploads, the answer after saving."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from service.agreements.frame import frame
from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.core.storage import Stored
from service.core.uploads import Upload, accept_upload
from service.screening import queries, words
from service.screening.screen import shown
from service.web import work
from service.web.forms import VersionedForm

bp = Blueprint("screening", __name__, url_prefix="/kerja-sama", template_folder="templates")
HERE = "/<uuid:agreement_id>/penapisan"
ONE = f"{HERE}/<uuid:screening_id>"
SCAN_TYPES = frozenset({"pdf", "jpg", "png"})


def page(
    session: Session, template: str, agreement_id: UUID, *, version: int | None = None, least: Access = Access.FULL,
    **more: Any,
) -> str:  # fmt: skip
    """Draw one page of the watch inside the agreement's frame; `version` is what its form's change is held against."""
    agreement = load(session, work.actor(), agreement_id, least=least)
    form = more.get("form")
    if isinstance(form, VersionedForm) and not form.is_submitted():
        form.version.data = agreement.version if version is None else version
    return render_template(
        f"screening/{template}.html",
        frame=frame(session, agreement, work.actor(), here="screening", now=work.now()),
        words=words,
        today=queries.today_of(session, agreement),
        **more,
    )


def one_page(session: Session, template: str, agreement_id: UUID, screening_id: UUID, **more: Any) -> str:
    """Draw a page about one screening of an agreement."""
    agreement: Agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
    row = queries.screening(session, agreement.id, screening_id)
    phase = queries.phase(session, row.phase_id) if row.phase_id else None
    told = shown(row, phase, queries.today_of(session, agreement))
    return page(session, template, agreement_id, version=row.version, one=told, **more)


def receive(field: Any) -> tuple[Upload, Stored]:
    """Take in the file of a form field and store it; the row that names it comes after."""
    limit = work.tools().settings.max_upload_bytes
    upload = accept_upload(field.data.stream, field.file_name(), allowed=SCAN_TYPES, max_bytes=limit, field=field.name)
    return upload, work.tools().storage.put(upload.data)


def saved(agreement_id: UUID, said: str) -> ResponseReturnValue:
    """Say what was done and go back to the agreement's screenings."""
    flash(said, "success")
    return redirect(url_for("screening.show", agreement_id=agreement_id))
