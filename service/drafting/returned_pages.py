"""The page of one returned Word file: deciding change by change, taking over what was accepted."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.agreements.frame import frame
from service.agreements.lifecycle import Stage
from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.core.refusals import Refused
from service.documents import versions
from service.drafting import roundtrip_actions as actions
from service.drafting import roundtrip_queries as queries
from service.drafting import roundtrip_screen as screen
from service.drafting.desk_pages import bp, editable
from service.drafting.roundtrip_actions import Decision
from service.drafting.roundtrip_forms import DecideForm, RefuseRestForm, SetAsideForm
from service.drafting.roundtrip_rules import Verdict
from service.web import work
from service.web.components import Paging
from service.web.downloads import hand_out
from service.web.forms import BaseForm

MOST_ON_A_PAGE = 4 * queries.PER_PAGE


@bp.get("/kembali/<uuid:return_id>")
@needs("agreement:read")
def returned(agreement_id: UUID, return_id: UUID) -> ResponseReturnValue:
    """Every change of a returned file, where it belongs and what was decided."""
    return _returned(agreement_id, return_id)


class OfReturn(Paging):
    """The pages of one file's changes, reached again also from a form that was refused."""

    def url(self, number: int) -> str:
        """The address of another page of the changes."""
        return url_for("drafting.returned", **self.keep, hal=number)


def _returned(
    agreement_id: UUID, return_id: UUID, *, form: BaseForm | None = None, typed: dict[str, str] | None = None
) -> ResponseReturnValue:
    author, verdict = request.args.get("penulis", ""), request.args.get("putusan", "")
    verdict = verdict if verdict in set(Verdict) else ""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        row = queries.text_return(session, agreement.id, return_id)
        total = queries.count_changes(session, row.id, author=author, verdict=verdict)
        paging = OfReturn.of_request(total, size=queries.PER_PAGE)
        given = screen.changes_of(session, agreement, row, author=author, verdict=verdict, page=paging.number)
        page = render_template(
            "drafting/returned.html",
            frame=frame(session, agreement, work.actor(), here="drafting", now=work.now()),
            open=row.is_open and editable(session, agreement),
            in_discussion=agreement.stage_ is Stage.DISCUSSION,
            row=row,
            form=form,
            typed=typed or {},
            paging=paging,
            author=author,
            verdict=verdict,
            kept=_kept(),
            refuse=form if isinstance(form, RefuseRestForm) else RefuseRestForm(formdata=None, version=row.version),
            aside=form if isinstance(form, SetAsideForm) else SetAsideForm(formdata=None, version=row.version),
            **given,
        )
        return page, form.status if form else 200


def _to(agreement_id: UUID, return_id: UUID, **more: Any) -> ResponseReturnValue:
    return redirect(url_for("drafting.returned", agreement_id=agreement_id, return_id=return_id, **_kept() | more))


def _kept() -> dict[str, Any]:
    """What the visitor filtered by, and the page he was on."""
    return {name: request.args[name] for name in ("penulis", "putusan", "hal") if name in request.args}


@bp.post("/kembali/<uuid:return_id>/keputusan")
@needs("agreement:draft")
def decide_changes(agreement_id: UUID, return_id: UUID) -> ResponseReturnValue:
    """Keep the decisions on the changes of one page."""
    form = DecideForm()
    typed = {name: value for name, value in request.form.items() if name[:2] in ("v-", "r-")}
    if form.validate_on_submit():
        with form.refusing():
            decisions = _decisions(typed)
            with work.begin() as uow:
                actions.decide(uow, agreement_id, return_id, decisions, seen_version=form.version.data)
            flash(_("Keputusan disimpan."), "success")
            return _to(agreement_id, return_id)
    return _returned(agreement_id, return_id, form=form, typed=typed)


def _decisions(typed: dict[str, str]) -> list[Decision]:
    found = []
    for name, said in typed.items():
        number = name[2:]
        if name.startswith("v-") and number.isdecimal() and len(number) < 6 and said in set(Verdict):  # noqa: PLR2004
            found.append(Decision(int(number), Verdict(said), typed.get(f"r-{number}", "")))
    if len(found) > MOST_ON_A_PAGE:
        raise Refused("request_malformed")
    return found


@bp.post("/kembali/<uuid:return_id>/terima-semua")
@needs("agreement:draft")
def accept_rest(agreement_id: UUID, return_id: UUID) -> ResponseReturnValue:
    """Accept all that is left, except in mandatory articles and where nothing can be accepted."""
    form = DecideForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                done, left = actions.accept_rest(uow, agreement_id, return_id, seen_version=form.version.data)
            flash(_("%(n)s perubahan diterima.", n=done), "success")
            if left:
                flash(_("%(n)s perubahan pada pasal wajib atau bagian tetap harus diputuskan satu per satu.", n=left))
            return _to(agreement_id, return_id, putusan="open") if left else _to(agreement_id, return_id)
    return _returned(agreement_id, return_id, form=form)


@bp.post("/kembali/<uuid:return_id>/tolak-semua")
@needs("agreement:draft")
def refuse_rest(agreement_id: UUID, return_id: UUID) -> ResponseReturnValue:
    """Refuse all that is left, for one reason."""
    form = RefuseRestForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                done = actions.refuse_rest(
                    uow, agreement_id, return_id, form.reason.data, seen_version=form.version.data
                )
            flash(_("%(n)s perubahan ditolak.", n=done), "success")
            return _to(agreement_id, return_id)
    return _returned(agreement_id, return_id, form=form)


@bp.post("/kembali/<uuid:return_id>/terapkan")
@needs("agreement:draft")
def apply_return(agreement_id: UUID, return_id: UUID) -> ResponseReturnValue:
    """Take what was accepted into the text, as a new version."""
    form, tools = DecideForm(), work.tools()
    if form.validate_on_submit():
        with form.refusing():
            with work.reading() as session:
                said = actions.decided(
                    session, load(session, work.actor(), agreement_id, least=Access.FULL).id, return_id
                )
            ready = actions.put_together(said, tools.storage, demo=tools.settings.demo)
            with work.begin() as uow:
                saved = actions.apply(uow, agreement_id, return_id, ready, seen_version=form.version.data)
                number = saved.version.number if saved else 0
            if number:
                flash(
                    _("Versi %(n)s disimpan dengan perubahan yang diterima. PDF-nya sedang dibuat.", n=number),
                    "success",
                )
            else:
                flash(_("Semua perubahan ditolak, jadi tidak dibuat versi baru."), "success")
            return _to(agreement_id, return_id)
    return _returned(agreement_id, return_id, form=form)


@bp.post("/kembali/<uuid:return_id>/kesampingkan")
@needs("agreement:draft")
def set_aside(agreement_id: UUID, return_id: UUID) -> ResponseReturnValue:
    """Close a file without taking anything over."""
    form = SetAsideForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.set_aside(uow, agreement_id, return_id, form.why.data, seen_version=form.version.data)
            flash(_("Berkas dikesampingkan; naskah tidak berubah."), "success")
            return _to(agreement_id, return_id)
    return _returned(agreement_id, return_id, form=form)


@bp.post("/kembali/<uuid:return_id>/catatan")
@needs("agreement:draft")
def comments_to_remarks(agreement_id: UUID, return_id: UUID) -> ResponseReturnValue:
    """Put the comments among the remarks of the discussion."""
    form = DecideForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                count = actions.to_remarks(uow, agreement_id, return_id)
            flash(_("%(n)s komentar menjadi catatan pembahasan.", n=count), "success")
            return _to(agreement_id, return_id, _anchor="komentar")
    return _returned(agreement_id, return_id, form=form)


@bp.get("/kembali/<uuid:return_id>.docx")
@needs("agreement:read")
def returned_file(agreement_id: UUID, return_id: UUID) -> ResponseReturnValue:
    """The file as it came."""
    with work.reading() as session:
        row = queries.text_return(session, load(session, work.actor(), agreement_id, least=Access.FULL).id, return_id)
        name, title = row.file_sha256, row.file_name.rpartition(".")[0]
    return hand_out(work.tools().storage.get(name), title, "docx", versions.DOCX)
