"""The states of a partner's application, what leads from one to the next, and how long it waits."""

import re
from datetime import date, timedelta
from enum import StrEnum

from service.core.terms import is_working_day


class State(StrEnum):
    """Where an application stands; the history keeps the state after each change."""

    SUBMITTED = "submitted"
    FORWARDED = "forwarded"  # new at another office
    REVIEWING = "reviewing"
    INCOMPLETE = "incomplete"  # waits for the applicant
    ANSWERED = "answered"  # the applicant completed it
    REJECTED = "rejected"
    ACCEPTED = "accepted"  # became a prospect


class Wish(StrEnum):
    """What kind of paper the applicant has in mind."""

    MOU = "mou"
    PKS = "pks"
    UNSURE = "unsure"


class FileRole(StrEnum):
    """What an attachment is."""

    LETTER = "letter"
    DRAFT = "draft"
    EXTRA = "extra"


NEW = (State.SUBMITTED, State.FORWARDED, State.ANSWERED)
WAITING_FOR_OFFICE = (*NEW, State.REVIEWING)
OPEN = (*WAITING_FOR_OFFICE, State.INCOMPLETE)
_BY_OFFICE: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.REVIEWING, State.INCOMPLETE, State.FORWARDED, State.REJECTED}),
    State.FORWARDED: frozenset({State.REVIEWING, State.INCOMPLETE, State.FORWARDED, State.REJECTED}),
    State.ANSWERED: frozenset({State.REVIEWING, State.INCOMPLETE, State.FORWARDED, State.REJECTED}),
    State.REVIEWING: frozenset({State.INCOMPLETE, State.FORWARDED, State.REJECTED, State.ACCEPTED}),
    State.INCOMPLETE: frozenset({State.REVIEWING, State.REJECTED}),
    State.REJECTED: frozenset(),
    State.ACCEPTED: frozenset(),
}
NEEDS_NOTE = frozenset({State.INCOMPLETE, State.FORWARDED, State.REJECTED})
DRAFT_LIFE = timedelta(hours=24)
PROVEN_FOR = timedelta(minutes=30)
MOST_CODES = 5  # letters with a code for one form or one request
MOST_A_DAY = 5  # forms from one mail address
MOST_UNPROVEN = 500  # forms of all people that wait for their code
MOST_FILE = 10 * 1024 * 1024
LONGEST_NOTE = 2000
MAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;.]+")


def may_move(source: State, target: State) -> bool:
    """Whether an office may take an application from one state to another."""
    return target in _BY_OFFICE[source]


def moves(source: State) -> list[State]:
    """What an office may do with it now."""
    return [one for one in State if one in _BY_OFFICE[source]]


def is_mail(address: str) -> bool:
    """Whether a text is one mail address and nothing else: no line, no second receiver."""
    return bool(MAIL.fullmatch(address)) and len(address) <= 254  # noqa: PLR2004  as long as an address may be


def working_days_waited(since: date, today: date) -> int:
    """How many working days have passed after the day something came in."""
    days = max(0, (today - since).days)
    whole, rest = divmod(days, 7)
    start = since + timedelta(days=whole * 7)
    return whole * 5 + sum(is_working_day(start + timedelta(days=one)) for one in range(1, rest + 1))


def masked(address: str) -> str:
    """A mail address that its owner recognises and nobody else can use."""
    name, _at, domain = address.partition("@")
    return f"{name[:2]}{'*' * max(1, len(name) - 2)}@{domain}"
