"""Many agreements at once, for benches: offices of the whole country, partners, activities, tasks, audit events.

Rows go in by bulk inserts past the service, the same for the same size (one seed); the search index is filled after.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, text, update

from service.agreements.models import Agreement, AgreementOffice, StageChange
from service.agreements.register.keeping import write_fields
from service.agreements.register.models import SearchEntry, entry_id
from service.core.audit import AuditEvent
from service.core.jobs import Job
from service.core.terms import pks_deadline
from service.core.tools import Tools
from service.followup.models import JointActivity, Task
from service.offices.models import Office, Partner
from service.planning.models import Consultation

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TODAY = NOW.date()
PROVINCES, DISTRICTS = 38, 514
BATCH = 5_000
WEIGHTS = {"ri": 10, "provinsi": 4, "kabkota": 1}  # of 100,000 RI has about 1,500, a province 600, a district 150
CATEGORIES = ("public_university", "private_university", "press", "ngo", "local_government")
STAGES = ("planning", "drafting", "discussion", "approval", "signing", "follow_up", "cancelled")
SHARES = (4, 5, 4, 3, 2, 80, 2)
THEMES = (
    "Pengawasan Partisipatif", "Pendidikan Pemilih", "Sosialisasi Pencegahan Pelanggaran", "Pertukaran Data",
    "Penelitian dan Pengabdian", "Magang Mahasiswa", "Penyelesaian Sengketa", "Pemantauan Kampanye", "Literasi Digital",
    "Perlindungan Hak Pilih",
)  # fmt: skip
KINDS = (
    "Universitas",
    "Politeknik",
    "Lembaga",
    "Media",
    "Dinas",
    "Polres",
    "Yayasan",
    "Forum",
    "Institut",
    "Perhimpunan",
)
NAMES = (
    "Nusantara",
    "Bahari",
    "Merdeka",
    "Cendekia",
    "Harapan",
    "Mandiri",
    "Sejahtera",
    "Bersatu",
    "Pelita",
    "Samudra",
)
# Words of papers, the first ones in most of them and the last ones in few, as in any language.
WORDS = tuple(f"kata{n}" for n in range(2_000) for _ in range(1 + 400 // (n + 1)))
WORDS_OF_A_PAPER = 80


@dataclass(frozen=True, slots=True)
class Seeded:
    """Whose eyes to look with: the national office, one province, one of its districts."""

    national: UUID
    province: UUID
    district: UUID
    agreements: int


def seed(tools: Tools, agreements: int, *, events: int = 0, search: bool = True) -> Seeded:
    """Fill an empty database; `events` audit events are spread over the agreements."""
    chance = random.Random(agreements)  # noqa: S311  the same rows at every run, not secrets
    offices = list(_offices(chance))
    districts = [one["id"] for one in offices if one["level"] == "kabkota"]
    above = {one["id"]: one["parent_id"] or one["id"] for one in offices}
    partners = list(_partners(chance, districts, max(200, agreements // 5)))
    made = list(_agreements(chance, offices, partners, agreements))
    _put(tools, Office, [one for one in offices if one["level"] == "ri"])
    _put(tools, Office, [one for one in offices if one["level"] == "provinsi"])
    _put(tools, Office, [one for one in offices if one["level"] == "kabkota"])
    _put(tools, Partner, partners)
    parents = [{**one, "parent_id": None} for one in made]
    _put(tools, Agreement, parents)
    _link(tools, made)
    signed = [one for one in made if one["stage"] == "follow_up"]
    _put(tools, AgreementOffice, list(_further(chance, made, districts)))
    _put(tools, StageChange, [_change(chance, one) for one in made])
    _put(tools, JointActivity, [_activity(chance, one) for one in signed if chance.random() < 0.6])
    _put(tools, Task, [_task(chance, one) for one in signed if chance.random() < 0.5])
    _put(tools, Job, [_job(chance, one) for one in made if chance.random() < 0.3])
    _put(tools, Consultation, [_consultation(chance, one, above) for one in made if chance.random() < 0.3])
    _put_events(tools, chance, made, events)
    if search:
        ids = [one["id"] for one in made]
        for start in range(0, len(ids), BATCH):
            with tools.begin() as uow:
                write_fields(uow.session, ids[start : start + BATCH])
        papers = [one["id"] for one in signed]
        for start in range(0, len(papers), BATCH):
            _texts(tools, papers[start : start + BATCH])
    with tools.database.begin() as session:
        session.execute(text("ANALYZE"))
    province = next(one for one in offices if one["level"] == "provinsi")
    district = next(one for one in offices if one["parent_id"] == province["id"])
    return Seeded(offices[0]["id"], province["id"], district["id"], agreements)


def _put(tools: Tools, model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        with tools.database.begin() as session:
            session.connection().execute(insert(model), rows[start : start + BATCH])


def _id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _offices(chance: random.Random) -> Iterator[dict[str, Any]]:
    def office(code: str, level: str, name: str, parent: UUID | None) -> dict[str, Any]:
        return {
            "id": _id(chance), "code": code, "name": name, "full_name": name, "short_name": name, "level": level,
            "parent_id": parent, "zone": chance.choice(("WIB", "WIB", "WITA", "WIT")), "version": 1,
        }  # fmt: skip

    national = office("00", "ri", "Bawaslu RI", None)
    provinces = [
        office(f"{n:02}", "provinsi", f"Bawaslu Provinsi {n:02}", national["id"]) for n in range(1, PROVINCES + 1)
    ]
    yield national
    yield from provinces
    for n in range(DISTRICTS):
        above = provinces[n % PROVINCES]
        yield office(f"{above['code']}.{n:03}", "kabkota", f"Bawaslu Kabupaten {n:03}", above["id"])


def _partners(chance: random.Random, districts: list[UUID], many: int) -> Iterator[dict[str, Any]]:
    for n in range(many):
        name = f"{chance.choice(KINDS)} {chance.choice(NAMES)} {chance.choice(NAMES)} {n}"
        yield {
            "id": _id(chance), "name": name, "name_key": name.lower(), "category": chance.choice(CATEGORIES),
            "legal_status": "public_body", "office_id": chance.choice(districts), "created_at": NOW, "version": 1,
        }  # fmt: skip


def _agreements(
    chance: random.Random, offices: list[dict[str, Any]], partners: list[dict[str, Any]], many: int
) -> Iterator[dict[str, Any]]:
    mous: list[UUID] = []
    leading = [one["id"] for one in offices for _ in range(WEIGHTS[one["level"]])]
    for n in range(many):
        stage = chance.choices(STAGES, SHARES)[0]
        kind = "pks" if mous and chance.random() < 0.35 else "mou"
        signed = TODAY - timedelta(days=chance.randrange(1, 2200)) if stage == "follow_up" else None
        one = {
            "id": _id(chance), "kind": kind, "subject": f"{chance.choice(THEMES)} {chance.choice(NAMES)} {n}",
            "stage": stage, "stage_since": NOW - timedelta(minutes=chance.randrange(1, 3_000_000)), "origin": "made",
            "lead_office_id": chance.choice(leading), "partner_id": chance.choice(partners)["id"],
            "parent_id": chance.choice(mous) if kind == "pks" else None, "nature": "original", "mode": "wet",
            "public_code": f"{n:032x}",
            "office_number": f"{n % 900:03}/HK.02.00/K.JT-{n % 40:02}/05/2025" if signed else "",
            "partner_number": f"{n}/UN/2025" if signed and n % 3 else "", "signed_on": signed, "effective_on": signed,
            "end_on": signed + timedelta(days=1096) if signed else None,
            "pks_due_on": pks_deadline(signed) if signed and kind == "mou" else None,
            "final_sha256": "", "created_at": NOW, "version": 1,
        }  # fmt: skip
        if kind == "mou" and signed:
            mous.append(one["id"])
        yield one


def _link(tools: Tools, made: list[dict[str, Any]]) -> None:
    """Parents after all rows are there, because the table points to itself."""
    table = Agreement.__table__
    linked = [{"child": one["id"], "above": one["parent_id"]} for one in made if one["parent_id"]]
    query = update(table).where(table.c.id == bindparam("child")).values(parent_id=bindparam("above"))
    for start in range(0, len(linked), BATCH):
        with tools.database.begin() as session:
            session.connection().execute(query, linked[start : start + BATCH])


def _further(chance: random.Random, made: list[dict[str, Any]], districts: list[UUID]) -> Iterator[dict[str, Any]]:
    for one in made:
        other = chance.choice(districts)
        if chance.random() < 0.02 and other != one["lead_office_id"]:
            yield {"agreement_id": one["id"], "office_id": other, "position": 1}


def _change(chance: random.Random, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": _id(chance), "agreement_id": one["id"], "source": "planning", "target": one["stage"], "action": "move",
        "at": one["stage_since"], "by_name": "Staf", "reason": "",
    }  # fmt: skip


def _activity(chance: random.Random, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": _id(chance), "agreement_id": one["id"], "title": "Kuliah umum", "added_name": "Staf", "added_at": NOW,
        "held_on": one["signed_on"] + timedelta(days=chance.randrange(1, 300)), "place": "Aula",
    }  # fmt: skip


def _task(chance: random.Random, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": _id(chance), "agreement_id": one["id"], "key": "bench", "title": "Tugas", "opened_at": NOW,
        "due_on": TODAY + timedelta(days=chance.randrange(-60, 200)),
        "done_at": NOW if chance.random() < 0.5 else None,
        "owner_id": one["lead_office_id"],  # somebody of that office
    }  # fmt: skip


def _job(chance: random.Random, one: dict[str, Any]) -> dict[str, Any]:
    state = chance.choices(("done", "failed", "wanted"), (98, 1, 1))[0]
    return {
        "id": _id(chance), "kind": "render", "queue": "render", "subject_id": _id(chance), "revision": "1",
        "agreement_id": one["id"], "payload": {}, "state": state, "attempts": 1, "run_after": NOW,
        "error_params": {}, "created_at": NOW, "finished_at": None if state == "wanted" else NOW,
    }  # fmt: skip


def _consultation(chance: random.Random, one: dict[str, Any], above: dict[UUID, UUID]) -> dict[str, Any]:
    waits = one["stage"] == "planning"
    return {
        "id": _id(chance), "agreement_id": one["id"], "number": 1, "partner_id": one["partner_id"],
        "asked_of": above[one["lead_office_id"]], "question": "Apakah didukung?", "shown": {}, "asked_name": "Staf",
        "asked_at": NOW, "due_on": TODAY + timedelta(days=chance.randrange(-5, 15)),
        "state": "waiting" if waits else "answered", "answered_at": None if waits else NOW, "version": 1,
    }  # fmt: skip


def _texts(tools: Tools, ids: list[UUID]) -> None:
    """Some words of a paper for each, as the indexer writes them."""
    values = []
    for one in ids:
        chance = random.Random(one.int)  # noqa: S311  the same words at every run, not secrets
        values.append({"entry": entry_id(one), "said": " ".join(chance.choices(WORDS, k=WORDS_OF_A_PAPER))})
    table = SearchEntry.__table__
    query = update(table).where(table.c.id == bindparam("entry")).values(paper=bindparam("said"))  # type: ignore[arg-type]
    with tools.database.begin() as session:
        session.connection().execute(query, values)


def _put_events(tools: Tools, chance: random.Random, made: list[dict[str, Any]], many: int) -> None:
    """Audit events as rows; their hashes are no chain, because a bench of lists does not verify them."""
    if not many:
        return
    each = max(1, many // len(made))
    rows: list[dict[str, Any]] = []
    for one in made:
        rows += [_event(chance, one["id"], number) for number in range(1, each + 1)]
        if len(rows) >= BATCH:
            _put(tools, AuditEvent, rows)
            rows = []
    _put(tools, AuditEvent, rows)


def _event(chance: random.Random, agreement_id: UUID, number: int) -> dict[str, Any]:
    return {
        "id": _id(chance), "stream": f"agreement:{agreement_id}", "sequence": number, "code": "agreement:stage:freeze",
        "actor_kind": "person", "actor_name": "Staf", "details": {}, "previous": "0" * 64,
        "at": NOW - timedelta(minutes=chance.randrange(1, 2_000_000)),
        "hash": f"{chance.getrandbits(256):064x}",
    }  # fmt: skip


def first_ids(tools: Tools, many: int) -> list[UUID]:
    """Some agreements to look at."""
    with tools.reading() as session:
        return list(session.scalars(select(Agreement.id).limit(many)))
