"""The administrator's page about the people of the office."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.accounts import actions, queries, takeover
from service.accounts.browser import require_step_up
from service.accounts.forms import ChangePersonForm, DeactivateForm, PersonForm
from service.accounts.models import Person
from service.accounts.rules import LINK_LIFE
from service.accounts.words import ROLES
from service.core.permissions import needs
from service.web.forms import BaseForm
from service.web.security import personal_link
from service.web.work import actor, begin, now, reading, tools

bp = Blueprint("people", __name__, url_prefix="/pengelola/orang", template_folder="templates")


def _person(person_id: UUID) -> Person:
    with reading() as session:
        return queries.person_of_office(session, person_id, actor().office_id)


@bp.get("")
@needs("office:manage")
def list_people() -> ResponseReturnValue:
    """Everybody of the office."""
    with reading() as session:
        people = queries.people_of(session, actor().office_id)
    return render_template("accounts/people.html", people=people, roles=ROLES)


@bp.route("/tambah", methods=["GET", "POST"])
@needs("office:manage")
def add() -> ResponseReturnValue:
    """A new person, who sets the password by a link."""
    form = PersonForm()
    office_id = actor().office_id
    if form.validate_on_submit() and office_id is not None:
        with form.refusing():
            with begin() as uow:
                someone = actions.create_person(
                    uow,
                    email=form.email.data,
                    name=form.name.data,
                    title=form.title.data,
                    office_id=office_id,
                    roles=form.roles.data,
                )
                token = actions.new_password_link(uow, someone.id)
            return _show_link(someone, token)
    return render_template("accounts/person_add.html", form=form), form.status


@bp.route("/<uuid:person_id>", methods=["GET", "POST"])
@needs("office:manage")
def change(person_id: UUID) -> ResponseReturnValue:
    """Name, title and roles of a person."""
    someone = _person(person_id)
    form = ChangePersonForm(obj=None, data=_as_form(someone))
    if form.validate_on_submit():
        with form.refusing():
            with begin() as uow:
                actions.change_person(
                    uow,
                    person_id,
                    name=form.name.data,
                    title=form.title.data,
                    roles=form.roles.data,
                    seen_version=form.version.data,
                )
            flash(_("Perubahan tersimpan."), "success")
            return redirect(url_for("people.list_people"))
    return render_template("accounts/person.html", person=someone, form=form), form.status


def _as_form(someone: Person) -> dict[str, object]:
    return {
        "name": someone.name,
        "title": someone.title,
        "roles": sorted(someone.roles_in(someone.office_id)),
        "version": someone.version,
    }


@bp.route("/<uuid:person_id>/nonaktifkan", methods=["GET", "POST"])
@needs("office:manage")
@require_step_up()
def deactivate(person_id: UUID) -> ResponseReturnValue:
    """Ask who takes over, then end the access."""
    with reading() as session:
        someone = queries.person_of_office(session, person_id, actor().office_id)
        tasks = takeover.open_tasks(session, person_id)
        others = [one for one in queries.people_of(session, actor().office_id, active_only=True) if one.id != person_id]
    form = DeactivateForm()
    form.successor.choices = [("", _("Pilih orang")), *((str(one.id), f"{one.name} ({one.title})") for one in others)]
    if form.validate_on_submit():
        with form.refusing():
            successor = UUID(form.successor.data) if form.successor.data else None
            with begin() as uow:
                actions.deactivate(uow, person_id, successor_id=successor)
            flash(_("%(name)s tidak dapat masuk lagi.", name=someone.name), "success")
            return redirect(url_for("people.list_people"))
    return render_template("accounts/person_deactivate.html", person=someone, tasks=tasks, form=form), form.status


@bp.post("/<uuid:person_id>/aktifkan")
@needs("office:manage")
def reactivate(person_id: UUID) -> ResponseReturnValue:
    """Let a person in again."""
    with begin() as uow:
        someone = actions.reactivate(uow, person_id)
    flash(_("%(name)s dapat masuk lagi.", name=someone.name), "success")
    return redirect(url_for("people.list_people"))


@bp.route("/<uuid:person_id>/lepas-autentikator", methods=["GET", "POST"])
@needs("office:manage")
@require_step_up()
def remove_totp(person_id: UUID) -> ResponseReturnValue:
    """Take the authenticator off for somebody who lost it."""
    someone = _person(person_id)
    if request.method == "GET":
        return render_template("accounts/totp_confirm.html", person=someone, form=BaseForm())
    with begin() as uow:
        actions.remove_totp(uow, someone.id)
    flash(_("Autentikator %(name)s dilepas.", name=someone.name), "success")
    return redirect(url_for("people.change", person_id=person_id))


@bp.route("/<uuid:person_id>/tautan", methods=["GET", "POST"])
@needs("office:manage")
@require_step_up()
def password_link(person_id: UUID) -> ResponseReturnValue:
    """A link with which a person sets the password, shown once."""
    someone = _person(person_id)
    if request.method == "GET":
        return render_template("accounts/link_confirm.html", person=someone, form=BaseForm())
    with begin() as uow:
        token = actions.new_password_link(uow, someone.id)
    return _show_link(someone, token)


def _show_link(someone: Person, token: str) -> ResponseReturnValue:
    personal_link()
    address = tools().settings.public_url + url_for("accounts.set_password", token=token)
    return render_template("accounts/link.html", person=someone, address=address, ends=now() + LINK_LIFE)
