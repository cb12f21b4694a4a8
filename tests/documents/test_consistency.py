"""What a careful reader finds: each line is a sentence of a paper and what is said of it, reckoned by hand."""

import pytest

from service.documents.consistency import look_through, ranks
from service.documents.content import ArticleText, Content
from service.documents.shipped import shipped

MANIFEST = shipped().get("perjanjian_kerja_sama", 1).manifest


def codes(body: str, values: dict | None = None) -> list[str]:
    content = Content(values or {}, (ArticleText("pelaksanaan", "Pelaksanaan", body), ArticleText("penutup", "P", "x")))
    return [one.code for one in look_through(MANIFEST, content)]


@pytest.mark.parametrize(
    "body",
    [
        "Biaya sebesar Rp1.250.000,00 (satu juta dua ratus lima puluh ribu rupiah) dibebankan pada PARA PIHAK.",
        "Biaya sebesar Rp 500.000 (lima ratus ribu) dibebankan.",
        "Biaya Rp1.500,50 (seribu lima ratus rupiah lima puluh sen).",
        "Berlaku 3 (tiga) tahun dan dapat diperpanjang 1 (satu) kali.",
        "Paling lambat 1 x 24 (satu kali dua puluh empat) jam.",
        "Pada hari Rabu tanggal dua puluh delapan bulan Mei tahun dua ribu dua puluh lima (28-05-2025).",
        "Pada hari Rabu, 28 Mei 2025, di Jepara.",
        "Sebagaimana dimaksud dalam Pasal 12 Undang-Undang Nomor 7 Tahun 2017.",
        "Lampiran, apabila ada, merupakan bagian yang tidak terpisahkan.",
        "Dana 0 (nol) rupiah; rapat tahun 2025 (dua kali setahun).",
    ],
)
def test_what_agrees_is_left_alone(body: str):
    assert codes(body) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Biaya Rp1.250.000,00 (satu juta dua ratus ribu rupiah).", "amount_words_differ"),
        ("Biaya Rp1.500,50 (seribu lima ratus rupiah).", "amount_words_differ"),
        ("Berlaku 3 (lima) tahun.", "number_words_differ"),
        ("Berlaku 36 (tiga enam) bulan.", "number_words_differ"),
        (
            "Hari Kamis tanggal dua puluh delapan bulan Mei tahun dua ribu dua puluh lima (28-05-2025).",
            "date_words_differ",
        ),
        ("Rabu tanggal dua puluh tujuh bulan Mei tahun dua ribu dua puluh lima (28-05-2025).", "date_words_differ"),
        ("Pada hari Selasa, 28 Mei 2025.", "weekday_wrong"),
        ("Pada hari Sabtu, 30 Februari 2025.", "date_impossible"),
        ("Sebagaimana dimaksud dalam Pasal 31.", "article_reference_beyond"),
        ("Sebagaimana dimaksud dalam Pasal 2.", "article_reference_fixed"),
        ("Sebagaimana tercantum dalam Lampiran II.", "annex_missing"),
        ("PIHAK PERTAMA menyediakan narasumber.", "party_name_mixed"),
        ("Penghubung: ........................", "left_open"),
        ("Diisi oleh [nama pejabat].", "left_open"),
    ],
)
def test_what_does_not_agree_is_named(body: str, code: str):
    assert codes(body) == [code]


def test_an_annex_that_is_filled_in_may_be_referred_to():
    table = {"rencana_kegiatan": [{"kegiatan": "Sosialisasi", "waktu": "Mei 2027", "penanggung_jawab": "Divisi"}]}
    assert codes("Sebagaimana tercantum dalam Lampiran.", table) == []
    assert codes("Sebagaimana tercantum dalam Lampiran II.", table) == ["annex_missing"]


def test_the_words_tell_what_would_be_right():
    content = Content({"menimbang": ["bahwa 2 (tiga) kali rapat"]})
    (finding,) = look_through(MANIFEST, content)
    assert (finding.place, finding.params["right"], finding.blocking) == ("menimbang.0", "dua", False)


@pytest.mark.parametrize(
    ("position", "ground", "named"),
    [
        ("Ketua Badan Pengawas Pemilihan Umum Kabupaten Jepara", "", False),
        ("Plt. Rektor", "", False),
        ("Kepala Dinas Pendidikan", "", False),
        ("Wakil Rektor Bidang Kerja Sama", "", True),
        ("Wakil Rektor Bidang Kerja Sama", "Surat Kuasa Nomor 12 tanggal 2 Mei 2025", False),
        ("Kepala Bidang Humas", "", True),
        ("Sekretaris Daerah", "", False),
        ("Sekretaris", "", True),
        ("Koordinator Program", "", True),
    ],
)
def test_a_position_below_the_head_needs_a_ground_for_signing(position: str, ground: str, named: bool):
    party = {"lembaga": "Mitra", "penandatangan": {"nama": "A", "jabatan": position, "dasar": ground}}
    found = list(ranks(Content({"pihak_kedua": [party]}), ("pihak_kesatu", "pihak_kedua")))
    assert [one.place for one in found] == (["pihak_kedua.0.penandatangan.jabatan"] if named else [])
