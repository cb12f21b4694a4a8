"""Checking values: each fault names its field, and what is right passes."""

from typing import Any

import pytest

from service.documents.catalogue import Catalogue, Template
from service.documents.content import ArticleText
from service.documents.fontkit import FontKit
from service.documents.manifest import FilledAt
from service.documents.values import all_faults, check_values
from tests.documents import samples

NAMES = (
    "nota_kesepahaman",
    "perjanjian_kerja_sama",
    "berita_acara_pembahasan",
    "berita_acara_rapat_pleno",
    "surat_konsultasi",
    "pernyataan_independensi",
    "adendum",
    "perpanjangan",
    "pengakhiran",
    "naskah_mitra",
)


@pytest.mark.parametrize("build", [samples.short, samples.long, samples.hostile], ids=["short", "long", "hostile"])
@pytest.mark.parametrize("name", NAMES)
def test_the_sets_of_data_have_no_fault(name: str, build: Any, catalogue: Catalogue, fonts: FontKit) -> None:
    template = catalogue.latest(name)
    content = build(template)
    assert check_values(template.manifest, content.values, content.articles, glyphs=fonts.glyphs) == ()


def changed(template: Template, path: str, value: Any) -> dict[str, Any]:
    import copy

    values: Any = copy.deepcopy(dict(template.sample["values"]))
    place = values
    *way, last = path.split(".")
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[int(last) if last.isdigit() else last] = value
    return dict(values)


@pytest.mark.parametrize(
    ("path", "value", "field", "code"),
    [
        ("judul", "", "judul", "field_missing"),
        ("judul", "   ", "judul", "field_missing"),
        ("judul", 7, "judul", "field_wrong_type"),
        ("judul", "x" * 251, "judul", "field_too_long"),
        ("judul", "baris\nbaru", "judul", "field_control_character"),
        ("judul", "bel\x07", "judul", "field_control_character"),
        ("judul", "kiri\u202ekanan", "judul", "field_control_character"),
        ("judul", "\ud800", "judul", "field_control_character"),
        ("judul", "senyum \U0001f917", "judul", "field_no_glyph"),
        ("judul", "aksara \ua9b2", "judul", "field_no_glyph"),
        ("judul", "السلام", "judul", "field_no_glyph"),
        ("asing", "x", "asing", "field_unknown"),
        ("pihak_kesatu", [], "pihak_kesatu", "field_missing"),
        ("pihak_kesatu", "Bawaslu", "pihak_kesatu", "field_wrong_type"),
        ("pihak_kesatu", [7], "pihak_kesatu.0", "field_wrong_type"),
        ("pihak_kesatu.0.alamat", "", "pihak_kesatu.0.alamat", "field_missing"),
        ("pihak_kesatu.0.warna", "x", "pihak_kesatu.0.warna", "field_unknown"),
        ("pihak_kedua.0.penandatangan", None, "pihak_kedua.0.penandatangan", "field_missing"),
        ("pihak_kedua.0.penandatangan.nama", "", "pihak_kedua.0.penandatangan.nama", "field_missing"),
        (
            "pihak_kedua.0.penandatangan.kapasitas",
            "Pj.",
            "pihak_kedua.0.penandatangan.kapasitas",
            "field_unknown_choice",
        ),
        ("ruang_lingkup", [""], "ruang_lingkup.0", "field_missing"),
        ("ruang_lingkup", ["x"] * 31, "ruang_lingkup", "field_too_many"),
        ("ruang_lingkup.1", "x" * 1001, "ruang_lingkup.1", "field_too_long"),
        ("jangka_waktu", {"tahun": 0}, "jangka_waktu", "field_not_positive"),
        ("jangka_waktu", {"tahun": -1, "bulan": 2}, "jangka_waktu", "field_wrong_type"),
        ("jangka_waktu", {"hari": 3}, "jangka_waktu", "field_wrong_type"),
        ("jangka_waktu", "3 tahun", "jangka_waktu", "field_wrong_type"),
        ("penghubung_kesatu", {"nama": "x"}, "penghubung_kesatu.jabatan", "field_missing"),
        ("mode_penandatanganan", "lisan", "mode_penandatanganan", "field_unknown_choice"),
        ("kontribusi_kesatu", [], "kontribusi_kesatu", "field_missing"),
    ],
)
def test_a_fault_names_its_field(
    path: str, value: Any, field: str, code: str, memorandum: Template, fonts: FontKit
) -> None:
    values = changed(memorandum, path, value)
    faults = check_values(memorandum.manifest, values, samples.own_articles(memorandum), glyphs=fonts.glyphs)
    assert [(fault.field, fault.code) for fault in faults] == [(field, code)]


def test_a_missing_glyph_is_named(memorandum: Template, fonts: FontKit) -> None:
    values = changed(memorandum, "judul", "Kerja sama \U0001f91d")
    (fault,) = check_values(memorandum.manifest, values, samples.own_articles(memorandum), glyphs=fonts.glyphs)
    assert fault.params == {"character": "\U0001f91d", "name": "U+1F91D HANDSHAKE"}


@pytest.mark.parametrize(
    ("articles", "field", "code"),
    [
        ({"penutup": None}, "pasal.penutup", "article_missing"),
        ({"penutup": "(1) satu\n(3) tiga"}, "pasal.penutup", "article_misnumbered"),
        ({"penutup": "a. satu\nc. tiga"}, "pasal.penutup", "article_misnumbered"),
        ({"penutup": "menurut {peraturan}"}, "pasal.penutup", "article_unknown_place"),
        ({"penutup": "menurut {pasal.tidak_ada}"}, "pasal.penutup", "article_unknown_place"),
        ({"penutup": "x\x00y"}, "pasal.penutup", "field_control_character"),
        ({"penutup": "x" * 20_001}, "pasal.penutup", "field_too_long"),
        ({"penutup": " "}, "pasal.penutup", "field_missing"),
        ({"ruang_lingkup": None, "pelaksanaan": "lihat ayat"}, "pasal.ruang_lingkup", "article_missing"),
    ],
)
def test_a_fault_in_an_article_names_it(
    articles: dict[str, str | None], field: str, code: str, memorandum: Template
) -> None:
    texts = [
        ArticleText(each.key, each.title, articles.get(each.key, each.body) or "")
        for each in samples.own_articles(memorandum)
        if articles.get(each.key, "kept") is not None
    ]
    faults = check_values(memorandum.manifest, memorandum.sample["values"], texts)
    assert [(fault.field, fault.code) for fault in faults] == [(field, code)]


def test_an_optional_article_may_be_dropped_with_its_fields(memorandum: Template) -> None:
    values = {k: v for k, v in memorandum.sample["values"].items() if not k.startswith("kontribusi")}
    articles = [each for each in samples.own_articles(memorandum) if each.key != "kontribusi"]
    assert check_values(memorandum.manifest, values, articles) == ()


def test_an_article_that_stands_twice_is_found(memorandum: Template) -> None:
    articles = samples.own_articles(memorandum)
    faults = check_values(memorandum.manifest, memorandum.sample["values"], [*articles, articles[0]])
    assert [(fault.field, fault.code) for fault in faults] == [("pasal.maksud_dan_tujuan", "article_twice")]


def test_shared_personal_data_make_their_annex_mandatory(catalogue: Catalogue) -> None:
    contract = catalogue.latest("perjanjian_kerja_sama")
    values = {**contract.sample["values"], "data_pribadi": "ya", "berbagi_data": []}
    faults = check_values(contract.manifest, values, samples.own_articles(contract))
    assert [(fault.field, fault.code) for fault in faults] == [("berbagi_data", "field_missing")]


def test_numbers_are_asked_for_at_signing_only(memorandum: Template) -> None:
    values, articles = memorandum.sample["values"], samples.own_articles(memorandum)
    assert check_values(memorandum.manifest, values, articles) == ()
    faults = check_values(memorandum.manifest, {"nomor_kesatu": ""}, (), filled_at=FilledAt.SIGNING)
    assert [fault.field for fault in faults] == ["nomor_kesatu"]
    both = {"nomor_kesatu": "1/A", "nomor_kedua": "1/A"}
    faults = check_values(memorandum.manifest, both, (), filled_at=FilledAt.SIGNING)
    assert [fault.code for fault in faults] == ["field_same_as_other"]
    assert [fault.field for fault in all_faults(memorandum.manifest, values, articles)] == ["nomor_kesatu"]


def test_a_table_over_two_thousand_rows_is_refused(catalogue: Catalogue) -> None:
    contract = catalogue.latest("perjanjian_kerja_sama")
    row = {"kegiatan": "x", "waktu": "y", "penanggung_jawab": "z"}
    values = {**contract.sample["values"], "rencana_kegiatan": [row] * 2001}
    faults = check_values(contract.manifest, values, samples.own_articles(contract))
    assert [(fault.field, fault.code) for fault in faults] == [("rencana_kegiatan", "field_too_many")]


# ------------------------------------------------------------------------------------------ rules about the whole text
def _addendum(catalogue: Catalogue, without: tuple[str, ...] = (), **changes: object) -> set[tuple[str, str]]:
    """The faults of the shipped addendum with other values; `without` leaves an article out."""
    template = catalogue.latest("adendum")
    values = {**template.sample["values"], **changes}
    articles = [
        ArticleText(each.key, each.title, each.body) for each in template.manifest.articles if each.key not in without
    ]
    return {(fault.field, fault.code) for fault in check_values(template.manifest, values, articles)}


def test_a_new_end_date_stands_with_its_article_or_not_at_all(catalogue: Catalogue) -> None:
    assert _addendum(catalogue) == set()
    assert _addendum(catalogue, without=("jangka_waktu",)) == {("pasal.jangka_waktu", "article_missing")}
    assert ("tanggal_berakhir_baru", "field_missing") in _addendum(catalogue, tanggal_berakhir_baru="")
    assert _addendum(catalogue, tanggal_berakhir_baru="", tanggal_berakhir_lama="", without=("jangka_waktu",)) == set()


def test_an_addendum_that_changes_nothing_is_no_addendum(catalogue: Catalogue) -> None:
    nothing = {"perubahan": [], "tanggal_berakhir_baru": "", "tanggal_berakhir_lama": ""}
    assert _addendum(catalogue, **nothing, without=("jangka_waktu", "perubahan")) == {("perubahan", "field_missing")}
