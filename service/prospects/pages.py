"""The pages of prospects: the list, one prospect and its acts."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.queries import people_of
from service.agreements.lifecycle import Kind
from service.core.permissions import needs
from service.offices import queries as offices
from service.offices.catalogue import categories
from service.offices.models import Office
from service.offices.rules import LegalStatus
from service.offices.words import name_of
from service.prospects import actions, forms, grid_pages, queries, words
from service.prospects.actions import Next, Start
from service.prospects.desk import bp, known_category, office_of, uuid_or_none
from service.prospects.models import Prospect
from service.prospects.queries import Wanted
from service.prospects.rules import OPEN, Source, Step, moves, usual_status
from service.web import work
from service.web.components import Happening, Paging, Status

__all__ = ["bp", "grid_pages"]
NEW = "new"


def statuses() -> dict[str, Status]:
    """Every step as a word with its tone."""
    return {key: Status(*said) for key, said in words.STEPS.items()}


# ------------------------------------------------------------------------------------------------------------ the list
@bp.get("/")
@needs("agreement:read")
def index() -> ResponseReturnValue:
    """Whom does an office explore; of an office below only the names."""
    with work.reading() as session:
        office = office_of(session, request.args.get("kantor", ""))
        area = queries.area_of(session, office.id) if request.args.get("lingkup", "") == "wilayah" else set()
        step = request.args.get("langkah", "")
        wanted = Wanted(
            area or {office.id},
            text=request.args.get("q", "")[:100].strip(),
            category=known_category(request.args.get("kategori", "")),
            step=step if step in (*words.STEPS, "semua") else "",
        )
        paging = Paging.of_request(queries.count(session, wanted))
        own = work.actor().office_id
        below = offices.below(session, own) if own else []
        counted = queries.counts_by_office(session, [one.id for one in below])
        return render_template(
            "prospects/index.html",
            office=office,
            own=office.id == own and not area,
            area=area,
            my_office=own,
            names=_names(session, area),
            wanted=wanted,
            rows=queries.rows(session, wanted, offset=paging.offset, limit=paging.size),
            paging=paging,
            steps=statuses(),
            categories={key: name_of(one) for key, one in categories().items()},
            below=[(one, counted[one.id], _open_of(counted[one.id])) for one in below if one.id in counted],
            today=work.today(),
        )


def _names(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """The short names of offices by id."""
    if not ids:
        return {}
    return dict(session.execute(select(Office.id, Office.short_name).where(Office.id.in_(ids))).all())


def _open_of(counted: dict[str, int]) -> int:
    return sum(counted.get(step.value, 0) for step in OPEN)


@bp.route("/baru", methods=["GET", "POST"])
@needs("prospect:edit")
def new() -> ResponseReturnValue:
    """Enter a prospect."""
    given = {"version": 0, "source": Source.OWN.value, "category": known_category(request.args.get("kategori", ""))}
    form = _offered(forms.ProspectForm(data=given))
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                source = Source(form.source.data)
                made = actions.create(uow, form.facts(), source=source, different=form.different.data).id
            flash(_("Penjajakan sudah dicatat."), "success")
            return redirect(url_for("prospects.show", prospect_id=made))
    partners = _same_partners(form)
    return render_template("prospects/form.html", form=form, prospect=None, partners=partners), form.status


def _offered(form: forms.ProspectForm) -> forms.ProspectForm:
    pairs = [(key, name_of(one)) for key, one in categories().items() if not one.refused]
    form.category.choices = [("", _("Pilih jenis mitra")), *pairs]
    return form


def _same_partners(form: forms.ProspectForm) -> list[Any]:
    """Partners of a similar name, so that nobody explores whom the offices know already."""
    if not form.is_submitted() or not (form.name.data or "").strip():
        return []
    with work.reading() as session:
        return [(one.id, one.name) for one in offices.find_duplicates(session, form.name.data)[:5]]


# --------------------------------------------------------------------------------------------------------- one prospect
@bp.get("/<uuid:prospect_id>")
@needs("agreement:read")
def show(prospect_id: UUID) -> ResponseReturnValue:
    """Where does this prospect stand, and what comes next."""
    with work.reading() as session:
        return _show(session, prospect_id)


def _show(session: Session, prospect_id: UUID) -> str:
    row = queries.prospect(session, work.actor(), prospect_id)
    kinds = categories()
    return render_template(
        "prospects/show.html",
        prospect=row,
        status=statuses()[row.step],
        is_open=row.step_ in OPEN,
        may_step=bool(moves(row.step_)),
        category=name_of(kinds[row.category]) if row.category in kinds else row.category,
        source=words.SOURCES[row.source],
        notes=[_happening(one) for one in queries.notes(session, row.id)],
        partners=[] if row.partner_id else offices.find_duplicates(session, row.name)[:5],
        today=work.today(),
    )


def _happening(note: Any) -> Happening:
    step = Status(*words.STEPS[note.step]) if note.step else None
    title = _("Langkah diambil") if step else _("Catatan")
    return Happening(title, note.day, note.by_name, note.text, status=step)


def _form_page(session: Session, prospect_id: UUID, form: Any, title: Any, submit: Any) -> str:
    row = queries.prospect(session, work.actor(), prospect_id)
    if not form.is_submitted():
        form.version.data = row.version
    return render_template("prospects/act.html", prospect=row, form=form, title=title, submit=submit)


def _done(prospect_id: UUID, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("prospects.show", prospect_id=prospect_id))


@bp.route("/<uuid:prospect_id>/ubah", methods=["GET", "POST"])
@needs("prospect:edit")
def change(prospect_id: UUID) -> ResponseReturnValue:
    """Correct what is known."""
    with work.reading() as session:
        row = queries.prospect(session, work.actor(), prospect_id)
        form = _offered(forms.ProspectForm(obj=row))
        del form.source
        name = row.name
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.change(
                    uow, prospect_id, form.facts(), seen_version=form.version.data, different=form.different.data
                )
            return _done(prospect_id, _("Data penjajakan sudah disimpan."))
    return render_template("prospects/form.html", form=form, prospect=(prospect_id, name), partners=[]), form.status


@bp.route("/<uuid:prospect_id>/langkah", methods=["GET", "POST"])
@needs("prospect:edit")
def step(prospect_id: UUID) -> ResponseReturnValue:
    """Take a step."""
    form = forms.StepForm(data={"day": work.today()})
    with work.reading() as session:
        row = queries.prospect(session, work.actor(), prospect_id)
        form.target.choices = [(one.value, words.STEP_CHOICES[one]) for one in moves(row.step_)]
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.take_step(
                    uow,
                    prospect_id,
                    Step(form.target.data),
                    form.text.data or "",
                    form.day.data,
                    seen_version=form.version.data,
                )
            return _done(prospect_id, _("Langkah sudah dicatat."))
    with work.reading() as session:
        return _form_page(session, prospect_id, form, _("Catat langkah"), _("Catat langkah")), form.status


@bp.route("/<uuid:prospect_id>/catatan", methods=["GET", "POST"])
@needs("prospect:edit")
def note(prospect_id: UUID) -> ResponseReturnValue:
    """Write down what happened."""
    form = forms.NoteForm(data={"day": work.today()})
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.add_note(uow, prospect_id, form.text.data, form.day.data)
            return _done(prospect_id, _("Catatan sudah ditambahkan."))
    with work.reading() as session:
        return _form_page(session, prospect_id, form, _("Tambah catatan"), _("Simpan catatan")), form.status


@bp.route("/<uuid:prospect_id>/berikutnya", methods=["GET", "POST"])
@needs("prospect:edit")
def next_step(prospect_id: UUID) -> ResponseReturnValue:
    """Say what comes next."""
    with work.reading() as session:
        row = queries.prospect(session, work.actor(), prospect_id)
        known = {"text": row.next_step, "due_on": row.next_due_on, "owner_id": str(row.next_owner_id or "")}
        if not row.next_step:
            known["owner_id"] = str(work.actor().id)  # most often one takes it on oneself
        people = people_of(session, row.office_id, active_only=True)
        form = forms.NextForm(data=known)
        form.owner_id.choices = [("", _("Pilih orang")), *((str(one.id), one.name) for one in people)]
    if form.validate_on_submit():
        with form.refusing():
            said = Next(form.text.data or "", form.due_on.data, uuid_or_none(form.owner_id.data))
            with work.begin() as uow:
                actions.set_next(uow, prospect_id, said, seen_version=form.version.data)
            return _done(prospect_id, _("Langkah berikutnya sudah disimpan."))
    with work.reading() as session:
        return _form_page(session, prospect_id, form, _("Langkah berikutnya"), _("Simpan")), form.status


@bp.route("/<uuid:prospect_id>/naskah", methods=["GET", "POST"])
@needs("prospect:edit")
def start(prospect_id: UUID) -> ResponseReturnValue:
    """Begin the agreement with what is known."""
    with work.reading() as session:
        row = queries.prospect(session, work.actor(), prospect_id)
        form = _start_form(session, row)
    if form.validate_on_submit():
        with form.refusing():
            said = Start(
                Kind(form.kind.data),
                form.subject.data,
                uuid_or_none(form.partner.data),
                LegalStatus(form.legal_status.data),
            )
            with work.begin() as uow:
                agreement_id = actions.start_agreement(uow, prospect_id, said, seen_version=form.version.data).id
            flash(_("Kerja sama sudah dibuat dari penjajakan ini. Lengkapi rencananya."), "success")
            return redirect(url_for("agreements.show", agreement_id=agreement_id))
    with work.reading() as session:
        return _form_page(session, prospect_id, form, _("Mulai naskah kerja sama"), _("Mulai naskah")), form.status


def _start_form(session: Session, row: Prospect) -> forms.StartForm:
    alike = offices.find_duplicates(session, row.name)[:10]
    first = str(alike[0].id) if alike and alike[0].name_key == row.name_key else NEW
    subject = row.need if len(row.need) <= 160 and "\n" not in row.need else ""  # a short need may be the subject
    form = forms.StartForm(
        data={"kind": Kind.MOU.value, "subject": subject, "partner": first, "legal_status": usual_status(row.category)}
    )
    form.partner.choices = [
        *((str(one.id), _("%(name)s (sudah ada dalam daftar mitra)", name=one.name)) for one in alike),
        (NEW, _("Tambahkan %(name)s sebagai mitra baru", name=row.name)),
    ]
    return form
