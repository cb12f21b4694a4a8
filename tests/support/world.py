"""Two districts of one province with an agreement each, and everything below an agreement that has an address."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from service.accounts.models import Person
from service.agreements.guests import GuestLink, GuestPurpose, make_link
from service.agreements.lifecycle import Stage
from service.agreements.models import ActKind, Agreement, RecordedAct
from service.core.database import new_id
from service.core.jobs import Job
from service.core.permissions import Role
from service.core.tools import Tools
from service.discussion import meeting
from service.discussion.models import Minutes, Remark
from service.documents import versions
from service.followup.models import ActivityEvidence, CalendarFeed, JointActivity, Obligation, Task, TaskEvidence
from service.offices.models import Partner, PartnerEvidence, Signatory
from service.offices.rules import Level
from service.planning.models import Condition, Consultation, Contribution, Plan, PlannedActivity
from service.reporting.freezing import freeze
from service.reporting.models import MonthlyReport
from service.signing.models import SignatureSlot, SigningEvent
from tests.support.people import Staff, make_office, make_person, make_staff
from tests.support.rooms import make_agreement
from tests.support.world_rooms import Rooms

INTERNAL = "RahasiaInternalKami"  # what only the agreement's own office may read
TEXT = "IsiNaskahKami"  # what the level above may read once it was consulted or the paper is signed
CONTACT = "0812-RAHASIA"


@dataclass(slots=True)
class Place:
    """A district, its people, its agreement, and the ids of all that hangs on it, by the names in addresses."""

    staff: Staff
    everybody: Person
    agreement_id: UUID
    ids: dict[str, Any] = field(default_factory=dict)
    token: str = ""
    link_id: UUID | None = None


@dataclass(slots=True)
class World:
    """The province, our district, and its sister."""

    province: Person
    province_id: UUID
    ours: Place
    sister: Place


def build(tools: Tools) -> World:
    """Make it all; the two agreements stand in discussion."""
    province = make_office(tools, "33", name="Bawaslu Provinsi Contoh", level=Level.PROVINSI)
    above = make_person(tools, province, *Role, email="semua@provinsi.example")
    return World(
        above, province.id, _place(tools, "33.20", province.id, INTERNAL), _place(tools, "33.21", province.id, "lain")
    )


def set_stage(tools: Tools, agreement_id: UUID, stage: Stage) -> None:
    """Put an agreement into a stage."""
    with tools.begin() as uow:
        agreement = uow.session.get_one(Agreement, agreement_id)
        agreement.stage = stage.value
        if stage is Stage.FOLLOW_UP:
            agreement.signed_on, agreement.end_on = date(2026, 1, 5), date(2029, 1, 5)


def _place(tools: Tools, code: str, province_id: UUID, secret: str) -> Place:
    office = make_office(tools, code, name=f"Bawaslu Kabupaten {code}", parent_id=province_id)
    staff = make_staff(tools, office)
    everybody = make_person(tools, office, *Role, email=f"semua@{code.replace('.', '-')}.example")
    place = Place(staff, everybody, make_agreement(tools, staff, Stage.DISCUSSION, saved=True))
    place.ids = {"agreement_id": place.agreement_id, "section": "para_pihak", "key": "baru"}
    _plan(tools, place, province_id, secret)
    _discussion(tools, place, secret)
    _rest(tools, place, secret)
    with tools.begin() as uow:
        rooms = Rooms(place, uow.now, _file(tools, uow, secret), secret, CONTACT)
        for row in rooms.rows():
            uow.session.add(row)
            uow.session.flush()
        freeze(uow.session, uow.session.get_one(MonthlyReport, rooms.ids["report_id"]))
        place.ids["code"] = uow.session.get_one(Agreement, place.agreement_id).public_code
    place.ids |= rooms.ids
    return place


def _plan(tools: Tools, place: Place, province_id: UUID, secret: str) -> None:
    agreement_id = place.agreement_id
    with tools.begin() as uow:
        add = uow.session.add
        plan = Plan(agreement_id=agreement_id, need=TEXT, scope=TEXT, work_plan="")
        gift = Contribution(id=new_id(), side="office", kind="data", description=TEXT, added_at=uow.now)
        done = PlannedActivity(id=new_id(), title=TEXT, month=date(2026, 5, 1), owner="Divisi", added_at=uow.now)
        plan.contributions.append(gift)
        plan.activities.append(done)
        add(plan)
        agreement = uow.session.get_one(Agreement, agreement_id)
        consultation = Consultation(
            id=new_id(), agreement_id=agreement_id, number=1, partner_id=agreement.partner_id, asked_of=province_id,
            question=secret, shown={"subject": "", "need": "", "scope": ""}, asked_name="Contoh", asked_at=uow.now,
            due_on=uow.now.date() + timedelta(days=14), state="waiting",
        )  # fmt: skip
        condition = Condition(id=new_id(), place=1, text=secret)
        consultation.conditions.append(condition)
        add(consultation)
        act = RecordedAct(
            id=new_id(), agreement_id=agreement_id, kind=ActKind.CONSULTATION_ANSWER.value, subject_id=consultation.id,
            outcome={"supported": True, "text": "", "conditions": [], "words": secret}, done_by=secret,
            done_on=date(2026, 3, 1), letter_number="1", scan_sha256=_file(tools, uow, secret),
            scan_type="application/pdf", entered_by=place.staff.drafter.id, entered_name="Contoh", entered_at=uow.now,
        )  # fmt: skip
        add(act)
        place.ids |= {
            "activity_id": done.id, "contribution_id": gift.id, "consultation_id": consultation.id,
            "condition_id": condition.id, "act_id": act.id, "partner_id": agreement.partner_id,
        }  # fmt: skip


def _discussion(tools: Tools, place: Place, secret: str) -> None:
    agreement_id = place.agreement_id
    with tools.begin(place.staff.actor("drafter")) as uow:
        minutes = meeting.begin(uow, agreement_id)
        agreement = uow.session.get_one(Agreement, agreement_id)
        made = make_link(
            uow, agreement, purpose=GuestPurpose.DISCUSSION, subject_id=agreement_id, name="Sri",
            email="sri@mitra.example",
            key=tools.settings.session(),
        )  # fmt: skip
        remark = Remark(
            id=new_id(), agreement_id=agreement_id, version_number=1, side="office", visibility="internal",
            author_name="Contoh", text=secret, said_at=uow.now,
        )  # fmt: skip
        uow.session.add(remark)
        place.token, place.link_id = made.token, made.link.id
        place.ids |= {"minutes_id": minutes.id, "remark_id": remark.id, "link_id": made.link.id}
        version = versions.latest(uow.session, agreement_id)
        assert version is not None
        place.ids |= {"version_id": version.id}


def _rest(tools: Tools, place: Place, secret: str) -> None:
    with tools.begin() as uow:
        add, now = uow.session.add, uow.now
        done = JointActivity(id=new_id(), agreement_id=place.agreement_id, title=TEXT, held_on=date(2026, 2, 1),
                             participants=TEXT, added_name="Contoh", added_at=now)  # fmt: skip
        sha256 = _file(tools, uow, secret)
        proof = ActivityEvidence(id=new_id(), sha256=sha256, size=3, media_type="application/pdf",
        file_name="bukti.pdf",
                                 added_name="Contoh", added_at=now)  # fmt: skip
        done.evidence.append(proof)
        task = Task(id=new_id(), agreement_id=place.agreement_id, key="x", title=secret, due_on=date(2026, 4, 1),
                    opened_at=now)  # fmt: skip
        shown = TaskEvidence(id=new_id(), sha256=sha256, size=3, media_type="application/pdf", file_name="bukti.pdf",
                             added_name="Contoh", added_at=now)  # fmt: skip
        task.evidence.append(shown)
        owed = Obligation(id=new_id(), agreement_id=place.agreement_id, text=TEXT, side="office", owner="Divisi",
                          first_due_on=date(2026, 4, 1), added_name="Contoh", added_at=now)  # fmt: skip
        feed = CalendarFeed(id=new_id(), token_hash=new_id().hex, office_id=place.staff.office_id, made_name="Contoh",
                            made_at=now)  # fmt: skip
        partner = uow.session.get_one(Partner, place.ids["partner_id"])
        partner.liaison_phone = CONTACT
        deed = PartnerEvidence(id=new_id(), partner_id=partner.id, kind="founding_deed", number="1",
        issued_on=date(2020, 1, 1),
                               sha256=sha256, media_type="application/pdf", file_name="akta.pdf", added_name="Contoh",
                               added_by=place.staff.drafter.id, added_at=now)  # fmt: skip
        rector, chair = (
            Signatory(id=new_id(), name=name, position="Jabatan", decree_kind="appointment", decree_number="1",
                      email=f"{CONTACT}@rahasia.example", may_sign=["mou"], created_at=now, sha256=sha256,
                      media_type="application/pdf", file_name="sk.pdf", **side)
            for name, side in (("Rektor", {"partner_id": partner.id}), ("Ketua", {"office_id": place.staff.office_id}))
        )  # fmt: skip
        event = _event(place, rector.id, now)
        job = Job(id=new_id(), kind="render_draft", subject_id=new_id(), agreement_id=place.agreement_id, revision="x",
                  queue="render", state="failed", payload={}, error_params={}, created_at=now,
                  run_after=now)  # fmt: skip
        for row in (owed, feed, done, task, deed, rector, chair, event, job):
            add(row)
        place.ids |= {
            "obligation_id": owed.id, "feed_id": feed.id, "task_evidence_id": shown.id,
            "joint_activity_id": done.id, "evidence_id": proof.id, "partner_evidence_id": deed.id, "task_id": task.id,
            "slot_id": event.slots[0].id, "partner_signatory_id": rector.id, "signatory_id": chair.id, "job_id": job.id,
            "office_id": place.staff.office_id, "person_id": place.staff.drafter.id,
        }  # fmt: skip


def _event(place: Place, signatory_id: UUID, now: Any) -> SigningEvent:
    slot = SignatureSlot(
        id=new_id(), order=1, side="kesatu", place="kesatu.1", field="ttd_kesatu_1", kind="staff",
        signatory_id=signatory_id,
        person_id=place.staff.chair.id, office_id=place.staff.office_id, institution="Bawaslu", name="Ketua",
        title="Ketua",
        decree="1", email="",
    )  # fmt: skip
    return SigningEvent(
        id=new_id(), agreement_id=place.agreement_id, live_key=place.agreement_id, number=1, mode="electronic",
        held_on=date(2026, 3, 2), stated=False, place="Contoh", office_number="1", partner_number="2",
        version_id=place.ids["version_id"], content_hash="0" * 64, plan={}, reading=[], opened_by="Contoh",
        opened_at=now,
        state="preparing", slots=[slot],
    )  # fmt: skip


def _file(tools: Tools, uow: Any, secret: str) -> str:
    stored = tools.storage.put(f"%PDF-1.7 {secret} {new_id()}".encode())
    return str(uow.keep(stored, "application/pdf"))


__all__ = ["CONTACT", "INTERNAL", "TEXT", "GuestLink", "Minutes", "Place", "World", "build", "set_stage"]
