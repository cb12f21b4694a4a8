"""Pages of the register beside the list: export, saved views, columns, acts on ticked lines."""

from urllib.parse import parse_qsl
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from service.accounts.queries import people_of
from service.agreements.register import bulk, saved, screen
from service.agreements.register.columns import COLUMNS, chosen
from service.agreements.register.export import MOST, MOST_LINKS, sheet
from service.agreements.register.forms import ChangeViewForm, DutyForm, SaveViewForm
from service.agreements.register.listing import every_row, find, read, visible_of
from service.agreements.register.search import Search, read_search
from service.agreements.registry import REGISTRY
from service.core import refusals
from service.core.database import read_id
from service.core.permissions import SIGNED_IN, holds, needs
from service.core.refusals import Refused
from service.core.spreadsheets import write_csv, write_xlsx
from service.offices.catalogue import categories
from service.web import work
from service.web.downloads import hand_out
from service.web.language import language

bp = Blueprint("register", __name__, url_prefix="/kerja-sama")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def index_page() -> str:
    """The list."""
    with work.reading() as session:
        page = screen.listed(session, screen.asked(request.args), request.args.get("baris", ""))
        return render_template("agreements/index.html", page=page, search=page.search, **screen.choices())


# --------------------------------------------------------------------------------------------------------------- export
@bp.get("/ekspor")
@needs("agreement:read")
def export() -> ResponseReturnValue:
    """The present result as XLSX or CSV."""
    search = screen.asked(request.args)
    with work.reading() as session:
        return _handed_out(session, search, [], ending=request.args.get("jenis_berkas", "xlsx"))


def _handed_out(session: Session, search: Search, ids: list[UUID], *, ending: str) -> ResponseReturnValue:
    actor, today = work.actor(), work.today()
    keys, _size = saved.choice_of(session, actor)
    total = len(ids) or find(session, actor, search, today, most=MOST).total
    lines = read(session, ids) if ids else every_row(session, actor, search, today, most=MOST)
    made = sheet(lines, chosen(keys), today, work.tools().settings.public_url, linked=total <= MOST_LINKS)
    title = f"kerja-sama-{today.isoformat()}"
    if ending == "csv":
        return hand_out(write_csv(made), title, "csv", "text/csv")
    return hand_out(write_xlsx(made, in_order=True), title, "xlsx", XLSX)


# ------------------------------------------------------------------------------------------------------------- columns
@bp.post("/kolom")
@needs(SIGNED_IN)
def columns() -> ResponseReturnValue:
    """Remember which columns a person wants."""
    wanted = [one for one in request.form.getlist("kolom") if one in COLUMNS]
    size = request.form.get("baris", "")
    with work.begin() as uow:
        saved.choose(uow, wanted, int(size) if size.isdecimal() and len(size) < 4 else 0)  # noqa: PLR2004
    flash(_("Kolom yang Anda pilih diingat untuk seterusnya."), "success")
    return redirect(_back())


def _back() -> str:
    """The list in the state that the form came from."""
    return _list(request.form.get("keadaan", ""))


def _list(state: str) -> str:
    """The list in a state that a browser sent: it says what is asked, never how to link."""
    return screen.address(read_search(dict(parse_qsl(state)), named=REGISTRY.filters, categories=categories()))


# ---------------------------------------------------------------------------------------------------------- saved views
@bp.route("/tampilan", methods=["GET", "POST"])
@needs("agreement:read")
def views() -> ResponseReturnValue:
    """The saved views, and the present state of the list to be saved."""
    form = SaveViewForm(query=request.args.get("keadaan", ""))
    if form.validate_on_submit():
        with form.refusing():
            state = read_search(dict(parse_qsl(form.query.data)), named=REGISTRY.filters, categories=categories())
            with work.begin() as uow:
                saved.save_view(uow, form.name.data, state, shared=form.shared.data)
            flash(_("Tampilan disimpan dan disematkan di sisi daftar."), "success")
            return redirect(screen.address(state))
    with work.reading() as session:
        shown = saved.pinned(session, work.actor(), work.today())
        state = read_search(dict(parse_qsl(form.query.data or "")), named=REGISTRY.filters, categories=categories())
        page = render_template(
            "agreements/views.html",
            form=form,
            pinned=shown,
            state=state,
            chips=screen.chips(session, state),
            address=screen.address,
            may_share=holds(work.actor(), "view:share"),
        )
        return page, form.status


@bp.route("/tampilan/<uuid:view_id>", methods=["GET", "POST"])
@needs("agreement:read")
def view(view_id: UUID) -> ResponseReturnValue:
    """Rename a view, share it, or take it back."""
    form = ChangeViewForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                saved.change_view(uow, view_id, form.name.data, shared=form.shared.data, seen_version=form.version.data)
            flash(_("Tampilan diperbarui."), "success")
            return redirect(url_for("register.views"))
    with work.reading() as session:
        known = saved.own_view(session, work.actor(), view_id)
        if not form.is_submitted():
            form.name.data, form.shared.data, form.version.data = known.name, known.shared, known.version
        may_share = holds(work.actor(), "view:share") or known.shared
        return render_template("agreements/view.html", form=form, view=known, may_share=may_share), form.status


@bp.post("/tampilan/<uuid:view_id>/hapus")
@needs("agreement:read")
def remove_view(view_id: UUID) -> ResponseReturnValue:
    """Take a view away."""
    with work.begin() as uow:
        name = saved.remove_view(uow, view_id)
    flash(_("Tampilan “%(name)s” dihapus. Kerja samanya tidak berubah.", name=name), "success")
    return redirect(url_for("register.views"))


# --------------------------------------------------------------------------------------------------------- ticked lines
@bp.post("/massal")
@needs("agreement:read")
def many() -> ResponseReturnValue:
    """What is to be done with the ticked lines: export them at once, or say which task they get."""
    action = request.form.get("tindakan", "")
    try:
        ids = bulk.checked(_ticked())
    except Refused as refused:
        flash(refusals.explain(refused, language()), "warning")
        return redirect(_back())
    if action in ("xlsx", "csv"):
        with work.reading() as session:
            seen = _seen(session, ids)
            if not seen:
                raise Refused("not_found")
            return _handed_out(session, Search(), seen, ending=action)
    title = _("Tinjau ulang kerja sama ini") if action == bulk.REVIEW else ""
    form = DutyForm(formdata=None, title=title, action=action, back=request.form.get("keadaan", ""))
    return _duty_page(form, ids)


@bp.post("/massal/tugas")
@needs("agreement:follow_up")
def many_duties() -> ResponseReturnValue:
    """Put the task on every ticked agreement and say of each what became of it."""
    form, ids = DutyForm(), _ticked()
    _offer_owners(form)
    if form.validate_on_submit():
        with form.refusing():
            key = bulk.REVIEW if form.action.data == bulk.REVIEW else ""
            owner = UUID(form.owner.data) if form.owner.data else None
            with work.begin() as uow:
                done = bulk.give_duty(uow, ids, bulk.Job(form.title.data, form.due_on.data, owner, key))
            return _outcome_page(form, done)
    return _duty_page(form, ids)


def _outcome_page(form: DutyForm, done: list[bulk.Outcome]) -> str:
    made = sum(not one.refused for one in done)
    return render_template(
        "agreements/bulk_done.html",
        made=ngettext("%(num)s tugas dibuat", "%(num)s tugas dibuat", made),
        outcomes=[(one, refusals.explain(Refused(one.refused), language()) if one.refused else "") for one in done],
        back=_list(form.back.data or ""),
    )


def _duty_page(form: DutyForm, ids: list[UUID]) -> ResponseReturnValue:
    _offer_owners(form)
    with work.reading() as session:
        lines = read(session, _seen(session, ids))
        back = _list(form.back.data or "")
        return render_template("agreements/bulk.html", form=form, lines=lines, back=back), form.status


def _offer_owners(form: DutyForm) -> None:
    with work.reading() as session:
        people = people_of(session, work.actor().office_id, active_only=True)
    form.owner.choices = [("", _("Belum ditentukan")), *((str(one.id), one.name) for one in people)]


def _ticked() -> list[UUID]:
    return [found for one in request.form.getlist("pilih") if (found := read_id(one)) is not None]


def _seen(session: Session, ids: list[UUID]) -> list[UUID]:
    """Those of the ticked lines that the person sees, in the order of ticking."""
    known = visible_of(session, work.actor(), ids)
    return [one for one in ids if one in known]
