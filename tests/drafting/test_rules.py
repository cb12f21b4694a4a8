"""Articles keep their order and their mandatory ones; citations of changed regulations are flagged."""

import pytest

from service.documents.content import ArticleText
from service.drafting import rules
from service.drafting.regulations import regulations
from service.drafting.rules import CitationFault, Regulation, SectionState

ONE, TWO, THREE = (ArticleText(key, key.title(), "isi") for key in ("satu", "dua", "tiga"))
TEXT = (ONE, TWO, THREE)


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        pytest.param("dua", -1, "dua satu tiga", id="up"),
        pytest.param("dua", 1, "satu tiga dua", id="down"),
        pytest.param("satu", -1, "satu dua tiga", id="stops at the top"),
        pytest.param("tiga", 1, "satu dua tiga", id="stops at the end"),
        pytest.param("lain", 1, "satu dua tiga", id="unknown changes nothing"),
    ],
)
def test_an_article_moves_up_and_down(key, by, order):
    assert " ".join(one.key for one in rules.move(TEXT, key, by)) == order


def test_a_mandatory_article_is_not_removed():
    assert rules.remove(TEXT, "satu", mandatory={"satu"}) is None
    assert rules.remove(TEXT, "dua", mandatory={"satu"}) == (ONE, THREE)


def test_an_own_article_stands_before_the_closing_one_and_gets_a_key_of_its_own():
    once, first = rules.add_own(TEXT, "Sosialisasi", "isi")
    twice, second = rules.add_own(once, "Publikasi", "isi")
    assert [one.key for one in twice] == ["satu", "dua", first, second, "tiga"]
    assert first != second


def test_an_article_that_was_left_out_comes_back_to_its_place_in_the_template():
    assert rules.bring_back((ONE, THREE), "dua", TEXT) == TEXT
    assert rules.bring_back((THREE,), "satu", TEXT) == (ONE, THREE)
    assert rules.bring_back(TEXT, "dua", TEXT) == TEXT


def test_an_article_is_rewritten_alone():
    changed = rules.rewrite(TEXT, "dua", "Judul Baru", "isi baru")
    assert changed == (ONE, ArticleText("dua", "Judul Baru", "isi baru"), THREE)


@pytest.mark.parametrize(
    ("filled", "faults", "state"),
    [(0, 3, SectionState.EMPTY), (2, 1, SectionState.PARTIAL), (2, 0, SectionState.COMPLETE)],
)
def test_the_state_of_a_section_follows_from_what_is_filled_and_wrong(filled, faults, state):
    assert rules.section_state(filled=filled, faults=faults) is state


BOOK = (
    Regulation("Undang-Undang", "7", 2017, "Pemilihan Umum", ("Undang-Undang Nomor 7 Tahun 2023",)),
    Regulation("Peraturan Badan Pengawas Pemilihan Umum", "28", 2009, revoked_by="Perbawaslu 7/2023"),
)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        pytest.param("Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum", CitationFault.AMENDED, id="amended"),
        pytest.param("UU No. 7 Tahun 2017 tentang Pemilu", CitationFault.AMENDED, id="amended, short"),
        pytest.param(
            "Undang-Undang Nomor 7 Tahun 2017 sebagaimana telah diubah dengan Undang-Undang Nomor 7 Tahun 2023",
            None,
            id="says what amended it",
        ),
        pytest.param("Perbawaslu Nomor 28 Tahun 2009", CitationFault.REVOKED, id="revoked"),
        pytest.param("Undang-Undang Nomor 7 Tahun 2014 tentang Perdagangan", None, id="another one"),
    ],
)
def test_citing_an_amended_or_revoked_regulation_is_flagged(line, fault):
    assert [flag.fault for flag in rules.flag_citations(["lain", line], BOOK)] == ([fault] if fault else [])


def test_the_list_of_regulations_cites_itself_without_a_flag():
    citations = [one.citation for one in regulations() if not one.revoked_by]
    assert len(citations) >= 4
    assert rules.flag_citations(citations, regulations()) == ()
