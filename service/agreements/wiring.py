"""What the agreement itself adds to the service."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from service.agreements import family, family_effects, family_screen, guests
from service.agreements.numbering_sentences import NUMBERS
from service.agreements.queries import acts_to_check, of_partner, with_acts_to_check
from service.agreements.register import sentences as register_sentences
from service.agreements.registry import REGISTRY, Counter, Filter, Panel
from service.agreements.sentences import SENTENCES
from service.agreements.words import STAGES, name_of
from service.core import mail, refusals
from service.core.actor import Actor
from service.offices.hooks import AgreementLine, add_agreement_source


def register() -> None:
    """Add sentences, letters, the filter and the counter of acts that wait for a second person."""
    refusals.register(SENTENCES)
    refusals.register(guests.SENTENCES)
    refusals.register(NUMBERS)
    refusals.register(register_sentences.SENTENCES)
    mail.register(guests.LETTERS)
    add_agreement_source(_lines)
    REGISTRY.add_fact_source(family.facts)
    REGISTRY.add_on_stage(family_effects.on_stage)
    REGISTRY.add_panel(Panel("agreements/_family_panel.html", family_screen.panel, 70))
    REGISTRY.add_timeline(family_screen.moments)
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


def _lines(session: Session, actor: Actor, partner_id: UUID) -> list[AgreementLine]:
    return [
        AgreementLine(one.id, one.subject, name_of(one, short=True), STAGES[one.stage])
        for one in of_partner(session, actor, partner_id)
    ]
