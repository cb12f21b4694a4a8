"""What was accepted is laid over a text that went on: both are kept, and what touches is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.documents.content import ArticleText, Content
from service.drafting.roundtrip_rules import merge, merged_text


def text(**bodies: str) -> Content:
    return Content({}, tuple(ArticleText(key, key.title(), body) for key, body in bodies.items()))


def keys(content: Content) -> list[str]:
    return [one.key for one in content.articles]


def test_a_text_that_did_not_move_becomes_what_was_accepted():
    sent, returned = text(a="satu dua", b="tiga"), text(a="satu dua lagi", b="tiga")
    assert merge(sent, returned, sent).content == returned


def test_changes_in_different_words_of_one_article_are_both_kept():
    sent = text(a="PARA PIHAK bertemu setiap bulan di kantor PIHAK KESATU.")
    returned = text(a="PARA PIHAK bertemu setiap tahun di kantor PIHAK KESATU.")
    present = text(a="PARA PIHAK bertemu setiap bulan di gedung PIHAK KESATU.")
    found = merge(sent, returned, present)
    assert found.torn == []
    assert found.content.articles[0].body == "PARA PIHAK bertemu setiap tahun di gedung PIHAK KESATU."


def test_two_changes_of_the_same_words_are_named():
    sent, returned, present = text(a="setiap bulan"), text(a="setiap tahun"), text(a="setiap pekan")
    found = merge(sent, returned, present)
    assert found.torn == ["pasal:a"]
    assert found.content == present


def test_a_new_article_stands_behind_the_one_it_followed():
    sent, present = text(a="x", b="y"), text(a="x", baru="z", b="y")
    returned = text(a="x", tambahan_1="w", b="y")
    assert keys(merge(sent, returned, present).content) == ["a", "tambahan_1", "baru", "b"]


def test_two_new_articles_with_one_key_are_both_kept():
    sent = text(a="x")
    found = merge(sent, text(a="x", tambahan_1="mitra"), text(a="x", tambahan_1="kita")).content
    assert {one.body for one in found.articles} == {"x", "mitra", "kita"}
    assert len(set(keys(found))) == 3


def test_an_article_taken_out_that_was_changed_here_is_named():
    sent, returned, present = text(a="x", b="y"), text(a="x"), text(a="x", b="y baru")
    assert merge(sent, returned, present).torn == ["pasal:b"]
    assert keys(merge(sent, returned, sent).content) == ["a"]


@pytest.mark.parametrize(
    ("before", "after", "now", "both"),
    [
        ({"tahun": 3}, {"tahun": 5}, {"tahun": 3}, {"tahun": 5}),
        (["a", "b"], ["a", "b", "c"], ["x", "b"], ["x", "b", "c"]),
        (
            {"nama": "A", "surel": "a@x"},
            {"nama": "B", "surel": "a@x"},
            {"nama": "A", "surel": "z@x"},
            {"nama": "B", "surel": "z@x"},
        ),
    ],
)
def test_values_are_merged_by_their_parts(before, after, now, both):
    found = merge(Content({"k": before}), Content({"k": after}), Content({"k": now}))
    assert (found.content.values["k"], found.torn) == (both, [])


def test_two_proposals_for_one_value_are_named():
    found = merge(Content({"k": {"tahun": 3}}), Content({"k": {"tahun": 5}}), Content({"k": {"tahun": 4}}))
    assert found.torn == ["isian:k"]


@given(st.text(alphabet="ab .", max_size=20), st.text(alphabet="ab .", max_size=20))
def test_one_sided_changes_are_taken_as_they_are(before, after):
    assert merged_text(before, after, before) == after
    assert merged_text(before, before, after) == after
