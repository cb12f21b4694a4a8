"""The pages of the clause library."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.core.permissions import holds, needs
from service.core.refusals import Refused
from service.documents.clause_models import Clause
from service.documents.comparing import compare_texts
from service.documents.entry import block
from service.documents.models import EditionState
from service.library import actions, forms, queries, words
from service.library.actions import Use, Wording
from service.offices import queries as offices
from service.offices.catalogue import categories
from service.offices.words import name_of
from service.web import work

bp = Blueprint("clauses", __name__, url_prefix="/klausul", template_folder="templates")
KINDS = {"mou": "Nota Kesepahaman", "pks": "Perjanjian Kerja Sama"}


def _office() -> UUID:
    office_id = work.actor().office_id
    if office_id is None:
        raise Refused("not_found")
    return office_id


@bp.get("/")
@needs("agreement:read")
def index() -> ResponseReturnValue:
    """Every clause within reach, by topic."""
    with work.reading() as session:
        found = queries.clauses(session, _office())
        names = {one.office_id: offices.office(session, one.office_id).name for one in found}
        return render_template(
            "library/clauses.html", clauses=found, names=names, words=words, kinds=KINDS, category=_category,
            may_edit=holds(work.actor(), "clause:edit"),
        )  # fmt: skip


def _category(key: str) -> str:
    return name_of(categories()[key]) if key in categories() else key


@bp.get("/<uuid:clause_id>")
@needs("agreement:read")
def show(clause_id: UUID) -> ResponseReturnValue:
    """One clause with every wording it ever had."""
    with work.reading() as session:
        return _page(session, clause_id)


def _page(session: Session, clause_id: UUID, form: Any = None) -> ResponseReturnValue:
    row = queries.clause(session, _office(), clause_id)
    pairs = list(zip(row.editions, [None, *row.editions], strict=False))
    page = render_template(
        "library/clause.html",
        row=row,
        history=[(new, compare_texts(old.body, new.body) if old else None) for new, old in reversed(pairs)],
        status=words.status(row.state_),
        states=EditionState,
        keeper=offices.office(session, row.office_id).name,
        kinds=KINDS,
        category=_category,
        may_edit=holds(work.actor(), "clause:edit") and row.office_id == _office(),
        form=form or forms.SeenForm(formdata=None, version=row.version),
    )
    return page, form.status if form else 200


@bp.route("/baru", methods=["GET", "POST"])
@needs("clause:edit")
def new() -> ResponseReturnValue:
    """Write a clause."""
    form = _form(forms.ClauseForm())
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                row = actions.add_clause(uow, *_said(form))
            flash(_("Klausul disimpan sebagai rancangan. Terbitkan bila sudah disetujui."), "success")
            return redirect(url_for("clauses.show", clause_id=row.id))
    return render_template("library/clause_form.html", form=form, row=None), form.status


@bp.route("/<uuid:clause_id>/ubah", methods=["GET", "POST"])
@needs("clause:edit")
def change(clause_id: UUID) -> ResponseReturnValue:
    """Give a clause another wording, or another use."""
    form = _form(forms.ClauseChangeForm())
    with work.reading() as session:
        row = queries.clause(session, _office(), clause_id)
    if row.office_id != _office():
        raise Refused("not_found")
    if not form.is_submitted():
        _fill(form, row)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.reword_clause(uow, clause_id, *_said(form), seen=form.version.data)
            flash(_("Perubahan disimpan. Naskah yang sudah memakai klausul ini tidak berubah."), "success")
            return redirect(url_for("clauses.show", clause_id=clause_id))
    return render_template("library/clause_form.html", form=form, row=row), form.status


def _form(form: Any) -> Any:
    form.kind.choices = [("", _("Semua naskah")), *KINDS.items()]
    form.category.choices = [("", _("Semua mitra")), *((key, name_of(one)) for key, one in categories().items())]
    return form


def _fill(form: Any, row: Clause) -> None:
    newest = row.editions[-1]
    form.version.data = row.version
    form.title.data, form.body.data, form.legal_basis.data = newest.title, newest.body, newest.legal_basis
    form.kind.data, form.category.data, form.topic.data = row.kind, row.category, row.topic
    form.mandatory.data = row.mandatory


def _said(form: Any) -> tuple[Wording, Use]:
    title = " ".join(form.title.data.split())
    wording = Wording(title, block(form.body.data), form.legal_basis.data or "", form.note.data or "")
    use = Use(form.kind.data or "", form.category.data or "", form.topic.data or "", bool(form.mandatory.data))
    return wording, use


@bp.post("/<uuid:clause_id>/terbitkan")
@needs("clause:edit")
def publish(clause_id: UUID) -> ResponseReturnValue:
    """Put the newest wording in force."""
    return _decide(clause_id, actions.publish_clause, _("Klausul diterbitkan."))


@bp.post("/<uuid:clause_id>/tarik")
@needs("clause:edit")
def withdraw(clause_id: UUID) -> ResponseReturnValue:
    """Take a clause out of use."""
    return _decide(clause_id, actions.withdraw_clause, _("Klausul ditarik. Naskah yang memakainya tidak berubah."))


def _decide(clause_id: UUID, act: Any, said: str) -> ResponseReturnValue:
    form: Any = forms.SeenForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                act(uow, clause_id, seen=form.version.data)
            flash(said, "success")
            return redirect(url_for("clauses.show", clause_id=clause_id))
    with work.reading() as session:
        return _page(session, clause_id, form)
