"""What may be changed, prolonged or ended, and until when: decisions that need nothing but dates."""

from dataclasses import dataclass
from datetime import date

from service.agreements.models import Nature
from service.core.terms import addendum_signable

NEW_END = "tanggal_berakhir_baru"
OLD_END = "tanggal_berakhir_lama"
ENDS_FROM = "tanggal_efektif"
ORDINALS = (
    "Kesatu",
    "Kedua",
    "Ketiga",
    "Keempat",
    "Kelima",
    "Keenam",
    "Ketujuh",
    "Kedelapan",
    "Kesembilan",
    "Kesepuluh",
)


@dataclass(frozen=True, slots=True)
class Term:
    """The validity of the agreement that is to be changed."""

    start: date | None
    end_on: date | None
    ended_on: date | None


def signing_fault(term: Term, day: date) -> str | None:
    """Why an instrument cannot be signed on a day: the day of the act counts, and the last day still does (rule 22)."""
    if term.ended_on is not None and term.ended_on <= day:
        return "amended_ended"
    return None if addendum_signable(term.end_on, day) else "amended_expired"


def end_fault(nature: Nature, term: Term, new_end: date | None) -> str | None:
    """What is wrong with a new end date."""
    if nature is Nature.RENEWAL:
        if term.end_on is None:
            return "renewal_without_end"
        if new_end is None:
            return "renewal_end_missing"
        if new_end <= term.end_on:
            return "renewal_end_not_later"
    if new_end is not None and term.start is not None and new_end < term.start:
        return "amendment_end_before_start"
    return None


def ending_fault(term: Term, ends_from: date | None) -> str | None:
    """What is wrong with the day from which a termination counts."""
    if ends_from is None:
        return "termination_day_missing"
    if term.start is not None and ends_from < term.start:
        return "termination_before_start"
    return "termination_after_end" if term.end_on is not None and ends_from > term.end_on else None


def text_fault(
    nature: Nature, term: Term, *, old_end: date | None, new_end: date | None, ends_from: date | None
) -> str | None:
    """What the text of an instrument says that no longer fits the agreement it changes."""
    if nature is Nature.TERMINATION:
        return ending_fault(term, ends_from) if ends_from is not None else None
    if new_end is None:
        return None
    return "amended_end_moved" if old_end != term.end_on else end_fault(nature, term, new_end)


def ordinal_word(number: int) -> str:
    """Kesatu, kedua ... as a paper counts; digits beyond eight."""
    return ORDINALS[number - 1] if 1 <= number <= len(ORDINALS) else f"Ke-{number}"
