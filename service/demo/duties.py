"""What the demo's district does with its agreements: reviews, decisions, obligations, plans, an addendum."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from service.agreements.models import Agreement, Nature
from service.core.actor import Actor
from service.core.storage import Stored
from service.core.terms import add_months
from service.core.tools import Tools
from service.demo.house import scan
from service.demo.past import Diary
from service.demo.people import actor, by_role, living
from service.followup import activities, obligations
from service.followup.existing import Existing, enter_existing
from service.followup.models import Task
from service.followup.rules import Owing, Recurrence
from service.reviews import actions as reviews
from service.reviews.catalogue import checklist
from service.reviews.prefill import known_of
from service.reviews.queries import standing_of
from service.reviews.rules import Answer, Decision, Said, suggest

Made = dict[str, UUID]


def person(tools: Tools, role: str, office: str = "district") -> Actor:
    """A member of the cast as an actor."""
    with tools.reading() as session:
        return actor(session, by_role(role, office).email)


def plan_all(diary: Diary, made: Made, today: date) -> None:
    """Write everything into the diary."""
    said = living()
    acts = [(one["days"], _oblige, one) for one in said["obligations"]]
    acts += [(one["days"], _review, one) for one in said["reviews"]]
    acts += [(one["days"], _amend, one) for one in said["addenda"]]
    acts += [(one["days"], _decide, one) for one in said["decisions"]]
    acts += [(10, _plan, one) for one in said["plans"]]
    for days, act, one in acts:
        diary.add(today - timedelta(days=days), partial(act, diary, made[one["agreement"]], one, today))


def _review(diary: Diary, agreement_id: UUID, said: dict[str, Any], today: date) -> None:
    tools = diary.tools
    day = today - timedelta(days=said["days"])
    with tools.reading() as session:
        agreement = session.get_one(Agreement, agreement_id)
        known, standing = known_of(session, agreement, day), standing_of(session, agreement)
        items = checklist().of_kind(agreement.kind)
    answers = {}
    for item in items:
        seen = known[item.key].said
        if item.key in said.get("unmet", ()):
            answers[item.key] = Answer(Said.UNMET, "Tidak ditemukan dalam naskah.")
        elif seen is Said.UNMET and item.mend != "none" and item.key not in ("term", "independence"):
            answers[item.key] = Answer(Said.MET, "Ditemukan pada berkas kertas.")
        elif seen is Said.UNMET:
            answers[item.key] = Answer(Said.UNMET, "Lihat catatan reviu.")
        else:
            answers[item.key] = Answer(Said.MET if seen is Said.CHECK else seen, "")
    proposal = reviews.Proposal(answers, suggest(items, answers, standing), said.get("note", ""))
    with tools.begin(person(tools, "drafter")) as uow:
        review_id = reviews.propose(uow, agreement_id, proposal).id
    if "confirmed" in said:
        diary.add(today - timedelta(days=said["confirmed"]), partial(_confirm, tools, agreement_id, review_id))


def _confirm(tools: Tools, agreement_id: UUID, review_id: UUID) -> None:
    with tools.begin(person(tools, "coordinator")) as uow:
        reviews.confirm(uow, agreement_id, review_id)


def _decide(diary: Diary, agreement_id: UUID, said: dict[str, Any], today: date) -> None:
    tools = diary.tools
    met = today - timedelta(days=said["days"] + 1)
    minutes = reviews.Minutes(met, "Ruang rapat", "Ketua, anggota, dan sekretariat", said["reason"])
    chosen = reviews.Chosen(Decision(said["decision"]), said["reason"], "Sesuai laporan kegiatan", minutes)
    with tools.begin(person(tools, "chair")) as uow:
        reviews.decide(uow, agreement_id, chosen)


def _amend(diary: Diary, agreement_id: UUID, said: dict[str, Any], today: date) -> None:
    tools = diary.tools
    signed = today - timedelta(days=said["days"])
    with tools.reading() as session:
        row = session.get_one(Agreement, agreement_id)
    assert row.end_on is not None
    end = add_months(row.end_on, said["months"])
    paper = scan(tools, f"ADENDUM\n{row.subject.upper()}", [f"Masa berlaku diubah sampai dengan {end:%d-%m-%Y}."])
    known = Existing(
        kind=row.kind_,
        subject=row.subject,
        partner_id=row.partner_id,
        office_number=f"901/HK.02.00/K.JT-20/{signed.month:02}/{signed.year}",
        partner_number=f"91/MITRA/{signed.year}",
        signed_on=signed,
        end_on=end,
        nature=Nature.ADDENDUM,
        amends_id=agreement_id,
    )
    with tools.begin(person(tools, "drafter")) as uow:
        enter_existing(uow, known, Stored(paper.sha256, paper.size))


def _oblige(diary: Diary, agreement_id: UUID, said: dict[str, Any], today: date) -> None:
    tools = diary.tools
    first = today - timedelta(days=said["first"])
    recurrence = Recurrence(said.get("recurrence", "once"))
    terms = obligations.Terms(Owing(said["side"]), first, owner="Divisi Pencegahan", recurrence=recurrence)
    with tools.begin(person(tools, "drafter")) as uow:
        words = [obligations.Wording(said["text"], said["reference"])]
        obligations.add_obligations(uow, agreement_id, words, terms)
    if "fulfilled" in said:
        with tools.reading() as session:
            task_id = session.scalars(
                select(Task.id).where(Task.agreement_id == agreement_id, Task.due_on == first)
            ).one()
        diary.add(first, partial(_fulfil, tools, agreement_id, task_id))


def _fulfil(tools: Tools, agreement_id: UUID, task_id: UUID) -> None:
    with tools.begin(person(tools, "drafter")) as uow:
        obligations.fulfil(uow, agreement_id, task_id, "Rapat koordinasi dilaksanakan.")


def _plan(diary: Diary, agreement_id: UUID, said: dict[str, Any], today: date) -> None:
    tools = diary.tools
    plan = activities.Plan(said["title"], today + timedelta(days=said["ahead"]), said["place"], owner=said["owner"])
    with tools.begin(person(tools, "drafter")) as uow:
        activities.plan_activity(uow, agreement_id, plan)
