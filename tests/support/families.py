"""A signed agreement of an office with people and keys, and the way of an addendum, renewal or termination from it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from service.agreements.actions import OutsideAct, check_act, move_by_person
from service.agreements.family import Wish
from service.agreements.guests import GuestLink, guest_actor
from service.agreements.lifecycle import Action, Mode, Stage
from service.agreements.models import ActKind, Agreement, Nature
from service.approval import actions as approval
from service.authority import actions as authority_actions
from service.authority.certificates import Subject
from service.authority.desk import config_from
from service.core.tools import Tools
from service.discussion import meeting
from service.discussion.rules import Outcome
from service.documents import versions
from service.drafting import actions as drafting
from service.drafting.queries import desk
from service.offices.models import Office, Partner, PartnerEvidence
from service.planning import actions as planning
from service.signing import actions as signing
from service.signing.acts import sign
from service.signing.queries import current_event, turn_of
from service.signing.rules import Order, View
from service.signing.turns import Proof, note_seen
from service.wiring import register_rooms
from tests.support.agreements import Started, person, start, with_accounts
from tests.support.papers import plain_pdf
from tests.support.people import Staff
from tests.support.signing import PIN, equip
from workers.runtime import drain
from workers.signing import house_of

TODAY = date(2026, 3, 2)
SIGNED, ENDS = date(2025, 11, 3), date(2026, 11, 3)
LEGAL_BASES = [
    (
        "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum sebagaimana telah diubah dengan "
        "Undang-Undang Nomor 7 Tahun 2023"
    )
]


@dataclass(slots=True)
class House:
    """The signed agreement and everybody who acts."""

    tools: Tools
    made: Started
    amended_id: UUID
    staff: Staff | None = None

    def row(self, agreement_id: UUID | None = None) -> Agreement:
        """An agreement as it is now; the amended one unless another is named."""
        with self.tools.reading() as session:
            return session.get_one(Agreement, agreement_id or self.amended_id)

    def begin(self, wish: Wish, reason: str = "Kebutuhan PARA PIHAK berubah", *, role: str = "drafter") -> UUID:
        """Begin an instrument from the signed agreement."""
        with self.tools.begin(self.made.people[role]) as uow:
            return planning.begin_change(uow, self.amended_id, wish, reason).id

    def change(self, **values: Any) -> None:
        """Set something of the amended agreement."""
        with self.tools.begin() as uow:
            row = uow.session.get_one(Agreement, self.amended_id)
            for name, value in values.items():
                setattr(row, name, value)

    # ------------------------------------------------------------------------------------------------- the stages
    def plan(self, identity: UUID) -> None:
        """The two checks, and an activity for a renewal."""
        nature, drafter = self.row(identity).nature, self.made.people["drafter"]
        if nature != Nature.TERMINATION:
            with self.tools.begin(drafter) as uow:
                seen = uow.session.get_one(Agreement, identity).version
                planning.state_checks(uow, identity, lawful=True, independent=True, seen_version=seen)
        if nature == Nature.RENEWAL:
            with self.tools.begin(drafter) as uow:
                seen = uow.session.get_one(Agreement, identity).version
                planning.add_activity(uow, identity, "Kuliah umum", date(2026, 5, 1), "Staf", seen_version=seen)
        self.move(identity, Action.START_DRAFT)

    def draft(self, identity: UUID, mode: Mode, more: dict[str, Any] | None = None) -> None:
        """The form is filled in as far as it was not already, a version saved, its paper made."""
        drafter = self.made.people["drafter"]
        with self.tools.begin(drafter) as uow:
            known = desk(uow.session, uow.session.get_one(Agreement, identity))
            chosen = {Mode.ELECTRONIC: "elektronik", Mode.WET: "basah"}[mode]
            values = {
                **known.content.values,
                "mode_penandatanganan": chosen,
                "dasar_hukum": LEGAL_BASES,
                **(more or {}),
            }
            for section in known.template.manifest.sections:
                drafting.write_section(uow, identity, section.key, values, seen_copy=None)
            if not values.get("perubahan") and known.template.name == "adendum":
                drafting.remove_article(uow, identity, "perubahan", seen_copy=None)
            drafting.save_version(uow, identity, seen_copy=None)
        drain(self.tools)
        self.move(identity, Action.OPEN_DISCUSSION)

    def discuss(self, identity: UUID) -> None:
        """Minutes are filed and approval is asked for."""
        drafter = self.made.people["drafter"]
        with self.tools.begin(drafter) as uow:
            minutes_id = meeting.begin(uow, identity).id
        with self.tools.begin(drafter) as uow:
            copy = versions.working_copy(uow.session, minutes_id)
            assert copy is not None
            said = {"pokok_bahasan": ["Rumusan"], "kesepakatan": ["Disepakati"], "tempat_rapat": "Contoh"}
            values = dict(versions.content_of(copy).values) | said
            meeting.write(uow, identity, minutes_id, values, Outcome.AGREED, seen_copy=copy.version)
        with self.tools.begin(drafter) as uow:
            meeting.file(uow, identity, minutes_id)
        drain(self.tools)
        self.move(identity, Action.ASK_APPROVAL)

    def approve(self, identity: UUID) -> None:
        """The chain approves in order."""
        for role in ("coordinator", "secretariat", "chair"):
            with self.tools.begin(self.made.people[role]) as uow:
                approval.decide(uow, identity, approval.Verdict(approved=True))

    def open_signing(self, identity: UUID, held_on: date = TODAY) -> None:
        """Open the event and have the paper made."""
        said = signing.NewEvent(held_on, "Contoh", stated=False, order=Order.SECOND, partner_number="9/UN/2026")
        with self.tools.begin(self.made.people["drafter"]) as uow:
            signing.open_event(uow, identity, said, house_of(self.tools))
        drain(self.tools)

    def sign_next(self, identity: UUID) -> bool:
        """Whoever has the turn signs electronically; False when nobody has."""
        with self.tools.reading() as session:
            event = current_event(session, identity)
            slot = turn_of(event) if event is not None else None
            if event is None or slot is None or not slot.waiting:
                return False
            seen, link = event.head_sha256, session.get(GuestLink, slot.link_id) if slot.link_id else None
        who = guest_actor(link, "192.0.2.9", "peramban uji") if link is not None else self.made.people["chair"]
        with self.tools.begin(who) as uow:
            note_seen(uow, slot.id, View.READING)
        sign(self.tools, who, slot.id, seen_sha256=seen, proof=Proof("uji"), pin="" if link is not None else PIN)
        drain(self.tools)
        return True

    def record_original(self, identity: UUID, signed_on: date) -> None:
        """The wet original is entered and checked by a second person."""
        scan = self.tools.storage.put(plain_pdf(2, f"Pindaian {identity}"))
        outcome = {"signed_on": signed_on.isoformat(), "partner_number": "9/UN/2026"}
        act = OutsideAct(ActKind.WET_ORIGINAL, identity, "Kedua pihak", signed_on, "", scan, "application/pdf", outcome)
        with self.tools.begin(self.made.people["drafter"]) as uow:
            act_id = signing.record_original(uow, identity, act).id
        with self.tools.begin(self.made.people["coordinator"]) as uow:
            check_act(uow, act_id)
        drain(self.tools)

    def move(self, identity: UUID, action: Action) -> None:
        """One step by the drafter."""
        with self.tools.begin(self.made.people["drafter"]) as uow:
            move_by_person(uow, identity, action)

    def to_signing(self, identity: UUID, mode: Mode = Mode.ELECTRONIC, more: dict[str, Any] | None = None) -> None:
        """Everything up to the opening of signing."""
        self.plan(identity)
        self.draft(identity, mode, more)
        self.discuss(identity)
        self.approve(identity)

    def conclude(self, identity: UUID, mode: Mode = Mode.ELECTRONIC, more: dict[str, Any] | None = None) -> Agreement:
        """The whole way to follow-up."""
        self.to_signing(identity, mode, more)
        self.open_signing(identity)
        if mode is Mode.WET:
            self.record_original(identity, TODAY)
        else:
            while self.sign_next(identity):
                pass
        return self.row(identity)


def settle(tools: Tools, *, accounts: bool = False) -> House:
    """A signed MoU of a district, its offices, people (who can sign in), evidence, seal and keys."""
    register_rooms()
    equip(tools)
    made = start(tools, Stage.FOLLOW_UP)
    staff = with_accounts(tools, made) if accounts else None
    made.people["other"] = person(made.office_id, "drafter", name="Staf Lain")
    config = config_from(tools)
    chair = made.people["chair"]
    assert chair.id is not None
    with tools.begin() as uow:
        row = uow.session.get_one(Agreement, made.agreement_id)
        row.signed_on = row.effective_on = SIGNED
        row.end_on, row.term_months = ENDS, 12
        row.office_number, row.partner_number = "004/HK.02.00/K.CT-01/11/2025", "31/UN/2025"
        office = uow.session.get_one(Office, made.office_id)
        office.address = "Jalan Contoh 1"
        row_partner = row.partner_id
        assert row_partner is not None
        uow.session.add(
            PartnerEvidence(
                partner_id=row_partner,
                kind="decree_of_office",
                number="7/SK/2024",
                issued_on=date(2024, 1, 2),
                added_name="Staf",
                added_at=uow.now,
            )
        )
        uow.session.get_one(Partner, row_partner).address = "Jalan Kampus 2"
        authority_actions.init_authority(uow, config)
        authority_actions.ensure_seal(uow, config, made.office_id, "Bawaslu Kabupaten Contoh")
        subject = Subject("Rahmat Hidayat", "Bawaslu Kabupaten Contoh", title="Ketua")
        authority_actions.issue_person(uow, config, chair.id, subject, made.office_id, PIN)
    return House(tools, made, made.agreement_id, staff)


def instruments(tools: Tools, amended_id: UUID) -> list[Agreement]:
    """Everything that was begun from an agreement."""
    with tools.reading() as session:
        query = select(Agreement).where(Agreement.amends_id == amended_id).order_by(Agreement.created_at)
        return list(session.scalars(query))
