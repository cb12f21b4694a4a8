"""What drafting adds to the agreement: facts, tab, the beginning of the text, its sentences."""

from flask_babel import lazy_gettext as _l

from service.agreements.registry import REGISTRY, Counter, Filter, Panel, Tab
from service.agreements.words import EVENTS
from service.core import refusals
from service.drafting import (
    actions,
    partner_sentences,
    queries,
    roundtrip_queries,
    roundtrip_sentences,
    roundtrip_words,
    screen,
    words,
)
from service.drafting.sentences import SENTENCES

RETURNED = "berkas-kembali"
LINKS = (
    "mode_missing",
    "version_missing",
    "changes_unsaved",
    "text_incomplete",
    "paper_not_ready",
    "data_annex_missing",
)


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    refusals.register(roundtrip_sentences.SENTENCES)
    refusals.register(partner_sentences.SENTENCES)
    EVENTS.update(words.EVENTS | roundtrip_words.EVENTS)
    REGISTRY.add_fact_source(queries.facts)
    REGISTRY.add_tab(Tab("drafting", _l("Naskah"), "drafting.show", 20, least=2))
    REGISTRY.add_panel(Panel("agreements/_paper.html", screen.paper_panel, 90))
    REGISTRY.filters[RETURNED] = Filter(_l("Berkas Word dari mitra menunggu keputusan"), roundtrip_queries.waiting)
    REGISTRY.add_counter(
        Counter(
            "returned_texts",
            _l("Berkas Word dari mitra menunggu keputusan"),
            roundtrip_queries.count_waiting,
            "agreements.index",
            {"saring": RETURNED},
        )
    )
    REGISTRY.add_on_stage(actions.on_stage)
    for code in LINKS:
        REGISTRY.missing_links[code] = "drafting.show"
