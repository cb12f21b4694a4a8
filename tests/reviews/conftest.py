from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from service.agreements.actions import new_public_code
from service.agreements.models import Agreement
from service.core.actor import Actor
from service.core.database import new_id
from service.core.tools import Tools
from service.offices.models import Office, Partner
from service.reviews import actions, prefill, queries
from service.reviews.actions import Chosen, Minutes, Proposal
from service.reviews.catalogue import checklist
from service.reviews.models import RenewalDecision, Review
from service.reviews.rules import Answer, Decision, Outcome, Said
from service.wiring import register_rooms
from tests.support.agreements import person

register_rooms()


@dataclass(slots=True)
class Desk:
    """A district, two people, a partner; agreements are signed as they are needed. The clock says 2 March 2026."""

    tools: Tools
    office: UUID = field(default_factory=new_id)
    partner: UUID = field(default_factory=new_id)
    drafter: Actor = None
    chief: Actor = None
    made: int = 0

    def agreement(self, **given: Any) -> UUID:
        self.made += 1
        known = {
            "kind": "mou",
            "subject": f"Pengawasan Partisipatif {self.made}",
            "stage": "follow_up",
            "origin": "legacy",
            "lead_office_id": self.office,
            "partner_id": self.partner,
            "office_number": f"{self.made}/HK",
            "partner_number": f"{self.made}/UN",
            "signed_on": date(2026, 1, 15),
            "end_on": date(2029, 1, 15),
        }
        with self.tools.begin() as uow:
            row = Agreement(id=new_id(), public_code=new_public_code(), created_at=uow.now, stage_since=uow.now)
            for name, value in (known | given).items():
                setattr(row, name, value)
            uow.session.add(row)
            return row.id

    def answers(self, kind: str = "mou", **said: tuple[str, str]) -> dict[str, Answer]:
        found = {item.key: Answer(Said.MET) for item in checklist().of_kind(kind)}
        return found | {key: Answer(Said(one), note) for key, (one, note) in said.items()}

    def propose(
        self, agreement_id: UUID, outcome: Outcome = Outcome.FITS, who: Actor | None = None, **said: Any
    ) -> UUID:
        with self.tools.begin(who or self.drafter) as uow:
            return actions.propose(uow, agreement_id, Proposal(self.answers(**said), outcome)).id

    def confirm(self, agreement_id: UUID, review_id: UUID, who: Actor | None = None) -> None:
        with self.tools.begin(who or self.chief) as uow:
            actions.confirm(uow, agreement_id, review_id)

    def reviewed(self, agreement_id: UUID, outcome: Outcome = Outcome.FITS, **said: Any) -> UUID:
        review_id = self.propose(agreement_id, outcome, **said)
        self.confirm(agreement_id, review_id)
        return review_id

    def decide(self, agreement_id: UUID, decision: Decision, **given: Any) -> UUID:
        minutes = {"met_on": date(2026, 3, 1), "attendants": "Ketua dan Koordinator", "text": "Disepakati."}
        who = given.pop("who", None) or self.chief
        reason = given.pop("reason", "Bermanfaat.")
        with self.tools.begin(who) as uow:
            chosen = Chosen(decision, reason, "", Minutes(**(minutes | given)))
            return actions.decide(uow, agreement_id, chosen).id

    def review(self, review_id: UUID) -> Review:
        with self.tools.reading() as session:
            return session.get_one(Review, review_id)

    def decision(self, decision_id: UUID) -> RenewalDecision:
        with self.tools.reading() as session:
            return session.get_one(RenewalDecision, decision_id)

    def known(self, agreement_id: UUID) -> dict[str, prefill.Known]:
        with self.tools.begin(self.drafter) as uow:
            row = uow.session.get_one(Agreement, agreement_id)
            return prefill.known_of(uow.session, row, queries.today_of(uow.session, row))

    def listed(self, which: Any, who: Actor | None = None) -> set[UUID]:
        with self.tools.begin() as uow:
            return set(uow.session.scalars(which(uow.session, who or self.chief)))


@pytest.fixture
def desk(tools: Tools) -> Desk:
    return furnish(tools)


def furnish(tools: Tools) -> Desk:
    made = Desk(tools)
    made.drafter, made.chief = person(made.office, "drafter"), person(made.office, "coordinator")
    with tools.begin() as uow:
        row = Office(id=made.office, code="33.20", name="Bawaslu Kabupaten Contoh", level="kabkota", zone="WIT")
        row.full_name = row.short_name = row.name
        uow.session.add(row)
        uow.session.flush()
        uow.session.add(
            Partner(
                id=made.partner,
                name="Universitas Contoh",
                name_key="universitas contoh",
                category="public_university",
                legal_status="public_body",
                office_id=made.office,
                created_at=uow.now,
            )
        )
    return made
