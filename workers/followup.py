"""What follow-up does by the clock: reminders, escalation, obligations that fall due again."""

import structlog

from service.core.refusals import Refused
from service.core.tools import Tools
from service.followup import escalation, reminders, rolling

log = structlog.get_logger("schedule")


def send_reminders(tools: Tools) -> None:
    """Give every office its letter of the day where something is reached that it was not told yet."""
    with tools.reading() as session:
        due = reminders.due_by_office(session, tools.clock.now())
    for office_id, found in due.items():
        try:
            with tools.begin() as uow:
                left = reminders.still_due(uow.session, office_id, found, uow.now)
                letters = reminders.send_digest(uow, office_id, left, tools.settings.public_url) if left else 0
        except Refused as refusal:
            _sent_elsewhere(refusal, "reminders", office_id)
            continue
        if letters:
            log.info("reminders.sent", office=str(office_id), letters=letters)


def escalate(tools: Tools) -> None:
    """Tell the office above what has been overdue below it for as long as the policy says, once for each deadline."""
    with tools.reading() as session:
        overdue = escalation.overdue_by_office(session, tools.clock.now())
    for office_id, found in overdue.items():
        try:
            with tools.begin() as uow:
                letters = escalation.send(uow, office_id, found, tools.settings.public_url)
        except Refused as refusal:
            _sent_elsewhere(refusal, "escalation", office_id)
            continue
        log.info("escalation.sent", office=str(office_id), letters=letters)


def _sent_elsewhere(refusal: Refused, what: str, office_id: object) -> None:
    if refusal.code != "stale_page":
        raise refusal
    log.info("followup.done_elsewhere", what=what, office=str(office_id))  # another schedule process was faster


def roll_obligations(tools: Tools) -> None:
    """Put recurring obligations that fell due on the task lists, each time they did."""
    with tools.reading() as session:
        behind = rolling.behind(session)
    for obligation_id in behind:
        try:
            with tools.begin() as uow:
                rolling.roll_one(uow, obligation_id)
        except Refused as refusal:
            _sent_elsewhere(refusal, "obligation", obligation_id)
