"""The page of a partner's file: taking it in, what was recognised in it, going back to our own template."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.agreements.frame import frame
from service.agreements.permissions import Access, load
from service.core import refusals
from service.core.permissions import needs
from service.core.refusals import Refused
from service.core.uploads import accept_upload
from service.documents import partner, versions
from service.documents.partner_facts import FILE, FILE_NAME, OF_FILE, SHEET, TEMPLATE, marks_in, members, sides
from service.documents.partner_marks import Mark, MarkKind
from service.drafting import partner_actions as actions
from service.drafting import queries
from service.drafting.desk_pages import bp, editable
from service.drafting.forms import CopyForm
from service.drafting.partner_actions import Taken
from service.drafting.partner_forms import OwnAgainForm, PartnerFileForm
from service.drafting.queries import Desk
from service.web import work
from service.web.downloads import hand_out
from service.web.language import language

SHOWN = frozenset({*OF_FILE, SHEET, "pasal"})


@bp.get("/naskah-mitra")
@needs("agreement:draft")
def partner_file(agreement_id: UUID) -> ResponseReturnValue:
    """What the partner's file holds, and where another one is uploaded."""
    return _page(agreement_id)


def _page(agreement_id: UUID, form: CopyForm | None = None) -> ResponseReturnValue:
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        if not editable(session, agreement):
            return redirect(url_for("drafting.show", agreement_id=agreement_id))
        desk = queries.desk(session, agreement)
        seen = desk.copy_version
        upload = form if isinstance(form, PartnerFileForm) else PartnerFileForm(formdata=None, copy_version=seen)
        page = render_template(
            "drafting/partner.html",
            frame=frame(session, agreement, work.actor(), here="drafting", now=work.now()),
            desk=desk,
            foreign=desk.template.name == TEMPLATE,
            upload=upload,
            back=form if isinstance(form, OwnAgainForm) else OwnAgainForm(formdata=None, copy_version=seen),
            marks=_marks(desk),
            found=_found(desk),
        )
        return page, form.status if form else 200


def _marks(desk: Desk) -> list[tuple[str, str, bool]]:
    """Every marker that this paper can have: how it is typed, what takes its place, whether the file has it."""
    content = desk.content
    present = {one.name for one in marks_in(content) if one.mark and not one.misplaced}
    rows: list[tuple[str, Any]] = [
        (Mark(MarkKind.NUMBER, key).name, _("Nomor %(side)s", side=title)) for key, title in sides(content)
    ]
    rows += [
        (MarkKind.DATE.value, _("Tanggal penandatanganan")),
        (MarkKind.DATE_IN_WORDS.value, _("Tanggal dengan huruf")),
    ]
    rows += [(MarkKind.PLACE.value, _("Tempat penandatanganan"))]
    rows += [
        (one.mark, _("Tanda tangan %(who)s", who=one.below[0] if one.below else one.above[0]))
        for one in members(content)
    ]
    rows += [(MarkKind.QR.value, _("Kode QR pemeriksaan"))]
    return [(f"[[{name}]]", str(what), name in present) for name, what in rows]


def _found(desk: Desk) -> list[tuple[bool, str]]:
    """What the completeness checker says of the file itself."""
    return [
        (one.blocking, refusals.sentence(one.code).text(language(), one.params))
        for one in desk.findings
        if one.place.partition(".")[0] in SHOWN
    ]


@bp.post("/naskah-mitra")
@needs("agreement:draft")
def take_partner_file(agreement_id: UUID) -> ResponseReturnValue:
    """Take in a partner's file as the text of record."""
    form = PartnerFileForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.reading() as session:
                load(session, work.actor(), agreement_id, least=Access.FULL)
            taken = _taken(form)
            with work.begin() as uow:
                actions.use_file(uow, agreement_id, taken, seen_copy=form.seen)
            flash(_("Berkas mitra menjadi naskah. Periksa yang dikenali di bawah, lalu simpan versi."), "success")
            return redirect(url_for("drafting.partner_file", agreement_id=agreement_id))
    return _page(agreement_id, form)


def _taken(form: PartnerFileForm) -> Taken:
    tools = work.tools()
    limit = tools.settings.max_upload_bytes
    upload = accept_upload(form.file.data.stream, form.file.file_name(), allowed={"docx"}, max_bytes=limit)
    try:
        text = partner.read_file(upload.data)
    except Refused as refusal:
        refusal.field = "file"
        raise
    return Taken(tools.storage.put(upload.data), upload.name, text)


@bp.post("/naskah-mitra/templat-sendiri")
@needs("agreement:draft")
def own_again(agreement_id: UUID) -> ResponseReturnValue:
    """Go back to our own template."""
    form = OwnAgainForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.own_again(uow, agreement_id, seen_copy=form.seen)
            flash(_("Naskah kembali memakai templat sendiri. Versi yang tersimpan tidak berubah."), "success")
            return redirect(url_for("drafting.show", agreement_id=agreement_id))
    return _page(agreement_id, form)


@bp.get("/naskah-mitra/asli.docx")
@needs("agreement:draft")
def partner_original(agreement_id: UUID) -> ResponseReturnValue:
    """The partner's file as it came."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        values = queries.desk(session, agreement).content.values
    if not values.get(FILE):
        raise Refused("partner_file_missing")
    title = str(values.get(FILE_NAME) or "naskah mitra").removesuffix(".docx")
    return hand_out(work.tools().storage.get(str(values[FILE])), title, "docx", versions.DOCX)
