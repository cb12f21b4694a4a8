"""What the pages of the archive share: their blueprint and the pages around an agreement's tab."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from service.agreements.frame import frame
from service.agreements.permissions import Access, load
from service.web import work

bp = Blueprint("archive", __name__, template_folder="templates")
OF_AGREEMENT = "/kerja-sama/<uuid:agreement_id>/arsip"


def tab(session: Session, template: str, agreement_id: UUID, **more: Any) -> str:
    """Draw one page of the archive inside the agreement's frame."""
    agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
    around = frame(session, agreement, work.actor(), here="archive", now=work.now())
    return render_template(template, frame=around, **more)


def saved(said: str, endpoint: str, **values: Any) -> ResponseReturnValue:
    """Say what was done and go on to where it is seen."""
    flash(said, "success")
    return redirect(url_for(endpoint, **values))
