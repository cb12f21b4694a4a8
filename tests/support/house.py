"""A small tree of offices with partners of several kinds, and people who screen their agreements."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from service.agreements.actions import new_public_code
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement
from service.core.actor import Actor
from service.core.database import new_id
from service.core.tools import Tools
from service.offices.models import Office, Partner
from service.screening import actions, calendar, queries
from service.screening.actions import Decision, Findings
from service.screening.calendar import PhaseFacts
from service.screening.models import Screening
from service.screening.rules import Finding, PhaseKind, Result
from service.wiring import register_rooms
from tests.support.agreements import person

register_rooms()

CATEGORIES = ("local_government", "press", "ngo", "mass_organisation")


@dataclass(slots=True)
class House:
    """RI, a province with a district in WIB and one in WIT, another province; a partner of each kind."""

    tools: Tools
    ri: UUID = field(default_factory=new_id)
    province: UUID = field(default_factory=new_id)
    district: UUID = field(default_factory=new_id)
    eastern: UUID = field(default_factory=new_id)
    other: UUID = field(default_factory=new_id)
    partners: dict[str, UUID] = field(default_factory=dict)
    staff: Actor = None
    chair: Actor = None

    def agreement(self, category: str = "press", office: UUID | None = None, **given: Any) -> UUID:
        """An agreement in force unless told otherwise."""
        with self.tools.begin() as uow:
            known = {
                "id": new_id(),
                "kind": Kind.MOU.value,
                "subject": "Pengawasan Partisipatif",
                "stage": Stage.FOLLOW_UP.value,
                "stage_since": uow.now,
                "lead_office_id": office or self.district,
                "partner_id": self.partners[category],
                "public_code": new_public_code(),
                "created_at": uow.now,
                "signed_on": date(2025, 5, 28),
            }
            row = Agreement(**(known | given))
            uow.session.add(row)
            uow.session.flush()
            return row.id

    def phase(self, first: date, last: date, *, office: UUID | None = None, who: Actor | None = None, **given: Any):
        known = {
            "contest": "Pemilihan contoh",
            "name": "Kampanye",
            "kind": PhaseKind.CAMPAIGN,
            "first_on": first,
            "last_on": last,
            "office_id": office,
            "categories": CATEGORIES,
            "source": "Keputusan contoh",
        }
        with self.tools.begin(*filter(None, [who])) as uow:
            return calendar.add_phase(uow, PhaseFacts(**(known | given))).id

    def screenings(self, agreement_id: UUID | None = None) -> list[Screening]:
        with self.tools.reading() as session:
            query = select(Screening).order_by(Screening.opened_at, Screening.id)
            return [one for one in session.scalars(query) if agreement_id is None or one.agreement_id == agreement_id]

    def get(self, agreement_id: UUID) -> Agreement:
        with self.tools.reading() as session:
            return session.get_one(Agreement, agreement_id)

    def start(self, agreement_id: UUID) -> UUID:
        with self.tools.begin(self.staff) as uow:
            return actions.start(uow, agreement_id).id

    def fill(self, agreement_id: UUID, screening_id: UUID, *, who: Actor | None = None, **given: Any) -> None:
        known = {
            "candidate": Finding.NO,
            "campaign": Finding.NO,
            "sources": ["Daftar calon tetap"],
            "looked_on": date(2026, 3, 2),
            "note": "",
            "proposal": Result.CONTINUE,
        }
        with self.tools.begin(who or self.staff) as uow:
            actions.fill(uow, agreement_id, screening_id, Findings(**(known | given)), seen_version=None)

    def decide(self, agreement_id: UUID, screening_id: UUID, result: Result, *, who=None, allowed: str = "") -> None:
        with self.tools.begin(who or self.chair) as uow:
            said = Decision(result, "Sesuai temuan.", allowed)
            actions.decide(uow, agreement_id, screening_id, said, seen_version=None)

    def version(self, agreement_id: UUID, screening_id: UUID) -> int:
        with self.tools.reading() as session:
            return queries.screening(session, agreement_id, screening_id).version


@pytest.fixture
def house(tools: Tools) -> House:
    return build(tools)


def build(tools: Tools) -> House:
    made = House(tools)
    with tools.begin() as uow:
        for identity, code, level, parent, zone in (
            (made.ri, "0", "ri", None, "WIB"),
            (made.province, "1", "provinsi", made.ri, "WIB"),
            (made.district, "1.01", "kabkota", made.province, "WIB"),
            (made.eastern, "1.02", "kabkota", made.province, "WIT"),
            (made.other, "2", "provinsi", made.ri, "WIB"),
        ):
            name = f"Bawaslu {code}"
            row = Office(id=identity, code=code, name=name, full_name=name, short_name=name, level=level, zone=zone)
            row.parent_id = parent
            uow.session.add(row)
            uow.session.flush()
        for category in (*CATEGORIES, "public_university"):
            made.partners[category] = new_id()
            uow.session.add(
                Partner(
                    id=made.partners[category],
                    name=f"Mitra {category}",
                    name_key=category,
                    category=category,
                    legal_status="legal_entity",
                    office_id=made.district,
                    created_at=uow.now,
                )
            )
    made.staff, made.chair = person(made.district, "drafter"), person(made.district, "chair")
    return made
