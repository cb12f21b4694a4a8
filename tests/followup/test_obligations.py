"""Obligations: once or again and again, overdue, fulfilled with evidence, fallen away."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest

from service.core.refusals import Refused
from service.followup import actions, obligations, queries
from service.followup.obligations import Terms, Wording
from service.followup.proofs import Proof
from service.followup.rules import Owing, Recurrence, occurrences
from workers.followup import roll_obligations


@contextmanager
def refused(code, field=None):
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.fixture
def mou(desk):
    return desk.enter(end_on=date(2027, 1, 15))


def owe(desk, mou, text="Menyerahkan data", **given):
    terms = Terms(**({"side": Owing.PARTNER, "first_due_on": date(2026, 3, 31), "owner": "Dekan"} | given))
    with desk.tools.begin(desk.drafter) as uow:
        return obligations.add_obligations(uow, mou, [Wording(text, "Pasal 4 ayat (2)")], terms)[0].id


def times(desk, mou):
    with desk.tools.reading() as session:
        return [[task.due_on for task in due] for _, due in queries.obligations(session, mou)]


def counted(desk, mou):
    with desk.tools.reading() as session:
        return queries.fulfilment(queries.obligations(session, mou))


def fulfil(desk, mou, place=0, **given):
    with desk.tools.reading() as session:
        task = next(task for _, due in queries.obligations(session, mou) for task in due if task.done_at is None)
    with desk.tools.begin(desk.drafter) as uow:
        return obligations.fulfil(uow, mou, task.id, given.pop("note", ""), **given)


@pytest.mark.parametrize(
    ("recurrence", "first", "until", "today", "days"),
    [
        pytest.param("once", "2026-05-01", None, "2026-03-02", ["2026-05-01"], id="once"),
        pytest.param("monthly", "2024-01-31", None, "2024-02-29",
                     ["2024-01-31", "2024-02-29", "2024-03-31"], id="month ends, leap year"),
        pytest.param("quarterly", "2025-11-30", None, "2026-03-01",
                     ["2025-11-30", "2026-02-28", "2026-05-30"], id="quarters clamp"),
        pytest.param("yearly", "2024-02-29", "2026-12-31", "2026-03-01",
                     ["2024-02-29", "2025-02-28", "2026-02-28"], id="leap day, ended"),
        pytest.param("monthly", "2026-06-10", None, "2026-03-02", ["2026-06-10"], id="not yet begun"),
    ],
)  # fmt: skip
def test_the_days_on_which_an_obligation_falls_due(recurrence, first, until, today, days):
    end = date.fromisoformat(until) if until else None
    found = occurrences(date.fromisoformat(first), Recurrence(recurrence), end, date.fromisoformat(today))
    assert found == [date.fromisoformat(day) for day in days]


def test_an_obligation_is_a_task_and_counted_when_fulfilled_with_its_evidence(desk, mou):
    owe(desk, mou)
    owe(desk, mou, "Menyediakan narasumber", side=Owing.OFFICE)
    assert counted(desk, mou) == (0, 2)
    stored = desk.tools.storage.put(b"surat")
    task = fulfil(desk, mou, proof=Proof(stored, "application/pdf", "surat.pdf"))
    assert (task.evidence[0].file_name, counted(desk, mou)) == ("surat.pdf", (1, 2))
    with refused("task_failed_without_reason", "note"):
        fulfil(desk, mou, failed=True)
    fulfil(desk, mou, failed=True, note="Narasumber sakit.")
    assert counted(desk, mou) == (1, 2)


def test_after_a_downtime_every_missed_time_stands_on_the_list_once(desk, clock, mou):
    owe(desk, mou, recurrence=Recurrence.MONTHLY)
    assert times(desk, mou) == [[date(2026, 3, 31)]]
    clock.set(datetime(2026, 6, 8, tzinfo=UTC))
    for _ in range(3):
        roll_obligations(desk.tools)
    assert times(desk, mou) == [[date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)]]
    clock.set(datetime(2027, 6, 1, tzinfo=UTC))
    roll_obligations(desk.tools)
    assert times(desk, mou)[0][-1] == date(2026, 12, 31)  # none after the end of 15 January 2027


def test_nothing_falls_due_after_an_ending_or_when_it_fell_away(desk, clock, mou):
    owed = owe(desk, mou, recurrence=Recurrence.MONTHLY)
    fulfil(desk, mou)
    clock.set(datetime(2026, 4, 1, tzinfo=UTC))
    roll_obligations(desk.tools)
    assert counted(desk, mou) == (1, 2)
    with desk.tools.begin(desk.drafter) as uow:
        obligations.close_obligation(uow, mou, owed, "Pasal dihapus dengan adendum.")
    assert counted(desk, mou) == (1, 1)
    clock.set(datetime(2026, 9, 1, tzinfo=UTC))
    roll_obligations(desk.tools)
    assert len(times(desk, mou)[0]) == 2
    with refused("obligation_closed"), desk.tools.begin(desk.drafter) as uow:
        obligations.close_obligation(uow, mou, owed, "Lagi.")


def test_what_cannot_be_is_refused_at_its_field(desk, mou):
    for code, field, given in (
        ("task_owner_missing", "owner", {"owner": ""}),
        ("obligation_before_signing", "first_due_on", {"first_due_on": date(2026, 1, 14)}),
        ("obligation_after_end", "first_due_on",
         {"first_due_on": date(2027, 1, 16), "recurrence": Recurrence.MONTHLY}),
        ("obligation_until_wrong", "until", {"until": date(2027, 1, 16), "recurrence": Recurrence.MONTHLY}),
        ("obligation_text_missing", "text", {"text": " "}),
    ):  # fmt: skip
        with refused(code, field):
            owe(desk, mou, **given)
    owe(desk, mou)
    with refused("obligation_known", "text"):
        owe(desk, mou)


def test_a_corrected_end_moves_the_open_renewal_task(desk, mou):
    with desk.tools.begin(desk.drafter) as uow:
        actions.change_end_date(uow, mou, date(2028, 1, 15), "Pasal 9.", seen_version=None)
    with desk.tools.reading() as session:
        [task] = [one for one in queries.tasks(session, mou) if one.key == "renewal"]
    assert task.due_on == date(2027, 10, 17)
