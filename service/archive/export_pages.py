"""The page on which a year is exported for the archive office."""

from uuid import UUID

from flask import render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.archive import export_jobs, forms
from service.archive.desk import bp, saved
from service.archive.models import YearExport
from service.core import jobs
from service.core.permissions import needs
from service.core.refusals import Refused
from service.offices.queries import office
from service.web import progress, work


@bp.route("/arsip/ekspor", methods=["GET", "POST"])
@needs("archive:keep")
def exports() -> ResponseReturnValue:
    """Ask for an export, and fetch those that were made."""
    form = forms.ExportForm()
    if not form.is_submitted():
        form.year.data = work.today().year - 1
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                export_jobs.ask_export(uow, form.year.data)
            return saved(_("Ekspor sedang dibuat. Halaman ini menampilkannya bila selesai."), "archive.exports")
    with work.reading() as session:
        rows = export_jobs.exports_of(session, work.actor().office_id)
        going = [job for row in rows if row.made_at is None for job in jobs.of_subject(session, row.id)]
        page = render_template(
            "archive/exports.html", form=form, exports=[row for row in rows if row.made_at], work=progress.of(going)
        )
    return page, form.status


@bp.get("/arsip/ekspor/<uuid:export_id>")
@needs("archive:keep")
def download_export(export_id: UUID) -> Response:
    """The ZIP of an export, straight from the disk."""
    with work.reading() as session:
        row = session.get(YearExport, export_id)
        if row is None or row.office_id != work.actor().office_id:
            raise Refused("export_gone")
        path = export_jobs.path_of(work.tools().settings, row.id)
        if row.made_at is None or not path.is_file():
            raise Refused("export_gone")
        name = f"arsip-{office(session, row.office_id).code}-{row.year}.zip"
    answer: Response = send_file(path, mimetype="application/zip", as_attachment=True, download_name=name, etag=False)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
