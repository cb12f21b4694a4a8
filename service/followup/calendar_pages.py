"""The pages of the calendar: how to subscribe, and the file that calendar programs fetch by its secret address."""

import hashlib
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.core.permissions import SIGNED_IN, needs, open_to_all
from service.followup import calendar, feeds
from service.web import work

bp = Blueprint("calendars", __name__, url_prefix="/kalender", template_folder="templates")
LONGEST_TOKEN = 100


@bp.get("/")
@needs(SIGNED_IN)
def index() -> ResponseReturnValue:
    """Whether I and my office have an address, and how to use it."""
    return _page("")


def _page(address: str) -> str:
    actor = work.actor()
    with work.reading() as session:
        found = feeds.feeds_of(session, actor)
        return render_template(
            "followup/calendar.html",
            own=next((one for one in found if one.person_id is not None), None),
            office=next((one for one in found if one.person_id is None), None),
            may_office=feeds.may_make_office_feed(actor),
            address=address,
        )


@bp.post("/baru")
@needs(SIGNED_IN)
def make() -> ResponseReturnValue:
    """Make a new address; it is shown on this page once."""
    with work.begin() as uow:
        token = feeds.make_feed(uow, for_office=request.form.get("untuk") == "kantor")
    flash(_("Alamat baru sudah dibuat. Alamat lama, bila ada, tidak berlaku lagi."), "success")
    answer = current_app.make_response(_page(work.tools().settings.public_url.rstrip("/") + f"/kalender/{token}.ics"))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/<uuid:feed_id>/cabut")
@needs(SIGNED_IN)
def revoke(feed_id: UUID) -> ResponseReturnValue:
    """Make an address useless."""
    with work.begin() as uow:
        feeds.revoke_feed(uow, feed_id)
    flash(_("Alamat kalender dicabut. Kalender yang berlangganan tidak diperbarui lagi."), "success")
    return redirect(url_for("calendars.index"))


@bp.get("/<token>.ics")
@open_to_all
def feed(token: str) -> ResponseReturnValue:
    """The dates as a file; whoever knows the address may fetch it, and nobody finds it by guessing."""
    with work.reading() as session:
        found = feeds.feed_by_token(session, token[:LONGEST_TOKEN])
        data = calendar.build(session, found, work.tools().settings.public_url)
    answer = Response(data, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="sijari.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(hashlib.sha256(data).hexdigest()[:32])
    return answer.make_conditional(request)
