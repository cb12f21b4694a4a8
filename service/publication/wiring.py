"""What this room registers at start."""

from flask_babel import lazy_gettext as _l

from service.agreements.registry import REGISTRY, Counter, Filter, Tab
from service.agreements.words import EVENTS
from service.core import mail, refusals
from service.publication import application_policy, application_queries, application_words, queries, words
from service.publication.application_letters import LETTERS
from service.publication.sentences import SENTENCES

UNDECIDED, WAITING = "publikasi-belum-diputuskan", "publikasi-menunggu"


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    EVENTS.update(words.EVENTS)
    _register_applications()
    REGISTRY.add_tab(Tab("publication", _l("Publikasi"), "publication.show", 80))
    REGISTRY.add_deadlines(queries.deadlines)
    REGISTRY.filters.setdefault(UNDECIDED, Filter(_l("Publikasi belum diputuskan"), queries.undecided_ids))
    REGISTRY.filters.setdefault(WAITING, Filter(_l("Salinan publik menunggu"), queries.waiting_ids))
    REGISTRY.add_counter(
        Counter(
            "publication_waiting",
            _l("Salinan publik menunggu diperiksa atau diterbitkan"),
            queries.waiting_ids,
            "agreements.index",
            {"saring": WAITING},
        )
    )


def _register_applications() -> None:
    refusals.register(application_words.SENTENCES)
    EVENTS.update(application_words.EVENTS)
    mail.register(LETTERS)
    application_policy.register_policies()
    REGISTRY.add_office_deadlines(application_queries.deadlines)
    REGISTRY.add_counter(
        Counter(
            "applications_new",
            _l("Permohonan kerja sama baru"),
            application_queries.new_ids,
            "application_desk.index",
            {"keadaan": application_queries.NEW_ONES},
        )
    )
