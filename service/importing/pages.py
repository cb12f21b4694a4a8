"""Pages of the import: upload, trial row by row, matching, import, result, undo; completing an agreement."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from service.agreements.founding import possible_parents
from service.agreements.lifecycle import Kind
from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.core.refusals import Refused
from service.core.uploads import accept_upload
from service.followup.queries import scan_of
from service.importing import actions, completing, forms, queries, reading, screen, undoing
from service.importing.columns import HEADS
from service.importing.models import BatchState, ImportBatch
from service.importing.notes import Verdict
from service.importing.sheet import MAX_ROWS
from service.importing.template import make_template
from service.web import work
from service.web.components import Paging
from service.web.downloads import hand_out
from service.web.language import tanggal

bp = Blueprint("importing", __name__, url_prefix="/impor", template_folder="templates")
PAGE = 50


def _office() -> UUID:
    office_id = work.actor().office_id
    assert office_id is not None  # every person stands in an office
    return office_id


@bp.route("", methods=["GET", "POST"])
@needs("import:run")
def index() -> ResponseReturnValue:
    """The imports of the office, and a new one: it is tried first."""
    form = forms.UploadForm()
    if form.validate_on_submit():
        with form.refusing():
            return redirect(url_for("importing.show", batch_id=_try(form)))
    with work.reading() as session:
        found = queries.batches(session, _office())
        return render_template("importing/index.html", form=form, batches=found, state=screen.state_status,
                               limit=MAX_ROWS, needed=forms.needed_names()), form.status  # fmt: skip


def _try(form: forms.UploadForm) -> UUID:
    tools, limit = work.tools(), work.tools().settings.max_upload_bytes
    workbook = reading.take_workbook(tools.storage, form.sheet.data.stream, form.sheet.file_name(), max_bytes=limit)
    if not workbook.read.rows:
        raise Refused("import_no_rows", field="sheet")
    scans = reading.take_scans(tools.storage, form.scans.chosen(), max_bytes=limit)
    with work.begin() as uow:
        return actions.try_file(uow, workbook, scans).id


@bp.get("/templat")
@needs("import:run")
def template() -> ResponseReturnValue:
    """The spreadsheet to fill in."""
    return hand_out(make_template(), "templat-impor-kerja-sama", "xlsx", actions.XLSX)


@bp.get("/<uuid:batch_id>")
@needs("import:run")
def show(batch_id: UUID) -> ResponseReturnValue:
    """A trial or an import, row by row."""
    return _page(batch_id)


def _page(batch_id: UUID, **shown: Any) -> ResponseReturnValue:
    wanted = request.args.get("putusan", "")
    verdict = Verdict(wanted) if wanted in set(Verdict) else None
    with work.reading() as session:
        batch = queries.batch(session, work.actor(), batch_id)
        counts = queries.counts(session, batch.id)
        paging = Paging.of_request(counts[verdict] if verdict else sum(counts.values()), size=PAGE)
        rows = queries.rows(session, batch.id, verdict, offset=paging.offset, limit=paging.size)
        run = shown.pop("run_form", None) or forms.RunForm(version=batch.version)
        status = run.status
        return render_template(
            "importing/show.html",
            batch=batch,
            tried=batch.state_ is BatchState.TRIED,
            status=screen.state_status(batch.state_),
            counts=[(one, screen.verdict_status(one), count) for one, count in counts.items()],
            ready=counts[Verdict.READY] + counts[Verdict.WARNING],
            wrong=counts[Verdict.WRONG],
            entered=queries.entered(session, batch.id),
            incomplete=counts[Verdict.WARNING],
            chosen=verdict,
            paging=paging,
            lines=screen.lines(batch, rows),
            notes=screen.sheet_notes(batch),
            missing=[HEADS[one].name(work.language()) for one in actions.missing_columns(batch)],
            partners=screen.meant_partners(session, batch, queries.rows(session, batch.id)),
            run_form=run,
            **_files(session, batch),
            **shown,
        ), status


def _files(session: Session, batch: ImportBatch) -> dict[str, Any]:
    files = queries.files(session, batch.id)
    return {
        "files": len([one for one in files if not one.fault]),
        "file_faults": screen.file_faults(files),
        "unused": [one.name for one in queries.unused_files(session, batch.id)],
    }


@bp.route("/<uuid:batch_id>/pindaian", methods=["GET", "POST"])
@needs("import:run")
def scans(batch_id: UUID) -> ResponseReturnValue:
    """Add scans to a trial."""
    form = forms.ScansForm()
    with work.reading() as session:
        batch = queries.batch(session, work.actor(), batch_id)
    if form.validate_on_submit():
        with form.refusing():
            tools = work.tools()
            taken = reading.take_scans(tools.storage, form.scans.chosen(), max_bytes=tools.settings.max_upload_bytes)
            with work.begin() as uow:
                actions.add_scans(uow, batch_id, taken)
            flash(ngettext("%(num)s pindaian diterima.", "%(num)s pindaian diterima.", len(taken)), "success")
            return redirect(url_for("importing.show", batch_id=batch_id))
    return render_template("importing/scans.html", form=form, batch=batch), form.status


@bp.route("/<uuid:batch_id>/kolom", methods=["GET", "POST"])
@needs("import:run")
def columns(batch_id: UUID) -> ResponseReturnValue:
    """Correct which column of the sheet tells what."""
    with work.reading() as session:
        batch = queries.batch(session, work.actor(), batch_id)
        places = screen.sheet_columns(batch, queries.rows(session, batch_id, limit=20))
        now = {name: str(place) for name, place in batch.matching.items()}
    form = forms.matching_form([(one.value, one.label) for one in places])(data=now)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.match_again(uow, batch_id, forms.chosen_places(form))
            flash(_("Kolom dicocokkan dan semua baris diperiksa lagi."), "success")
            return redirect(url_for("importing.show", batch_id=batch_id))
    return render_template("importing/columns.html", form=form, batch=batch), form.status


@bp.post("/<uuid:batch_id>/mitra")
@needs("import:run")
def partners(batch_id: UUID) -> ResponseReturnValue:
    """Say which known partners are meant."""
    said = {key.removeprefix("mitra-"): value for key, value in request.form.items() if key.startswith("mitra-")}
    try:
        chosen = {key: UUID(value) if value else None for key, value in said.items()}
    except ValueError as fault:
        raise Refused("partner_unknown") from fault
    with work.begin() as uow:
        actions.choose_partners(uow, batch_id, chosen)
    flash(_("Pilihan mitra disimpan dan semua baris diperiksa lagi."), "success")
    return redirect(url_for("importing.show", batch_id=batch_id))


@bp.post("/<uuid:batch_id>/masukkan")
@needs("import:run")
def run(batch_id: UUID) -> ResponseReturnValue:
    """Enter all of it, or nothing."""
    form = forms.RunForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                count = actions.run(uow, batch_id, skip_wrong=form.skip_wrong.data, seen_version=form.version.data)
            flash(ngettext("%(num)s naskah sudah masuk.", "%(num)s naskah sudah masuk.", count), "success")
            return redirect(url_for("importing.show", batch_id=batch_id))
    return _page(batch_id, run_form=form)


@bp.post("/<uuid:batch_id>/buang")
@needs("import:run")
def drop(batch_id: UUID) -> ResponseReturnValue:
    """Put a trial away."""
    with work.begin() as uow:
        actions.drop(uow, batch_id)
    flash(_("Percobaan impor dibuang; tidak ada naskah yang masuk."), "success")
    return redirect(url_for("importing.index"))


@bp.route("/<uuid:batch_id>/batalkan", methods=["GET", "POST"])
@needs("import:run")
def undo(batch_id: UUID) -> ResponseReturnValue:
    """Take a batch out again."""
    form = forms.UndoForm()
    with work.reading() as session:
        batch = queries.batch(session, work.actor(), batch_id)
        count = queries.entered(session, batch.id)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                undoing.undo(uow, batch_id, form.reason.data)
            flash(_("Impor dibatalkan; naskahnya sudah dikeluarkan."), "success")
            return redirect(url_for("importing.show", batch_id=batch_id))
    return render_template("importing/undo.html", form=form, batch=batch, count=count), form.status


@bp.get("/<uuid:batch_id>/berkas")
@needs("import:run")
def original(batch_id: UUID) -> ResponseReturnValue:
    """The spreadsheet, byte for byte as it came."""
    with work.reading() as session:
        batch = queries.batch(session, work.actor(), batch_id)
        sha256, name = batch.sha256, batch.file_name
    return hand_out(work.tools().storage.get(sha256), name.rpartition(".")[0], "xlsx", actions.XLSX)


@bp.route("/naskah/<uuid:agreement_id>/lengkapi", methods=["GET", "POST"])
@needs("import:run")
def complete(agreement_id: UUID) -> ResponseReturnValue:
    """Complete what an imported agreement lacks."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        form = _complete_form(session, agreement)
    back = url_for("agreements.show", agreement_id=agreement_id)
    if form.validate_on_submit():
        with form.refusing():
            found = _found(form)
            with work.begin() as uow:
                completing.complete(uow, agreement_id, found, seen_version=form.version.data)
            flash(_("Data naskah sudah dilengkapi."), "success")
            return redirect(back)
    return render_template("importing/complete.html", form=form, agreement=agreement, back=back), form.status


def _complete_form(session: Session, agreement: Agreement) -> forms.CompleteForm:
    form = forms.CompleteForm(version=agreement.version)
    known = {
        "office_number": bool(agreement.office_number),
        "partner_number": bool(agreement.partner_number),
        "end_on": agreement.end_on is not None,
        "endless": agreement.end_on is not None,
        "parent": agreement.parent_id is not None or agreement.kind_ is not Kind.PKS,
        "scan": scan_of(session, agreement.id) is not None,
    }
    form.without(*(name for name, there in known.items() if there))
    if "parent" in form:
        mous = possible_parents(session, agreement.lead_office_id, signed_only=True)
        form.parent.choices = [("", _("Tanpa MoU induk"))]
        form.parent.choices += [(str(one.id), f"{one.subject} ({tanggal(one.signed_on)})") for one in mous]
    return form


def _found(form: forms.CompleteForm) -> completing.Completion:
    def said(name: str) -> Any:
        return form[name].data if name in form else None

    scan, parent = None, said("parent")
    if said("scan"):
        limit = work.tools().settings.max_upload_bytes
        upload = accept_upload(
            form.scan.data.stream, form.scan.file_name(), allowed={"pdf"}, max_bytes=limit, field="scan"
        )
        scan = work.tools().storage.put(upload.data)
    return completing.Completion(
        office_number=said("office_number") or "",
        partner_number=said("partner_number") or "",
        end_on=said("end_on"),
        endless=bool(said("endless")),
        parent_id=UUID(parent) if parent else None,
        scan=scan,
    )
