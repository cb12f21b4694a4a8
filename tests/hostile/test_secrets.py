"""No password, PIN, code, token or key comes to rest: not in the log, the chain, jobs, outbox, or an error page."""

import io
import logging
import re

import structlog
from sqlalchemy import text

from service.core.database import Base
from service.core.mail import MailTransport
from service.core.tools import Tools
from service.wiring import FACTORIES, register_rooms
from tests.signing.test_pages import Mailbox, enter_as_guest, event_of, opened
from tests.support.pages import PageClient
from tests.support.people import PASSWORD
from tests.support.signing import PIN, equip, ready_to_sign_with_accounts
from workers.runtime import drain

# Where a secret may stand: the demo's mail page is the recipient's own mailbox.
MAILBOX = "demo_mailbox"


def everything(tools: Tools) -> str:
    """All rows of all tables as text."""
    said = []
    with tools.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name != MAILBOX:
                said += [f"{table.name}: {row}" for row in session.execute(text(f'SELECT * FROM "{table.name}"'))]  # noqa: S608
    return "\n".join(said)


def test_no_secret_rests_after_signing_in_a_code_a_wrong_pin_and_two_signatures(sqlite_tools: Tools, caplog, capfd):
    from service.app import create_app

    register_rooms()
    sqlite_tools.factories.update(FACTORIES)
    mailbox = Mailbox()
    sqlite_tools.use(MailTransport, mailbox)
    equip(sqlite_tools)
    heard = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(heard))
    try:
        with caplog.at_level(logging.DEBUG, logger="sijari"):
            pages = PageClient(create_app(sqlite_tools))
            secrets = _play(sqlite_tools, pages, mailbox)
    finally:
        structlog.reset_defaults()
    rows, noise = everything(sqlite_tools), heard.getvalue() + caplog.text + "".join(capfd.readouterr())
    for name, secret in secrets.items():
        assert not _stands(secret, rows), f"{name} rests in the database"
        assert not _stands(secret, noise), f"{name} stands in the log"


def _stands(secret: str, where: str) -> bool:
    """Six digits may stand inside a hash; a code of its own is one that no digit or letter touches."""
    return re.search(rf"(?<![0-9a-zA-Z]){re.escape(secret)}(?![0-9a-zA-Z])", where) is not None


def _play(tools: Tools, pages: PageClient, mailbox: Mailbox) -> dict[str, str]:
    staff, made = ready_to_sign_with_accounts(tools)
    page = pages.see("/masuk")
    wrong = pages.submit(page, {"email": staff.chair.email, "password": "salah sekali ini"}, status=422)
    assert "salah sekali ini" not in wrong.response.text
    pages.submit(wrong, {"email": staff.chair.email, "password": PASSWORD})
    opened(pages, tools, made, staff)
    page = enter_as_guest(pages, tools, mailbox)
    token = page.path.split("/")[2]
    codes = [found[0] for _to, _subject, body in mailbox.letters if (found := re.search(r"\b\d{6}\b", body))]
    slots = event_of(tools, made).slots
    pages.submit(page, {"consent": "y"}, action="/tanda-tangan")
    drain(tools)
    pages.sign_in(staff.chair)
    page = pages.see(f"/kerja-sama/{made.agreement_id}/penandatanganan/{slots[1].id}")
    page = pages.submit(page, {"consent": "y", "pin": "271828"}, action=str(slots[1].id), status=422)
    assert "271828" not in page.response.text
    pages.submit(page, {"consent": "y", "pin": PIN}, action=str(slots[1].id))
    drain(tools)
    settings = tools.settings
    return {
        "the password": PASSWORD, "a wrong password": "salah sekali ini", "the PIN": PIN, "a wrong PIN": "271828",
        "the personal link": token, "the one-time code": codes[-1], "the master key": settings.master().hex(),
        "the session secret": settings.session().hex(),
    }  # fmt: skip
