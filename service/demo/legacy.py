"""The demo's 26 agreements from before the service: entered with scans made by us, none shown as e-signed."""

from datetime import date, time, timedelta
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
from service.demo.people import actor, by_role, read_list
from service.followup import actions as followup
from service.followup.activities import Held, add_activity
from service.followup.existing import Existing, enter_existing
from service.followup.proofs import Proof
from service.offices import queries as offices

AFTERNOON = time(15)
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
    for said in read_list("agreements"):
        _live_through(tools, drafter, made[said["key"]], said, today)
    return made


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


def _live_through(tools: Tools, drafter: Actor, agreement_id: UUID, said: dict[str, Any], today: date) -> None:
    """What happened under the agreement, and its early end where it had one."""
    for days, title, place, people in said.get("activities", ()):
        shown = scan(tools, f"LAPORAN KEGIATAN\n{title.upper()}", [f"Tempat: {place}", "Foto dan daftar hadir rekaan."])
        proof = Proof(Stored(shown.sha256, shown.size), shown.media_type, "laporan-kegiatan.pdf", "Laporan kegiatan")
        held = Held(
            title=title,
            held_on=today - timedelta(days=days),
            place=place,
            participants=f"{people} orang" if people else "",
            result="Terlaksana sesuai rencana.",
        )
        day = max(held.held_on, past.begun(today))  # what took place earlier was entered on the first day
        with past.on(tools, day, AFTERNOON), tools.begin(drafter) as uow:
            add_activity(uow, agreement_id, held, proofs=(proof,))
    if "ended" in said:
        with past.on(tools, past.begun(today), AFTERNOON), tools.begin(drafter) as uow:
            followup.terminate(
                uow, agreement_id, today - timedelta(days=said["ended"]), said["end_reason"], seen_version=None
            )
