"""What the archive adds to the service."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.permissions import Access
from service.agreements.registry import REGISTRY, Counter, Filter, Moment, Panel, Tab
from service.agreements.words import EVENTS
from service.archive import audit_words, fixity, loans, queries, retention, words
from service.archive.models import FixityFault
from service.archive.sentences import SENTENCES
from service.core import policies, refusals
from service.core.actor import Actor
from service.core.clock import local_date
from service.core.policies import Policy, Unit
from service.offices.queries import office
from service.web.components import Status, Tone

SEES_FAULTS = ("admin", "archivist")


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    EVENTS.update(words.EVENTS)
    for code, said in audit_words.EVENTS.items():
        EVENTS.setdefault(code, said)
    policies.register(
        Policy(
            fixity.POLICY,
            Unit.DAYS,
            30,
            1,
            365,
            "Selang antara dua putaran pemeriksaan keutuhan berkas",
            "Days between two rounds over every stored file",
            "Kebijakan internal; UU 43/2009 mewajibkan pencipta arsip menjaga keutuhan arsip",
        )
    )
    REGISTRY.add_tab(Tab("archive", _l("Arsip"), "archive.of_agreement", 70, Access.FULL))
    REGISTRY.add_panel(Panel("archive/_panel.html", _panel, 70))
    REGISTRY.add_hold(queries.held)
    REGISTRY.add_mark(_mark)
    REGISTRY.add_deadlines(loans.deadlines)
    REGISTRY.add_timeline(_timeline)
    _add_lists()


def _add_lists() -> None:
    REGISTRY.filters.setdefault("tanpa-lokasi-asli", Filter(_l("Tanpa lokasi asli"), queries.without_place))
    REGISTRY.filters.setdefault("pinjaman-terlambat", Filter(_l("Asli terlambat kembali"), queries.loans_overdue))
    REGISTRY.filters.setdefault("ditahan", Filter(_l("Dalam penahanan hukum"), queries.on_hold))
    REGISTRY.filters.setdefault("retensi-tercapai", Filter(_l("Retensi tercapai"), retention.reached))
    REGISTRY.add_counter(
        Counter(
            "archive_loans_overdue",
            _l("Naskah asli terlambat kembali"),
            queries.loans_overdue,
            "agreements.index",
            {"saring": "pinjaman-terlambat"},
            urgent=True,
        )
    )
    REGISTRY.add_counter(
        Counter(
            "archive_without_place",
            _l("Naskah tanpa lokasi asli"),
            queries.placeless,
            "agreements.index",
            {"saring": "tanpa-lokasi-asli"},
        )
    )
    REGISTRY.add_counter(
        Counter("archive_damaged", _l("Berkas rusak atau hilang"), _damaged, "archive.fixity", urgent=True)
    )


def _damaged(session: Session, actor: Actor) -> Select[Any] | None:  # noqa: ARG001  the registry's form
    return select(FixityFault.id).where(FixityFault.open_sha256.is_not(None)) if actor.has(*SEES_FAULTS) else None


def _mark(session: Session, agreement: Agreement) -> Status | None:
    if not queries.held(session, [agreement.id]):
        return None
    return Status(_("penahanan hukum"), Tone.WARNING)


def _panel(session: Session, agreement: Agreement, actor: Actor) -> dict[str, Any] | None:  # noqa: ARG001
    """The hold, on the summary page."""
    hold = queries.open_hold(session, agreement.id)
    return {"hold": hold} if hold is not None else None


def _timeline(session: Session, agreement: Agreement) -> list[Moment]:
    zone = office(session, agreement.lead_office_id).zone_
    found: list[Moment] = []
    for hold in queries.holds_of(session, agreement.id):
        found.append(_moment(local_date(hold.placed_at, zone), "hold", _("Penahanan hukum ditetapkan"), hold.reason))
        if hold.lifted_at is not None:
            day = local_date(hold.lifted_at, zone)
            found.append(_moment(day, "hold", _("Penahanan hukum dicabut"), hold.lift_reason))
    for loan, sheet in queries.loans_of_agreement(session, agreement.id):
        said = _("Naskah asli lembar ke-%(n)s dipinjam %(who)s", n=sheet, who=loan.borrower)
        found.append(_moment(loan.out_on, "loan", said, loan.purpose))
        if loan.returned_on is not None:
            found.append(_moment(loan.returned_on, "loan", _("Naskah asli lembar ke-%(n)s kembali", n=sheet)))
        else:
            found.append(
                _moment(loan.due_on, "loan", _("Naskah asli lembar ke-%(n)s harus kembali", n=sheet), done=False)
            )
    kept = retention.keeping(session, agreement)
    if kept.until is not None:
        title = _("Batas waktu simpan menurut jadwal retensi")
        found.append(_moment(kept.until, "retention", title, done=kept.reached))
    return found


def _moment(day: date, kind: str, title: Any, note: str = "", *, done: bool = True) -> Moment:
    return Moment(day, kind, str(title), note, done, "archive.of_agreement", internal=True)
