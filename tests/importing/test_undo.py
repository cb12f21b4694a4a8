"""Undoing a batch: only while nothing else has happened, and the chains stay."""

from datetime import date

import pytest

from service.agreements.lifecycle import Kind
from service.agreements.models import Agreement, PaperRevision, StageChange
from service.core.audit import AuditEvent, Stream, stream_events, verify_chains
from service.core.refusals import Refused
from service.followup.activities import Held, add_activity
from service.followup.existing import Existing, enter_existing
from service.followup.models import Task
from service.importing import undoing
from service.importing.models import ImportBatch
from service.offices.models import Partner
from tests.importing.desk import good, pdfs, xlsx


def undo(desk, batch_id, reason="Salah berkas"):
    with desk.tools.begin(desk.drafter) as uow:
        return undoing.undo(uow, batch_id, reason)


def test_an_undone_batch_leaves_no_agreement_and_no_partner_but_every_chain(desk):
    batch_id = desk.import_([good(1), good(2, office_number="")], pdfs(1, 2))
    ids = [one.id for one in desk.entered(batch_id).values()]
    events = desk.count(AuditEvent)
    assert undo(desk, batch_id) == 2
    assert [desk.count(one) for one in (Agreement, PaperRevision, StageChange, Task, Partner)] == [0, 0, 0, 0, 0]
    assert desk.count(AuditEvent) == events + 2 + 2 + 1  # agreements, partners, office
    with desk.tools.reading() as session:
        assert list(verify_chains(session)) == []
        for identity in ids:
            codes = [one.code for one in stream_events(session, Stream("agreement", identity))]
            assert (codes[0], codes[-1]) == ("agreement:entered", "import:undone")
        batch = session.get_one(ImportBatch, batch_id)
        assert (batch.state, batch.undone_reason) == ("undone", "Salah berkas")


def test_a_batch_with_an_agreement_in_use_is_not_undone_and_it_is_named(desk):
    batch_id = desk.import_([good(1), good(2)], pdfs(1, 2))
    used = desk.entered(batch_id)[3].id
    with desk.tools.begin(desk.drafter) as uow:
        add_activity(uow, used, Held("Sosialisasi", date(2026, 2, 1)))
    with pytest.raises(Refused, match="import_touched") as refused:
        undo(desk, batch_id)
    assert "Pengawasan Partisipatif 2" in refused.value.params["names"]
    assert "Pengawasan Partisipatif 1" not in refused.value.params["names"]
    assert desk.count(Agreement) == 2


def test_an_mou_under_which_a_pks_was_entered_since_is_in_use(desk):
    batch_id = desk.import_([good(1)], pdfs(1))
    mou = desk.entered(batch_id)[2]
    known = Existing(
        Kind.PKS, "Magang", mou.partner_id, "9/HK.02.00/K.CT-01/6/2025", date(2025, 6, 2), parent_id=mou.id
    )
    stored = desk.tools.storage.put(b"%PDF-1.7 pks")
    with desk.tools.begin(desk.drafter) as uow:
        enter_existing(uow, known, stored)
    with pytest.raises(Refused, match="import_touched"):
        undo(desk, batch_id)


def test_undoing_a_pks_lets_the_mou_from_elsewhere_owe_its_pks_again(desk):
    first = desk.import_([good(1, signed="20 Januari 2026", end="20-01-2029")], pdfs(1))
    mou = desk.entered(first)[2].id
    number = good(1)[4]
    second = desk.import_([good(2, kind="PKS", parent=number, signed="10-02-2026", end="10-02-2027")], pdfs(2))
    with desk.tools.reading() as session:
        assert session.query(Task).filter_by(agreement_id=mou, key="pks").one().done_at is not None
    undo(desk, second)
    with desk.tools.reading() as session:
        assert session.query(Task).filter_by(agreement_id=mou, key="pks").one().done_at is None
        assert list(verify_chains(session)) == []


def test_a_partner_that_is_used_elsewhere_stays(desk):
    first = desk.import_([good(1, partner="Universitas Bersama")], pdfs(1))
    desk.import_([good(2, partner="Universitas Bersama")], pdfs(2))
    undo(desk, first)
    assert (desk.count(Agreement), desk.count(Partner)) == (1, 1)


def test_an_undone_file_may_be_imported_again_and_an_imported_one_may_not(desk):
    data = xlsx([good(1)])
    batch_id = desk.try_(data, pdfs(1))
    desk.run(batch_id)
    with pytest.raises(Refused, match="import_known_file"):
        desk.try_(data)
    undo(desk, batch_id)
    desk.run(desk.try_(data, pdfs(1)))
    assert desk.count(Agreement) == 1


def test_a_trial_cannot_be_undone_and_an_undone_batch_not_twice(desk):
    batch_id = desk.try_(xlsx([good(1)]))
    with pytest.raises(Refused, match="import_not_done"):
        undo(desk, batch_id)
    desk.run(batch_id)
    with pytest.raises(Refused, match="reason_missing"):
        undo(desk, batch_id, " ")
    undo(desk, batch_id)
    with pytest.raises(Refused, match="import_not_done"):
        undo(desk, batch_id)
