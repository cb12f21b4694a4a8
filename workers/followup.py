"""Sending what is due as reminders: run every few minutes, sends each once, also after downtime."""

import structlog

from service.core.refusals import Refused
from service.core.tools import Tools
from service.followup import reminders

log = structlog.get_logger("schedule")


def send_reminders(tools: Tools) -> None:
    """Give every office its letter of the day where something is reached that it was not told yet."""
    with tools.reading() as session:
        offices = list(reminders.due_by_office(session, tools.clock.now()))
    for office_id in offices:
        try:
            with tools.begin() as uow:
                due = reminders.due_by_office(uow.session, uow.now).get(office_id)
                letters = reminders.send_digest(uow, office_id, due, tools.settings.public_url) if due else 0
        except Refused as refusal:
            if refusal.code != "stale_page":
                raise
            log.info("reminders.sent_elsewhere", office=str(office_id))  # another schedule process was faster
            continue
        if letters:
            log.info("reminders.sent", office=str(office_id), letters=letters)
