"""The case of 26 agreements: every verdict against a table typed by hand."""

import pytest
from sqlalchemy import select

from service.agreements.models import Agreement
from service.core.audit import verify_chains
from service.core.refusals import Refused
from service.followup.models import Task
from tests.importing import case_26


def test_every_row_of_the_case_gets_the_verdict_typed_by_hand(sqlite_desk):
    said = sqlite_desk.said(sqlite_desk.try_(case_26.build(), case_26.scans()))
    assert len(said) == 26
    assert {row: verdict for row, (verdict, _) in said.items()} == {
        row: verdict for row, (verdict, _) in case_26.EXPECTED.items()
    }
    for row, (_, codes) in case_26.EXPECTED.items():
        assert set(codes) <= said[row][1], row


def test_the_case_is_refused_until_the_wrong_rows_are_left_out_and_then_enters_whole(desk):
    batch_id = desk.try_(case_26.build(), case_26.scans())
    with pytest.raises(Refused, match="import_rows_wrong"):
        desk.run(batch_id)
    assert desk.count(Agreement) == 0
    assert desk.run(batch_id, skip_wrong=True) == len(case_26.DAYS)
    entered = desk.entered(batch_id)
    assert {row: (one.signed_on, one.end_on) for row, one in entered.items()} == case_26.DAYS
    assert entered[5].parent_id == entered[4].id
    assert entered[29].parent_id == entered[4].id
    with desk.tools.reading() as session:
        assert list(verify_chains(session)) == []
        keys = set(session.scalars(select(Task.key).where(Task.agreement_id == entered[7].id)))
    assert {"import-scan", "import-partner_number", "import-end"} <= keys
