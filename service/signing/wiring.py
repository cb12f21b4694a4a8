"""What signing adds to the agreement: facts, tab, counter, effect of the recorded original, letters, sentences."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from service.agreements import guest_pages, paper_fields
from service.agreements.guests import GuestPurpose
from service.agreements.lifecycle import Stage
from service.agreements.models import ActKind, Agreement
from service.agreements.registry import REGISTRY, Counter, Panel, Tab
from service.agreements.words import EVENTS
from service.core import mail, refusals
from service.core.mail import Letter
from service.signing import actions, queries, screen, words
from service.signing.sentences import SENTENCES

LETTERS: dict[str, Letter] = {
    "signing_turn": Letter(
        subject_id="Giliran Anda menandatangani: {subject}",
        body_id="Yth. {name},\n\nNaskah kerja sama berikut menunggu tanda tangan Anda:\n{subject}\n\n"
        "Buka halaman penandatanganan:\n{url}\n\n{office}\n",
        subject_en="Your turn to sign: {subject}",
        body_en="Dear {name},\n\nThis agreement waits for your signature:\n{subject}\n\n"
        "Open the signing page:\n{url}\n\n{office}\n",
    ),
}


def turn(session: Session, agreement: Agreement) -> str | None:
    """Who has the turn while the agreement is being signed."""
    event = queries.current_event(session, agreement.id)
    if event is None:
        return str(gettext("Menunggu penyusun membuka acara penandatanganan"))
    slot = queries.turn_of(event)
    if slot is None:
        return None
    return str(gettext("Menunggu tanda tangan %(name)s", name=slot.name))


def register() -> None:
    """Add everything once, however often it runs."""
    EVENTS.update(words.EVENTS)
    refusals.register(SENTENCES)
    mail.register(LETTERS)
    REGISTRY.add_fact_source(queries.facts)
    REGISTRY.add_tab(Tab("signing", _("Penandatanganan"), "signing.show", 50))
    REGISTRY.add_counter(
        Counter("signing", _("Menunggu tanda tangan saya"), queries.waiting_ids, "signing.waiting", urgent=True)
    )
    REGISTRY.effects[ActKind.WET_ORIGINAL] = actions.apply_original
    REGISTRY.add_panel(Panel("agreements/_paper.html", screen.paper_panel, 90))
    REGISTRY.add_on_stage(actions.on_stage)
    paper_fields.add_source(queries.planned_fields)
    guest_pages.HOMES[GuestPurpose.SIGNING] = "sign.guest"
    REGISTRY.turns[Stage.SIGNING] = turn
    for code in ("event_not_opened", "signatures_missing", "paper_not_archived"):
        REGISTRY.missing_links[code] = "signing.show"
