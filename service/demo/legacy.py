"""The demo's 26 agreements from before the service: entered with scans made by us, none shown as e-signed."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from service.agreements.lifecycle import Kind
from service.core import terms
from service.core.actor import Actor
from service.core.storage import Stored
from service.core.tools import Tools
from service.core.wording import date_long
from service.demo import past
from service.demo.house import scan
from service.demo.past import Diary
from service.demo.people import actor, by_role, read_list
from service.followup import actions as followup
from service.followup.activities import Held, add_activity
from service.followup.existing import Existing, enter_existing
from service.followup.proofs import Proof
from service.offices import queries as offices

_TITLES = {"mou": "NOTA KESEPAHAMAN", "pks": "PERJANJIAN KERJA SAMA"}


def enter_all(tools: Tools, partners: dict[str, UUID], today: date) -> dict[str, UUID]:
    """Enter every agreement of the data file as on the first day; returns them by key."""
    with tools.reading() as session:
        drafter = actor(session, by_role("drafter").email)
    made: dict[str, UUID] = {}
    ends: dict[str, date | None] = {}
    with past.on(tools, past.begun(today)):
        for place, said in enumerate(read_list("agreements"), start=1):
            signed = signed_on(said, today)
            end = ends[said["parent"]] if said.get("end_with_parent") else terms.end_date(signed, said["months"])
            ends[said["key"]] = end
            made[said["key"]] = _enter(tools, drafter, said, partners, made, place=place, signed=signed, end=end)
    return made


def live_through(diary: Diary, made: dict[str, UUID], today: date) -> None:
    """What happened under each agreement, written down on its day or, if earlier, on the first."""
    with diary.tools.reading() as session:
        drafter = actor(session, by_role("drafter").email)
    for said in read_list("agreements"):
        _live_through(diary, drafter, made[said["key"]], said, today)


def signed_on(said: dict[str, Any], today: date) -> date:
    """The day of signing, counted back from the day of seeding."""
    months, days = said["signed"]
    return terms.add_months(today, -months) - timedelta(days=days)


def _enter(
    tools: Tools,
    drafter: Actor,
    said: dict[str, Any],
    partners: dict[str, UUID],
    made: dict[str, UUID],
    *,
    place: int,
    signed: date,
    end: date | None,
) -> UUID:
    number = f"{place:03}/HK.02.00/K.JT-20/{signed.month:02}/{signed.year}"
    with tools.reading() as session:
        office = offices.office(session, drafter.office_id) if drafter.office_id else None
        partner = offices.partner(session, partners[said["partner"]])
    assert office is not None
    title = "\n".join((_TITLES[said["kind"]], "ANTARA", office.name.upper(), "DENGAN", partner.name.upper()))
    lines = [
        f"Nomor: {number}",
        f"TENTANG {said['subject'].upper()}",
        f"Naskah rekaan ini dinyatakan ditandatangani pada {date_long(signed)}"
        + (f" dan berlaku sampai dengan {date_long(end)}." if end else "."),
        "PARA PIHAK sepakat bekerja sama sesuai dengan tugas dan kewenangan masing-masing.",
    ]
    paper = scan(tools, title, lines)
    with tools.begin(drafter) as uow:
        known = Existing(
            kind=Kind(said["kind"]),
            subject=said["subject"],
            partner_id=partner.id,
            office_number=number,
            partner_number=f"{place + 40}/MITRA/{signed.year}",
            signed_on=signed,
            end_on=end,
            term_months=said.get("months"),
            parent_id=made.get(said.get("parent", "")),
        )
        return enter_existing(uow, known, Stored(paper.sha256, paper.size)).id


def _live_through(diary: Diary, drafter: Actor, agreement_id: UUID, said: dict[str, Any], today: date) -> None:
    """What happened under the agreement, and its early end where it had one."""
    first, tools = past.begun(today), diary.tools
    for days, title, place, people in said.get("activities", ()):
        held = Held(
            title=title,
            held_on=today - timedelta(days=days),
            place=place,
            participants=f"{people} orang" if people else "",
            result="Terlaksana sesuai rencana.",
        )
        diary.add(max(held.held_on, first), partial(_hold, tools, drafter, agreement_id, held))
    if "ended" in said:
        ended = today - timedelta(days=said["ended"])
        diary.add(max(ended, first), partial(_end, tools, drafter, agreement_id, ended, said["end_reason"]))


def _hold(tools: Tools, drafter: Actor, agreement_id: UUID, held: Held) -> None:
    shown = scan(tools, f"LAPORAN KEGIATAN\n{held.title.upper()}", [f"Tempat: {held.place}", "Daftar hadir rekaan."])
    proof = Proof(Stored(shown.sha256, shown.size), shown.media_type, "laporan-kegiatan.pdf", "Laporan kegiatan")
    with tools.begin(drafter) as uow:
        add_activity(uow, agreement_id, held, proofs=(proof,))


def _end(tools: Tools, drafter: Actor, agreement_id: UUID, ended: date, reason: str) -> None:
    with tools.begin(drafter) as uow:
        followup.terminate(uow, agreement_id, ended, reason, seen_version=None)
