from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from service.accounts.models import Person, RoleGrant
from service.agreements.lifecycle import Kind
from service.agreements.models import Agreement
from service.core.actor import Actor
from service.core.database import new_id
from service.core.tools import Tools
from service.followup.existing import Existing, enter_existing
from service.offices.models import Office, Partner
from service.wiring import register_rooms
from tests.support.agreements import person

register_rooms()


@dataclass(slots=True)
class Desk:
    """A province with one district in another zone, a partner, and what was entered by the district."""

    tools: Tools
    province: UUID = field(default_factory=new_id)
    district: UUID = field(default_factory=new_id)
    partner: UUID = field(default_factory=new_id)
    drafter: Actor = None
    entered: int = 0

    def existing(self, **given: Any) -> Existing:
        self.entered += 1
        known = {
            "kind": Kind.MOU,
            "subject": f"Pengawasan Partisipatif {self.entered}",
            "partner_id": self.partner,
            "office_number": f"{self.entered}/HK.02.00/K.CT-01/5/2025",
            "signed_on": date(2026, 1, 15),
        }
        return Existing(**(known | given))

    def enter(self, *, who: Actor | None = None, data: bytes = b"", **given: Any) -> UUID:
        known = self.existing(**given)
        stored = self.tools.storage.put(data or f"pindaian {self.entered}".encode())
        with self.tools.begin(who or self.drafter) as uow:
            return enter_existing(uow, known, stored).id

    def version(self, agreement_id: UUID) -> int:
        with self.tools.reading() as session:
            return session.get_one(Agreement, agreement_id).version

    def staff(self, office: UUID, role: str, email: str, language: str = "") -> UUID:
        with self.tools.begin() as uow:
            row = Person(id=new_id(), email=email, name=email.partition("@")[0], office_id=office, language=language)
            row.created_at = uow.now
            row.grants = [RoleGrant(office_id=office, role=role, granted_at=uow.now)]
            uow.session.add(row)
            return row.id


@pytest.fixture
def desk(tools: Tools) -> Desk:
    return furnish(tools)


def furnish(tools: Tools) -> Desk:
    made = Desk(tools)
    made.drafter = person(made.district, "drafter")
    with tools.begin() as uow:
        for identity, code, name, level, parent, zone in (
            (made.province, "1", "Bawaslu Provinsi Contoh", "provinsi", None, "WIB"),
            (made.district, "1.01", "Bawaslu Kabupaten Contoh", "kabkota", made.province, "WIT"),
        ):
            row = Office(id=identity, code=code, name=name, full_name=name, short_name=name, level=level, zone=zone)
            row.parent_id = parent
            uow.session.add(row)
            uow.session.flush()
        uow.session.add(
            Partner(
                id=made.partner,
                name="Universitas Contoh",
                name_key="universitas contoh",
                category="public_university",
                legal_status="public_body",
                office_id=made.district,
                created_at=uow.now,
            )
        )
    return made
