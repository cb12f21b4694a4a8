"""The family on screen: the tree with words, states and dates, the panel, and the points on the timeline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements import family, family_tree
from service.agreements.family_models import Amendment
from service.agreements.family_tree import Node
from service.agreements.founding import is_over
from service.agreements.frame import status
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.agreements.permissions import Access, access_of
from service.agreements.registry import Moment
from service.agreements.words import name_of
from service.core.actor import Actor
from service.core.permissions import holds
from service.web.components import Status
from service.web.language import tanggal


# ------------------------------------------------------------------------------------------------------------- the tree
@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree, with what stands below it."""

    agreement: Agreement
    name: str
    status: Status
    notes: tuple[str, ...]
    here: bool
    replaces: tuple[Agreement, ...]
    replaced_by: tuple[Agreement, ...]
    children: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The family for one viewer."""

    root: Branch
    alone: bool
    more: bool


def tree(session: Session, actor: Actor, agreement: Agreement) -> Tree:
    """The family of an agreement as the viewer may see it."""
    found = family_tree.family(session, actor, agreement)
    today = family.today_of(session, agreement)
    return Tree(_branch(found.root, agreement, today), found.alone, found.more)


def _branch(node: Node, here: Agreement, today: date) -> Branch:
    return Branch(
        agreement=node.agreement,
        name=name_of(node.agreement, short=True),
        status=status(node.agreement, today),
        notes=tuple(_notes(node.agreement, node.amendment)),
        here=node.agreement.id == here.id,
        replaces=node.replaces,
        replaced_by=node.replaced_by,
        children=tuple(_branch(one, here, today) for one in node.children),
    )


def _notes(one: Agreement, amendment: Amendment | None) -> list[str]:
    said = []
    if one.office_number:
        said.append(str(_("Nomor %(number)s", number=one.office_number)))
    if one.signed_on:
        said.append(str(_("ditandatangani %(day)s", day=tanggal(one.signed_on))))
    if one.ended_on:
        said.append(str(_("tidak berlaku sejak %(day)s", day=tanggal(one.ended_on))))
    elif one.end_on:
        said.append(str(_("berlaku sampai %(day)s", day=tanggal(one.end_on))))
    if amendment is not None and amendment.applied_at is not None:
        said.append(effect_words(amendment))
    return [part for part in said if part]


def effect_words(row: Amendment) -> str:
    """What a signed instrument changed, old and new (rule 22)."""
    if row.ended_on is not None:
        return str(_("naskah yang diakhiri tidak berlaku sejak %(day)s", day=tanggal(row.ended_on)))
    if row.old_end_on == row.new_end_on:
        return ""
    old = tanggal(row.old_end_on) if row.old_end_on else _("tanpa tanggal berakhir")
    return str(_("tanggal berakhir %(old)s menjadi %(new)s", old=old, new=tanggal(row.new_end_on)))


# ------------------------------------------------------------------------------------------------------------ the panel
def panel(session: Session, agreement: Agreement, actor: Actor) -> dict[str, Any] | None:
    """The family on the summary page, what can begin from it, and what no longer holds above it."""
    own = access_of(session, actor, agreement) == Access.FULL and holds(actor, "agreement:draft")
    signed = agreement.stage_ is Stage.FOLLOW_UP and agreement.nature_ is Nature.ORIGINAL
    shown = tree(session, actor, agreement)
    parent = session.get(Agreement, agreement.parent_id) if agreement.parent_id else None
    over = parent is not None and is_over(parent, family.today_of(session, agreement))
    target = family.amended(session, agreement)
    running = own and signed
    if shown.alone and not running and not over:
        return None
    return {
        "tree": shown,
        "agreement": agreement,
        "may_change": running and family.may_be_changed(session, agreement),
        "may_renew": agreement.end_on is not None,
        "over": running and not family.may_be_changed(session, agreement),
        "parent_over": over and signed and not is_over(agreement, family.today_of(session, agreement)),
        "amends": target,
        "changes": [
            (instrument, name_of(instrument, short=True), effect_words(row))
            for instrument, row in family_tree.amendments_of(session, agreement.id)
        ],
    }


# --------------------------------------------------------------------------------------------------------- the timeline
def moments(session: Session, agreement: Agreement) -> Sequence[Moment]:
    """The days on which an agreement was changed, prolonged or ended by another paper."""
    return [
        Moment(
            instrument.signed_on,
            instrument.nature,
            str(_("%(name)s Nomor %(number)s", name=name_of(instrument, short=True), number=instrument.office_number)),
            effect_words(row),
            endpoint="agreements.show",
            arguments={"agreement_id": str(instrument.id)},
        )
        for instrument, row in family_tree.amendments_of(session, agreement.id)
        if instrument.signed_on is not None
    ]


# ------------------------------------------------------------------------------------- the latest look at independence
@dataclass(frozen=True, slots=True)
class Screened:
    """The result of the latest independence screening of an agreement, for whoever renews it."""

    status: Status
    text: str
    day: date | None = None


SCREENINGS: list[Callable[[Session, Agreement], Screened | None]] = []


def add_screening(source: Callable[[Session, Agreement], Screened | None]) -> None:
    """Let the room that screens say what it found last."""
    if source not in SCREENINGS:
        SCREENINGS.append(source)


def latest_screening(session: Session, agreement: Agreement) -> Screened | None:
    """What the room that screens found last, if one tells."""
    return next((found for source in SCREENINGS if (found := source(session, agreement)) is not None), None)
