"""Letters: sent once, with codes and links that no row ever holds."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import select

from service.core import codes, mail
from service.core.mail import Letter, MailTransport, OutboxLetter
from service.core.refusals import Refused
from workers import runtime

TEST_LETTER = {"test": Letter("Perihal {x}", "Isi {x}", "Subject {x}", "Body {x}")}
CODE_LETTER = {"coded": Letter("Kode", "Kode Anda {code}", "Code", "Your code {code}")}


class Recorder:
    """A mail transport that remembers, and fails when told to."""

    def __init__(self):
        self.sent = []
        self.down = False

    def send(self, to_address, subject, body):
        if self.down:
            raise Refused("mail_unavailable")
        self.sent.append((to_address, subject, body))


@pytest.fixture
def transport(tools):
    mail.register(TEST_LETTER | CODE_LETTER)
    found = Recorder()
    tools.use(MailTransport, found)
    return found


def post(tools, kind="test", **more):
    with tools.begin() as uow:
        return uow.post(kind, "orang@contoh.invalid", {"x": "satu"}, **more).id


def test_a_letter_is_sent_once_in_the_language_of_its_reader(tools, transport):
    post(tools, language="en")
    runtime.drain(tools)
    runtime.drain(tools)
    assert transport.sent == [("orang@contoh.invalid", "Subject satu", "Body satu")]


def test_a_letter_that_cannot_go_says_why_and_goes_later(tools, transport, clock):
    letter_id = post(tools)
    transport.down = True
    runtime.drain(tools)
    with tools.reading() as session:
        assert session.get(OutboxLetter, letter_id).last_error == "mail_unavailable"
    transport.down = False
    clock.advance(minutes=1)
    runtime.drain(tools)
    with tools.reading() as session:
        row = session.get(OutboxLetter, letter_id)
        assert (row.last_error, row.sent_at) == ("", clock.now())
    assert len(transport.sent) == 1


def test_a_code_is_made_at_sending_and_stands_in_no_row(tools, transport, clock):
    subject = uuid4()
    with tools.begin() as uow:
        code_id = codes.ask(uow.session, "guest", subject, uow.now).id
    post(tools, "coded", code_id=code_id)
    runtime.drain(tools)
    plain = transport.sent[0][2].removeprefix("Kode Anda ")
    assert len(plain) == 6
    assert plain.isdigit()
    with tools.reading() as session:
        rows = session.execute(select(OutboxLetter.params, OutboxLetter.last_error)).all()
        assert plain not in json.dumps([list(map(str, row)) for row in rows])
    with tools.begin() as uow:
        key = tools.settings.session()
        assert codes.attempt(uow.session, code_id, "guest", subject, plain, key, uow.now) is codes.CodeOutcome.ACCEPTED


def test_a_retry_makes_a_new_code(tools, transport, clock):
    with tools.begin() as uow:
        code_id = codes.ask(uow.session, "guest", uuid4(), uow.now).id
    post(tools, "coded", code_id=code_id)
    transport.down = True
    runtime.drain(tools)
    with tools.reading() as session:
        first = session.get(codes.OneTimeCode, code_id).hash
    transport.down = False
    clock.advance(minutes=1)
    runtime.drain(tools)
    with tools.reading() as session:
        assert session.get(codes.OneTimeCode, code_id).hash != first
