"""What approval adds to the agreement: facts, tab, counter, the effect of a recorded approval, its sentences."""

from flask_babel import lazy_gettext as _

from service.agreements.models import ActKind
from service.agreements.registry import REGISTRY, Counter, Tab
from service.agreements.words import EVENTS
from service.approval import actions, queries, words
from service.approval.sentences import SENTENCES
from service.core import refusals


def register() -> None:
    """Add everything once, however often it runs."""
    EVENTS.update(words.EVENTS)
    refusals.register(SENTENCES)
    REGISTRY.add_fact_source(queries.facts)
    REGISTRY.add_tab(Tab("approval", _("Pengesahan"), "approval.show", 40))
    REGISTRY.add_counter(
        Counter("approval", _("Menunggu persetujuan saya"), queries.waiting_ids, "approval.waiting", urgent=True)
    )
    REGISTRY.effects[ActKind.APPROVAL] = actions.apply_recorded
    REGISTRY.add_on_stage(actions.on_stage)
    REGISTRY.add_on_version(actions.on_version)
    for code in ("approvals_missing", "approval_void"):
        REGISTRY.missing_links[code] = "approval.show"
