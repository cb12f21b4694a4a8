"""Filling the office tree from the data file; running it again only adds what is missing."""

import csv
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from service.core.audit import Stream
from service.core.clock import Zone
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.offices.models import Office
from service.offices.rules import Level

FILE = Path(__file__).parent / "data" / "offices.csv"
COLUMNS = ("code", "parent", "level", "name", "full_name", "short_name", "area", "seat", "zone")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many offices were added and how many were there before."""

    added: int
    known: int


def load_offices(uow: UnitOfWork, file: Path = FILE) -> Loaded:
    """Enter the offices of a file; one that is known keeps what an administrator made of it."""
    rows = _read(file)
    offices = {one.code: one for one in uow.session.scalars(select(Office))}
    known = len(offices)
    for row in rows:
        if row["code"] not in offices:
            offices[row["code"]] = _office(row, offices)
            uow.session.add(offices[row["code"]])
            uow.session.flush()  # parents before children, also where the database checks at once
    top = offices[rows[0]["code"]]
    added = len(offices) - known
    if added:
        uow.record(Stream("office", top.id), "office:tree:loaded", added=added, file=file.name)
    return Loaded(added, known)


def _read(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused("offices_file_broken", why=file.name) from fault
    if not rows or any(tuple(row) != COLUMNS or None in row.values() for row in rows):
        raise Refused("offices_file_broken", why=f"{file.name}: {', '.join(COLUMNS)}")
    codes = [row["code"] for row in rows]
    if len(set(codes)) != len(codes):
        raise Refused("offices_file_broken", why=f"{file.name}: {_first_twice(codes)}")
    return sorted(rows, key=lambda row: [level.value for level in Level].index(_level(row)))


def _level(row: dict[str, str]) -> str:
    if row["level"] not in set(Level) or row["zone"] not in set(Zone) or not row["name"].strip():
        raise Refused("offices_file_broken", why=row["code"])
    return row["level"]


def _first_twice(codes: list[str]) -> str:
    return next(code for index, code in enumerate(codes) if code in codes[:index])


def _office(row: dict[str, str], offices: dict[str, Office]) -> Office:
    parent = offices.get(row["parent"])
    if (parent is None) != (row["level"] == Level.RI):
        raise Refused("offices_file_broken", why=row["code"])
    return Office(
        id=new_id(),
        code=row["code"],
        name=row["name"],
        full_name=row["full_name"],
        short_name=row["short_name"],
        level=row["level"],
        parent_id=parent.id if parent else None,
        zone=row["zone"],
        area=row["area"],
        seat=row["seat"],
    )
