"""Monthly reports: compiled, sent once, frozen, received or returned, late entries, witnesses."""

import json
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from service.core.audit import Stream
from service.core.refusals import Refused
from service.documents.ports import Renderer
from service.reporting import actions, compiling, freezing, queries, witness
from service.reporting.rules import Shown, State, shown
from tests.support.agreements import person
from tests.support.house import build
from tests.support.unguarded import without_triggers, write_anew
from workers.runtime import drain

FEB, MAR, APR = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def house(tools):
    return build(tools)


def sent(house, month=FEB, office=None):
    who = person(office or house.district, "chair")
    with house.tools.begin(who) as uow:
        actions.check(uow, month)
    with house.tools.begin(who) as uow:
        return actions.send(uow, month).id


def line(house, agreement, month):
    with house.tools.reading() as session:
        lines = compiling.compile_report(session, house.district, month)["lines"]
    return next((one for one in lines if one["id"] == str(agreement)), None)


def test_the_due_day_itself_is_in_time():
    assert shown(None, FEB, date(2026, 3, 4), 5) is Shown.MISSING
    assert shown(None, FEB, date(2026, 3, 5), 5) is Shown.DUE_TODAY
    assert shown(None, FEB, date(2026, 3, 6), 5) is Shown.LATE
    assert shown(State.SENT, FEB, date(2026, 3, 9), 5, nil=True) is Shown.NIL


def test_each_office_counts_its_own_day(house):
    with house.tools.reading() as session:
        now = datetime(2026, 3, 5, 16, 0, tzinfo=UTC)  # 23.00 WIB on the 5th, 01.00 WIT on the 6th
        found = queries.report_states(session, [house.district, house.eastern], FEB, now)
    assert found == {house.district: Shown.DUE_TODAY, house.eastern: Shown.LATE}


def test_without_change_the_report_is_nil_and_lists_what_runs(house):
    agreement = house.agreement(signed_on=date(2025, 5, 28), kind="pks")
    with house.tools.reading() as session:
        said = compiling.compile_report(session, house.district, FEB)
    assert said["nil"]
    assert [one["id"] for one in said["lines"]] == [str(agreement)]


def test_a_report_is_sent_once_and_what_comes_later_does_not_alter_it(house):
    house.agreement(signed_on=date(2026, 2, 10))
    sent(house)
    with house.tools.reading() as session:
        before = queries.newest(session, house.district, FEB)
    with pytest.raises(Refused, match="report_already_sent"), house.tools.begin(person(house.district, "chair")) as uow:
        actions.send(uow, FEB)
    late = house.agreement(signed_on=date(2026, 2, 12))
    with house.tools.reading() as session:
        after = queries.newest(session, house.district, FEB)
        assert str(late) not in json.dumps(freezing.content(session, house.district, FEB, after))
    assert (after.content, after.content_hash) == (before.content, before.content_hash)
    assert line(house, late, MAR)["late"]
    assert "signed" in line(house, late, MAR)["changes"]


def test_an_unchecked_report_or_a_running_month_is_not_sent(house):
    chair = person(house.district, "chair")
    with pytest.raises(Refused, match="report_unchecked"), house.tools.begin(chair) as uow:
        actions.send(uow, FEB)
    with pytest.raises(Refused, match="report_month_running"):
        sent(house, MAR)


def test_a_returned_report_is_corrected_as_a_new_revision_of_its_month(house, clock):
    report = sent(house)
    clock.set(datetime(2026, 4, 2, 3, 0, tzinfo=UTC))
    with house.tools.begin(person(house.province, "chair")) as uow:
        actions.judge(uow, report, reason="Kendala kosong")
    with house.tools.reading() as session:
        assert queries.report_states(session, [house.district], FEB, clock.now())[house.district] is Shown.RETURNED
    assert sent(house) != report
    with house.tools.reading() as session:
        row = queries.newest(session, house.district, FEB)
    assert (row.month, row.revision, row.state) == (FEB, 2, "sent")


def test_only_the_office_above_receives(house):
    report = sent(house)
    with pytest.raises(Refused, match="not_found"), house.tools.begin(person(house.other, "chair")) as uow:
        actions.judge(uow, report)
    with house.tools.begin(person(house.province, "chair")) as uow:
        assert actions.judge(uow, report).receipt
    with house.tools.reading() as session:
        below = {one["code"]: one["state"] for one in compiling.districts(session, house.province, FEB)}
    assert below == {"1.01": "received", "1.02": "missing"}


def test_a_rewritten_chain_is_named_by_report_and_month(house):
    sent(house)
    with house.tools.begin() as uow:
        assert list(witness.verify_stored(uow.session)) == []
        without_triggers(uow.session)
        write_anew(uow.session, Stream("office", house.district), "Orang Lain")
        faults = list(witness.verify_stored(uow.session))
    assert [(one.kind, one.report) for one in faults] == [
        ("rewritten", "report of office 1.01, month 2026-02, revision 1")
    ]


def test_the_files_are_made_from_the_frozen_content_once(house):
    house.agreement(signed_on=date(2026, 2, 10))
    report = sent(house)
    rendered = []

    class Maker:
        def render(self, template, content, engrossment=None, *, logos=None):
            rendered.append((template.name, template.version, content.values["bulan"]))
            return SimpleNamespace(pdf=b"%PDF-1.7 contoh")

    house.tools.use(Renderer, Maker())
    drain(house.tools)
    with house.tools.reading() as session:
        row = queries.newest(session, house.district, FEB)
        assert row.id == report
        assert house.tools.storage.get(row.xlsx_sha256).startswith(b"PK")
        assert house.tools.storage.get(row.pdf_sha256) == b"%PDF-1.7 contoh"
    assert rendered == [("laporan_bulanan", 1, "Februari 2026")]


def test_a_page_counts_of_each_district_what_its_report_tells(house):
    for _ in range(2):
        house.agreement(signed_on=date(2026, 2, 10))
    report = sent(house)
    with house.tools.begin(person(house.province, "chair")) as uow:
        actions.judge(uow, report)
    with house.tools.reading() as session:
        whole = freezing.live(session, house.province, FEB, None)
        counted = freezing.live(session, house.province, FEB, None, counted=True)
    told = {one["code"]: (one["state"], one["nil"], len(one["lines"])) for one in whole["districts"]}
    assert {one["code"]: (one["state"], one["nil"], one["count"]) for one in counted["districts"]} == told
    assert 2 in [number for _, _, number in told.values()]
    assert counted["nil"] == whole["nil"] is False
