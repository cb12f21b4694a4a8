"""What the watch adds to the agreement: facts, panel, lists, counters, reminders, the effect of a recorded answer."""

from flask_babel import lazy_gettext as _l

from service.agreements.family_screen import add_screening
from service.agreements.models import ActKind
from service.agreements.registry import REGISTRY, Counter, Filter, Panel
from service.agreements.words import EVENTS
from service.core import refusals
from service.screening import actions, consulting, policy, queries, screen, words
from service.screening.sentences import SENTENCES

OPEN, UNDECIDED, SUSPENDED = "penapisan-ulang", "penapisan-diputus", "ditangguhkan"


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    EVENTS.update(words.EVENTS)
    policy.register_policies()
    REGISTRY.add_fact_source(queries.facts)
    REGISTRY.add_on_stage(actions.on_stage)
    REGISTRY.effects[ActKind.SCREENING_ADVICE] = consulting.apply_recorded
    REGISTRY.missing_links["screening_missing"] = "screening.show"
    REGISTRY.add_panel(Panel("screening/_panel.html", screen.panel, 20))
    REGISTRY.add_timeline(screen.moments)
    add_screening(screen.latest)
    REGISTRY.add_deadlines(screen.deadlines)
    REGISTRY.filters.setdefault(OPEN, Filter(_l("Penapisan ulang menunggu"), queries.open_ids))
    REGISTRY.filters.setdefault(UNDECIDED, Filter(_l("Penapisan menunggu keputusan"), queries.undecided_ids))
    REGISTRY.filters.setdefault(SUSPENDED, Filter(_l("Ditangguhkan"), queries.suspended_ids))
    _counters()


def _counters() -> None:
    REGISTRY.add_counter(
        Counter(
            "screenings_open",
            _l("Penapisan ulang menunggu"),
            queries.open_ones,
            "agreements.index",
            {"saring": OPEN},
            urgent=True,
        )
    )
    REGISTRY.add_counter(
        Counter(
            "screenings_undecided",
            _l("Penapisan menunggu keputusan"),
            queries.undecided,
            "agreements.index",
            {"saring": UNDECIDED},
        )
    )
    REGISTRY.add_counter(
        Counter(
            "screening_advice",
            _l("Penapisan menunggu pendapat kantor saya"),
            queries.advice_ids,
            "screenings.index",
            {"lihat": "pendapat"},
        )
    )
