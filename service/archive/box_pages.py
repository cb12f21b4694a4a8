"""The overview of the archive, boxes and folders, and their printed lists and labels."""

from io import BytesIO
from uuid import UUID

import segno
from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.archive import boxes, forms, queries, retention, words
from service.archive.boxes import BoxSaid
from service.archive.desk import bp, saved
from service.archive.models import OriginalLoan
from service.archive.rules import ContainerKind, Place, loan_state
from service.core.permissions import needs
from service.offices.queries import office
from service.web import work
from service.web.components import Paging, Status

ONLY = ("dipinjam", "rusak", "belum-dibandingkan")
LABELS_A_PAGE = 8


@bp.get("/arsip")
@needs("archive:read")
def index() -> ResponseReturnValue:
    """Where is the paper: search by number, subject, box, room; what needs a look."""
    text = request.args.get("q", "")[:200].strip()
    only = request.args.get("saring", "")
    only = only if only in ONLY else ""
    actor = work.actor()
    with work.reading() as session:
        paging = Paging.of_request(queries.count_originals(session, actor.office_id, text, only=only))
        found = queries.find_originals(
            session, actor.office_id, text, only=only, offset=paging.offset, limit=paging.size
        )
        return render_template(
            "archive/index.html",
            found=[(one, _loan_status(one.loan)) for one in found],
            boxes=queries.boxes(session, actor.office_id, text, limit=50),
            paging=paging,
            text=text,
            only=only,
            counts={
                "without_place": queries.count_without_place(session, actor),
                "overdue": queries.count_loans_overdue(session, actor),
                "reached": retention.count_reached(session, actor),
            },
            words=words,
        )


def _loan_status(loan: OriginalLoan | None) -> Status | None:
    if loan is None:
        return None
    return Status(*words.LOANS[loan_state(loan.due_on, loan.returned_on, work.today())])


@bp.get("/arsip/boks")
@needs("archive:read")
def box_list() -> ResponseReturnValue:
    """Every box and folder of the office."""
    text = request.args.get("q", "")[:200].strip()
    with work.reading() as session:
        found = queries.boxes(session, work.actor().office_id, text)
    return render_template("archive/boxes.html", boxes=found, text=text, words=words)


@bp.route("/arsip/boks/baru", methods=["GET", "POST"])
@needs("archive:keep")
def add_box() -> ResponseReturnValue:
    """Make a box or folder."""
    form = forms.BoxForm()
    with work.reading() as session:
        form.inside.choices = [
            ("", _("Tidak di dalam boks")),
            *queries.box_choices(session, work.actor().office_id, ContainerKind.BOX),
        ]
    if not form.is_submitted():
        form.version.data, form.kind.data = 0, ContainerKind.BOX.value
    if form.validate_on_submit():
        inside = UUID(form.inside.data) if form.inside.data else None
        said = BoxSaid(ContainerKind(form.kind.data), form.code.data, form.label.data or "", inside, _place(form))
        with form.refusing():
            with work.begin() as uow:
                row = boxes.add_box(uow, said)
            return saved(_("Wadah sudah dibuat. Cetak labelnya."), "archive.box", box_id=row.id)
    return render_template("archive/box_form.html", form=form), form.status


@bp.get("/arsip/boks/<uuid:box_id>")
@needs("archive:read")
def box(box_id: UUID) -> ResponseReturnValue:
    """What lies in a box, and where the box stands; this is where the QR on its label leads."""
    with work.reading() as session:
        row = queries.box_of_office(session, box_id, work.actor().office_id)
        folders = queries.folders_in(session, row.id)
        return render_template(
            "archive/box.html",
            box=row,
            name=queries.box_words(row),
            where=queries.box_location(session, row),
            folders=folders,
            found=[
                (one, _loan_status(one.loan))
                for one in queries.in_box(session, [row.id, *(folder.id for folder in folders)])
            ],
            moves=queries.moves_of(session, box_id=row.id),
            office=office(session, row.office_id),
            today=work.today(),
            words=words,
        )


@bp.route("/arsip/boks/<uuid:box_id>/ubah", methods=["GET", "POST"])
@needs("archive:keep")
def rename_box(box_id: UUID) -> ResponseReturnValue:
    """Change the code or the label."""
    with work.reading() as session:
        row = queries.box_of_office(session, box_id, work.actor().office_id)
    form = forms.BoxNameForm(obj=row)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                boxes.rename_box(uow, box_id, form.code.data, form.label.data or "", seen_version=form.version.data)
            return saved(_("Kode dan keterangan sudah diubah. Cetak label baru."), "archive.box", box_id=box_id)
    return render_template("archive/box_rename.html", form=form, box=row, name=queries.box_words(row)), form.status


@bp.route("/arsip/boks/<uuid:box_id>/pindah", methods=["GET", "POST"])
@needs("archive:keep")
def move_box(box_id: UUID) -> ResponseReturnValue:
    """Put a box somewhere else, with all that is in it."""
    with work.reading() as session:
        row = queries.box_of_office(session, box_id, work.actor().office_id)
        form = forms.SpotForm()
        kinds = queries.box_choices(session, row.office_id, ContainerKind.BOX) if row.kind == "folder" else []
        form.box.choices = [forms.NO_BOX, *kinds]
        if not form.is_submitted():
            form.version.data = row.version
        where = queries.box_location(session, row)
    if form.validate_on_submit():
        inside = UUID(form.box.data) if form.box.data else None
        with form.refusing():
            with work.begin() as uow:
                moved = boxes.move_box(
                    uow,
                    box_id,
                    inside_id=inside,
                    place=_place(form),
                    reason=form.reason.data or "",
                    seen_version=form.version.data,
                )
            return saved(_("Dipindahkan beserta %(n)s naskah asli.", n=moved), "archive.box", box_id=box_id)
    name = queries.box_words(row)
    return render_template("archive/box_move.html", form=form, box=row, name=name, where=where), form.status


@bp.get("/arsip/boks/<uuid:box_id>/qr.svg")
@needs("archive:read")
def box_qr(box_id: UUID) -> Response:
    """The QR of a label: the address of the box page, which asks to sign in."""
    with work.reading() as session:
        queries.box_of_office(session, box_id, work.actor().office_id)
    drawn = BytesIO()
    address = work.tools().settings.public_url + url_for("archive.box", box_id=box_id)
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=4, border=2, dark="#000", light="#fff")
    return Response(drawn.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "private, max-age=3600"})


@bp.get("/arsip/label")
@needs("archive:read")
def labels() -> ResponseReturnValue:
    """Labels to be printed on A4, eight a page: of the boxes named, or of all."""
    wanted = set(request.args.getlist("boks"))
    with work.reading() as session:
        lines = queries.boxes(session, work.actor().office_id)
        office_id = work.actor().office_id
        own = office(session, office_id) if office_id is not None else None
    chosen = [one for one in lines if not wanted or str(one.box.id) in wanted]
    sheets = [chosen[at : at + LABELS_A_PAGE] for at in range(0, len(chosen), LABELS_A_PAGE)]
    return render_template("archive/labels.html", sheets=sheets, office=own, words=words)


def _place(form: forms.BoxForm | forms.SpotForm) -> Place:
    return Place(form.room.data or "", form.cabinet.data or "", form.shelf.data or "")
