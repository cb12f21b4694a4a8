"""The pages of templates: what is in use, bringing one, looking at it, publishing, withdrawing, confirming."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.core import refusals
from service.core.permissions import needs
from service.core.refusals import Refused
from service.core.uploads import accept_upload
from service.documents import library, template_checks
from service.documents.catalogue import Template, unpack
from service.documents.models import EditionState
from service.documents.shipped import FOLDER, shipped
from service.documents.versions import DOCX, PDF
from service.library import actions, forms, queries, words
from service.web import work
from service.web.downloads import hand_out
from service.web.language import language

bp = Blueprint("templates", __name__, url_prefix="/pengelola/templat", template_folder="templates")
LARGEST_TEXT = 300_000
PARTS = {"template.docx": DOCX, "manifest.toml": "application/toml", "sample.json": "application/json"}


def _office() -> UUID:
    office_id = work.actor().office_id
    if office_id is None:
        raise Refused("not_found")
    return office_id


@bp.get("/")
@needs("template:manage")
def index() -> ResponseReturnValue:
    """Every kind of paper with the template in force, and what this office has brought."""
    with work.reading() as session:
        found, own = queries.kinds(session, _office()), queries.own_editions(session, _office())
        return render_template("library/templates.html", kinds=found, own=own, words=words)


@bp.get("/<sha256>/<any('template.docx', 'manifest.toml', 'sample.json'):part>")
@needs("template:manage")
def part(sha256: str, part: str) -> ResponseReturnValue:
    """One file of a template, to be edited and brought back."""
    with work.reading() as session:
        template = queries.template_at_hand(session, _office(), sha256)
        files = _files(session, template)
    stem, _dot, ending = part.rpartition(".")
    title = f"{template.name} {template.version} {stem}"
    return hand_out(files.get(part, b"{}"), title, ending, PARTS[part])


def _files(session: Session, template: Template) -> dict[str, bytes]:
    """The files of a template at hand."""
    if any(one.sha256 == template.sha256 for one in shipped().templates):
        folder = FOLDER / template.name / str(template.version)
        return {name: (folder / name).read_bytes() for name in PARTS if (folder / name).is_file()}
    return unpack(library.package_of(session, template.sha256))


# ----------------------------------------------------------------------------------------------------------- bringing
@bp.route("/baru", methods=["GET", "POST"])
@needs("template:manage")
def bring() -> ResponseReturnValue:
    """Bring a template: a document alone, or with its fields and sample."""
    form: Any = forms.TemplateForm()
    with work.reading() as session:
        found = {one.template.sha256: one.template for one in queries.kinds(session, _office())}
    form.base.choices = [(sha, one.manifest.title.id) for sha, one in found.items()]
    if not form.is_submitted():
        form.base.data = request.args.get("dari", "")
    if form.validate_on_submit():
        with form.refusing():
            row_id = _brought(found[form.base.data], form)
            flash(_("Templat diunggah dan diperiksa."), "success")
            return redirect(url_for("templates.show", edition_id=row_id))
    return render_template("library/template_form.html", form=form), form.status


def _brought(base: Template, form: Any) -> UUID:
    with work.reading() as session:
        files = _files(session, base)
    files |= _uploaded(form)
    judged = template_checks.judge(files, base.name, base.version + 1, instead_of=base)
    if judged.template is None:
        first = judged.remarks[0]
        said = refusals.sentence(first.code).text(language(), first.params)
        raise Refused("template_unreadable", field="manifest", what=said)
    with work.begin() as uow:
        return actions.bring_template(uow, files, judged, note=form.note.data).id


def _uploaded(form: Any) -> dict[str, bytes]:
    found = {}
    if form.document.data:
        upload = accept_upload(
            form.document.data, form.document.data.filename or "", allowed={"docx"},
            max_bytes=forms.LARGEST_TEMPLATE, field="document",
        )  # fmt: skip
        found["template.docx"] = upload.data
    for field, name in ((form.manifest, "manifest.toml"), (form.sample, "sample.json")):
        if field.data:
            found[name] = _text(field.data.read(LARGEST_TEXT + 1), field.name)
    return found


def _text(data: bytes, field: str) -> bytes:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("text_file_unreadable", field=field, limit=LARGEST_TEXT // 1000) from None
    if len(data) > LARGEST_TEXT:
        raise Refused("text_file_unreadable", field=field, limit=LARGEST_TEXT // 1000)
    return data


# ------------------------------------------------------------------------------------------------------------ looking
@bp.get("/<uuid:edition_id>")
@needs("template:manage")
def show(edition_id: UUID) -> ResponseReturnValue:
    """One edition: what was found, its sample, and what may be done with it."""
    with work.reading() as session:
        return _page(session, edition_id)


def _page(session: Session, edition_id: UUID, form: Any = None) -> ResponseReturnValue:
    row = queries.edition(session, _office(), edition_id)
    template = library.read_edition(row)
    found = [(refusals.sentence(one["code"]).text(language(), one["params"]), one["blocking"]) for one in row.findings]
    page = render_template(
        "library/template.html",
        row=row,
        template=template,
        findings=sorted(found, key=lambda one: not one[1]),
        blocked=any(blocking for _sentence, blocking in found),
        own=row.office_id == _office(),
        confirmed=library.is_confirmed(session, template, _office()),
        status=words.status(row.state_),
        states=EditionState,
        form=form or forms.SeenForm(formdata=None, version=row.version),
    )
    return page, form.status if form else 200


@bp.get("/<uuid:edition_id>/contoh.pdf")
@needs("template:manage")
def sample(edition_id: UUID) -> ResponseReturnValue:
    """The sample paper of an edition."""
    with work.reading() as session:
        row = queries.edition(session, _office(), edition_id)
    if not row.sample_pdf_sha256:
        raise Refused("template_not_tried")
    data = work.tools().storage.get(row.sample_pdf_sha256)
    return hand_out(data, f"contoh {row.title} {row.number}", "pdf", PDF, attach=False)


# ----------------------------------------------------------------------------------------------------------- deciding
@bp.post("/<uuid:edition_id>/terbitkan")
@needs("template:manage")
def publish(edition_id: UUID) -> ResponseReturnValue:
    """Let new texts begin with this edition."""
    return _decide(edition_id, actions.publish_template, _("Templat diterbitkan. Naskah baru memakainya."))


@bp.post("/<uuid:edition_id>/tarik")
@needs("template:manage")
def withdraw(edition_id: UUID) -> ResponseReturnValue:
    """Take this edition out of use."""
    return _decide(
        edition_id, actions.withdraw_template, _("Templat ditarik. Naskah yang sudah memakainya tidak berubah.")
    )


def _decide(edition_id: UUID, act: Any, said: str) -> ResponseReturnValue:
    form: Any = forms.SeenForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                act(uow, edition_id, seen=form.version.data)
            flash(said, "success")
            return redirect(url_for("templates.show", edition_id=edition_id))
    with work.reading() as session:
        return _page(session, edition_id, form)


@bp.route("/<sha256>/cocok", methods=["GET", "POST"])
@needs("template:manage")
def confirm(sha256: str) -> ResponseReturnValue:
    """Say that a template was compared with the annex of the regulation, or take that back."""
    form: Any = forms.ConfirmForm()
    with work.reading() as session:
        template = queries.template_at_hand(session, _office(), sha256)
        confirmed = library.is_confirmed(session, template, _office())
    if confirmed and request.method == "POST":
        with work.begin() as uow:
            actions.take_back_confirmation(uow, template)
        return redirect(url_for("templates.index"))
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.confirm_template(uow, template, note=form.note.data)
            flash(_("Dicatat. Staf tidak lagi melihat tanda belum dicocokkan pada templat ini."), "success")
            return redirect(url_for("templates.index"))
    given: Mapping[str, Any] = {"form": form, "template": template, "confirmed": confirmed}
    return render_template("library/confirm.html", **given), form.status
