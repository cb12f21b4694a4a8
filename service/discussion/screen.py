"""What the pages of discussion share: the blueprint, the frame, the text under discussion."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.actions import OutsideAct
from service.agreements.frame import frame
from service.agreements.lifecycle import Stage
from service.agreements.models import ActKind, Agreement
from service.agreements.permissions import Access, access_of, load
from service.core.permissions import holds
from service.core.uploads import Upload, accept_upload
from service.discussion import queries
from service.discussion.forms import OutsideForm
from service.discussion.rules import Viewer
from service.documents.content import Content
from service.documents.manifest import Manifest
from service.web import work

bp = Blueprint(
    "discussion", __name__, url_prefix="/kerja-sama/<uuid:agreement_id>/pembahasan", template_folder="templates"
)


SCAN_KINDS = frozenset({"pdf", "jpg", "png"})


@dataclass(frozen=True, slots=True)
class Text:
    """The newest saved text with its number and the manifest behind it."""

    number: int
    content: Content | None
    manifest: Manifest | None

    @property
    def places(self) -> list[tuple[str, str]]:
        """What a remark may be about."""
        return queries.places(self.content, self.manifest)


def text_of(session: Session, agreement: Agreement) -> Text:
    """The text under discussion."""
    number, content = queries.latest_content(session, agreement.id)
    template = queries.template_of(session, agreement)
    return Text(number, content, template.manifest if template else None)


def whole() -> str:
    """The words for a remark about no single part."""
    return str(_("Seluruh naskah (catatan umum)"))


def viewer(session: Session, agreement: Agreement) -> Viewer:
    """The visitor as one who reads remarks."""
    return Viewer(work.actor().id, own=access_of(session, work.actor(), agreement) == Access.FULL)


def seen(session: Session, agreement_id: UUID, *, least: Access = Access.TEXT) -> Agreement:
    """The agreement, as far as the visitor may read its text."""
    return load(session, work.actor(), agreement_id, least=least)


def page(session: Session, template: str, agreement: Agreement, **given: Any) -> str:
    """A page of this room inside the agreement's frame."""
    own = access_of(session, work.actor(), agreement) == Access.FULL
    shown: str = render_template(
        f"discussion/{template}.html",
        frame=frame(session, agreement, work.actor(), here="discussion", now=work.now()),
        own=own,
        active=own and holds(work.actor(), "agreement:draft") and agreement.stage_ is Stage.DISCUSSION,
        **given,
    )
    return shown


def back(agreement_id: UUID, endpoint: str = "show", **more: Any) -> ResponseReturnValue:
    """On to a page of this room."""
    return redirect(url_for(f"discussion.{endpoint}", agreement_id=agreement_id, **more))


def scan_of(form: Any) -> Upload:
    """The scan of a form, looked at."""
    limit = work.tools().settings.max_upload_bytes
    return accept_upload(
        form.scan.data.stream, form.scan.data.filename or "", allowed=SCAN_KINDS, max_bytes=limit, field="scan"
    )


def outside_act(form: OutsideForm, kind: ActKind, subject_id: UUID, outcome: dict[str, Any]) -> OutsideAct:
    """What a form says about an act done outside; its scan is stored first."""
    upload = scan_of(form)
    return OutsideAct(
        kind=kind,
        subject_id=subject_id,
        done_by=form.done_by.data,
        done_on=form.done_on.data,
        letter_number=form.letter_number.data or "",
        scan=work.tools().storage.put(upload.data),
        scan_type=upload.media_type,
        outcome=outcome,
    )


def outside_page(agreement_id: UUID, form: OutsideForm, title: str, cancel: str) -> ResponseReturnValue:
    """The form of an act done outside."""
    with work.reading() as session:
        agreement = seen(session, agreement_id, least=Access.FULL)
        if not form.version.data:
            form.version.data = agreement.version
        return page(session, "outside", agreement, form=form, title=title, cancel=cancel), form.status
