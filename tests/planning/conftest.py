from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pytest

from service.agreements.lifecycle import Kind
from service.agreements.models import Agreement
from service.core.actor import Actor
from service.core.database import new_id
from service.core.tools import Tools
from service.offices.models import Office, Partner, PartnerEvidence
from service.planning import actions
from service.planning.actions import Gift, Intent
from service.planning.rules import ContributionKind, Side
from service.wiring import register_rooms
from tests.support.agreements import person

register_rooms()


@dataclass(slots=True)
class Tree:
    """RI, one province with two districts, and two partners."""

    tools: Tools
    ri: UUID = field(default_factory=new_id)
    province: UUID = field(default_factory=new_id)
    district: UUID = field(default_factory=new_id)
    sister: UUID = field(default_factory=new_id)
    university: UUID = field(default_factory=new_id)
    ngo: UUID = field(default_factory=new_id)

    def drafter(self, office: UUID | None = None) -> Actor:
        return person(office or self.district, "drafter")

    def chair(self, office: UUID | None = None) -> Actor:
        return person(office or self.district, "chair")

    def coordinator(self, office: UUID | None = None) -> Actor:
        return person(office or self.province, "coordinator")

    def create(self, kind: Kind = Kind.MOU, *, office: UUID | None = None, partner: UUID | None = None, **more) -> UUID:
        with self.tools.begin(self.drafter(office)) as uow:
            made = actions.create_agreement(
                uow, kind, "Pengawasan Partisipatif", partner_id=partner or self.university, **more
            )
            return made.id

    def version(self, agreement_id: UUID) -> int:
        with self.tools.reading() as session:
            return session.get_one(Agreement, agreement_id).version

    def complete(self, agreement_id: UUID, *, office: UUID | None = None) -> None:
        """Everything of a plan except the consultation."""
        who = self.drafter(office)
        with self.tools.begin(who) as uow:
            intent = Intent("Pengawasan Partisipatif", "Pemilih muda perlu diajak.", "Sosialisasi\nRelawan")
            actions.save_plan(uow, agreement_id, intent, seen_version=self.version(agreement_id))
        for side in Side:
            gift = Gift(side, ContributionKind.PEOPLE, f"Tenaga {side.value}")
            with self.tools.begin(who) as uow:
                actions.add_contribution(uow, agreement_id, gift, seen_version=self.version(agreement_id))
        with self.tools.begin(who) as uow:
            actions.state_checks(
                uow, agreement_id, lawful=True, independent=True, seen_version=self.version(agreement_id)
            )


@pytest.fixture
def tree(tools: Tools) -> Tree:
    return plant(tools)


def plant(tools: Tools) -> Tree:
    made = Tree(tools)
    with tools.begin() as uow:
        offices = (
            (made.ri, "0", "Bawaslu RI", "ri", None),
            (made.province, "1", "Bawaslu Provinsi Contoh", "provinsi", made.ri),
            (made.district, "1.01", "Bawaslu Kabupaten Contoh", "kabkota", made.province),
            (made.sister, "1.02", "Bawaslu Kota Tetangga", "kabkota", made.province),
        )
        for identity, code, name, level, parent in offices:
            row = Office(id=identity, code=code, name=name, full_name=name, short_name=name, level=level)
            row.parent_id = parent
            uow.session.add(row)
            uow.session.flush()
        partners = (
            (made.university, "Universitas Contoh", "public_university", "public_body"),
            (made.ngo, "Perkumpulan Warga", "ngo", "no_legal_entity"),
        )
        for identity, name, category, status in partners:
            uow.session.add(
                Partner(
                    id=identity,
                    name=name,
                    name_key=name.lower(),
                    category=category,
                    legal_status=status,
                    office_id=made.district,
                    created_at=uow.now,
                )
            )
        uow.session.flush()
        uow.session.add(
            PartnerEvidence(
                partner_id=made.university,
                kind="decree_of_office",
                number="7/SK/2024",
                issued_on=date(2024, 1, 2),
                added_name="Staf",
                added_at=uow.now,
            )
        )
    return made
