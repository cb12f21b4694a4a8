"""The demo's offices and people: invented, with a known password and a known PIN, in a demo installation only."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.accounts.models import Person
from service.accounts.queries import person_by_email
from service.core.actor import Actor, ActorKind
from service.offices.models import Office
from service.offices.queries import above, office_by_code

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Member:
    """One invented member of staff."""

    email: str
    name: str
    title: str
    office: str
    roles: tuple[str, ...]
    signatory: str = ""
    pin: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who plays in the demo."""

    district: str
    password: str
    members: tuple[Member, ...]
    neighbours: dict[str, str]  # further districts of the province: their key and code
    neighbouring: tuple[Member, ...]  # one person in each of them


@lru_cache(maxsize=1)
def cast() -> Cast:
    """The cast as its data file names it."""
    said = tomllib.loads((DATA / "people.toml").read_text(encoding="utf-8"))
    members, neighbouring = (
        tuple(Member(**(one | {"roles": tuple(one["roles"])})) for one in said[group])
        for group in ("people", "neighbouring")
    )
    return Cast(said["district"], said["password"], members, said["neighbours"], neighbouring)


def read_list(name: str) -> list[dict[str, Any]]:
    """The entries of one of the demo's data files ("partners", "agreements")."""
    found: list[dict[str, Any]] = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))[name]
    return found


@lru_cache(maxsize=1)
def living() -> dict[str, Any]:
    """What happened in the demo since it began."""
    return tomllib.loads((DATA / "living.toml").read_text(encoding="utf-8"))


def offices(session: Session) -> dict[str, Office]:
    """The demo's offices by the names that the data file uses: one line of three, and further districts."""
    district = office_by_code(session, cast().district)
    province, national = above(session, district.id)
    further = {key: office_by_code(session, code) for key, code in cast().neighbours.items()}
    return {"district": district, "province": province, "national": national} | further


def actor(session: Session, email: str) -> Actor:
    """A member of the cast as an actor."""
    person: Person | None = person_by_email(session, email)
    if person is None:
        raise LookupError(email)
    roles = frozenset(person.roles_in(person.office_id))
    return Actor(ActorKind.PERSON, person.id, person.name, person.office_id, roles)


def by_role(role: str, office: str = "district") -> Member:
    """The member of the cast who holds a role in an office."""
    everybody = (*cast().members, *cast().neighbouring)
    return next(one for one in everybody if one.office == office and role in one.roles)


def person_id(session: Session, member: Member) -> UUID:
    """The account of a member of the cast."""
    found = actor(session, member.email).id
    assert found is not None
    return found


def announcement() -> str:
    """What `sijari up --demo` prints: who may sign in and with what."""
    words = {"district": "kabupaten", "province": "provinsi", "national": "RI"}
    lines = [f"Demo people (password for all: {cast().password})"]
    for one in cast().members:
        pin = f"  PIN {one.pin}" if one.pin else ""
        lines.append(f"  {one.email:<38} {one.title} ({words[one.office]}){pin}")
    lines.append("Mail of the demo: /demo/surat. Everything is invented: CONTOH, TIDAK BERLAKU.")
    return "\n".join(lines)
