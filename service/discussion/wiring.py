"""What discussion adds to the agreement: facts, tab, counter, effects of recorded acts, its sentences."""

from flask_babel import lazy_gettext as _l

from service.agreements.lifecycle import Stage
from service.agreements.models import ActKind
from service.agreements.registry import REGISTRY, Counter, Filter, Tab
from service.agreements.words import EVENTS
from service.core import refusals
from service.discussion import actions, meeting, queries, words
from service.discussion.sentences import SENTENCES

OPEN_REMARKS = "catatan-terbuka"


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    EVENTS.update(words.EVENTS)
    REGISTRY.turns[Stage.DISCUSSION] = words.turn
    REGISTRY.add_fact_source(queries.facts)
    REGISTRY.add_tab(Tab("discussion", _l("Pembahasan"), "discussion.show", 30, least=2))
    REGISTRY.filters[OPEN_REMARKS] = Filter(_l("Catatan terbuka"), queries.with_open_remarks)
    REGISTRY.add_counter(
        Counter(
            "open_remarks",
            _l("Pembahasan dengan catatan terbuka"),
            queries.remarked,
            "agreements.index",
            {"saring": OPEN_REMARKS},
        )
    )
    REGISTRY.effects[ActKind.REMARK] = actions.apply_remark
    REGISTRY.effects[ActKind.MINUTES] = meeting.apply_recorded
    REGISTRY.remark_keeper = actions.keep_margin
    REGISTRY.missing_links["comments_open"] = "discussion.show"
    REGISTRY.missing_links["minutes_missing"] = "discussion.minutes_list"
