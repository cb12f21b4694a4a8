"""Pages about partners: the list, one partner, its facts and its evidence."""

from functools import partial
from uuid import UUID

from flask import Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from sqlalchemy.orm import Session

from service.core.permissions import needs
from service.core.refusals import Refused
from service.offices import actions, office_pages, queries, signatories, signatory_pages, words
from service.offices.blueprint import bp, is_close, office_bp, receive, require_close, send
from service.offices.catalogue import categories, category, evidence_kinds
from service.offices.forms import EvidenceForm, PartnerForm, WithdrawForm
from service.offices.hooks import agreements_of
from service.offices.models import PartnerEvidence
from service.offices.rules import signatory_valid
from service.web import navigation, work
from service.web.components import Paging
from service.web.safe_next import safe_next

__all__ = ["blueprints", "install", "office_pages", "signatory_pages"]
blueprints = (bp, office_bp)


def install(app: Flask) -> None:
    """Add the entries of the menu."""
    navigation.add(app, navigation.Entry(lazy_pgettext("menu", "Mitra"), "offices.partners", "agreement:read", 40))
    navigation.add_person_link(app, navigation.Entry(_l("Kantor"), "office.own", "office:manage", 80))


@bp.get("/mitra")
@needs("agreement:read")
def partners() -> ResponseReturnValue:
    """The list of partners, with a search."""
    text = request.args.get("q", "")[:200].strip()
    kind = request.args.get("jenis", "")
    with work.reading() as session:
        paging = Paging.of_request(queries.count_partners(session, text, category_key=kind))
        found = queries.find_partners(session, text, category_key=kind, offset=paging.offset, limit=paging.size)
        rows = [(one, words.readiness(queries.screening(one, work.today()))) for one in found]
        names = {one.key: words.name_of(one) for one in categories().values()}
        return render_template(
            "offices/partners.html", rows=rows, paging=paging, text=text, kind=kind, categories=names
        )


@bp.route("/mitra/baru", methods=["GET", "POST"])
@needs("partner:edit")
def partner_new() -> ResponseReturnValue:
    """Add a partner; `next` leads back to the page that needed it."""
    with work.reading() as session:
        form = PartnerForm().offer(queries.find_partners(session, limit=1000))
    back = safe_next(request.args.get("next"), url_for("offices.partners"))
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                made = actions.create_partner(uow, form.facts(), different=form.different.data)
                made_id = made.id
            flash(_("Mitra sudah ditambahkan. Lengkapi buktinya."), "success")
            return redirect(url_for("offices.partner", partner_id=made_id, next=request.args.get("next")))
    return render_template("offices/partner_form.html", form=form, partner=None, back=back), form.status


@bp.get("/mitra/<uuid:partner_id>")
@needs("agreement:read")
def partner(partner_id: UUID) -> ResponseReturnValue:
    """One partner: facts, evidence, signatories, agreements, and what is still missing."""
    with work.reading() as session:
        one = queries.partner(session, partner_id)
        today, kind = work.today(), category(one.category)
        faults = queries.screening(one, today)
        listed = queries.signatories(session, partner_id=one.id)
        return render_template(
            "offices/partner.html",
            partner=one,
            kind=words.name_of(kind),
            kind_help=words.help_of(kind),
            faults=faults,
            readiness=words.readiness(faults),
            said=words.said,
            words=words,
            kinds=evidence_kinds(),
            owner=queries.office(session, one.office_id),
            parent=queries.partner(session, one.parent_id) if one.parent_id else None,
            units=queries.sub_units(session, one.id),
            signatories=[(who, signatory_valid(who.as_mandate(), today)) for who in listed],
            agreements=agreements_of(session, work.actor(), one.id),
            may_change=actions.keeps(session, work.actor(), one),
            close=is_close(session, one),
            may_change_signatory=partial(signatories.may_change, session, work.actor()),
            me=work.actor().id,
            today=today,
            back=safe_next(request.args.get("next"), ""),
        )


@bp.route("/mitra/<uuid:partner_id>/ubah", methods=["GET", "POST"])
@needs("partner:edit")
def partner_edit(partner_id: UUID) -> ResponseReturnValue:
    """Change the main facts of a partner."""
    with work.reading() as session:
        one = queries.partner(session, partner_id)
        if not actions.keeps(session, work.actor(), one):
            raise Refused("partner_not_yours", office=queries.office(session, one.office_id).name)
        others = [other for other in queries.find_partners(session, limit=1000) if other.id != partner_id]
        form = PartnerForm().offer(others)
        if not form.is_submitted():
            form.show(one)
        name = one.name
    back = url_for("offices.partner", partner_id=partner_id)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.update_partner(
                    uow, partner_id, form.facts(), seen_version=form.version.data, different=form.different.data
                )
            flash(_("Data mitra sudah disimpan."), "success")
            return redirect(back)
    return render_template("offices/partner_form.html", form=form, partner=name, back=back), form.status


@bp.route("/mitra/<uuid:partner_id>/bukti/baru", methods=["GET", "POST"])
@needs("partner:edit")
def evidence_new(partner_id: UUID) -> ResponseReturnValue:
    """Add a document to a partner."""
    with work.reading() as session:
        one = queries.partner(session, partner_id)
        needed, name = category(one.category).requires, one.name
    form = EvidenceForm().offer({kind for need in needed for kind in need.any_of})
    back = url_for("offices.partner", partner_id=partner_id)
    if form.validate_on_submit():
        with form.refusing():
            file = receive(form.file)
            with work.begin() as uow:
                actions.add_evidence(uow, partner_id, form.facts(), file=file)
            flash(_("Bukti sudah ditambahkan. Orang kedua perlu memeriksanya."), "success")
            return redirect(back)
    return render_template("offices/evidence_form.html", form=form, name=name, back=back), form.status


@bp.post("/mitra/bukti/<uuid:evidence_id>/periksa")
@needs("partner:edit")
def evidence_check(evidence_id: UUID) -> ResponseReturnValue:
    """A second person confirms that the document fits what was entered."""
    with work.begin() as uow:
        partner_id = actions.check_evidence(uow, evidence_id).partner_id
    flash(_("Bukti sudah diperiksa."), "success")
    return redirect(url_for("offices.partner", partner_id=partner_id))


@bp.route("/mitra/bukti/<uuid:evidence_id>/tarik", methods=["GET", "POST"])
@needs("partner:edit")
def evidence_withdraw(evidence_id: UUID) -> ResponseReturnValue:
    """Take a document out of the screening, with a reason."""
    form = WithdrawForm()
    with work.reading() as session:
        known = _evidence(session, evidence_id)
        if not actions.may_withdraw(session, work.actor(), known):
            raise Refused("evidence_not_yours")
        back = url_for("offices.partner", partner_id=known.partner_id)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.withdraw_evidence(uow, evidence_id, form.reason.data)
            flash(_("Bukti sudah ditarik."), "success")
            return redirect(back)
    return render_template("offices/withdraw.html", form=form, back=back), form.status


@bp.get("/mitra/bukti/<uuid:evidence_id>/berkas")
@needs("agreement:read")
def evidence_file(evidence_id: UUID) -> ResponseReturnValue:
    """The scan of a document."""
    with work.reading() as session:
        known = _evidence(session, evidence_id)
        if known.added_by != work.actor().id:
            require_close(session, queries.partner(session, known.partner_id))
        found = known.sha256, known.media_type, known.file_name
    return send(*found)


def _evidence(session: Session, evidence_id: UUID) -> PartnerEvidence:
    known = session.get(PartnerEvidence, evidence_id)
    if known is None:
        raise Refused("evidence_unknown")
    return known
