"""The figures that an office may decide, with their legal basis: a list, and a form for each."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.queries import people_with_role
from service.archive import forms
from service.core import policies
from service.core.audit import AuditEvent
from service.core.permissions import Role, needs
from service.core.policies import Policy, PolicyValue, Unit
from service.core.refusals import Refused
from service.offices.queries import above
from service.web import work
from service.web.language import language

bp = Blueprint("policies", __name__, template_folder="templates")
LISTED = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One policy as the page shows it."""

    policy: Policy
    label: str
    value: str
    default: str
    row: PolicyValue | None


UNITS: dict[str, Any] = {
    Unit.DAYS: _l("hari"),
    Unit.WORKING_DAYS: _l("hari kerja"),
    Unit.MONTHS: _l("bulan"),
    Unit.YEARS: _l("tahun"),
    Unit.DAY_OF_MONTH: _l("tanggal dalam bulan"),
}


def in_words(unit: Unit, number: int) -> str:
    """A number with what it counts."""
    if unit is Unit.FLAG:
        return str(_("ya") if number else _("tidak"))
    if unit is Unit.DAY_OF_MONTH:
        return str(_("tanggal %(n)s", n=number))
    counted = {
        Unit.DAYS: ngettext("%(num)s hari", "%(num)s hari", number),
        Unit.WORKING_DAYS: ngettext("%(num)s hari kerja", "%(num)s hari kerja", number),
        Unit.MONTHS: ngettext("%(num)s bulan", "%(num)s bulan", number),
        Unit.YEARS: ngettext("%(num)s tahun", "%(num)s tahun", number),
    }
    return str(counted[unit])


def _line(session: Session, policy: Policy) -> Line:
    row = session.get(PolicyValue, policy.key)
    number = row.value if row is not None else policy.default
    label = policy.label_en if language() == "en" else policy.label_id
    return Line(policy, label, in_words(policy.unit, number), in_words(policy.unit, policy.default), row)


def decider_above(session: Session) -> str:
    """The office above that decides for the whole installation; empty where the visitor's own office does.

    A figure holds for every office here, so the uppermost office that has an administrator decides it.
    """
    own = work.actor().office_id
    found = above(session, own) if own else []
    return next((one.name for one in reversed(found) if people_with_role(session, one.id, Role.ADMIN)), "")


@bp.get("/pengelola/kebijakan")
@needs("policy:edit")
def index() -> ResponseReturnValue:
    """Every figure with its value, its default, its basis, and who set it when."""
    with work.reading() as session:
        lines = [_line(session, policy) for policy in policies.POLICIES.values()]
        changed = _changes(session)
        labels = {line.policy.key: line for line in lines}
        decider = decider_above(session)
    return render_template(
        "archive/policies.html",
        lines=sorted(lines, key=lambda one: one.label),
        changed=changed,
        labels=labels,
        decider=decider,
    )


def _changes(session: Session, key: str = "") -> list[AuditEvent]:
    query = select(AuditEvent).where(AuditEvent.code == "policy:changed").order_by(AuditEvent.at.desc())
    found = list(session.scalars(query.limit(200)))
    return [one for one in found if not key or one.details.get("policy") == key][:LISTED]


@bp.route("/pengelola/kebijakan/<key>", methods=["GET", "POST"])
@needs("policy:edit")
def change(key: str) -> ResponseReturnValue:
    """Set a figure, naming the rule it rests on."""
    policy = policies.POLICIES.get(key)
    if policy is None:
        raise Refused("not_found")
    with work.reading() as session:
        decider = decider_above(session)
        if decider:
            raise Refused("policy_decided_above", office=decider)
        line, changed = _line(session, policy), _changes(session, key)
        number = policies.value(session, key)
    form: Any = (forms.FlagForm if policy.unit is Unit.FLAG else forms.PolicyForm)()
    if not form.is_submitted():
        form.value.data = bool(number) if policy.unit is Unit.FLAG else number
        form.basis.data = line.row.basis if line.row else ""
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                policies.change(uow, key, int(form.value.data), form.basis.data)
            flash(_("Kebijakan sudah diubah dan berlaku sejak sekarang."), "success")
            return redirect(url_for("policies.index"))
    page = render_template(
        "archive/policy_form.html", form=form, line=line, changed=changed, unit=UNITS.get(policy.unit), words=in_words
    )
    return page, form.status
