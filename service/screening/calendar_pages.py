"""The pages of the election calendar."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.core.permissions import holds, needs
from service.core.refusals import Refused
from service.offices import queries as offices
from service.offices.catalogue import categories
from service.offices.rules import Level
from service.offices.words import name_of
from service.screening import calendar, forms, queries, words
from service.screening.calendar import PhaseFacts
from service.screening.catalogue import concerned
from service.screening.models import ElectionPhase
from service.screening.rules import PhaseKind
from service.web import work
from service.web.language import tanggal

bp = Blueprint("calendar", __name__, url_prefix="/kalender-pemilu", template_folder="templates")
NATION = "00000000-0000-0000-0000-000000000000"  # stands for no office in the choice of areas


@bp.get("/")
@needs("agreement:read")
def index() -> ResponseReturnValue:
    """Which phases run, which lie ahead, which are over."""
    with work.reading() as session:
        today = work.today()
        ahead = queries.phases(session, today=today, past=False)
        past = queries.phases(session, today=today, past=True)
        return render_template(
            "screening/calendar.html",
            running=[one for one in ahead if one.span.running(today)],
            ahead=[one for one in ahead if one.first_on > today],
            past=past,
            areas=_areas(session, [*ahead, *past]),
            words=words,
            may_edit=_may_edit(session),
        )


def _areas(session: Session, phases: list[ElectionPhase]) -> dict[UUID | None, str]:
    found: dict[UUID | None, str] = {None: str(_("Seluruh Indonesia"))}
    for one in phases:
        if one.office_id is not None and one.office_id not in found:
            found[one.office_id] = offices.office(session, one.office_id).name
    return found


def _may_edit(session: Session) -> bool:
    actor = work.actor()
    if actor.office_id is None or not holds(actor, "calendar:edit"):
        return False
    return calendar.may_edit(actor, offices.office(session, actor.office_id).level_)


@bp.get("/<uuid:phase_id>")
@needs("agreement:read")
def show(phase_id: UUID) -> ResponseReturnValue:
    """One phase with its source, whom it concerns, and its history."""
    with work.reading() as session:
        phase = queries.phase(session, phase_id)
        return render_template(
            "screening/phase.html",
            phase=phase,
            area=_areas(session, [phase])[phase.office_id],
            categories=_names(phase.categories),
            changes=[(one, _differences(session, one.before, one.after)) for one in
                     queries.phase_changes(session, phase.id)],
            counts=queries.phase_counts(session, phase.id) if phase.office_id == work.actor().office_id else {},
            words=words,
            may_edit=_may_edit(session) and phase.withdrawn_at is None and _reaches(session, phase),
        )  # fmt: skip


def _reaches(session: Session, phase: ElectionPhase) -> bool:
    office_id = work.actor().office_id
    if office_id is None:
        return False
    if phase.office_id is None:
        return offices.office(session, office_id).level_ is Level.RI
    return offices.is_same_or_below(session, phase.office_id, office_id)


def _names(keys: list[Any]) -> list[str]:
    known = categories()
    return [name_of(known[key]) if key in known else str(key) for key in keys]


FIELDS = ("contest", "name", "kind", "first_on", "last_on", "office", "categories", "source")


def _differences(session: Session, before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What a change altered: the field in words, what it said, what it says."""
    if not before:
        return []
    labels = {
        "contest": _("Pemilu atau pemilihan"), "name": _("Nama"), "kind": _("Jenis"), "first_on": _("Hari pertama"),
        "last_on": _("Hari terakhir"), "office": _("Wilayah"), "categories": _("Jenis mitra"), "source": _("Sumber"),
    }  # fmt: skip
    return [
        (labels[one], _said(session, one, before[one]), _said(session, one, after[one]))
        for one in FIELDS
        if before[one] != after[one]
    ]


def _said(session: Session, field: str, value: Any) -> str:
    if field in ("first_on", "last_on"):
        return str(tanggal(date.fromisoformat(str(value))))
    if field == "office":
        return offices.office(session, UUID(value)).name if value else str(_("Seluruh Indonesia"))
    if field == "categories":
        return ", ".join(_names(value))
    return str(words.KINDS[value]) if field == "kind" else str(value)


@bp.route("/baru", methods=["GET", "POST"])
@needs("calendar:edit")
def new() -> ResponseReturnValue:
    """Enter a phase."""
    form = forms.PhaseForm(data={"categories": list(concerned()), "version": 0})
    with work.reading() as session:
        _offer(session, form)
        allowed = _may_edit(session)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                phase_id = calendar.add_phase(uow, _facts(form)).id
            flash(_("Tahapan sudah dicatat. Penapisan dibuka pada hari pertamanya."), "success")
            return redirect(url_for("calendar.show", phase_id=phase_id))
    return render_template("screening/phase_form.html", form=form, phase=None, allowed=allowed), form.status


@bp.route("/<uuid:phase_id>/ubah", methods=["GET", "POST"])
@needs("calendar:edit")
def change(phase_id: UUID) -> ResponseReturnValue:
    """Correct a phase."""
    with work.reading() as session:
        phase = queries.phase(session, phase_id)
        known = {name: getattr(phase, name) for name in ("contest", "name", "kind", "first_on", "last_on", "source")}
        form = forms.PhaseChangeForm(
            data={**known, "categories": list(phase.categories), "area": str(phase.office_id or NATION),
                  "version": phase.version}
        )  # fmt: skip
        _offer(session, form)
        allowed = _may_edit(session) and _reaches(session, phase)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                calendar.change_phase(uow, phase_id, _facts(form), form.reason.data, seen_version=form.version.data)
            flash(_("Tahapan sudah diperbaiki."), "success")
            return redirect(url_for("calendar.show", phase_id=phase_id))
    return render_template("screening/phase_form.html", form=form, phase=phase, allowed=allowed), form.status


@bp.route("/<uuid:phase_id>/tarik", methods=["GET", "POST"])
@needs("calendar:edit")
def withdraw(phase_id: UUID) -> ResponseReturnValue:
    """Take a phase out of the calendar."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                calendar.withdraw_phase(uow, phase_id, form.reason.data, seen_version=form.version.data)
            flash(_("Tahapan ditarik dari kalender. Penapisan yang sudah dibuka tetap berjalan."), "success")
            return redirect(url_for("calendar.show", phase_id=phase_id))
    with work.reading() as session:
        phase = queries.phase(session, phase_id)
        if not (_may_edit(session) and _reaches(session, phase)):
            raise Refused("calendar_not_yours")
        if not form.is_submitted():
            form.version.data = phase.version
        return render_template("screening/phase_withdraw.html", form=form, phase=phase), form.status


def _offer(session: Session, form: forms.PhaseForm) -> None:
    """The areas that the person's office keeps, and the categories of partners."""
    office_id = work.actor().office_id
    assert office_id is not None  # every person stands in an office
    own = offices.office(session, office_id)
    first = [(NATION, _("Seluruh Indonesia"))] if own.level_ is Level.RI else []
    form.area.choices = [*first, *((str(one.id), one.name) for one in (own, *offices.below(session, own.id)))]
    form.categories.choices = [(key, name_of(one)) for key, one in categories().items() if not one.refused]
    if request.method == "GET" and form.area.data is None:
        form.area.data = form.area.choices[0].value


def _facts(form: forms.PhaseForm) -> PhaseFacts:
    return PhaseFacts(
        contest=form.contest.data,
        name=form.name.data,
        kind=PhaseKind(form.kind.data),
        first_on=form.first_on.data,
        last_on=form.last_on.data,
        office_id=None if form.area.data == NATION else UUID(form.area.data),
        categories=form.categories.data or [],
        source=form.source.data,
    )
