"""Ways a letter leaves: SMTP as the operator configured it, or the demo's mail page."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from service.core.database import new_id
from service.core.mail import DemoLetter, MailTransport
from service.core.refusals import Refused

if TYPE_CHECKING:
    from service.core.tools import Tools


class SmtpTransport:
    """Sends by SMTP; `url` is smtp://user:password@host:port (STARTTLS when offered) or smtps://."""

    def __init__(self, url: str, sender: str) -> None:
        self._parts = urlsplit(url)
        self._sender = sender

    def send(self, to_address: str, subject: str, body: str) -> None:
        """Send one letter, or Refused('mail_unavailable')."""
        try:
            message = self._message(to_address, subject, body)
            with self._connect() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as fault:  # ValueError: a head that would begin a new line
            raise Refused("mail_unavailable") from fault

    def _message(self, to_address: str, subject: str, body: str) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, to_address, subject
        message["Date"], message["Message-ID"] = formatdate(localtime=False), make_msgid(domain="sijari.invalid")
        message.set_content(body)
        return message

    def _connect(self) -> smtplib.SMTP:
        host, user, password = self._parts.hostname or "", self._parts.username, self._parts.password
        server: smtplib.SMTP
        if self._parts.scheme == "smtps":
            server = smtplib.SMTP_SSL(host, self._parts.port or 465, timeout=20, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, self._parts.port or 25, timeout=20)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
        if user and password:
            server.login(unquote(user), unquote(password))
        return server


class DemoMailbox:
    """Puts letters on the demo's mail page instead of sending them; only a demo installation uses it."""

    def __init__(self, tools: "Tools") -> None:
        self._tools = tools

    def send(self, to_address: str, subject: str, body: str) -> None:
        """Put one letter on the mail page."""
        with self._tools.begin() as uow:
            uow.session.add(
                DemoLetter(id=new_id(), to_address=to_address, subject=subject, body=body, arrived_at=uow.now)
            )


class NoTransport:
    """Stands where the operator has not configured mail: every letter waits with a clear error."""

    def send(self, to_address: str, subject: str, body: str) -> None:  # noqa: ARG002  the protocol names them
        """Refuse; the letter stays in the outbox."""
        raise Refused("mail_not_configured")


def make_transport(tools: "Tools") -> MailTransport:
    """The transport that the settings ask for."""
    settings = tools.settings
    if settings.smtp_url is not None:
        return SmtpTransport(settings.smtp_url.text(), settings.mail_from)
    return DemoMailbox(tools) if settings.demo else NoTransport()
