"""The demo's election calendar with its screenings, its prospects, its paper originals and its publications."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive import boxes, loans, originals, retention
from service.archive.rules import ContainerKind, Fate, Owner, Place
from service.core.storage import Stored
from service.core.tools import Tools
from service.demo import past
from service.demo.duties import Made, person
from service.demo.house import scan
from service.demo.past import Diary
from service.demo.people import living
from service.prospects import actions as prospects
from service.prospects.rules import Step
from service.publication import actions as publication
from service.publication.queries import current
from service.publication.rules import Decision
from service.screening import actions as screening
from service.screening import calendar, opening
from service.screening.models import Screening
from service.screening.rules import Finding, PhaseKind, Result

CONCERNED = ("local_government", "regional_agency", "press", "mass_organisation")


# ------------------------------------------------------------------------------------------------- election calendar
def watch(diary: Diary, made: Made, today: date) -> None:
    """A phase that came and went, what it put up for screening, and a phase that lies ahead."""
    said, coming = living()["phase"], living()["coming"]
    first = past.begun(today) + timedelta(days=13)
    ahead, tools = today + timedelta(days=coming["ahead"]), diary.tools
    entered, last = past.begun(today) + timedelta(days=2), ahead + timedelta(days=coming["long"])
    diary.add(entered, partial(_add_phase, tools, said, PhaseKind.CANDIDACY, (first, first + timedelta(days=2))))
    diary.add(entered, partial(_add_phase, tools, coming, PhaseKind.CAMPAIGN, (ahead, last)))
    diary.add(first, partial(_open, tools))
    for key, result in said["screened"]:
        diary.add(first + timedelta(days=6), partial(_screen, tools, made, key, result))


def _add_phase(tools: Tools, said: dict[str, Any], kind: PhaseKind, days: tuple[date, date]) -> None:
    first, last = days
    facts = calendar.PhaseFacts(said["contest"], said["name"], kind, first, last, None, CONCERNED, said["source"])
    with tools.begin(person(tools, "coordinator", "national")) as uow:
        calendar.add_phase(uow, facts)


def _open(tools: Tools) -> None:
    with tools.begin() as uow:
        calendar.load_shipped(uow)
    opened = 1
    while opened:
        with tools.begin() as uow:
            opened = opening.open_due(uow)


def _screen(tools: Tools, made: Made, key: str, result: str) -> None:
    agreement_id = made[key]
    with tools.reading() as session:
        row = session.scalars(select(Screening).where(Screening.agreement_id == agreement_id)).one()
    proposal = Result(result) if result != "filled" else Result.CONTINUE
    doubt = proposal is Result.LIMIT
    found = screening.Findings(
        Finding.NO,
        Finding.UNCLEAR if doubt else Finding.NO,
        ["Pengumuman pendaftaran calon (rekaan)", "Laman mitra"],
        row.opened_on,
        "Mitra memasang iklan salah satu bakal calon." if doubt else "",
        proposal,
    )
    with tools.begin(person(tools, "drafter")) as uow:
        screening.fill(uow, agreement_id, row.id, found, seen_version=None)
    if result == "filled":
        return
    decision = screening.Decision(
        proposal,
        "Pemasangan iklan politik belum terang." if doubt else "Tidak ada calon di antara pejabat mitra.",
        "Hanya pengumuman layanan masyarakat yang disusun Bawaslu." if doubt else "",
    )
    with tools.begin(person(tools, "chair")) as uow:
        screening.decide(uow, agreement_id, row.id, decision, seen_version=None)


# --------------------------------------------------------------------------------------------------------- prospects
def explore(diary: Diary, today: date) -> None:
    """Institutions in several steps, one of them behind its day, one given up."""
    for said in living()["prospects"]:
        diary.add(today - timedelta(days=40), partial(_find, diary, said, today))


def _find(diary: Diary, said: dict[str, Any], today: date) -> None:
    drafter = person(diary.tools, "drafter")
    facts = prospects.ProspectFacts(said["name"], said["category"], said["need"], said["seat"])
    with diary.tools.begin(drafter) as uow:
        prospect_id = prospects.create(uow, facts, different=True).id
    for step, days, text in said.get("steps", ()):
        day = today - timedelta(days=days)
        diary.add(day, partial(_step, diary.tools, prospect_id, Step(step), text, day))
    if "next" in said:
        wanted = prospects.Next(said["next"], today + timedelta(days=said["due"]), drafter.id)
        diary.add(today - timedelta(days=6), partial(_say_next, diary.tools, prospect_id, wanted))


def _step(tools: Tools, prospect_id: UUID, step: Step, text: str, day: date) -> None:
    with tools.begin(person(tools, "drafter")) as uow:
        prospects.take_step(uow, prospect_id, step, text, day, seen_version=None)


def _say_next(tools: Tools, prospect_id: UUID, wanted: prospects.Next) -> None:
    with tools.begin(person(tools, "drafter")) as uow:
        prospects.set_next(uow, prospect_id, wanted, seen_version=None)


# ----------------------------------------------------------------------------------------------------------- archive
def keep(diary: Diary, made: Made, today: date) -> None:
    """Boxes, originals in them, two loans (one overdue), and how long papers are kept."""
    diary.add(today - timedelta(days=26), partial(_furnish, diary, made, today))


def _furnish(diary: Diary, made: Made, today: date) -> None:
    with diary.tools.begin(person(diary.tools, "archivist")) as uow:
        known = {}
        for said in living()["boxes"]:
            place = Place(said["room"], said["cabinet"], said["shelf"])
            box = boxes.BoxSaid(ContainerKind.BOX, said["code"], said["label"], place=place)
            known[said["code"]] = boxes.add_box(uow, box).id
        for said in living()["retention"]:
            rule = retention.RuleSaid(
                said["code"],
                said["name"],
                tuple(said["kinds"]),
                said["active_years"],
                said["inactive_years"],
                Fate(said["fate"]),
                said["basis"],
                today - timedelta(days=26),
            )
            retention.decide_rule(uow, rule)
    for said in living()["originals"]:
        day = today - timedelta(days=said.get("out", 26))
        agreement_id, box_id = made[said["agreement"]], known[said["box"]]
        diary.add(day, partial(_put, diary.tools, agreement_id, box_id, said, today))


def _put(tools: Tools, agreement_id: UUID, box_id: UUID, said: dict[str, Any], today: date) -> None:
    with tools.begin(person(tools, "archivist")) as uow:
        sheet = originals.Sheet(1, Owner.OFFICE, Owner.OFFICE, "Arsiparis", pages=4)
        row = originals.add_original(uow, agreement_id, sheet, originals.Spot(box_id))
        if "borrower" in said:
            out, due = (today - timedelta(days=said[name]) for name in ("out", "due"))
            loans.lend(uow, row.id, loans.Lending(said["borrower"], said["purpose"], out, due))


# ------------------------------------------------------------------------------------------------------- publication
def publish(diary: Diary, made: Made, today: date) -> None:
    """What is open with a copy that was brought and checked, and what is kept from the public."""
    tools = diary.tools
    for said in living()["publications"]:
        agreement_id = made[said["agreement"]]
        review_on = today + timedelta(days=365) if said["decision"] == "exempt" else None
        verdict = publication.Verdict(Decision(said["decision"]), said.get("ground", ""), review_on)
        diary.add(today - timedelta(days=9), partial(_decide, tools, agreement_id, verdict))
        if verdict.decision is Decision.OPEN:
            bring = partial(_bring, tools, agreement_id, said["agreement"], published=said["published"])
            diary.add(today - timedelta(days=8), bring)


def _decide(tools: Tools, agreement_id: UUID, verdict: publication.Verdict) -> None:
    with tools.begin(person(tools, "ppid")) as uow:
        publication.decide(uow, agreement_id, verdict, seen=None)


def _bring(tools: Tools, agreement_id: UUID, name: str, *, published: bool) -> None:
    officer, checker = person(tools, "ppid"), person(tools, "archivist")
    paper = scan(tools, f"SALINAN PUBLIK\n{name.upper()}", ["Kontak telah disamarkan."])
    copy = Stored(paper.sha256, paper.size)
    with tools.begin(officer) as uow:
        publication.bring_copy(uow, agreement_id, copy, seen=_seen(uow.session, agreement_id))
    if not published:
        return
    with tools.begin(checker) as uow:
        publication.check_copy(uow, agreement_id, clean=True, seen=_seen(uow.session, agreement_id))
    with tools.begin(officer) as uow:
        publication.publish(uow, agreement_id, seen=_seen(uow.session, agreement_id))


def publish_signed(tools: Tools, agreement_id: UUID, work: Callable[[Tools], object]) -> None:
    """Open an agreement that was signed here: its public copy is made from the same text, then published."""
    officer = person(tools, "ppid")
    with tools.begin(officer) as uow:
        publication.decide(uow, agreement_id, publication.Verdict(Decision.OPEN), seen=None)
    work(tools)
    with tools.begin(officer) as uow:
        publication.publish(uow, agreement_id, seen=_seen(uow.session, agreement_id))


def _seen(session: Session, agreement_id: UUID) -> int:
    row = current(session, agreement_id)
    assert row is not None
    return row.version
