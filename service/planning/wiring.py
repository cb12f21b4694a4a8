"""What planning adds to the agreement: facts, tab, counters, the effect of a recorded answer, sentences and letters."""

from flask_babel import lazy_gettext as _l

from service.agreements.lifecycle import Stage
from service.agreements.models import ActKind
from service.agreements.permissions import Access
from service.agreements.registry import REGISTRY, Counter, Filter, Tab
from service.agreements.words import EVENTS
from service.core import mail, refusals
from service.planning import actions, consulting, deadlines, letters, queries, sections, words
from service.planning.sentences import SENTENCES

LINKS = {
    "partner_missing": "planning.partner",
    "partner_evidence_missing": "planning.partner",
    "plan_incomplete": "planning.show",
    "checks_missing": "planning.checks",
    "consultation_missing": "planning.consultation",
    "consultation_waiting": "planning.consultation",
    "consultation_refused": "planning.consultation",
    "conditions_open": "planning.consultation",
    "activity_missing": "planning.activities",
}


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    mail.register(letters.LETTERS)
    EVENTS.update(words.EVENTS)
    REGISTRY.missing_links.update(LINKS)
    REGISTRY.effects[ActKind.CONSULTATION_ANSWER] = consulting.apply_recorded
    REGISTRY.turns[Stage.PLANNING] = sections.turn
    REGISTRY.add_fact_source(queries.facts)
    REGISTRY.add_consulted(queries.was_consulted)
    REGISTRY.add_consulted_ids(queries.consulted_ids)
    REGISTRY.add_promises(queries.promises)
    REGISTRY.add_plan(queries.summary)
    REGISTRY.plan_starter = actions.start_plan
    REGISTRY.add_deadlines(deadlines.deadlines)
    REGISTRY.add_tab(Tab("planning", _l("Perencanaan"), "planning.show", 10, Access.TEXT))
    _add_lists()


def _add_lists() -> None:
    waiting, conditions = "konsultasi-menunggu", "syarat-terbuka"
    REGISTRY.filters.setdefault(waiting, Filter(_l("Konsultasi menunggu jawaban"), queries.waiting_ids))
    REGISTRY.filters.setdefault(conditions, Filter(_l("Syarat konsultasi belum dipenuhi"), queries.open_condition_ids))
    REGISTRY.add_counter(
        Counter(
            "consultations_to_answer",
            _l("Konsultasi menunggu jawaban saya"),
            queries.to_answer,
            "consultations.inbox",
            urgent=True,
        )
    )
    REGISTRY.add_counter(
        Counter(
            "consultations_waiting",
            _l("Konsultasi kami menunggu jawaban"),
            queries.waiting,
            "agreements.index",
            {"saring": waiting},
        )
    )
    REGISTRY.add_counter(
        Counter(
            "conditions_open",
            _l("Syarat konsultasi belum dipenuhi"),
            queries.open_conditions,
            "agreements.index",
            {"saring": conditions},
        )
    )
