"""The family of an agreement as a page of its own."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.agreements import family_screen
from service.agreements.frame import frame
from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.web import work

bp = Blueprint("family_tree", __name__, url_prefix="/kerja-sama", template_folder="templates")


@bp.get("/<uuid:agreement_id>/keluarga")
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """MoU, PKS, addenda, renewals, terminations, predecessors and successors as a tree of text."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.OUTLINE)
        return render_template(
            "agreements/family.html",
            frame=frame(session, agreement, work.actor(), here="", now=work.now()),
            tree=family_screen.tree(session, work.actor(), agreement),
        )
