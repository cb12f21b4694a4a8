"""Keeping the index right: what a transaction changed is indexed in the same transaction, whichever room changed it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, event, insert, inspect, select, update
from sqlalchemy.orm import Session, object_session

from service.agreements.models import Agreement, AgreementOffice
from service.agreements.register.models import SearchEntry, entry_id, office_mark
from service.agreements.register.papers import want_texts
from service.agreements.register.stemming import other_words, stems
from service.offices.models import Office, Partner

BATCH = 400
_PENDING = "sijari_search_pending"
_FIELDS = ("title", "number", "partner", "office", "words", "notes", "scope")
_WATCHED: dict[type[Any], tuple[str, ...]] = {
    Agreement: ("subject", "partner_id", "office_number", "partner_number", "lead_office_id", "final_sha256"),
    Partner: ("name",),
    Office: ("name", "short_name"),
}
_notes: dict[type[Any], tuple[str, ...]] = {}


def add_notes(model: type[Any], columns: Sequence[str]) -> None:
    """Index these texts of a table that names its agreement (`agreement_id`); its changes are followed from now on."""
    _notes[model] = tuple(columns)
    if not event.contains(model, "after_delete", _notice_removed):
        event.listen(model, "after_delete", _notice_removed)


@dataclass(slots=True)
class _Pending:
    agreements: set[UUID] = field(default_factory=set)
    partners: set[UUID] = field(default_factory=set)
    offices: set[UUID] = field(default_factory=set)
    papers: set[UUID] = field(default_factory=set)


# ----------------------------------------------------------------------------------------------- noticing, in the flush
@event.listens_for(Session, "after_flush")
def _notice(session: Session, _context: Any) -> None:
    pending: _Pending = session.info.setdefault(_PENDING, _Pending())
    gone = set(session.deleted)
    for one in (*session.new, *session.dirty, *gone):
        if isinstance(one, AgreementOffice) or type(one) in _notes:
            pending.agreements.add(one.agreement_id)
        elif type(one) in _WATCHED and one not in gone:
            _notice_changed(pending, one)


@event.listens_for(AgreementOffice, "after_delete")
def _notice_removed(_mapper: Any, _connection: Any, target: Any) -> None:
    """A row that its parent let go of is removed in the flush without standing among the deleted."""
    session = object_session(target)
    if session is not None:
        session.info.setdefault(_PENDING, _Pending()).agreements.add(target.agreement_id)


def _notice_changed(pending: _Pending, one: Any) -> None:
    state = inspect(one)
    changed = [name for name in _WATCHED[type(one)] if state.attrs[name].history.has_changes()]
    if not changed:
        return
    if isinstance(one, Agreement):
        pending.agreements.add(one.id)
        if "final_sha256" in changed and one.final_sha256:
            pending.papers.add(one.id)
    else:
        (pending.partners if isinstance(one, Partner) else pending.offices).add(one.id)


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    session.flush()
    pending: _Pending | None = session.info.pop(_PENDING, None)
    if pending is None:
        return
    ids = pending.agreements | _of_changed_names(session, pending)
    if ids:
        write_fields(session, ids)
    if pending.papers:
        want_texts(session, pending.papers)


def _of_changed_names(session: Session, pending: _Pending) -> set[UUID]:
    found: set[UUID] = set()
    if pending.partners:
        found.update(session.scalars(select(Agreement.id).where(Agreement.partner_id.in_(pending.partners))))
    if pending.offices:
        further = select(AgreementOffice.agreement_id).where(AgreementOffice.office_id.in_(pending.offices))
        found.update(session.scalars(select(Agreement.id).where(Agreement.lead_office_id.in_(pending.offices))))
        found.update(session.scalars(further))
    return found


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _previous: Any) -> None:
    session.info.pop(_PENDING, None)


# ---------------------------------------------------------------------------------------------------------- the fields
def write_fields(session: Session, agreement_ids: Iterable[UUID]) -> int:
    """Index the fields of agreements as they stand now; returns how many entries were new or changed."""
    ids = sorted(agreement_ids)
    return sum(_write_batch(session, ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def _write_batch(session: Session, ids: list[UUID]) -> int:
    connection = session.connection()
    known = {
        row.agreement_id: row
        for row in connection.execute(
            select(SearchEntry.agreement_id, *(getattr(SearchEntry, name) for name in _FIELDS)).where(
                SearchEntry.agreement_id.in_(ids)
            )
        )
    }
    fresh = list(_entries(session, ids))
    added = [one for one in fresh if one["agreement_id"] not in known]
    changed = [one for one in fresh if one["agreement_id"] in known and _differs(one, known[one["agreement_id"]])]
    if added:
        connection.execute(insert(SearchEntry), [{**one, **_EMPTY} for one in added])
    if changed:
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _FIELDS}
        connection.execute(
            update(SearchEntry.__table__).where(SearchEntry.__table__.c.id == bindparam("entry")).values(values),  # type: ignore[arg-type]
            [{"entry": one["id"]} | {f"new_{name}": one[name] for name in _FIELDS} for one in changed],
        )
    return len(added) + len(changed)


_EMPTY = {"paper_sha256": "", "paper": "", "paper_words": ""}


def _differs(one: dict[str, Any], row: Any) -> bool:
    return any(one[name] != getattr(row, name) for name in _FIELDS)


def _entries(session: Session, ids: list[UUID]) -> Iterator[dict[str, Any]]:
    query = (
        select(
            Agreement.id, Agreement.subject, Agreement.office_number, Agreement.partner_number,
            Agreement.lead_office_id,
            Partner.name.label("partner"), Office.name.label("office"), Office.short_name,
        )
        .join(Office, Office.id == Agreement.lead_office_id)
        .outerjoin(Partner, Partner.id == Agreement.partner_id)
        .where(Agreement.id.in_(ids))
    )  # fmt: skip
    further, notes = _further(session, ids), _notes_of(session, ids)
    for row in session.connection().execute(query):
        others = further.get(row.id, ())
        offices = " ".join(dict.fromkeys((row.office, row.short_name, *(name for _, name in others))))
        marks = dict.fromkeys((row.lead_office_id, *(office_id for office_id, _ in others)))
        shown = " ".join((row.subject, row.partner or "", offices))
        yield {
            "id": entry_id(row.id),
            "agreement_id": row.id,
            "title": stems(row.subject),
            "number": f"{stems(row.office_number)} {stems(row.partner_number)}".strip(),
            "partner": stems(row.partner or ""),
            "office": stems(offices),
            "words": other_words(shown),
            "notes": stems(" ".join(notes.get(row.id, ()))),
            "scope": " ".join(map(office_mark, marks)),
        }


def _further(session: Session, ids: list[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    query = (
        select(AgreementOffice.agreement_id, Office.id, Office.name)
        .join(Office, Office.id == AgreementOffice.office_id)
        .where(AgreementOffice.agreement_id.in_(ids))
        .order_by(AgreementOffice.position, Office.name)
    )
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for agreement_id, office_id, name in session.connection().execute(query):
        found.setdefault(agreement_id, []).append((office_id, name))
    return found


def _notes_of(session: Session, ids: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for model, columns in _notes.items():
        query = select(model.agreement_id, *(getattr(model, name) for name in columns))
        for row in session.connection().execute(query.where(model.agreement_id.in_(ids)).order_by(model.id)):
            found.setdefault(row[0], []).extend(str(text) for text in row[1:] if text)
    return found
