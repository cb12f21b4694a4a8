"""The demo's mail page: what would have been sent. It exists in a demo installation only."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from service.core.mail import DemoLetter
from service.core.permissions import open_to_all
from service.core.refusals import Refused
from service.web import work
from service.web.components import Paging

bp = Blueprint("demo", __name__, url_prefix="/demo", template_folder="templates")


@bp.get("/surat")
@open_to_all
def mailbox() -> ResponseReturnValue:
    """All letters of the demo, newest first; `?untuk=` keeps those to one address."""
    to_address = request.args.get("untuk", "").strip()[:200]
    query = select(DemoLetter)
    if to_address:
        query = query.where(DemoLetter.to_address == to_address)
    with work.reading() as session:
        paging = Paging.of_request(session.scalar(select(func.count()).select_from(query.subquery())) or 0)
        letters = session.scalars(
            query.order_by(DemoLetter.arrived_at.desc(), DemoLetter.id).offset(paging.offset).limit(paging.size)
        )
        return render_template("demo/mailbox.html", letters=list(letters), paging=paging, to_address=to_address)


@bp.get("/surat/<uuid:letter_id>")
@open_to_all
def letter(letter_id: UUID) -> ResponseReturnValue:
    """One letter of the demo."""
    with work.reading() as session:
        found = session.get(DemoLetter, letter_id)
        if found is None:
            raise Refused("not_found")
        return render_template("demo/letter.html", letter=found)
