"""Comparison in words: joined together, the pieces give both texts back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.documents.comparing import Change, Piece, PieceKind, compare, compare_texts, compare_values
from service.documents.content import ArticleText, Content, read_content


def side(pieces: tuple[Piece, ...], without: PieceKind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind is not without)


@given(st.text(), st.text())
def test_the_pieces_give_both_texts_back(old: str, new: str) -> None:
    pieces = compare_texts(old, new)
    assert side(pieces, PieceKind.INSERT) == old
    assert side(pieces, PieceKind.DELETE) == new


def test_a_changed_word_is_one_deletion_and_one_insertion() -> None:
    pieces = compare_texts("berlaku 3 (tiga) tahun.", "berlaku 5 (lima) tahun.")
    assert [(piece.kind.value, piece.text) for piece in pieces] == [
        ("equal", "berlaku "),
        ("delete", "3"),
        ("insert", "5"),
        ("equal", " ("),
        ("delete", "tiga"),
        ("insert", "lima"),
        ("equal", ") tahun."),
    ]


def test_several_changed_words_in_a_row_are_one_change() -> None:
    pieces = compare_texts("diselesaikan secara musyawarah oleh", "diselesaikan melalui rapat bersama oleh")
    assert [(piece.kind.value, piece.text) for piece in pieces] == [
        ("equal", "diselesaikan "),
        ("delete", "secara musyawarah"),
        ("insert", "melalui rapat bersama"),
        ("equal", " oleh"),
    ]


A, B, C, D = (ArticleText(key, key.upper(), f"Isi {key}.") for key in "abcd")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ((A, B), (A, B), [("a", 1, Change.SAME), ("b", 2, Change.SAME)]),
        ((A, B, C), (A, C), [("a", 1, Change.SAME), ("b", 0, Change.REMOVED), ("c", 2, Change.SAME)]),
        ((A, C), (A, B, C), [("a", 1, Change.SAME), ("b", 2, Change.ADDED), ("c", 3, Change.SAME)]),
        ((A, B, C), (C, A, B), [("c", 1, Change.MOVED), ("a", 2, Change.SAME), ("b", 3, Change.SAME)]),
        ((A,), (ArticleText("a", "A", "Isi lain."),), [("a", 1, Change.CHANGED)]),
        ((), (A,), [("a", 1, Change.ADDED)]),
        ((A, D), (), [("a", 0, Change.REMOVED), ("d", 0, Change.REMOVED)]),
    ],
)
def test_articles_are_followed_by_their_key(
    old: tuple[ArticleText, ...], new: tuple[ArticleText, ...], said: list[tuple[str, int, Change]]
) -> None:
    found = compare(Content({}, old), Content({}, new))
    assert [(each.key, each.number, each.change) for each in found] == said


def test_values_that_differ_are_listed_with_what_changed() -> None:
    old = Content({"judul": "Satu", "daftar": ["a", "b"], "hilang": "x", "sama": {"tahun": 3}})
    new = Content({"judul": "Dua", "daftar": ["a", "c"], "baru": "y", "sama": {"tahun": 3}})
    assert [(each.key, each.change) for each in compare_values(old, new)] == [
        ("baru", Change.ADDED),
        ("daftar", Change.CHANGED),
        ("hilang", Change.REMOVED),
        ("judul", Change.CHANGED),
    ]


def test_the_hash_of_content_does_not_depend_on_the_order_of_keys_but_on_every_word() -> None:
    one = Content({"a": 1, "b": [1, {"x": "é", "y": 2}]}, (A, B))
    other = Content({"b": [1, {"y": 2, "x": "é"}], "a": 1}, (A, B))
    assert one.content_hash() == other.content_hash()
    assert one.content_hash() != Content(one.values, (B, A)).content_hash()
    assert read_content(one.canonical_json()).content_hash() == one.content_hash()
