import threading
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from service.agreements.numbering import (
    MAX_SEQUENCE,
    IssuedNumber,
    book,
    cancel_number,
    issue_number,
    number_of,
    register_manual_number,
)
from service.core.clock import Zone, local_date
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices.queries import office
from tests.offices.people import plant

MAY = date(2025, 5, 28)
HK, PM = "HK.02.00", "PM.04"


@pytest.fixture
def office_id(tools: Tools) -> UUID:
    return plant(tools).district


def issue(
    tools: Tools, office_id: UUID, classification: str = HK, on: date = MAY, agreement: UUID | None = None
) -> str:
    with tools.begin() as uow:
        return issue_number(uow, office(uow.session, office_id), classification, on, agreement or uuid4()).number


def test_numbers_run_on_from_one(tools: Tools, office_id: UUID) -> None:
    assert [issue(tools, office_id) for _ in range(3)] == [
        "001/HK.02.00/K.XX-01/05/2025",
        "002/HK.02.00/K.XX-01/05/2025",
        "003/HK.02.00/K.XX-01/05/2025",
    ]


def test_the_sequence_restarts_each_january(tools: Tools, office_id: UUID) -> None:
    assert issue(tools, office_id, on=date(2025, 12, 31)).startswith("001/")
    assert issue(tools, office_id, on=date(2026, 1, 1)).startswith("001/")
    assert issue(tools, office_id, on=date(2025, 12, 31)).startswith("002/")


def test_each_classification_and_each_office_has_its_own_sequence(tools: Tools) -> None:
    tree = plant(tools)
    assert issue(tools, tree.district).startswith("001/HK.02.00/")
    assert issue(tools, tree.district, PM).startswith("001/PM.04/")
    assert issue(tools, tree.neighbour).startswith("001/HK.02.00/")


def test_without_a_classification_the_offices_own_is_taken(tools: Tools, office_id: UUID) -> None:
    assert issue(tools, office_id, "") == "001/HK.02.00/K.XX-01/05/2025"


def test_a_signature_late_in_the_utc_day_is_numbered_for_the_next_local_day(tools: Tools, office_id: UUID) -> None:
    signed = local_date(datetime(2025, 12, 31, 17, 30, tzinfo=UTC), Zone.WIB)
    assert issue(tools, office_id, on=signed) == "001/HK.02.00/K.XX-01/01/2026"


def test_asking_twice_for_one_agreement_gives_one_number(tools: Tools, office_id: UUID) -> None:
    agreement = uuid4()
    assert issue(tools, office_id, agreement=agreement) == issue(tools, office_id, agreement=agreement)
    assert issue(tools, office_id).startswith("002/")


def test_a_cancelled_number_is_not_used_again(tools: Tools, office_id: UUID) -> None:
    agreement = uuid4()
    issue(tools, office_id, agreement=agreement)
    with tools.begin() as uow:
        held = number_of(uow.session, office_id, agreement)
        assert held is not None
        cancel_number(uow, held.id, "Batal ditandatangani")
    assert issue(tools, office_id, agreement=agreement).startswith("002/")
    with tools.reading() as session:
        assert [(one.sequence, one.state) for one in book(session, office_id, 2025)] == [
            (1, "cancelled"),
            (2, "issued"),
        ]


def test_cancelling_needs_a_reason_and_happens_once(tools: Tools, office_id: UUID) -> None:
    agreement = uuid4()
    issue(tools, office_id, agreement=agreement)
    with tools.reading() as session:
        (held,) = (one.id for one in book(session, office_id, 2025))
    with pytest.raises(Refused, match="reason_missing"), tools.begin() as uow:
        cancel_number(uow, held, "  ")
    with tools.begin() as uow:
        cancel_number(uow, held, "Salah klasifikasi")
    with pytest.raises(Refused, match="number_already_cancelled"), tools.begin() as uow:
        cancel_number(uow, held, "Lagi")
    with pytest.raises(Refused, match="number_unknown"), tools.begin() as uow:
        cancel_number(uow, uuid4(), "Apa pun")


def register(tools: Tools, office_id: UUID, sequence: int, number: str, agreement: UUID | None = None) -> None:
    with tools.begin() as uow:
        register_manual_number(
            uow,
            office(uow.session, office_id),
            HK,
            MAY,
            agreement or uuid4(),
            number=number,
            sequence=sequence,
        )


def test_a_number_from_the_offices_own_book_moves_the_counter(tools: Tools, office_id: UUID) -> None:
    register(tools, office_id, 45, "045/HK.02.00/K.XX-01/05/2025")
    assert issue(tools, office_id).startswith("046/")
    register(tools, office_id, 40, "040/HK.02.00/K.XX-01/05/2025")
    assert issue(tools, office_id).startswith("047/")


@pytest.mark.parametrize(
    ("sequence", "number", "code", "field"),
    [
        (1, "001.2/HK.02.00", "number_taken", "sequence"),
        (9, "001/HK.02.00/K.XX-01/05/2025", "number_taken", "number"),
        (0, "000/HK.02.00", "number_sequence_wrong", "sequence"),
        (MAX_SEQUENCE + 1, "1000000/HK.02.00", "number_sequence_wrong", "sequence"),
        (9, "  ", "number_missing", "number"),
        (9, "9/" + "x" * 120, "number_too_long", "number"),
    ],
)
def test_a_number_from_the_book_that_is_taken_or_wrong_is_refused(
    tools: Tools, office_id: UUID, sequence: int, number: str, code: str, field: str
) -> None:
    issue(tools, office_id)
    with pytest.raises(Refused, match=code) as refusal:
        register(tools, office_id, sequence, number)
    assert refusal.value.field == field


def test_a_classification_that_is_too_long_is_refused(tools: Tools, office_id: UUID) -> None:
    with pytest.raises(Refused, match="number_too_long"):
        issue(tools, office_id, "HK." * 10)


def test_an_agreement_holds_one_number_of_an_office(tools: Tools, office_id: UUID) -> None:
    agreement = uuid4()
    issue(tools, office_id, agreement=agreement)
    with pytest.raises(Refused, match="number_already_held"):
        register(tools, office_id, 9, "009/HK", agreement)


def test_a_printed_number_that_the_book_has_already_is_passed_over(tools: Tools, office_id: UUID) -> None:
    register(tools, office_id, 500, "001/HK.02.00/K.XX-01/06/2025")
    with tools.begin() as uow:
        own = office(uow.session, office_id)
        own.number_format = "{sequence:3}/{year}"
    first = issue(tools, office_id, HK)
    other = issue(tools, office_id, PM)
    assert first == "501/2025"
    assert other == "001/2025"
    assert [issue(tools, office_id, "HM.02") for _ in range(2)] == ["002/2025", "003/2025"]


def test_no_number_is_given_while_the_letter_code_is_missing(tools: Tools, office_id: UUID) -> None:
    with tools.begin() as uow:
        office(uow.session, office_id).letter_code = " "
    with pytest.raises(Refused, match="letter_code_missing"):
        issue(tools, office_id)


def test_a_refused_change_uses_up_no_number(tools: Tools, office_id: UUID) -> None:
    with pytest.raises(Refused, match="comments_open"), tools.begin() as uow:  # noqa: PT012  one change, then its refusal
        issue_number(uow, office(uow.session, office_id), HK, MAY, uuid4())
        raise Refused("comments_open")
    assert issue(tools, office_id).startswith("001/")


def test_people_who_ask_at_the_same_moment_get_different_numbers(tools: Tools, office_id: UUID) -> None:
    got: list[str] = []
    start = threading.Barrier(6)

    def ask() -> None:
        start.wait()
        got.extend(issue(tools, office_id) for _ in range(4))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(got) == [f"{sequence:03d}/HK.02.00/K.XX-01/05/2025" for sequence in range(1, 25)]


def test_two_clicks_for_one_agreement_give_one_number(tools: Tools, office_id: UUID) -> None:
    agreement = uuid4()
    start = threading.Barrier(4)
    got: list[str] = []
    refused: list[Refused] = []

    def ask() -> None:
        start.wait()
        try:
            got.append(issue(tools, office_id, agreement=agreement))
        except Refused as refusal:  # the audit stream of the agreement was written at the same moment
            refused.append(refusal)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(got) + len(refused) == 4
    assert set(got) == {"001/HK.02.00/K.XX-01/05/2025"}
    with tools.reading() as session:
        assert session.query(IssuedNumber).count() == 1
