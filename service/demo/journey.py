"""The main job without a browser: a real Nota Kesepahaman from form data through all six stages to the archive.

Every step is the use case that a page calls, in the name of the person who would press the button; all work of the
workers is done in this very process, through the same runtime.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from service.agreements.actions import move_by_person
from service.agreements.guests import GuestLink, guest_actor
from service.agreements.lifecycle import Action, Kind
from service.agreements.models import Agreement
from service.approval import actions as approval
from service.core.actor import Actor
from service.core.clock import Zone, local_date
from service.core.jobs import Job, JobState
from service.core.refusals import Refused
from service.core.tools import Tools
from service.demo.people import actor, by_role, offices
from service.discussion import actions as discussion
from service.discussion import meeting
from service.discussion.rules import Outcome
from service.documents import versions
from service.drafting import actions as drafting
from service.drafting.queries import desk
from service.offices.models import Partner
from service.planning import actions as planning
from service.planning import consulting
from service.planning.queries import latest
from service.planning.rules import ContributionKind, Side
from service.signing import actions as signing
from service.signing.acts import sign
from service.signing.models import SignatureSlot, SigningEvent
from service.signing.queries import current_event, events_of, turn_of
from service.signing.rules import Order, SlotKind, View
from service.signing.turns import Proof, note_seen
from workers.runtime import drain
from workers.signing import house_of


@dataclass(frozen=True, slots=True)
class Script:
    """What is agreed with whom."""

    partner: str
    subject: str
    need: str
    scope: str
    partner_number: str


SCRIPTS = (
    Script(
        "Universitas Seni Ukir Nusantara Contoh",
        "Pengawasan Partisipatif Berbasis Kampus Seni",
        "Keterlibatan mahasiswa dalam pengawasan partisipatif masih rendah dan perlu ditumbuhkan lewat karya seni.",
        "Pendidikan pengawasan partisipatif\nPenelitian dan kajian kepemiluan\nMagang dan kuliah kerja nyata",
        "77/USUN.C/KS/{month:02}/{year}",
    ),
    Script(
        "PT Radio Gelora Pesisir",
        "Siaran Edukasi Pengawasan Pemilihan",
        "Warga pesisir memerlukan siaran yang mudah dijangkau tentang cara melaporkan dugaan pelanggaran.",
        "Penyusunan materi siaran\nBincang berkala pengawasan partisipatif\nPenyebarluasan saluran pelaporan",
        "15/RGP.C/{month:02}/{year}",
    ),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One finished step: its stage, what was done, how long it took (seconds)."""

    stage: str
    done: str
    seconds: float


@dataclass(slots=True)
class Journey:
    """One agreement on its way; `steps` fills as it goes, `on_step` hears of each."""

    tools: Tools
    script: Script
    on_step: Callable[[Step], None] = lambda _step: None
    steps: list[Step] = field(default_factory=list)
    agreement_id: UUID = field(default_factory=lambda: UUID(int=0))  # until planning has made it

    def run(self) -> UUID:
        """Walk the whole path; returns the agreement. Raises Refused where a step is refused."""
        self.plan()
        self.draft()
        self.discuss()
        self.approve()
        self.sign()
        return self.agreement_id

    # ---------------------------------------------------------------------------------------------------- the stages
    def plan(self) -> None:
        """Perencanaan: need, scope, contributions, checks, an activity, and the province's answer."""
        self.ask()
        with self._step("planning", "Konsultasi dijawab Bawaslu provinsi"):
            with self.tools.begin(self.person("coordinator", "province")) as uow:
                known = latest(uow.session, uow.session.get_one(Agreement, self.agreement_id))
                assert known is not None
                answer = consulting.Answer(supported=True, text="Didukung, laksanakan sesuai rencana.")
                consulting.answer(uow, known.id, answer, seen_version=known.version)
            self._move(self.person("drafter"), Action.START_DRAFT)

    def ask(self) -> None:
        """The plan, and the question to the province."""
        drafter = self.person("drafter")
        with self._step("planning", "Kerja sama dibuat dan direncanakan"):
            with self.tools.reading() as session:
                partner = session.scalars(select(Partner).where(Partner.name == self.script.partner)).one().id
            with self.tools.begin(drafter) as uow:
                made = planning.create_agreement(uow, Kind.MOU, self.script.subject, partner_id=partner)
                self.agreement_id = made.id
            self._plan_details(drafter)
        with self._step("planning", "Konsultasi diajukan kepada Bawaslu provinsi"):
            self._act(drafter, lambda uow, seen: consulting.ask(uow, self.agreement_id, QUESTION, seen_version=seen))

    def _plan_details(self, drafter: Actor) -> None:
        intent = planning.Intent(
            self.script.subject, self.script.need, self.script.scope, "Rencana kerja tahun berjalan"
        )
        self._act(drafter, lambda uow, seen: planning.save_plan(uow, self.agreement_id, intent, seen_version=seen))
        gifts = (
            planning.Gift(Side.OFFICE, ContributionKind.KNOWLEDGE, "Narasumber dan materi pengawasan partisipatif"),
            planning.Gift(Side.PARTNER, ContributionKind.FACILITIES, "Ruang kegiatan dan peserta"),
        )
        for gift in gifts:
            self._act(
                drafter,
                lambda uow, seen, g=gift: planning.add_contribution(uow, self.agreement_id, g, seen_version=seen),
            )
        month = (self._today() + timedelta(days=45)).replace(day=1)
        self._act(
            drafter,
            lambda uow, seen: planning.add_activity(
                uow, self.agreement_id, "Kuliah umum pengawasan partisipatif", month, drafter.name, seen_version=seen
            ),
        )
        self._act(
            drafter,
            lambda uow, seen: planning.state_checks(
                uow, self.agreement_id, lawful=True, independent=True, seen_version=seen
            ),
        )

    def draft(self) -> None:
        """Perumusan: the form is filled in, a version saved, its paper made."""
        drafter = self.person("drafter")
        with self._step("drafting", "Isian naskah dilengkapi dan versi pertama disimpan"):
            with self.tools.begin(drafter) as uow:
                agreement = uow.session.get_one(Agreement, self.agreement_id)
                known = desk(uow.session, agreement)
                wanted = self._values(known.content.values)
                for section in known.template.manifest.sections:
                    drafting.write_section(uow, self.agreement_id, section.key, wanted, seen_copy=None)
                drafting.save_version(uow, self.agreement_id, note="Rancangan pertama", seen_copy=None)
            self._move(drafter, Action.OPEN_DISCUSSION)
        with self._step("drafting", "Naskah DOCX dan PDF dibuat pekerja"):
            self._work()

    def _values(self, known: Any) -> dict[str, Any]:
        """The whole form: what was filled in from the plan, and what only people know."""
        staff = by_role("secretariat")
        with self.tools.reading() as session:
            home = offices(session)["district"]
        own = {
            "menimbang": [
                self.script.need.rstrip("."),
                "PARA PIHAK berkepentingan memperluas keterlibatan masyarakat dalam pengawasan pemilihan umum",
            ],
            "dasar_hukum": list(LEGAL_BASES),
            "jangka_waktu": {"tahun": 3},
            "mode_penandatanganan": "elektronik",
            "penghubung_kesatu": {
                "nama": staff.name,
                "jabatan": f"{staff.title} {home.name}",
                "alamat": home.address,
                "telepon": home.phone,
                "surel": home.email,
            },
        }
        liaison = dict(known.get("penghubung_kedua") or {})
        liaison.setdefault("jabatan", "Penghubung kerja sama")
        liaison.setdefault("alamat", "Jepara")
        return {**known, **own, "penghubung_kedua": liaison}

    def discuss(self) -> None:
        """Pembahasan: a remark is made, the text changed, the remark settled, the minutes filed."""
        drafter = self.person("drafter")
        with self._step("discussion", "Catatan dibahas dan naskah diperbaiki"):
            with self.tools.begin(drafter) as uow:
                remark = discussion.add_remark(uow, self.agreement_id, discussion.Words(REMARK))
                remark_id = remark.id
            with self.tools.begin(drafter) as uow:
                agreement = uow.session.get_one(Agreement, self.agreement_id)
                closing = desk(uow.session, agreement).content.articles[-1]
                body = closing.body.rstrip() + "\n" + ADDED
                drafting.rewrite_article(uow, self.agreement_id, closing.key, closing.title, body, seen_copy=None)
                drafting.save_version(uow, self.agreement_id, note="Hasil pembahasan", seen_copy=None)
                discussion.settle(uow, self.agreement_id, remark_id, "Ditambahkan pada pasal penutup.")
        with self._step("discussion", "Berita acara pembahasan disepakati"):
            self._minutes(drafter)
            self._work()
            self._move(drafter, Action.ASK_APPROVAL)

    def _minutes(self, drafter: Actor) -> None:
        with self.tools.begin(drafter) as uow:
            minutes_id = meeting.begin(uow, self.agreement_id).id
        with self.tools.begin(drafter) as uow:
            copy = versions.working_copy(uow.session, minutes_id)
            assert copy is not None
            values = dict(versions.content_of(copy).values) | MINUTES
            meeting.write(uow, self.agreement_id, minutes_id, values, Outcome.AGREED, seen_copy=copy.version)
        with self.tools.begin(drafter) as uow:
            meeting.file(uow, self.agreement_id, minutes_id)

    def approve(self) -> None:
        """Pengesahan: coordinator, secretariat and chair approve in order; the last approval freezes the text."""
        for role in ("coordinator", "secretariat", "chair"):
            done = f"Disetujui {by_role(role).title}"
            with self._step("approval", done), self.tools.begin(self.person(role)) as uow:
                approval.decide(uow, self.agreement_id, approval.Verdict(approved=True))

    def sign(self) -> None:
        """Penandatanganan: the event opens, the seal locks, partner and chair sign, the archive is made."""
        with self._step("signing", "Acara dibuka, naskah dikunci segel"):
            today = self._today()
            said = signing.NewEvent(
                held_on=today,
                place="Jepara",
                stated=False,
                order=Order.SECOND,
                partner_number=self.script.partner_number.format(month=today.month, year=today.year),
            )
            with self.tools.begin(self.person("drafter")) as uow:
                signing.open_event(uow, self.agreement_id, said, house_of(self.tools))
            self._work()
        while (slot := self._turn()) is not None:
            with self._step("signing", f"Ditandatangani {slot.title}"):
                self._sign(slot)
                self._work()
        with self.tools.reading() as session:
            stage = session.get_one(Agreement, self.agreement_id).stage
        if stage != "follow_up":
            raise Refused("paper_not_archived")
        self._note(Step("follow_up", "Naskah diarsipkan, jam tindak lanjut berjalan", 0.0))

    def _turn(self) -> SignatureSlot | None:
        with self.tools.reading() as session:
            event = current_event(session, self.agreement_id)
            slot = turn_of(event) if event is not None else None
            return slot if slot is not None and slot.waiting else None

    def _sign(self, slot: SignatureSlot) -> None:
        with self.tools.reading() as session:
            event = current_event(session, self.agreement_id)
            assert event is not None
            seen = event.head_sha256
            link = session.get(GuestLink, slot.link_id) if slot.link_id else None
        if slot.kind == SlotKind.GUEST:
            assert link is not None
            who, pin = guest_actor(link), ""
            method = "tautan pribadi dan kode sekali pakai (dijalankan contoh)"
        else:
            who, pin = self.person("chair"), by_role("chair").pin
            method = "kata sandi dan PIN (dijalankan contoh)"
        with self.tools.begin(who) as uow:
            note_seen(uow, slot.id, View.READING)
        sign(self.tools, who, slot.id, seen_sha256=seen, proof=Proof(method), pin=pin)

    # ------------------------------------------------------------------------------------------------------- helpers
    def event(self) -> SigningEvent:
        """The signing event that ended in the archive."""
        with self.tools.reading() as session:
            return events_of(session, self.agreement_id)[0]

    def person(self, role: str, office: str = "district") -> Actor:
        """A member of the cast as an actor."""
        with self.tools.reading() as session:
            return actor(session, by_role(role, office).email)

    def _today(self) -> date:
        return local_date(self.tools.clock.now(), Zone.WIB)

    def _act(self, who: Actor, change: Callable[..., Any]) -> None:
        with self.tools.begin(who) as uow:
            change(uow, uow.session.get_one(Agreement, self.agreement_id).version)

    def _move(self, who: Actor, action: Action) -> None:
        with self.tools.begin(who) as uow:
            move_by_person(uow, self.agreement_id, action)

    def _work(self) -> None:
        """Do what workers would do, and wait for those that are at it; refuse with the fault of work that failed."""
        give_up = time.monotonic() + PATIENCE
        while True:
            drain(self.tools)
            left = self._open_work()
            if left is None:
                return
            if left.error_code or time.monotonic() > give_up:
                raise Refused(left.error_code or "work_crashed", **left.error_params)
            time.sleep(0.05)

    def _open_work(self) -> Job | None:
        with self.tools.reading() as session:
            query = select(Job).where(
                Job.agreement_id == self.agreement_id, Job.state != JobState.DONE, Job.kind != "send_mail"
            )
            return session.scalars(query).first()

    @contextmanager
    def _step(self, stage: str, done: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._note(Step(stage, done, round(time.perf_counter() - began, 3)))

    def _note(self, step: Step) -> None:
        self.steps.append(step)
        self.on_step(step)


PATIENCE = 180.0  # seconds for work that another worker holds: longer than a lease
QUESTION = "Mohon pertimbangan atas rencana kerja sama dengan mitra ini."
REMARK = "Mohon ditegaskan bahwa naskah elektronik mengikat sama dengan naskah tercetak."
ADDED = "Naskah elektronik yang lengkap tanda tangannya mengikat PARA PIHAK sama seperti naskah tercetak."
LEGAL_BASES = (
    (
        "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum sebagaimana telah diubah dengan "
        "Undang-Undang Nomor 7 Tahun 2023"
    ),
    "Peraturan Badan Pengawas Pemilihan Umum Nomor 2 Tahun 2023 tentang Pengawasan Partisipatif",
    "Peraturan Badan Pengawas Pemilihan Umum Nomor 7 Tahun 2023 tentang Pedoman Kerja Sama",
)
MINUTES = {"pokok_bahasan": ["Kekuatan naskah elektronik"], "kesepakatan": ["Rumusan pasal penutup disepakati"]}
