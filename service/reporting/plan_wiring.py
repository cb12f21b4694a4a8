"""What the action plan adds: sentences, letters, the count of prospects, the counter of unread instructions."""

from flask_babel import lazy_gettext as _l

from service.accounts import takeover
from service.agreements.registry import REGISTRY, Counter
from service.agreements.words import EVENTS
from service.core import mail, refusals
from service.reporting import plan_letters, plan_queries, plan_sources, plan_words
from service.reporting.plan_partners import partners
from service.reporting.plan_rules import Line
from service.reporting.plan_sentences import SENTENCES
from service.reporting.plan_takeover import PlanTakeover


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    mail.register(plan_letters.LETTERS)
    EVENTS.update(plan_words.EVENTS)
    plan_sources.register(Line.PARTNERS, partners)
    takeover.register("plan", PlanTakeover())
    REGISTRY.add_counter(
        Counter(
            "plan_instructions",
            _l("Instruksi belum dibaca"),
            lambda session, actor: plan_queries.count_unread(session, actor.office_id),
            "plan.unread",
            urgent=True,
        )
    )
