"""What this room registers at start."""

from flask_babel import lazy_gettext as _l

from service.agreements.registry import REGISTRY, Counter, Filter, Tab, count_ids
from service.agreements.words import EVENTS
from service.core import refusals
from service.publication import queries, words
from service.publication.sentences import SENTENCES

UNDECIDED, WAITING = "publikasi-belum-diputuskan", "publikasi-menunggu"


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    EVENTS.update(words.EVENTS)
    REGISTRY.add_tab(Tab("publication", _l("Publikasi"), "publication.show", 80))
    REGISTRY.add_deadlines(queries.deadlines)
    REGISTRY.filters.setdefault(UNDECIDED, Filter(_l("Publikasi belum diputuskan"), queries.undecided_ids))
    REGISTRY.filters.setdefault(WAITING, Filter(_l("Salinan publik menunggu"), queries.waiting_ids))
    REGISTRY.add_counter(
        Counter(
            "publication_waiting",
            _l("Salinan publik menunggu diperiksa atau diterbitkan"),
            lambda session, actor: count_ids(session, queries.waiting_ids(session, actor)),
            "agreements.index",
            {"saring": WAITING},
        )
    )
