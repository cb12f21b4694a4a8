"""What people type into the form of a template becomes plain values, and nothing typed is lost."""

import pytest

from service.documents.entry import block, read_field, read_fields
from service.documents.manifest import Column, Field, FieldType, Label


def field(kind, key="x", **more):
    return Field(key, kind, Label("X", "X"), "s", **more)


@pytest.mark.parametrize(
    ("kind", "data", "value"),
    [
        pytest.param(FieldType.TEXT, {"x": "  dua   kata "}, "dua kata", id="text in one line"),
        pytest.param(FieldType.LONG_TEXT, {"x": "satu \r\ndua\r\n"}, "satu\ndua", id="lines"),
        pytest.param(FieldType.DATE, {"x": "28-05-2025"}, "2025-05-28", id="day as people write it"),
        pytest.param(FieldType.DATE, {"x": "2025-05-28"}, "2025-05-28", id="day as browsers write it"),
        pytest.param(FieldType.DATE, {"x": "31-02-2025"}, "31-02-2025", id="no such day stays as typed"),
        pytest.param(FieldType.NUMBER, {"x": "12"}, 12, id="number"),
        pytest.param(FieldType.NUMBER, {"x": "dua"}, "dua", id="no number stays as typed"),
        pytest.param(FieldType.MONEY, {"x": "Rp1.500.000,00"}, 1_500_000, id="rupiah"),
        pytest.param(FieldType.MONEY, {"x": "1.500.000,-"}, 1_500_000, id="rupiah with a dash"),
        pytest.param(FieldType.MONEY, {"x": "banyak"}, "banyak", id="no amount stays as typed"),
        pytest.param(FieldType.PERIOD, {"x.tahun": "2", "x.bulan": ""}, {"tahun": 2}, id="period"),
        pytest.param(FieldType.PERIOD, {"x.tahun": "dua"}, {"tahun": "dua"}, id="no period stays as typed"),
        pytest.param(FieldType.LIST, {"x.0": "a", "x.1": " ", "x.10": "c", "x.2": "b"}, ["a", "b", "c"], id="list"),
        pytest.param(FieldType.PERSON, {"x.nama": "Ani", "x.surel": ""}, {"nama": "Ani"}, id="person"),
        pytest.param(
            FieldType.PARTY,
            {"x.0.lembaga": "A", "x.0.penandatangan.nama": "B", "x.1.lembaga": ""},
            [{"lembaga": "A", "penandatangan": {"nama": "B"}}],
            id="party with its signatory",
        ),
    ],
)
def test_a_field_is_read(kind, data, value):
    assert read_field(field(kind), data) == value


def test_the_rows_of_a_table_that_were_emptied_are_gone():
    table = field(FieldType.TABLE, columns=(Column("a", Label("A", "A")), Column("b", Label("B", "B"))))
    data = {"x.0.a": "1", "x.0.b": "", "x.1.a": "", "x.1.b": "", "x.2.b": "3", "x.2.lain": "tidak dikenal"}
    assert read_field(table, data) == [{"a": "1"}, {"b": "3"}]


def test_empty_fields_are_left_out_and_foreign_names_are_not_read():
    fields = [field(FieldType.TEXT, "a"), field(FieldType.LIST, "b"), field(FieldType.TEXT, "c")]
    assert read_fields(fields, {"a": "", "b.0": "", "c": "isi", "d": "asing", "csrf_token": "t"}) == {"c": "isi"}


def test_a_block_of_text_loses_blanks_around_it_only():
    assert block("\r\n(1) Satu.  \r\n\r\n(2) Dua.\r\n") == "(1) Satu.\n\n(2) Dua."
