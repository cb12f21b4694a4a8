"""What the pages of follow-up share: their blueprint, the frame around them, uploads, the answer after saving."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.accounts.queries import people_of
from service.agreements.frame import frame
from service.agreements.permissions import Access, load
from service.core.uploads import accept_upload
from service.followup.proofs import Proof, small_picture
from service.followup.words import TOPICS
from service.web import work
from service.web.forms import VersionedForm

bp = Blueprint("followup", __name__, url_prefix="/kerja-sama", template_folder="templates")
HERE = "/<uuid:agreement_id>/tindak-lanjut"


def page(session: Session, template: str, agreement_id: UUID, *, least: Access = Access.FULL, **more: Any) -> str:
    """Draw one page of follow-up inside the agreement's frame."""
    agreement = load(session, work.actor(), agreement_id, least=least)
    form = more.get("form")
    if isinstance(form, VersionedForm) and not form.is_submitted() and form.version.data is None:
        form.version.data = agreement.version
    return render_template(
        f"followup/{template}.html",
        frame=frame(session, agreement, work.actor(), here="followup", now=work.now()),
        **more,
    )


def saved(agreement_id: UUID, said: str) -> ResponseReturnValue:
    """Say what was done and go back to the tab."""
    flash(said, "success")
    return redirect(url_for("followup.show", agreement_id=agreement_id))


def proof_of(form: Any) -> Proof:
    """Take in the file of a form and store it; the row that names it comes after."""
    limit = work.tools().settings.max_upload_bytes
    upload = accept_upload(form.file.data.stream, form.file.file_name(), max_bytes=limit, field="file")
    stored = work.tools().storage.put(upload.data)
    small = small_picture(upload.data, upload.media_type)
    drawn = work.tools().storage.put(small) if small else None
    return Proof(stored, upload.media_type, upload.name, form.description.data or "", drawn)


def own(agreement_id: UUID) -> None:
    """Look before a file is stored: only an own agreement takes one."""
    with work.reading() as session:
        load(session, work.actor(), agreement_id, least=Access.FULL)


def offer_people(form: Any) -> None:
    """The people of the office, to choose who sees to it."""
    with work.reading() as session:
        people = people_of(session, work.actor().office_id, active_only=True)
        form.owner_id.choices = [("", _("Pilih orang")), *((str(one.id), one.name) for one in people)]


def offer_topics(form: Any) -> None:
    """The usual kinds of activity; any other is typed."""
    form.topic.choices = [("", _("Pilih jenis kegiatan")), *TOPICS.items()]


def topic_of(form: Any) -> str:
    """What was typed goes before what was chosen."""
    return str(form.other_topic.data or form.topic.data or "")


def fill_topic(form: Any, topic: str) -> None:
    """Show a topic at the field it belongs to."""
    form.topic.data, form.other_topic.data = (topic, "") if topic in TOPICS else ("", topic)


def uuid_or_none(text: str | None) -> UUID | None:
    """The id a choice stands for."""
    with suppress(ValueError):
        return UUID(text or "")
    return None
