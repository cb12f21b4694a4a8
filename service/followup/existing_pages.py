"""The page of what was signed before: enter it with its dates, its number and its scan."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements import family
from service.agreements.founding import possible_parents
from service.agreements.lifecycle import Kind
from service.agreements.models import Nature
from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.core.uploads import accept_upload
from service.followup.desk import bp, uuid_or_none
from service.followup.existing import Existing, enter_existing
from service.followup.forms import ExistingForm
from service.offices import queries as offices
from service.web import work
from service.web.language import tanggal

MOST_PARTNERS = 1000


@bp.route("/yang-sudah-ada", methods=["GET", "POST"])
@needs("agreement:draft")
def existing() -> ResponseReturnValue:
    """Masukkan yang sudah ada: straight into follow-up, its clocks running from its own dates."""
    with work.reading() as session:
        form = ExistingForm(**_first(session))
        _offer(session, form)
    if form.validate_on_submit():
        with form.refusing():
            limit = work.tools().settings.max_upload_bytes
            scan = accept_upload(
                form.scan.data.stream, form.scan.file_name(), allowed={"pdf"}, max_bytes=limit, field="scan"
            )
            stored = work.tools().storage.put(scan.data)
            with work.begin() as uow:
                made = enter_existing(uow, _known(form), stored).id
            flash(_("Naskah sudah dimasukkan dan tenggatnya berjalan."), "success")
            return redirect(url_for("followup.show", agreement_id=made))
    return render_template("followup/existing.html", form=form), form.status


def _first(session: Session) -> dict[str, Any]:
    """What the address says already: the partner, the MoU above, or the agreement that the paper changed."""
    asked = uuid_or_none(request.args.get("mengubah"))
    if asked is None:
        return {"partner": request.args.get("mitra", ""), "parent": request.args.get("induk", ""), "amends": ""}
    target = load(session, work.actor(), asked, least=Access.FULL)
    return {
        "kind": target.kind,
        "nature": Nature.ADDENDUM.value,
        "amends": str(target.id),
        "subject": target.subject,
        "partner": str(target.partner_id or ""),
        "parent": "",
    }


def _known(form: ExistingForm) -> Existing:
    return Existing(
        kind=Kind(form.kind.data),
        subject=form.subject.data,
        partner_id=uuid_or_none(form.partner.data),
        office_number=form.office_number.data,
        partner_number=form.partner_number.data or "",
        signed_on=form.signed_on.data,
        effective_on=form.effective_on.data,
        term_months=form.term_months.data,
        end_on=form.end_on.data,
        parent_id=uuid_or_none(form.parent.data),
        further_office_ids=[UUID(one) for one in form.further_offices.data or ()],
        nature=Nature(form.nature.data or Nature.ORIGINAL.value),
        amends_id=uuid_or_none(form.amends.data),
        same_number_is_right=form.same_number_is_right.data,
    )


def _offer(session: Session, form: ExistingForm) -> None:
    office_id = work.actor().office_id
    assert office_id is not None  # every person stands in an office
    partners = offices.find_partners(session, limit=MOST_PARTNERS)
    form.partner.choices = [("", _("Pilih mitra")), *((str(one.id), _named(one.name, one.seat)) for one in partners)]
    parents = possible_parents(session, office_id, signed_only=True)
    form.parent.choices = [("", _("Tanpa MoU induk"))]
    form.parent.choices += [(str(one.id), _named(one.subject, tanggal(one.signed_on))) for one in parents]
    targets = family.changeable(session, office_id)
    form.amends.choices = [("", _("Bukan perubahan atas naskah lain"))]
    form.amends.choices += [(str(one.id), _named(one.subject, tanggal(one.signed_on))) for one in targets]
    form.further_offices.choices = [(str(one.id), one.name) for one in offices.near(session, office_id)]


def _named(name: str, more: str) -> str:
    return f"{name} ({more})" if more else name
