"""Pages about those who sign, for an office or for a partner."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.core.permissions import needs
from service.core.refusals import Refused
from service.offices import queries, signatories
from service.offices.blueprint import bp, office_bp, receive, refuse_others, require_close, send
from service.offices.forms import SignatoryForm
from service.offices.models import Signatory
from service.web import work


@bp.route("/mitra/<uuid:partner_id>/penanda-tangan/baru", methods=["GET", "POST"])
@needs("partner:edit")
def partner_signatory_new(partner_id: UUID) -> ResponseReturnValue:
    """Add a signatory of a partner."""
    return _new(url_for("offices.partner", partner_id=partner_id), partner_id=partner_id)


@office_bp.route("/<uuid:office_id>/penanda-tangan/baru", methods=["GET", "POST"])
@needs("office:manage")
def office_signatory_new(office_id: UUID) -> ResponseReturnValue:
    """Add a signatory of an office."""
    refuse_others(office_id)
    return _new(url_for("office.show", office_id=office_id), office_id=office_id)


def _new(back: str, *, office_id: UUID | None = None, partner_id: UUID | None = None) -> ResponseReturnValue:
    form = SignatoryForm()
    if not form.is_submitted():
        form.may_sign.data = list(signatories.KINDS)
    if form.validate_on_submit():
        with form.refusing():
            file = receive(form.file)
            with work.begin() as uow:
                signatories.add_signatory(uow, form.facts(), office_id=office_id, partner_id=partner_id, file=file)
            flash(_("Penanda tangan sudah ditambahkan."), "success")
            return redirect(back)
    with work.reading() as session:
        side = queries.office(session, office_id) if office_id else queries.partner(session, _given(partner_id))
        page = render_template("offices/signatory_form.html", form=form, name=None, side=side.name, back=back)
    return page, form.status


@bp.route("/mitra/penanda-tangan/<uuid:signatory_id>", methods=["GET", "POST"])
@needs("partner:edit")
def partner_signatory(signatory_id: UUID) -> ResponseReturnValue:
    """Change a signatory of a partner."""
    with work.reading() as session:
        one = queries.signatory(session, signatory_id)
        if one.partner_id is None or not signatories.may_change(session, work.actor(), one):
            raise Refused("signatory_not_yours" if one.partner_id else "not_found")
    return _edit(signatory_id)


@office_bp.route("/penanda-tangan/<uuid:signatory_id>", methods=["GET", "POST"])
@needs("office:manage")
def office_signatory(signatory_id: UUID) -> ResponseReturnValue:
    """Change a signatory of an office."""
    with work.reading() as session:
        office_id = queries.signatory(session, signatory_id).office_id
    refuse_others(office_id)
    return _edit(signatory_id)


def _edit(signatory_id: UUID) -> ResponseReturnValue:
    form = SignatoryForm()
    with work.reading() as session:
        one = queries.signatory(session, signatory_id)
        if not form.is_submitted():
            form.show(one)
        back, side, name, person_id = _side_url(one), _side_name(session, one), one.name, one.person_id
    if form.validate_on_submit():
        with form.refusing():
            file = receive(form.file)
            with work.begin() as uow:
                signatories.update_signatory(
                    uow, signatory_id, form.facts(person_id), seen_version=form.version.data, file=file
                )
            flash(_("Data penanda tangan sudah disimpan."), "success")
            return redirect(back)
    return render_template("offices/signatory_form.html", form=form, name=name, side=side, back=back), form.status


@bp.post("/mitra/penanda-tangan/<uuid:signatory_id>/aktif/<int:active>")
@needs("partner:edit")
def partner_signatory_active(signatory_id: UUID, active: int) -> ResponseReturnValue:
    """Let a signatory of a partner sign again, or no more."""
    return _set_active(signatory_id, active=bool(active))


@office_bp.post("/penanda-tangan/<uuid:signatory_id>/aktif/<int:active>")
@needs("office:manage")
def office_signatory_active(signatory_id: UUID, active: int) -> ResponseReturnValue:
    """Let a signatory of an office sign again, or no more."""
    return _set_active(signatory_id, active=bool(active))


def _set_active(signatory_id: UUID, *, active: bool) -> ResponseReturnValue:
    with work.begin() as uow:
        back = _side_url(signatories.set_signatory_active(uow, signatory_id, active=active))
    flash(_("Penanda tangan diaktifkan.") if active else _("Penanda tangan dinonaktifkan."), "success")
    return redirect(back)


@bp.get("/penanda-tangan/<uuid:signatory_id>/berkas")
@needs("agreement:read")
def signatory_file(signatory_id: UUID) -> ResponseReturnValue:
    """The scan of a signatory's decree or power of attorney."""
    with work.reading() as session:
        one, own = queries.signatory(session, signatory_id), work.actor().office_id
        if one.office_id is not None and (own is None or not queries.same_line(session, one.office_id, own)):
            raise Refused("not_found")
        if one.partner_id is not None and not signatories.may_change(session, work.actor(), one):
            require_close(session, queries.partner(session, one.partner_id))
        found = one.sha256, one.media_type, one.file_name
    return send(*found)


def _side_url(one: Signatory) -> str:
    if one.office_id is not None:
        return url_for("office.show", office_id=one.office_id)
    return url_for("offices.partner", partner_id=one.partner_id)


def _side_name(session: Session, one: Signatory) -> str:
    if one.office_id is not None:
        return queries.office(session, one.office_id).name
    return queries.partner(session, _given(one.partner_id)).name


def _given(partner_id: UUID | None) -> UUID:
    if partner_id is None:
        raise Refused("partner_unknown")
    return partner_id
