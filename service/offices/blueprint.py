"""The blueprints of this room (partners, and the office itself), and how its pages take in and hand out files."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask import Blueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service.core.refusals import Refused
from service.core.uploads import accept_upload
from service.offices import actions, queries
from service.offices.actions import StoredUpload
from service.offices.hooks import agreements_of
from service.offices.models import Partner
from service.web import work
from service.web.downloads import hand_out

bp = Blueprint("offices", __name__, template_folder="templates")
office_bp = Blueprint("office", __name__, url_prefix="/kantor", template_folder="templates")
SCAN_KINDS = frozenset({"pdf", "jpg", "png"})
LOGO_KINDS = frozenset({"png", "jpg"})


def receive(field: Any, allowed: Collection[str] = SCAN_KINDS) -> StoredUpload | None:
    """Look at an uploaded file and store it, before any transaction; None when no file was chosen."""
    if not field.data:
        return None
    limit = work.tools().settings.max_upload_bytes
    upload = accept_upload(field.data, field.file_name(), allowed=allowed, max_bytes=limit, field=field.short_name)
    stored = work.tools().storage.put(upload.data)
    return StoredUpload(stored.sha256, stored.size, upload.media_type, upload.name)


def refuse_others(office_id: UUID | None) -> None:
    """Refuse a visitor whose office is neither this one nor above it."""
    own = work.actor().office_id
    with work.reading() as session:
        if own is None or office_id is None or not queries.is_same_or_below(session, office_id, own):
            raise Refused("office_not_yours")


def is_close(session: Session, known: Partner) -> bool:
    """Whether the visitor's office keeps this partner, stands above, or has an agreement with it (rule 33)."""
    return actions.keeps(session, work.actor(), known) or bool(agreements_of(session, work.actor(), known.id))


def require_close(session: Session, known: Partner) -> None:
    """Contacts and files of a partner are for the offices that deal with it."""
    if not is_close(session, known):
        raise Refused("not_found")


def send(sha256: str, media_type: str, name: str) -> Response:
    """Hand out a stored file; Refused('not_found') when there is none."""
    if not sha256:
        raise Refused("not_found")
    stem, _, ending = name.rpartition(".")
    return hand_out(work.tools().storage.get(sha256), stem, ending, media_type, attach=False)
