"""Indonesian word forms: each family of the table finds its own and no other."""

import pytest

from service.agreements.register.asking import parse, to_fts5, to_tsquery
from service.agreements.register.rules import fold, tokens
from service.agreements.register.stemming import keys, stems
from tests.agreements.register.families import APART, FAMILIES

LINES = FAMILIES.strip().splitlines()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split()[0])
def test_every_word_of_a_family_has_the_same_key(line):
    words = line.split()
    assert {word: keys(word) for word in words} == dict.fromkeys(words, keys(words[0]))


def test_no_two_families_share_a_key():
    found = [keys(line.split()[0]) for line in LINES]
    assert len(set(found)) == len(found) >= 40


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_only_look_alike_stay_apart(one, other):
    assert keys(one) != keys(other)


def test_what_is_written_together_is_found_apart_and_the_reverse():
    assert stems("penandatanganan kerjasama") == stems("tanda tangan kerja sama")
    assert stems("menandatangani") == stems("ditandatangani")


def test_accents_and_case_make_no_difference_and_signs_part():
    assert fold("Éléktoral") == "elektoral"
    assert tokens("012/HK.02.00/K.JT-12/05/2025") == ["012", "hk", "02", "00", "k", "jt", "12", "05", "2025"]


@pytest.mark.parametrize(
    ("typed", "fts5", "tsquery"),
    [
        ("kota", '("ota" OR "kota" *)', "(('ota') | ('kota':*))"),
        ('"hak pilih"', '"hak milih"', "('hak' <-> 'milih')"),
        ("HK.02/x", '("hk 02 x" OR "hk 02 x" *)', "(('hk' <-> '02' <-> 'x') | ('hk' <-> '02' <-> 'x':*))"),
        ("dan kota", '("ota" OR "kota" *)', "(('ota') | ('kota':*))"),
        ('" OR NEAR( * ^ title:', '"or near nitle"', "('or' <-> 'near' <-> 'nitle')"),
        ("% _ ''", "", ""),
    ],
)
def test_what_is_typed_becomes_a_query_that_holds_no_operator_of_the_typist(typed, fts5, tsquery):
    asked = parse(typed)
    assert (to_fts5(asked, outline=False), to_tsquery(asked)) == (fts5, tsquery)
