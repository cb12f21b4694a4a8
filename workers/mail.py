"""Sending letters; the one-time code is made here, at the moment of sending, and only its hash is kept."""

from service.agreements.guests import GuestLink, token_of
from service.core import codes, mail
from service.core.jobs import Work
from service.core.mail import MailTransport, OutboxLetter
from service.core.refusals import Refused
from service.core.tools import Tools


def send_mail(work: Work, tools: Tools) -> None:
    """Send one letter of the outbox, or find that it was sent before and stop."""
    with tools.begin() as uow:
        row = uow.session.get(OutboxLetter, work.subject_id)
        if row is None or row.sent_at is not None:
            return
        params = dict(row.params)
        if row.code_id is not None:
            code = codes.issue(uow.session, row.code_id, tools.settings.session(), uow.now)
            if code is None:
                return
            params["code"] = code
        if row.link_id is not None:
            link = uow.session.get(GuestLink, row.link_id)
            if link is None or link.revoked_at is not None:
                return
            params["url"] = f"{tools.settings.public_url}/mitra/{token_of(link, tools.settings.session())}"
        row.attempts += 1
        subject, body = mail.letter(row.kind).compose(row.language, params)
        to_address = row.to_address
    try:
        tools.part(MailTransport).send(to_address, subject, body)
    except Refused as refused:
        _note(tools, work, refused.code)
        raise
    _note(tools, work, "")


def _note(tools: Tools, work: Work, error: str) -> None:
    with tools.begin() as uow:
        row = uow.session.get(OutboxLetter, work.subject_id)
        if row is not None:
            row.last_error = error
            row.sent_at = None if error else uow.now
