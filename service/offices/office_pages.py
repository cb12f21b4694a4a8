"""Pages about offices: one office with its signatories and number format, the tree below it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.core.permissions import needs
from service.core.refusals import Refused
from service.offices import actions, queries, words
from service.offices.blueprint import LOGO_KINDS, office_bp, receive, refuse_others, send
from service.offices.forms import LogoForm, OfficeForm
from service.offices.number_format import NumberParts, render_number
from service.offices.rules import signatory_valid
from service.web import work

SAMPLE_SEQUENCE = 12


@office_bp.get("/")
@needs("office:manage")
def own() -> ResponseReturnValue:
    """The visitor's own office."""
    office_id = work.actor().office_id
    if office_id is None:
        raise Refused("office_unknown")
    return redirect(url_for("office.show", office_id=office_id))


@office_bp.get("/<uuid:office_id>")
@needs("office:manage")
def show(office_id: UUID) -> ResponseReturnValue:
    """One office: what is kept of it, who signs for it, which offices stand below."""
    with work.reading() as session:
        one = queries.office(session, office_id)
        refuse_others(office_id)
        today = work.today()
        sample = NumberParts(SAMPLE_SEQUENCE, one.classification, one.letter_code or "?", today)
        signatories = queries.signatories(session, office_id=one.id)
        return render_template(
            "offices/office.html",
            office=one,
            level=words.LEVELS[one.level_],
            path=queries.path(session, one.id)[:-1],
            children=queries.children(session, one.id),
            sample=render_number(one.number_format, sample),
            signatories=[(who, signatory_valid(who.as_mandate(), today)) for who in signatories],
            words=words,
            said=words.said,
        )


@office_bp.route("/<uuid:office_id>/ubah", methods=["GET", "POST"])
@needs("office:manage")
def edit(office_id: UUID) -> ResponseReturnValue:
    """Change what is kept of an office."""
    refuse_others(office_id)
    form = OfficeForm()
    with work.reading() as session:
        one = queries.office(session, office_id)
        if not form.is_submitted():
            form.show(one)
        name = one.name
    back = url_for("office.show", office_id=office_id)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.update_office(uow, office_id, form.facts(), seen_version=form.version.data)
            flash(_("Data kantor sudah disimpan."), "success")
            return redirect(back)
    return render_template("offices/office_form.html", form=form, name=name, back=back), form.status


@office_bp.route("/<uuid:office_id>/logo", methods=["GET", "POST"])
@needs("office:manage")
def logo(office_id: UUID) -> ResponseReturnValue:
    """Upload the office's own logo."""
    refuse_others(office_id)
    form = LogoForm()
    back = url_for("office.show", office_id=office_id)
    if form.validate_on_submit():
        with form.refusing():
            file = receive(form.file, LOGO_KINDS)
            if file is None:
                raise Refused("upload_empty", field="file")
            with work.begin() as uow:
                actions.set_office_logo(uow, office_id, file)
            flash(_("Logo sudah disimpan."), "success")
            return redirect(back)
    return render_template("offices/logo_form.html", form=form, back=back), form.status


@office_bp.get("/<uuid:office_id>/logo/berkas")
@needs("agreement:read")
def logo_file(office_id: UUID) -> ResponseReturnValue:
    """The logo of an office."""
    with work.reading() as session:
        sha256 = queries.office(session, office_id).logo_sha256
    if not sha256:
        raise Refused("not_found")
    data = work.tools().storage.get(sha256)
    png = data.startswith(b"\x89PNG")
    return send(sha256, "image/png" if png else "image/jpeg", "logo.png" if png else "logo.jpg")
