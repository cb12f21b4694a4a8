from datetime import date

import pytest

from service.core.refusals import Refused
from service.offices.models import DEFAULT_FORMAT
from service.offices.number_format import NumberParts, check_format, needs_code, render_number

PARTS = NumberParts(12, "HK.02.00", "K.GO-06", date(2022, 7, 9))


@pytest.mark.parametrize(
    ("template", "number"),
    [
        (DEFAULT_FORMAT, "012/HK.02.00/K.GO-06/07/2022"),
        ("{sequence}/{classification}/{code}/{month}/{year}", "12/HK.02.00/K.GO-06/7/2022"),
        ("{sequence:4}/{classification}/{code}/{roman_month}/{year}", "0012/HK.02.00/K.GO-06/VII/2022"),
        ("{sequence:1}-{year}", "12-2022"),
        ("NK.{sequence:3}/BAWASLU/{year}", "NK.012/BAWASLU/2022"),
    ],
)
def test_each_office_writes_its_numbers_in_its_own_form(template: str, number: str) -> None:
    check_format(template)
    assert render_number(template, PARTS) == number


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("", "number_format_broken"),
        ("{sequence/{year}", "number_format_broken"),
        ("{sequence}/{year}}", "number_format_broken"),
        ("{sequence:03}/{year}", "number_format_broken"),
        ("{sequence.__class__}/{year}", "number_format_broken"),
        ("{sequence}/{year}/{nomor}", "number_format_part_unknown"),
        ("{sequence}/{year:2}", "number_format_part_unknown"),
        ("{classification}/{year}", "number_format_part_missing"),
        ("{sequence}/{classification}", "number_format_part_missing"),
    ],
)
def test_a_format_that_cannot_work_is_refused(template: str, code: str) -> None:
    with pytest.raises(Refused, match=code) as refusal:
        check_format(template)
    assert refusal.value.field == "number_format"


def test_a_format_says_whether_it_needs_the_letter_code() -> None:
    assert needs_code(DEFAULT_FORMAT)
    assert not needs_code("{sequence}/{year}")
