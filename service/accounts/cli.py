"""`sijari user add` and `sijari user link`: the first people of an installation, and who is locked out."""

import re
import sys

import click

from service.accounts import actions, queries, wiring
from service.accounts.passwords import hash_password
from service.accounts.rules import LONGEST, SHORTEST, password_fault
from service.core import refusals
from service.core.permissions import Role
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices.queries import office_by_code

MAIL_ADDRESS = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"'.]+")


def add_person(
    tools: Tools, *, email: str, name: str, title: str, office: str, roles: tuple[str, ...], password: str | None
) -> str:
    """Create the person; returns the link to set the password, or nothing when a password was given."""
    wiring.register()
    if password is not None:
        fault = password_fault(password, name, email)
        if fault is not None:
            raise Refused(fault, shortest=SHORTEST, longest=LONGEST)
    made = hash_password(password) if password is not None else ""
    with tools.begin() as uow:
        office_id = office_by_code(uow.session, office).id
        someone = actions.create_person(
            uow, email=email, name=name, title=title, office_id=office_id, roles=roles, password_hash=made
        )
        token = "" if password is not None else actions.new_password_link(uow, someone.id)
    return f"{tools.settings.public_url}/kata-sandi/{token}" if token else ""


@click.command("add", short_help="Add a person to an office.")
@click.option("--email", required=True, help="Mail address; the person signs in with it.")
@click.option("--name", required=True, help="Full name with degrees, as on the decree.")
@click.option("--title", default="", help="Official title, for example 'Ketua'.")
@click.option("--office", required=True, help="Code of the office; `sijari office list` shows them.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="A role in that office; may be given several times.",
)
@click.option("--ask-password", is_flag=True, help="Ask for a password here instead of printing a link.")
@click.pass_obj
def user_add(tools: Tools, /, **said: object) -> None:
    """Add a person to an office and print the link with which he or she sets a password (it works once)."""
    password = None
    if said.pop("ask_password"):
        password = click.prompt("Kata sandi", hide_input=True, confirmation_prompt="Ulangi kata sandi")
    if not MAIL_ADDRESS.fullmatch(str(said["email"]).strip()):
        raise click.BadParameter("this is no mail address", param_hint="--email")
    try:
        link = add_person(tools, password=password, **said)  # type: ignore[arg-type]  # click checked the options
    except Refused as refusal:
        if refusal.code == "office_unknown":
            click.echo(f"There is no office with the code {said['office']}.", err=True)
            click.echo("`sijari office import` loads the offices, `sijari office list` shows their codes.", err=True)
        else:
            click.echo(refusals.explain(refusal), err=True)
        sys.exit(1)
    click.echo(f"{said['email']}: {link}" if link else f"{said['email']}: OK")


@click.command("link", short_help="Make a new link with which a person sets a password.")
@click.option("--email", required=True, help="Mail address of the person.")
@click.pass_obj
def user_link(tools: Tools, /, email: str) -> None:
    """Print a link with which a person sets a new password; it works once, links given before are void."""
    wiring.register()
    with tools.begin() as uow:
        someone = queries.person_by_email(uow.session, email)
        token = actions.new_password_link(uow, someone.id) if someone is not None else ""
    if not token:
        click.echo(refusals.explain(Refused("person_unknown")), err=True)
        sys.exit(1)
    click.echo(f"{email}: {tools.settings.public_url}/kata-sandi/{token}")
