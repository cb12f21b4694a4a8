"""The spreadsheet to download: heads with notes, lists of choices, a sheet of explanations and one of examples."""

import io
from typing import Any

import xlsxwriter

from service.importing.columns import HEADS, Column
from service.importing.values import STATUSES
from service.offices.catalogue import categories

ROWS = 500
_WIDTHS = {Column.SUBJECT: 44, Column.PARTNER: 34, Column.CATEGORY: 28, Column.OFFICE_NUMBER: 32, Column.NOTE: 30}
NOTES: dict[Column, str] = {
    Column.KIND: "MoU atau PKS. Wajib diisi.",
    Column.SUBJECT: "Judul naskah sesudah kata TENTANG. Wajib diisi.",
    Column.PARTNER: "Nama lengkap mitra. Wajib diisi. Tulis nama yang sama dengan cara yang sama di setiap baris.",
    Column.CATEGORY: "Pilih dari daftar. Diperlukan untuk mitra yang belum tercatat.",
    Column.LEGAL_STATUS: "Pilih dari daftar. Boleh kosong.",
    Column.OFFICE_NUMBER: "Nomor dari Bawaslu. Bila tidak diketahui, kosongkan; dapat dilengkapi kemudian.",
    Column.PARTNER_NUMBER: "Nomor dari mitra. Boleh kosong; dapat dilengkapi kemudian.",
    Column.SIGNED_ON: "Tanggal penandatanganan, misalnya 28-05-2025 atau 28 Mei 2025. Wajib diisi.",
    Column.EFFECTIVE_ON: "Kosongkan bila berlaku sejak ditandatangani.",
    Column.TERM: "Misalnya 3 tahun atau 36 bulan.",
    Column.END_ON: "Hari terakhir masa berlaku. Bila kosong, dihitung dari jangka waktu. "
    "Tulis “tidak terbatas” bila naskah tidak menyebut batas.",
    Column.PARENT: "Hanya untuk PKS: nomor MoU yang ditindaklanjuti.",
    Column.FILE: "Nama berkas PDF pindaian, misalnya mou-universitas.pdf.",
    Column.NOTE: "Hal lain yang perlu diingat.",
    Column.LOCATION: "Tempat naskah aslinya, misalnya Lemari 2, boks 5.",
}
EXAMPLES: tuple[dict[Column, str], ...] = (
    {
        Column.KIND: "MoU",
        Column.SUBJECT: "Pengawasan Partisipatif dan Pendidikan Politik",
        Column.PARTNER: "Universitas Contoh Nusantara",
        Column.CATEGORY: "Perguruan tinggi negeri",
        Column.LEGAL_STATUS: "Badan publik",
        Column.OFFICE_NUMBER: "001/HK.02.00/K.CT-01/5/2025",
        Column.PARTNER_NUMBER: "12/UN99/KS/2025",
        Column.SIGNED_ON: "28 Mei 2025",
        Column.TERM: "3 tahun",
        Column.END_ON: "28-05-2028",
        Column.FILE: "mou-universitas.pdf",
        Column.LOCATION: "Lemari 2, boks 5",
    },
    {
        Column.KIND: "PKS",
        Column.SUBJECT: "Magang Mahasiswa dalam Pengawasan Pemilihan",
        Column.PARTNER: "Universitas Contoh Nusantara",
        Column.OFFICE_NUMBER: "002/HK.02.00/K.CT-01/9/2025",
        Column.PARTNER_NUMBER: "31/UN99/KS/2025",
        Column.SIGNED_ON: "15-09-2025",
        Column.TERM: "12 bulan",
        Column.PARENT: "001/HK.02.00/K.CT-01/5/2025",
        Column.FILE: "pks-magang.pdf",
    },
)
HELP = (
    "Isi lembar Naskah, satu baris untuk satu naskah. Lembar Contoh menunjukkan dua baris yang benar.",
    "Kolom bertanda * wajib diisi. Yang belum diketahui dikosongkan; Sijari mencatatnya sebagai tugas.",
    "Urutan kolom boleh diubah dan kolom lain boleh ditambah. Judul kolom sebaiknya tidak diganti.",
    "Tanggal ditulis hari dahulu: 28-05-2025, 28/5/2025, atau 28 Mei 2025.",
    "Simpan sebagai XLSX, lalu unggah bersama pindaian PDF-nya. Sebelum apa pun masuk, setiap baris diperiksa.",
)


def make_template() -> bytes:
    """The workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    look = {
        "needed": book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True}),
        "head": book.add_format({"bold": True, "bg_color": "#E7EEF7", "border": 1, "text_wrap": True}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    sheet = book.add_worksheet("Naskah")
    _heads(sheet, look, notes=True)
    _choices(sheet)
    _explain(book.add_worksheet("Petunjuk"), look)
    example = book.add_worksheet("Contoh")
    _heads(example, look, notes=False)
    for line, row in enumerate(EXAMPLES, start=1):
        for place, column in enumerate(HEADS):
            example.write_string(line, place, row.get(column, ""), look["text"])
    _lists(book.add_worksheet("Pilihan"), look)
    book.close()
    return out.getvalue()


def _heads(sheet: Any, look: dict[str, Any], *, notes: bool) -> None:
    for place, (column, head) in enumerate(HEADS.items()):
        name = f"{head.name_id} *" if head.needed else head.name_id
        sheet.set_column(place, place, _WIDTHS.get(column, 20), look["text"])
        sheet.write_string(0, place, name, look["needed" if head.needed else "head"])
        if notes:
            sheet.write_comment(0, place, NOTES[column], {"x_scale": 1.6})
    sheet.freeze_panes(1, 0)


def _choices(sheet: Any) -> None:
    places = {column: place for place, column in enumerate(HEADS)}
    lists: dict[Column, dict[str, Any]] = {
        Column.KIND: {"source": ["MoU", "PKS"]},
        Column.CATEGORY: {"source": f"=Pilihan!$A$2:$A${len(_categories()) + 1}"},
        Column.LEGAL_STATUS: {"source": f"=Pilihan!$B$2:$B${len(STATUSES) + 1}"},
    }
    for column, choice in lists.items():
        rule = {"validate": "list", "error_type": "warning", "error_title": "Periksa", **choice}
        rule["error_message"] = "Pilih dari daftar, atau kosongkan."
        sheet.data_validation(1, places[column], ROWS, places[column], rule)


def _explain(sheet: Any, look: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    for line, text in enumerate(HELP):
        sheet.write_string(line, 1, text, look["wrap"])
    for line, (column, head) in enumerate(HEADS.items(), start=len(HELP) + 1):
        sheet.write_string(line, 0, head.name_id, look["needed" if head.needed else "head"])
        sheet.write_string(line, 1, NOTES[column], look["wrap"])


def _lists(sheet: Any, look: dict[str, Any]) -> None:
    sheet.set_column(0, 1, 36)
    for place, (name, words) in enumerate(
        (("Kategori mitra", _categories()), ("Status badan hukum", STATUSES.values()))
    ):
        sheet.write_string(0, place, name, look["head"])
        for line, word in enumerate(words, start=1):
            sheet.write_string(line, place, word, look["text"])


def _categories() -> list[str]:
    return [one.name_id for one in categories().values() if not one.refused]
