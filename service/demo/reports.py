"""The demo's monthly reports of several districts, the province's answers, its instruction, agreements elsewhere."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from service.agreements.lifecycle import Kind
from service.core.storage import Stored
from service.core.terms import add_months
from service.core.tools import Tools
from service.demo.duties import person
from service.demo.house import scan
from service.demo.past import Diary
from service.demo.people import living, offices
from service.followup.existing import Existing, enter_existing
from service.offices.actions import PartnerFacts, create_partner
from service.offices.rules import LegalStatus
from service.reporting import actions as reporting
from service.reporting import plan_actions


def back(today: date, months: int) -> date:
    """The first day of a month so many months back."""
    return add_months(today.replace(day=1), -months)


def sign_elsewhere(diary: Diary, today: date) -> None:
    """Agreements of other districts of the province, entered on the day of their signing."""
    for said in living()["elsewhere"]:
        signed = back(today, said["month"]) + timedelta(days=said["day"] - 1)
        diary.add(signed, partial(_sign, diary.tools, said, signed))


def _sign(tools: Tools, said: dict[str, Any], signed: date) -> None:
    paper = scan(tools, f"NOTA KESEPAHAMAN\n{said['partner'].upper()}", [f"TENTANG {said['subject'].upper()}"])
    with tools.begin(person(tools, "drafter", said["office"])) as uow:
        facts = PartnerFacts(
            name=said["partner"],
            category="private_university",
            legal_status=LegalStatus.PART_OF_BODY,
            seat=said["office"].title(),
        )
        partner = create_partner(uow, facts, different=True)
        known = Existing(
            kind=Kind.MOU,
            subject=said["subject"],
            partner_id=partner.id,
            office_number=f"001/HK.02.00/{said['office'].upper()}/{signed.month:02}/{signed.year}",
            partner_number=f"12/{signed.year}",
            signed_on=signed,
            term_months=36,
        )
        enter_existing(uow, known, Stored(paper.sha256, paper.size))


def report(diary: Diary, today: date) -> None:
    """Reports sent in time and late, received and returned; the others are missing."""
    for said in living()["reports"]:
        month = back(today, said["month"])
        day = add_months(month, 1) + timedelta(days=said["day"] - 1)
        diary.add(day, partial(_send, diary, said, month, day))


def _send(diary: Diary, said: dict[str, Any], month: date, day: date) -> None:
    tools, who = diary.tools, person(diary.tools, "coordinator", said["office"])
    with tools.begin(who) as uow:
        reporting.check(uow, month)
    with tools.begin(who) as uow:
        report_id = reporting.send(uow, month).id
    if "judged" in said:
        diary.add(day + timedelta(days=2), partial(_judge, tools, report_id, said.get("reason", "")))


def _judge(tools: Tools, report_id: UUID, reason: str) -> None:
    with tools.begin(person(tools, "coordinator", "province")) as uow:
        reporting.judge(uow, report_id, reason=reason)


def instruct(diary: Diary, today: date) -> None:
    """An instruction of the province to its districts; one of them has answered."""
    said = living()["instruction"]
    day = today - timedelta(days=said["days"])
    diary.add(day, partial(_instruct, diary, said, day, today + timedelta(days=said["ahead"])))


def _instruct(diary: Diary, said: dict[str, Any], day: date, due: date) -> None:
    tools = diary.tools
    with tools.reading() as session:
        known = offices(session)
    order = plan_actions.Order(said["text"], due, [known[key].id for key in ("district", "kudus", "pati", "demak")])
    with tools.begin(person(tools, "coordinator", "province")) as uow:
        instruction_id = plan_actions.instruct(uow, order, tools.settings.public_url).id
    diary.add(day + timedelta(days=2), partial(_answer, tools, said, instruction_id))


def _answer(tools: Tools, said: dict[str, Any], instruction_id: UUID) -> None:
    with tools.begin(person(tools, "drafter", said["answered_by"])) as uow:
        plan_actions.answer(uow, instruction_id, said["answer"])
