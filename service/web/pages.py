"""The few addresses of the shell itself: the language switch and Retry."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.core.jobs import Job
from service.core.permissions import needs, open_to_all
from service.core.refusals import Refused
from service.web.language import LANGUAGES, set_language
from service.web.safe_next import came_from, safe_next
from service.web.visitor import actor, shell
from service.web.work import begin

bp = Blueprint("web", __name__, template_folder="templates", static_folder="static", static_url_path="/aset")


@bp.get("/bahasa/<code>")
@open_to_all
def switch_language(code: str) -> Response:
    """Read on in the other language."""
    if code not in LANGUAGES:
        raise Refused("page_unknown")
    answer: Response = set_language(redirect(safe_next(request.args.get("next"))), code)
    return answer


@bp.post("/tugas/<uuid:job_id>/ulangi")
@needs("work:retry")
def retry_work(job_id: UUID) -> Response:
    """Ask for failed work again and go back to the page that showed it."""
    with begin() as uow:
        job = uow.session.get(Job, job_id)
        if job is None:
            raise Refused("work_unknown")
        if not shell().may_retry(actor(), job):
            raise Refused("retry_forbidden")
        uow.retry(job_id)
    flash(_("Pekerjaan itu dicoba lagi."), "success")
    return redirect(safe_next(request.form.get("next"), came_from()))
