from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.publication.rules import MASKS, Personal, exemption_fault, leaks, mask

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Surel: humas@bawaslu.example.go.id", Personal.EMAIL),
        ("humas [at] contoh.example", Personal.EMAIL),
        ("HUMAS@CONTOH.EXAMPLE.", Personal.EMAIL),
        ("humas＠contoh.example", Personal.EMAIL),
        ("HP 081234567890", Personal.PHONE),
        ("Telp.0812-3456-7890", Personal.PHONE),
        ("Telp. (0291) 598 123", Personal.PHONE),
        ("+62 812 3456 7890", Personal.PHONE),
        ("+62-812-3456-7890", Personal.PHONE),
        ("6281234567890", Personal.PHONE),
        ("٠٨١٢٣٤٥٦٧٨٩٠", Personal.PHONE),
        ("0812–3456–7890", Personal.PHONE),
        ("NIK 3320010101900001", Personal.NIK),
        ("3320 0101 0190 0001", Personal.NIK),
        ("33.2001.010190.0001", Personal.NIK),
        ("NIP 19800101 200501 1 001", Personal.NIP),
        ("198001012005011001", Personal.NIP),
    ],
)
def test_personal_data_is_seen_however_it_is_written(text: str, kind: Personal) -> None:
    assert leaks(text) == {kind: 1}
    masked = mask(text)
    assert masked.counts == {kind: 1}
    assert MASKS[kind] in masked.value
    assert leaks(masked.value) == {}


@pytest.mark.parametrize(
    "text",
    [
        "012/HK.02.00/K.JT-12/05/2025",
        "000/PM.00.02/K-JI.20.10/12/2023",
        "Rabu, tanggal dua puluh delapan (28-05-2025)",
        "05-07-2025 sampai 05/07/2028",
        "Rp1.250.000.000,00",
        "Undang-Undang Nomor 7 Tahun 2017 (Lembaran Negara Tahun 2017 Nomor 182)",
        "Pasal 12 ayat (3) huruf a",
        "Jalan Merdeka Nomor 10, 59411",
        "pukul 08.00 WIB s.d. 16.00 WIB",
    ],
)
def test_numbers_of_letters_days_laws_and_money_stay(text: str) -> None:
    assert leaks(text) == {}
    assert mask(text).value == text


def test_a_contact_is_covered_whatever_is_written_in_it() -> None:
    liaison = {"nama": "Sari", "jabatan": "Staf", "telepon": "ext. 12", "surel": "lihat laman", "alamat": "Jalan Satu"}
    masked = mask({"narahubung": [liaison]})
    assert masked.value == {
        "narahubung": [
            {
                "nama": "Sari",
                "jabatan": "Staf",
                "telepon": MASKS[Personal.PHONE],
                "surel": MASKS[Personal.EMAIL],
                "alamat": "Jalan Satu",
            }
        ]
    }
    assert masked.counts == {Personal.PHONE: 1, Personal.EMAIL: 1}


def test_what_holds_nothing_personal_comes_back_as_it_was() -> None:
    value = {"ruang_lingkup": ["Sosialisasi", "Penelitian"], "biaya": 1_250_000, "jangka": {"tahun": 3}, "kosong": None}
    assert mask(value).value == value
    assert mask(value).counts == {}


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_nothing_that_was_masked_leaks(value: object) -> None:
    def texts(one: object) -> list[str]:
        if isinstance(one, dict):
            return [text for part in one.values() for text in texts(part)]
        if isinstance(one, list):
            return [text for part in one for text in texts(part)]
        return [str(one)]

    assert all(leaks(text) == {} for text in texts(mask(value).value))


@given(st.from_regex(r"\A0[0-9]{8,12}\Z"), st.sampled_from(["Telp: {}", "({})", "hubungi {}.", "{}, {}"]))
def test_no_telephone_number_slips_through(number: str, around: str) -> None:
    assert number not in mask(around.format(number, number)).value


@pytest.mark.parametrize(
    ("ground", "review_on", "fault"),
    [
        (" ", date(2027, 1, 1), ("exemption_ground_missing", "ground")),
        ("Pasal 17 huruf h", None, ("exemption_review_missing", "review_on")),
        ("Pasal 17 huruf h", TODAY, ("exemption_review_missing", "review_on")),
        ("Pasal 17 huruf h", date(2032, 1, 1), ("exemption_too_long", "review_on")),
        ("Pasal 17 huruf h", date(2027, 1, 1), None),
    ],
)
def test_not_publishing_needs_a_ground_and_a_day_of_review(
    ground: str, review_on: date | None, fault: tuple[str, str] | None
) -> None:
    assert exemption_fault(ground, review_on, TODAY) == fault
