"""What the import adds: sentences, words of its events, the panel and the list of what is incomplete, a policy."""

from flask_babel import lazy_gettext as _l

from service.agreements.registry import REGISTRY, Counter, Filter, Panel
from service.agreements.words import EVENTS
from service.core import policies, refusals
from service.core.policies import Policy, Unit
from service.importing import entering, queries, screen, words
from service.importing.sentences import SENTENCES

LIST = "arsip-belum-lengkap"


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    EVENTS.update(words.EVENTS)
    policies.register(
        Policy(
            entering.DUTY_DAYS,
            Unit.DAYS,
            30,
            1,
            366,
            "Waktu untuk melengkapi data arsip lama sesudah impor",
            "Time to complete the data of agreements after an import",
            "Kebijakan bawaan; Perbawaslu 7/2023 yang terbaca tidak mengatur waktu melengkapi arsip lama.",
        )
    )
    REGISTRY.add_panel(Panel("importing/_gaps.html", screen.gaps_panel, 20))
    REGISTRY.filters.setdefault(LIST, Filter(_l("Arsip lama belum lengkap"), queries.incomplete_ids))
    REGISTRY.add_counter(
        Counter(
            "import_incomplete",
            _l("Arsip lama belum lengkap"),
            queries.incomplete,
            "agreements.index",
            {"saring": LIST},
        )
    )
