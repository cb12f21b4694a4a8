"""What prospects add: sentences, the list of agreements being made, a counter, reminders."""

from flask_babel import lazy_gettext as _l

from service.agreements.registry import REGISTRY, Counter, Filter
from service.agreements.words import EVENTS
from service.core import refusals
from service.prospects import queries, words
from service.prospects.sentences import SENTENCES


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    EVENTS.update(words.EVENTS)
    REGISTRY.add_office_deadlines(queries.deadlines)
    REGISTRY.filters.setdefault("sedang-dibuat", Filter(_l("Sedang dibuat"), queries.making_ids))
    REGISTRY.add_counter(Counter("prospects", _l("Penjajakan mitra berjalan"), queries.open_ids, "prospects.index"))
