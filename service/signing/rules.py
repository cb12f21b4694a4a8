"""Words and decisions of signing that need nothing but the standard library."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

LEASE = timedelta(minutes=2)
CONSENT_VERSION = "2026-1"
CONSENT = (
    "Saya telah membaca naskah ini sampai selesai. Saya menandatanganinya secara elektronik sebagai {title} "
    "atas nama {party}, dan memahami bahwa tanda tangan ini mengikat seperti tanda tangan basah."
)
SIDES = ("kesatu", "kedua", "ketiga", "keempat", "kelima")
BETWEEN_NUMBERS = ";"  # of the other sides, where there are more than two


class EventState(StrEnum):
    """Where an acara penandatanganan stands."""

    PREPARING = "preparing"  # the paper is being filled in and locked
    OPEN = "open"
    COMPLETING = "completing"  # all have signed; the archive is being made
    DONE = "done"
    VOID = "void"


LIVE = (EventState.PREPARING, EventState.OPEN, EventState.COMPLETING)


class SlotState(StrEnum):
    """Where one signature stands."""

    WAITING = "waiting"
    SIGNING = "signing"  # given; the worker completes the paper
    SIGNED = "signed"


class SlotKind(StrEnum):
    """Who signs: a member of staff, a person of the partner without an account, or somebody by hand."""

    STAFF = "staff"
    GUEST = "guest"
    OUTSIDE = "outside"


class View(StrEnum):
    """In which form a signer has opened the paper."""

    READING = "baca"
    PDF = "pdf"


class Order(StrEnum):
    """Which side signs first."""

    FIRST = "kesatu"
    SECOND = "kedua"


@dataclass(frozen=True, slots=True)
class PrintedSigner:
    """A signer as the frozen text prints him: side, number on that side, his place on the paper, name and title."""

    side: str
    number: int
    institution: str
    name: str
    title: str

    @property
    def place(self) -> str:
        """The name of his place on the paper."""
        return f"ttd_{self.side}_{self.number}"

    @property
    def field(self) -> str:
        """The name of his signature field in the PDF."""
        return f"Ttd{self.side.capitalize()}{self.number}"


def printed_signers(values: Mapping[str, Any]) -> tuple[PrintedSigner, ...]:
    """Everybody for whom the text has a place to sign, PIHAK KESATU first."""
    return tuple(
        PrintedSigner(
            side=side,
            number=number,
            institution=str(party.get("lembaga", "")).strip(),
            name=str(signer.get("nama", "")).strip(),
            title=" ".join(str(signer.get(part, "")).strip() for part in ("kapasitas", "jabatan")).strip(),
        )
        for side in SIDES
        for number, party in enumerate(values.get(f"pihak_{side}") or (), start=1)
        if (signer := party.get("penandatangan") or {}) is not None
    )


def in_order(signers: Iterable[PrintedSigner], first: Order) -> tuple[PrintedSigner, ...]:
    """The signers in the order in which they sign."""
    return tuple(sorted(signers, key=lambda one: (one.side != first.value, SIDES.index(one.side), one.number)))


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same person's, apart from case, spaces and full stops."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return re.sub(r"[\s.,]+", " ", name).strip().casefold()


def date_fault(mode: str, held_on: date, today: date) -> str | None:
    """What is wrong with the date of an event: electronic signatures bear the time of the act, which is yet to come."""
    return "event_date_past" if mode == "electronic" and held_on < today else None


def numbers_of_others(said: str) -> list[str]:
    """The numbers of the other sides in their order, as they are entered: "12/UN/2026; 7/PEMDA/2026"."""
    return [number.strip() for number in said.split(BETWEEN_NUMBERS)] if said.strip() else []


def number_fault(mode: str, office_number: str, partner_number: str, others: int = 1) -> str | None:
    """Signing opens only with the numbers of all; a pending number of another is for wet ink alone (rule 26)."""
    if not office_number:
        return "office_number_missing"
    given = numbers_of_others(partner_number)
    if len(given) > others:
        return "partner_numbers_too_many"
    if mode != "wet" and (len(given) < others or not all(given)):
        return "partner_number_missing" if others == 1 else "partner_numbers_missing"
    return None


def next_slot(states: Sequence[str]) -> int | None:
    """The place, in order, of the first signature that is not complete; None when all are."""
    return next((place for place, state in enumerate(states) if state != SlotState.SIGNED), None)


def printed_date_differs(stated_on: date | None, signed_on: date) -> bool:
    """Whether the paper prints another day than that of the last signature."""
    return stated_on is not None and stated_on != signed_on
