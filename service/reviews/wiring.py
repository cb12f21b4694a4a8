"""What reviews add to the agreement: tab, panel, lists, counters, timeline, policies."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from sqlalchemy.orm import Session

from service.agreements.permissions import Access
from service.agreements.registry import REGISTRY, Counter, Filter, OwnThat, Panel, Tab
from service.agreements.words import EVENTS
from service.core import policies, refusals
from service.core.actor import Actor
from service.core.permissions import holds
from service.core.policies import Policy, Unit
from service.reviews import actions, panel, queries, screen, words
from service.reviews.sentences import SENTENCES

POLICIES = (
    Policy(
        queries.WINDOW, Unit.DAYS, 90, 7, 730,
        "Keputusan perpanjangan dimulai sekian hari sebelum berakhir",
        "The renewal is decided from so many days before the end",
        "Kebijakan; jangka pemberitahuan perpanjangan belum terbaca dalam peraturan",
    ),
    Policy(
        queries.CYCLE, Unit.MONTHS, 12, 1, 60,
        "Reviu diulang sesudah sekian bulan", "A review is made again after so many months",
        "Kebijakan; reviu naskah yang ada diminta dalam rakor teknis 28 Mei 2025",
    ),
    Policy(
        queries.OUTCOME_DAYS, Unit.DAYS, 30, 1, 365,
        "Tenggat tugas dari hasil reviu atau keputusan perpanjangan", "Days for what a review or renewal decision asks",
        "Kebijakan bawaan; tenggatnya belum terbaca pada Perbawaslu 7/2023.",
    ),
)  # fmt: skip

Asks = Callable[[Session, Actor], OwnThat]
# The label of each list, of its counter, who is told, whether it is urgent.
LISTS: dict[str, tuple[Any, Any, Asks, str, bool]] = {
    "belum-direviu": (
        _l("Belum direviu"), _l("Kerja sama belum direviu"), queries.unreviewed, "review:do", False,
    ),
    "reviu-menunggu-konfirmasi": (
        _l("Reviu menunggu konfirmasi"), _l("Reviu menunggu konfirmasi saya"), queries.unconfirmed,
        "renewal:decide", False,
    ),
    "perlu-keputusan-perpanjangan": (
        _l("Perlu keputusan perpanjangan"), _l("Perlu keputusan perpanjangan"), queries.undecided,
        "renewal:decide", True,
    ),
}  # fmt: skip


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    policies.register(*POLICIES)
    EVENTS.update(words.EVENTS)
    REGISTRY.add_on_stage(actions.on_stage)
    REGISTRY.add_timeline(screen.moments)
    REGISTRY.add_tab(Tab("reviews", _l("Reviu"), "reviews.show", 65, Access.TEXT))
    REGISTRY.add_panel(Panel("reviews/_panel.html", panel.panel, 65))
    for key, (label, counted, asks, permission, urgent) in LISTS.items():
        REGISTRY.filters.setdefault(key, Filter(label, _ids(asks)))
        REGISTRY.add_counter(_counter(key, counted, asks, permission, urgent=urgent))


def _ids(asks: Asks) -> Callable[[Session, Actor], Select[UUID]]:
    return lambda session, actor: asks(session, actor).ids


def _counter(key: str, label: Any, asks: Asks, permission: str, *, urgent: bool) -> Counter:
    def told(session: Session, actor: Actor) -> OwnThat | None:
        return asks(session, actor) if holds(actor, permission) else None

    return Counter(f"reviews_{key}", label, told, "agreements.index", {"saring": key}, urgent)
