"""What must not vanish with an import that is taken back: what others already keep, hold, lent out or reported."""

from datetime import UTC, date, datetime

import pytest

from service.agreements.models import Agreement
from service.archive import loans, originals, retention
from service.archive.originals import Sheet, Spot
from service.archive.rules import Owner, Place
from service.core.refusals import Refused
from service.core.storage import StoredFile
from service.importing import undoing
from service.offices.models import Office
from service.publication.models import Publication
from service.reporting import actions as reports
from service.reporting import queries
from tests.importing.desk import good, pdfs
from tests.support.agreements import person
from tests.support.people import make_office


def undo(desk, batch_id):
    with desk.tools.begin(desk.drafter) as uow:
        return undoing.undo(uow, batch_id, "Salah berkas")


def held(desk, agreement_id):
    with desk.tools.begin(person(desk.office_id, "chair", "archivist", "administrator")) as uow:
        retention.place_hold(uow, agreement_id, "Sengketa", "1/2026")


def held_and_lifted(desk, agreement_id):
    held(desk, agreement_id)
    with desk.tools.begin(person(desk.office_id, "chair", "archivist", "administrator")) as uow:
        retention.lift_hold(uow, agreement_id, "Selesai")


def lent(desk, agreement_id):
    keeper = person(desk.office_id, "archivist", "drafter")
    with desk.tools.begin(keeper) as uow:
        row = originals.add_original(
            uow, agreement_id, Sheet(1, Owner.OFFICE, Owner.OFFICE, "Arsiparis"), Spot(place=Place("Arsip"))
        )
        loans.lend(uow, row.id, loans.Lending("Sekretaris", "Salinan", date(2026, 3, 2), date(2026, 3, 9)))


def published(desk, agreement_id):
    with desk.tools.begin() as uow:
        uow.session.add(
            Publication(agreement_id=agreement_id, live_key=agreement_id, decision="open", decided_name="PPID",
                        decided_at=uow.now, copy_state="ready", copy_sha256="", masked={})
        )  # fmt: skip


def reported(desk, agreement_id):
    """It is in force, so the report of the month tells of it; the report is sent and frozen."""
    chair = person(desk.office_id, "chair")
    desk.tools.clock.set(datetime(2026, 4, 2, 3, 0, tzinfo=UTC))
    with desk.tools.begin(chair) as uow:
        reports.check(uow, date(2026, 3, 1))
    with desk.tools.begin(chair) as uow:
        reports.send(uow, date(2026, 3, 1))


@pytest.mark.parametrize("happened", [held, held_and_lifted, lent, published, reported])
def test_an_import_is_not_taken_back_once_its_agreement_is_held_lent_published_or_reported(desk, happened):
    batch_id = desk.import_([good(1)], pdfs(1))
    agreement_id = desk.entered(batch_id)[2].id
    happened(desk, agreement_id)
    with pytest.raises(Refused, match="import_touched") as refused:
        undo(desk, batch_id)
    assert "Pengawasan Partisipatif 1" in refused.value.params["names"]
    assert desk.count(Agreement) == 1


def test_a_report_of_another_month_that_told_of_nothing_imported_is_no_hindrance(desk):
    desk.tools.clock.set(datetime(2026, 4, 2, 3, 0, tzinfo=UTC))
    chair = person(desk.office_id, "chair")
    with desk.tools.begin(chair) as uow:
        reports.check(uow, date(2026, 3, 1))
    with desk.tools.begin(chair) as uow:
        reports.send(uow, date(2026, 3, 1))
    batch_id = desk.import_([good(1)], pdfs(1))
    assert undo(desk, batch_id) == 1
    with desk.tools.reading() as session:
        frozen = queries.newest(session, desk.office_id, date(2026, 3, 1)).content
    assert "Pengawasan Partisipatif" not in frozen


def test_nobody_of_another_office_and_nobody_above_takes_an_import_back(desk):
    batch_id = desk.import_([good(1)], pdfs(1))
    province = make_office(desk.tools, "33", name="Provinsi")
    with desk.tools.begin() as uow:
        uow.session.get_one(Office, desk.office_id).parent_id = province.id
    for office in (province, make_office(desk.tools, "33.21")):
        with pytest.raises(Refused, match="not_found"), desk.tools.begin(person(office.id, "drafter")) as uow:
            undoing.undo(uow, batch_id, "Jahat")
    assert desk.count(Agreement) == 1


def test_the_scan_of_an_undone_row_that_another_batch_uses_stays(desk):
    """One PDF, imported and taken back, then imported by its right row: the bytes are the same and are still there."""
    scan = pdfs(1)
    first = desk.import_([good(1, subject="Salah ketik")], scan)
    undo(desk, first)
    second = desk.import_([good(1)], scan)
    paper = desk.entered(second)[2].final_sha256
    assert desk.tools.storage.get(paper) == scan[0][1]
    with desk.tools.reading() as session:
        assert session.get(StoredFile, paper) is not None
