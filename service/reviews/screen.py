"""Reviews and decisions as the pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.registry import REGISTRY, Moment
from service.core.clock import local_date
from service.offices.queries import office
from service.reviews import queries
from service.reviews.catalogue import checklist
from service.reviews.models import RenewalDecision, Review
from service.reviews.prefill import Known
from service.reviews.rules import Item, ReviewState, Said
from service.reviews.words import DECISIONS, GROUPS, OUTCOMES, SAID, STATES, item_help, item_name, known_words
from service.web.components import Status, Tone


@dataclass(frozen=True, slots=True)
class Answered:
    """One line of a review sheet."""

    name: str
    basis: str
    status: Status
    note: str
    known: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the form: its words and what the system knows."""

    key: str
    name: str
    help: str
    basis: str
    known: str
    doubtful: bool


def by_group(items: Sequence[Item], made: Mapping[str, Any]) -> list[tuple[Any, list[Any]]]:
    """The lines in the groups of the checklist, in its order."""
    groups: dict[str, list[Any]] = {}
    for item in items:
        if item.key in made:
            groups.setdefault(item.group, []).append(made[item.key])
    return [(GROUPS.get(key, key), lines) for key, lines in groups.items()]


def sheet(review: Review, kind: str) -> list[tuple[Any, list[Answered]]]:
    """What a review said; a question that is asked no longer is shown by its key."""
    items = {item.key: item for item in checklist().items}
    lines = {}
    for key, said in review.answers.items():
        item = items.get(key)
        lines[key] = Answered(
            item_name(item) if item else key,
            item.basis if item else "",
            Status(*SAID[said["said"]]),
            str(said.get("note", "")),
            known_words(said.get("known") or {}),
        )
    order = [item for item in checklist().items if item.key in lines and kind in item.kinds]
    gone = [(_("Butir lama"), [line for key, line in lines.items() if key not in {one.key for one in order}])]
    return by_group(order, lines) + [group for group in gone if group[1]]


def questions(items: Sequence[Item], known: Mapping[str, Known]) -> list[tuple[Any, list[Asked]]]:
    """The questions of the form in their groups."""
    return by_group(
        items,
        {
            item.key: Asked(
                item.key,
                item_name(item),
                item_help(item),
                item.basis,
                known_words(known[item.key].as_data()),
                known[item.key].said in (Said.UNMET, Said.CHECK),
            )
            for item in items
        },
    )


def counted(review: Review) -> str:
    """How many questions were met, and how many not, in one phrase."""
    said = [one["said"] for one in review.answers.values()]
    return str(
        _(
            "%(met)s terpenuhi, %(unmet)s tidak, %(check)s perlu diperiksa",
            met=said.count(Said.MET),
            unmet=said.count(Said.UNMET),
            check=said.count(Said.CHECK),
        )
    )


def outcome_tag(review: Review) -> Status:
    """The outcome with its colour."""
    return Status(*OUTCOMES[review.outcome])


def state_tag(review: Review) -> Status:
    """Where the review stands."""
    return Status(*STATES[review.state])


def decision_tag(row: RenewalDecision) -> Status:
    """The decision with its colour."""
    return Status(*DECISIONS[row.decision])


@dataclass(frozen=True, slots=True)
class ReviewNow:
    """How an agreement stands with its review."""

    status: Status
    sentence: str


def now_of(session: Session, agreement: Agreement, review: Review | None, waiting: Review | None) -> ReviewNow:
    """Whether the review is missing, waits, counts, or is due again, in words."""
    today = queries.today_of(session, agreement)
    if waiting is not None:
        return ReviewNow(
            Status(_("menunggu konfirmasi"), Tone.WAITING),
            _("Reviu oleh %(name)s menunggu dikonfirmasi orang kedua.", name=waiting.made_name),
        )
    if review is None:
        return ReviewNow(
            Status(_("belum direviu"), Tone.WARNING), _("Kerja sama ini belum direviu terhadap peraturan.")
        )
    if review.checklist_version != checklist().version:
        return ReviewNow(
            Status(_("perlu direviu lagi"), Tone.WARNING),
            _("Daftar periksa atau peraturannya berubah sejak reviu terakhir."),
        )
    if review.again_on is None or review.again_on <= today:
        return ReviewNow(Status(_("perlu direviu lagi"), Tone.WARNING), _("Masa reviu terakhir sudah lewat."))
    return ReviewNow(Status(_("sudah direviu"), Tone.DONE), "")


# ---------------------------------------------------------------------------------------------------------- timeline
def moments(session: Session, agreement: Agreement) -> list[Moment]:
    """Reviews and decisions on the agreement's timeline."""
    zone = office(session, agreement.lead_office_id).zone_
    found = []
    for one in queries.reviews_of(session, agreement.id):  # notes and reasons are the office's own (rule 33)
        if one.decided_at is None or one.state_ is not ReviewState.CONFIRMED:
            continue
        said = _("Reviu: %(outcome)s", outcome=OUTCOMES[one.outcome][0])
        found.append(Moment(local_date(one.decided_at, zone), "review", said, endpoint="reviews.show"))
        if one.current and one.again_on is not None:
            found.append(Moment(one.again_on, "review", _("Reviu berikutnya"), done=False, endpoint="reviews.show"))
    for row in queries.decisions_of(session, agreement.id):
        said = _("Kelanjutan diputuskan: %(what)s", what=DECISIONS[row.decision][0])
        found.append(Moment(row.met_on, "renewal", said, endpoint="reviews.show"))
    return found


def benefit(session: Session, agreement: Agreement) -> dict[str, list[Moment]]:
    """What the agreement brought so far, and what is open, as the rooms tell it on the timeline."""
    known = [one for source in REGISTRY.timeline for one in source(session, agreement)]
    held = sorted((one for one in known if one.kind == "activity" and one.done), key=lambda one: one.day, reverse=True)
    ahead = sorted((one for one in known if not one.done and one.kind != "review"), key=lambda one: one.day)
    return {"held": held, "ahead": ahead}
