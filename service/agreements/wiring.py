"""What the agreement itself adds to the service."""

from flask_babel import lazy_gettext as _l

from service.agreements import guests
from service.agreements.numbering_sentences import NUMBERS
from service.agreements.queries import acts_to_check, with_acts_to_check
from service.agreements.registry import REGISTRY, Counter, Filter
from service.agreements.sentences import SENTENCES
from service.core import mail, refusals


def register() -> None:
    """Add sentences, letters, the filter and the counter of acts that wait for a second person."""
    refusals.register(SENTENCES)
    refusals.register(guests.SENTENCES)
    refusals.register(NUMBERS)
    mail.register(guests.LETTERS)
    REGISTRY.filters.setdefault("catatan-luar", Filter(_l("Catatan luar menunggu diperiksa"), with_acts_to_check))
    REGISTRY.add_counter(
        Counter(
            "acts_to_check",
            _l("Catatan dari luar menunggu saya periksa"),
            acts_to_check,
            "agreements.index",
            {"saring": "catatan-luar"},
        )
    )
