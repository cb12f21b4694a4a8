"""Actors and a small tree of offices for the tests of this room."""

from dataclasses import dataclass
from uuid import UUID

from service.core.actor import Actor, ActorKind
from service.core.database import new_id
from service.core.permissions import Role
from service.core.tools import Tools
from service.core.unit_of_work import UnitOfWork
from service.offices.models import Office


@dataclass(frozen=True, slots=True)
class Tree:
    """The national office, a province, two of its districts, and another province."""

    national: UUID
    province: UUID
    district: UUID
    neighbour: UUID
    elsewhere: UUID


def add_office(uow: UnitOfWork, code: str, level: str, parent: UUID | None) -> UUID:
    office = Office(
        id=new_id(),
        code=code,
        name=f"Bawaslu {code}",
        full_name=f"Badan Pengawas Pemilihan Umum {code}",
        short_name=f"Bawaslu {code}",
        level=level,
        parent_id=parent,
        zone="WIB",
        letter_code="K.XX-01",
    )
    uow.session.add(office)
    uow.session.flush()
    return office.id


def plant(tools: Tools) -> Tree:
    with tools.begin() as uow:
        national = add_office(uow, "00", "ri", None)
        province = add_office(uow, "98", "provinsi", national)
        district = add_office(uow, "98.01", "kabkota", province)
        neighbour = add_office(uow, "98.02", "kabkota", province)
        elsewhere = add_office(uow, "97", "provinsi", national)
    return Tree(national, province, district, neighbour, elsewhere)


def person(office_id: UUID, *roles: Role, name: str = "Sari Contoh") -> Actor:
    return Actor(ActorKind.PERSON, new_id(), name, office_id, frozenset(role.value for role in roles))
