"""The offices of the simulated year in their three zones, their people, and the agreements they enter."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from service.accounts import queries as accounts
from service.agreements.lifecycle import Kind
from service.agreements.models import Nature
from service.core.actor import Actor
from service.core.clock import Zone, local_date
from service.core.database import new_id
from service.core.tools import Tools
from service.core.unit_of_work import UnitOfWork
from service.followup.existing import Existing, enter_existing
from service.offices.models import Office, Partner
from service.offices.rules import Level
from service.screening import actions as screening
from service.screening.models import Screening
from service.screening.rules import Finding, Result
from tests.support.clocks import StandingClock
from tests.support.people import make_office, make_person

# Key: code, level, zone, the office above. D1 and D2 are districts of the province P; W and T lie further east.
OFFICES = {
    "RI": ("00", Level.RI, Zone.WIB, ""),
    "P": ("33", Level.PROVINSI, Zone.WIB, "RI"),
    "D1": ("33.20", Level.KABKOTA, Zone.WIB, "P"),
    "D2": ("33.21", Level.KABKOTA, Zone.WIB, "P"),
    "W": ("73", Level.PROVINSI, Zone.WITA, "RI"),
    "T": ("91", Level.PROVINSI, Zone.WIT, "RI"),
}
# In every office one person prepares and decides; in D1 three work, two of whom are reminded.
PEOPLE = {
    key: {"staf": ("drafter", "coordinator")} for key in OFFICES
} | {"D1": {"staf": ("drafter", "coordinator"), "ketua": ("chair",), "arsip": ("archivist", "ppid")}}  # fmt: skip


@dataclass(slots=True)
class Year:
    """The offices and what they made, by the names that the expected table uses."""

    tools: Tools
    clock: StandingClock
    offices: dict[str, Office] = field(default_factory=dict)
    people: dict[tuple[str, str], Actor] = field(default_factory=dict)
    partners: dict[tuple[str, str], UUID] = field(default_factory=dict)
    known: dict[str, UUID] = field(default_factory=dict)

    def who(self, office: str, role: str = "staf") -> Actor:
        """A person of an office."""
        return self.people[office, role]

    def zone(self, office: str) -> Zone:
        """The zone of an office."""
        return OFFICES[office][2]

    def at(self, office: str, day: str, hour: str = "10:00") -> datetime:
        """An instant as the clock on an office's wall tells it."""
        return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=self.zone(office).info)

    def today(self, office: str) -> date:
        """The calendar day of an office."""
        return local_date(self.clock.now(), self.zone(office))

    def office_key(self, office_id: UUID) -> str:
        """The key of an office."""
        return next(key for key, one in self.offices.items() if one.id == office_id)

    def act(self, office: str, change: Callable[[UnitOfWork], Any], role: str = "staf") -> Any:
        """Somebody of an office does something."""
        with self.tools.begin(self.who(office, role)) as uow:
            return change(uow)

    # ------------------------------------------------------------------------------------------------- agreements
    def enter(self, key: str, office: str, kind: Kind, signed: str, end: str = "", **more: Any) -> UUID:
        """Enter a signed agreement with its scan, as an office does that keeps its papers here."""
        category = more.pop("category", "public_university")
        parent = more.pop("under", "")
        scan = self.tools.storage.put(f"%PDF-1.7 {key}".encode())
        said = Existing(
            kind=kind,
            subject=key,
            partner_id=self.partner(office, category),
            office_number=f"{len(self.known) + 1:03}/{key}",
            signed_on=date.fromisoformat(signed),
            end_on=date.fromisoformat(end) if end else None,
            parent_id=self.known[parent] if parent else None,
            **more,
        )
        self.known[key] = self.act(office, lambda uow: enter_existing(uow, said, scan).id)
        return self.known[key]

    def change(self, key: str, nature: Nature, office: str, target: str, signed: str, end: str) -> None:
        """Enter an addendum or a renewal on paper."""
        with self.tools.reading() as session:
            from service.agreements.models import Agreement

            kind = session.get_one(Agreement, self.known[target]).kind_
        self.enter(key, office, kind, signed, end, nature=nature, amends_id=self.known[target])

    def partner(self, office: str, category: str) -> UUID:
        """The one partner of this category with which an office works."""
        if (office, category) not in self.partners:
            with self.tools.begin() as uow:
                name = f"Mitra {office} {category}"
                row = Partner(
                    id=new_id(), name=name, name_key=name.casefold(), category=category, legal_status="public_body",
                    office_id=self.offices[office].id, created_at=uow.now,
                )  # fmt: skip
                uow.session.add(row)
            self.partners[office, category] = row.id
        return self.partners[office, category]

    # ------------------------------------------------------------------------------------------------- screening
    def screened(self, key: str) -> None:
        """Staff look into a partner, and the chair decides that the agreement goes on."""
        agreement_id = self.known[key]
        with self.tools.reading() as session:
            row = session.query(Screening).filter_by(agreement_id=agreement_id).one()
        said = screening.Findings(
            Finding.NO, Finding.NO, ["Pengumuman KPU"], self.today("D1") - timedelta(days=1), "", Result.CONTINUE
        )
        self.act("D1", lambda uow: screening.fill(uow, agreement_id, row.id, said, seen_version=None))
        decided = screening.Decision(Result.CONTINUE, "Tidak ada calon di antara pejabat mitra.")
        self.act(
            "D1", lambda uow: screening.decide(uow, agreement_id, row.id, decided, seen_version=None), role="ketua"
        )


def found(tools: Tools, clock: StandingClock) -> Year:
    """The offices and their people."""
    year = Year(tools, clock)
    for key, (code, level, zone, above) in OFFICES.items():
        parent = year.offices[above].id if above else None
        office = make_office(tools, code, name=f"Bawaslu {key}", level=level, zone=zone, parent_id=parent)
        year.offices[key] = office
        for role, roles in PEOPLE[key].items():
            email = f"{role}@{key.lower()}.example.go.id"
            year.people[key, role] = accounts.actor_of(make_person(tools, office, *roles, email=email))
    return year
