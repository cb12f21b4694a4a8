"""The tab "Arsip" of an agreement: its originals, loans, retention and hold."""

from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.permissions import Access, load
from service.archive import forms, loans, originals, queries, retention, words
from service.archive.desk import OF_AGREEMENT, bp, saved, tab
from service.archive.loans import Lending
from service.archive.models import ArchiveBox, PaperOriginal
from service.archive.originals import Sheet, Spot
from service.archive.rules import AccessClass, Condition, Owner, Place, loan_state
from service.core.permissions import needs
from service.core.refusals import Refused
from service.web import work
from service.web.components import Status

ONE = f"{OF_AGREEMENT}/asli/<uuid:original_id>"


@bp.get(OF_AGREEMENT)
@needs("archive:read")
def of_agreement(agreement_id: UUID) -> ResponseReturnValue:
    """Where the paper is, until when it is kept, and whether it is held."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        rows = queries.originals_of(session, agreement_id)
        out = queries.open_loans(session, [row.id for row in rows])
        return tab(
            session,
            "archive/agreement.html",
            agreement_id,
            originals=[(row, queries.location(session, row), _loan(out.get(row.id))) for row in rows],
            kept=retention.keeping(session, agreement),
            holds=queries.holds_of(session, agreement_id),
            hold=queries.open_hold(session, agreement_id),
            words=words,
            own_office=work.actor().office_id,
        )


def _loan(loan: Any) -> Any:
    if loan is None:
        return None
    return loan, Status(*words.LOANS[loan_state(loan.due_on, loan.returned_on, work.today())])


@bp.route(f"{OF_AGREEMENT}/asli/baru", methods=["GET", "POST"])
@needs("archive:keep")
def add_original(agreement_id: UUID) -> ResponseReturnValue:
    """Enter an original."""
    form = forms.NewSheetForm()
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        form.box.choices = [forms.NO_BOX, *queries.box_choices(session, work.actor().office_id)]
        if not form.is_submitted():
            form.version.data = agreement.version
            form.sheet.data = len(queries.originals_of(session, agreement_id)) + 1
            form.owner.data = form.holder_kind.data = Owner.OFFICE.value
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                originals.add_original(uow, agreement_id, _sheet(form), _spot(form))
            return saved(_("Naskah asli sudah dicatat."), "archive.of_agreement", agreement_id=agreement_id)
    with work.reading() as session:
        return tab(session, "archive/original_form.html", agreement_id, form=form, row=None), form.status


@bp.get(ONE)
@needs("archive:read")
def original(agreement_id: UUID, original_id: UUID) -> ResponseReturnValue:
    """One original: what is known of it, where it was before, who borrowed it."""
    with work.reading() as session:
        return _original(session, agreement_id, original_id)


def _original(session: Session, agreement_id: UUID, original_id: UUID, **more: Any) -> str:
    row = _row(session, agreement_id, original_id)
    lent = queries.loans_of(session, row.id)
    return tab(
        session,
        "archive/original.html",
        agreement_id,
        row=row,
        where=queries.location(session, row),
        box=session.get(ArchiveBox, row.box_id) if row.box_id else None,
        moves=queries.moves_of(session, original_id=row.id),
        loans=[_loan(one) for one in lent],
        out=queries.open_loan(session, row.id),
        may_compare=row.scanned_on is not None
        and row.compared_on is None
        and work.actor().id != row.scan_entered_by
        and work.actor().name != row.scanned_by,
        own=row.office_id == work.actor().office_id,
        words=words,
        **more,
    )


def _row(session: Session, agreement_id: UUID, original_id: UUID) -> PaperOriginal:
    row = session.get(PaperOriginal, original_id)
    if row is None or row.agreement_id != agreement_id:
        raise Refused("original_unknown")
    return row


@bp.route(f"{ONE}/ubah", methods=["GET", "POST"])
@needs("archive:keep")
def change_original(agreement_id: UUID, original_id: UUID) -> ResponseReturnValue:
    """Correct what is known of an original."""
    with work.reading() as session:
        row = _row(session, agreement_id, original_id)
        form = forms.SheetForm(obj=row)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                originals.change_original(uow, original_id, _sheet(form), seen_version=form.version.data)
            return saved(_("Catatan naskah asli sudah diubah."), "archive.original", **_at(agreement_id, original_id))
    with work.reading() as session:
        return tab(session, "archive/original_form.html", agreement_id, form=form, row=row), form.status


@bp.route(f"{ONE}/pindah", methods=["GET", "POST"])
@needs("archive:keep")
def move_original(agreement_id: UUID, original_id: UUID) -> ResponseReturnValue:
    """Put an original somewhere else."""
    with work.reading() as session:
        row = _row(session, agreement_id, original_id)
        form = forms.SpotForm()
        form.box.choices = [forms.NO_BOX, *queries.box_choices(session, work.actor().office_id)]
        if not form.is_submitted():
            form.version.data = row.version
        where = queries.location(session, row)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                originals.move_original(
                    uow, original_id, _spot(form), form.reason.data or "", seen_version=form.version.data
                )
            return saved(_("Naskah asli sudah dipindahkan."), "archive.original", **_at(agreement_id, original_id))
    with work.reading() as session:
        return tab(session, "archive/move.html", agreement_id, form=form, row=row, where=where), form.status


@bp.post(f"{ONE}/sesuai-asli")
@needs("archive:keep")
def compare_scan(agreement_id: UUID, original_id: UUID) -> ResponseReturnValue:
    """A second person says that the scan agrees with the original."""
    with work.begin() as uow:
        _row(uow.session, agreement_id, original_id)
        originals.compare_scan(uow, original_id)
    return saved(_("Pindaian dinyatakan sesuai asli."), "archive.original", **_at(agreement_id, original_id))


@bp.route(f"{ONE}/pinjam", methods=["GET", "POST"])
@needs("archive:keep")
def lend(agreement_id: UUID, original_id: UUID) -> ResponseReturnValue:
    """Hand an original out."""
    form = forms.LendForm()
    if not form.is_submitted():
        form.out_on.data = work.today()
    if form.validate_on_submit():
        said = Lending(form.borrower.data, form.purpose.data, form.out_on.data, form.due_on.data)
        with form.refusing():
            with work.begin() as uow:
                _row(uow.session, agreement_id, original_id)
                loans.lend(uow, original_id, said)
            return saved(_("Peminjaman sudah dicatat."), "archive.original", **_at(agreement_id, original_id))
    with work.reading() as session:
        row = _row(session, agreement_id, original_id)
        return tab(session, "archive/lend.html", agreement_id, form=form, row=row), form.status


@bp.route(f"{ONE}/kembali", methods=["GET", "POST"])
@needs("archive:keep")
def take_back(agreement_id: UUID, original_id: UUID) -> ResponseReturnValue:
    """An original is back."""
    form = forms.ReturnForm()
    if not form.is_submitted():
        form.returned_on.data = work.today()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                _row(uow.session, agreement_id, original_id)
                loans.take_back(
                    uow,
                    original_id,
                    form.returned_on.data,
                    Condition(form.condition.data),
                    form.note.data or "",
                )
            return saved(_("Pengembalian sudah dicatat."), "archive.original", **_at(agreement_id, original_id))
    with work.reading() as session:
        row = _row(session, agreement_id, original_id)
        loan = queries.open_loan(session, original_id)
        return tab(session, "archive/take_back.html", agreement_id, form=form, row=row, loan=loan), form.status


def _at(agreement_id: UUID, original_id: UUID) -> dict[str, UUID]:
    return {"agreement_id": agreement_id, "original_id": original_id}


def _sheet(form: Any) -> Sheet:
    return Sheet(
        sheet=form.sheet.data,
        owner=Owner(form.owner.data),
        holder_kind=Owner(form.holder_kind.data),
        holder=form.holder.data or "",
        archive_number=form.archive_number.data or "",
        condition=Condition(form.condition.data),
        pages=form.pages.data,
        access_class=AccessClass(form.access_class.data),
        scanned_by=form.scanned_by.data or "",
        scanned_on=form.scanned_on.data,
        notes=form.notes.data or "",
    )


def _spot(form: Any) -> Spot:
    box_id = UUID(form.box.data) if form.box.data else None
    return Spot(box_id, Place(form.room.data or "", form.cabinet.data or "", form.shelf.data or ""))
