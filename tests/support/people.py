"""Offices with a person in each role, for tests of pages."""

from dataclasses import dataclass, field
from uuid import UUID

from service.accounts import actions, queries
from service.accounts.models import Person
from service.accounts.passwords import hash_password
from service.core.actor import Actor
from service.core.clock import Zone
from service.core.database import new_id
from service.core.permissions import Role
from service.core.tools import Tools
from service.offices.models import Office
from service.offices.rules import Level

PASSWORD = "kuda laut berenang pagi"
_HASHES: list[str] = []


@dataclass(slots=True)
class Staff:
    """An office and one person in each role: `staff.drafter`, `staff.actor("chair")`."""

    office: Office
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def office_id(self) -> UUID:
        """The id of the office."""
        return self.office.id

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def actor(self, role: str) -> Actor:
        """The person of a role as one who acts."""
        return queries.actor_of(self.people[role], address="127.0.0.1")


def password_hash() -> str:
    """The hash of PASSWORD, made once in a test run because it is slow on purpose."""
    if not _HASHES:
        _HASHES.append(hash_password(PASSWORD))
    return _HASHES[0]


def make_office(
    tools: Tools,
    code: str = "33.20",
    *,
    name: str = "Bawaslu Kabupaten Contoh",
    level: Level = Level.KABKOTA,
    zone: Zone = Zone.WIB,
    parent_id: UUID | None = None,
) -> Office:
    """An office, or the one that has this code already."""
    with tools.begin() as uow:
        known = uow.session.query(Office).filter_by(code=code).first()
        if known is not None:
            return known
        office = Office(
            id=new_id(),
            code=code,
            name=name,
            full_name=name,
            short_name=name,
            level=level.value,
            parent_id=parent_id,
            zone=zone.value,
            seat="Contoh",
        )
        uow.session.add(office)
        uow.session.flush()
    return office


def make_person(tools: Tools, office: Office, *roles: str, email: str = "", name: str = "", title: str = "") -> Person:
    """A person of an office with these roles; the password is PASSWORD."""
    local = "-".join(roles)
    with tools.begin() as uow:
        return actions.create_person(
            uow,
            email=email or f"{local}@{office.code.replace('.', '-')}.example.go.id",
            name=name or f"Contoh {local.title()}",
            title=title or f"Pejabat {local}",
            office_id=office.id,
            roles=roles,
            password_hash=password_hash(),
        )


def make_staff(tools: Tools, office: Office | None = None) -> Staff:
    """An office with a person in every role."""
    office = office or make_office(tools)
    return Staff(office, {role.value: make_person(tools, office, role.value) for role in Role})
