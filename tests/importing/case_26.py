"""The case to try: the list of a district with 26 agreements, as such lists are: late, patched, and contradictory.

`build()` makes the workbook, `SCANS` the folder of scans, and EXPECTED says by hand what must become of each row, as on
Monday 2 March 2026. The rows begin at 4 because a title and a blank line stand above the heads, as they do in life.
"""

import io
from datetime import date, datetime

from openpyxl import Workbook

from tests.support.papers import plain_pdf

FIRST = 4
HEADS = (
    "No", "Jenis Naskah", "Judul / Tentang", "Nama Mitra", "Kategori", "No. Bawaslu", "No. Surat Mitra", "Tgl. TTD",
    "Masa Berlaku", "Berlaku s/d", "MoU Induk", "Nama File", "Ket.",
)  # fmt: skip
UNC, PEMKAB, PTN = "Universitas Contoh", "Pemerintah Kabupaten Contoh", "Perguruan tinggi negeri"
N = "{}/HK.02.00/K.CT-01/{}"

# kind, subject, partner, category, office number, partner number, signed, term, end, MoU above, file, remarks
ROWS: tuple[tuple[object, ...], ...] = (
    # 4: everything there, everything right
    ("MoU", "Pengawasan Partisipatif", UNC, PTN, N.format("001", "5/2025"), "12/UC/2025", "28 Mei 2025", "3 tahun",
     "28-05-2028", "", "mou-uc.pdf", ""),
    # 5: its PKS, inside its MoU
    ("PKS", "Magang Mahasiswa", UNC, PTN, N.format("002", "9/2025"), "31/UC/2025", "15-09-2025", "12 bulan", "",
     N.format("1", "05/2025"), "pks-magang.pdf", ""),
    # 6: a PKS signed before its MoU (rule 13)
    ("PKS", "Kuliah Umum", UNC, PTN, N.format("003", "3/2025"), "32/UC/2025", "10 Maret 2025", "1 tahun", "",
     N.format("001", "5/2025"), "pks-kuliah.pdf", ""),
    # 7: no scan, no partner number, no end
    ("Nota Kesepahaman", "Pencegahan Pelanggaran", PEMKAB, "Pemerintah daerah", N.format("004", "1/2024"), "",
     "17 Januari 2024", "", "", "", "", "asli di lemari 2"),
    # 8: kind is missing
    ("", "Pojok Pengawasan", "SMA Negeri 1 Contoh", "Satuan pendidikan negeri", N.format("005", "2/2024"), "5/SMA/2024",
     "12 Februari 2024", "2 tahun", "", "", "", ""),
    # 9: partner is missing
    ("MoU", "Sosialisasi Pemilih Muda", "", "", N.format("006", "2/2024"), "", "13-02-2024", "2 tahun", "", "", "", ""),
    # 10: no day of signing
    ("MoU", "Pengawasan Media Sosial", "PT Media Contoh", "Perusahaan pers", N.format("007", "3/2024"), "7/MC/2024",
     "", "1 tahun", "", "", "", ""),
    # 11: a day that no calendar has
    ("MoU", "Literasi Pemilu", "Radio Contoh", "Perusahaan pers", N.format("008", "2/2023"), "8/RC/2023", "29-02-2023",
     "1 tahun", "", "", "", ""),
    # 12: the name of the month is misspelled
    ("MoU", "Bantuan Hukum", "LBH Contoh", "LSM", N.format("009", "6/2024"), "9/LBH/2024", "28 Mie 2024", "2 tahun", "",
     "", "", ""),
    # 13: the end lies before the beginning
    ("MoU", "Kampung Pengawasan", "Desa Contoh", "Pemerintah daerah", N.format("010", "7/2024"), "10/DC/2024",
     "1 Juli 2024", "", "1 Juli 2023", "", "", ""),
    # 14: term and end contradict each other; the end wins (rule 17)
    ("MoU", "Pertukaran Data Pemilih", "Dinas Dukcapil Contoh", "OPD", N.format("011", "8/2024"), "11/DD/2024",
     "1 Agustus 2024", "3 tahun", "31 Desember 2026", "", "mou-dukcapil.pdf", ""),
    # 15: the number of row 16
    ("MoU", "Pengawasan Kampanye", "Polres Contoh", "Instansi vertikal", N.format("012", "9/2024"), "12/PC/2024",
     "2 September 2024", "2 tahun", "", "", "", ""),
    # 16: the number of row 15
    ("MoU", "Sentra Gakkumdu", "Kejaksaan Negeri Contoh", "Instansi vertikal", N.format("12", "09/2024"), "13/KN/2024",
     "3 September 2024", "2 tahun", "", "", "", ""),
    # 17: the file of row 18
    ("MoU", "Pendidikan Pemilih", "Universitas Terbuka Contoh", PTN, N.format("014", "10/2024"), "14/UT/2024",
     "1 Oktober 2024", "3 tahun", "", "", "mou-bersama.pdf", ""),
    # 18: the file of row 17
    ("MoU", "Riset Kepemiluan", "Institut Contoh", PTN, N.format("015", "10/2024"), "15/IC/2024", "2 Oktober 2024",
     "3 tahun", "", "", "mou-bersama.pdf", ""),
    # 19: a copy of row 4
    ("MoU", "Pengawasan Partisipatif", UNC, PTN, N.format("001", "5/2025"), "12/UC/2025", "28 Mei 2025", "3 tahun",
     "28-05-2028", "", "mou-uc.pdf", ""),
    # 20: a spreadsheet's number as a day
    ("MoU", "Pengawasan Logistik", "TNI Kodim Contoh", "Instansi vertikal", N.format("017", "4/2025"), "17/TNI/2025",
     45761, "2 tahun", "", "", "", ""),
    # 21: a real day, ambiguous to the eye of others
    ("MoU", "Relawan Pengawas", "Pramuka Contoh", "Ormas", N.format("018", "4/2025"), "18/PRM/2025",
     datetime(2025, 4, 3), "2 tahun", "", "", "", ""),  # noqa: DTZ001  a cell has no zone
    # 22: 03/04/2025 is 3 April
    ("MoU", "Forum Warga", "Karang Taruna Contoh", "OKP", N.format("019", "4/2025"), "19/KT/2025", "03/04/2025",
     "2 tahun", "", "", "", ""),
    # 23: the weekday does not fit
    ("MoU", "Gerakan Tolak Politik Uang", "PCNU Contoh", "Ormas", N.format("020", "5/2025"), "20/NU/2025",
     "Senin, 7 Mei 2025", "2 tahun", "", "", "", ""),
    # 24: no number of ours
    ("MoU", "Pengawasan Disabilitas", "PPDI Contoh", "Ormas", "", "21/PPDI/2025", "8 Mei 2025", "2 tahun", "", "",
     "mou-ppdi.pdf", ""),
    # 25: the MoU above is not known
    ("PKS", "Pelatihan Saksi", "Kampus Lain", PTN, N.format("022", "5/2025"), "22/UL/2025", "9 Mei 2025", "1 tahun",
     "", N.format("900", "1/2020"), "", ""),
    # 26: signed in the future
    ("MoU", "Demokrasi Digital", "Komunitas Contoh", "lainnya", N.format("023", "5/2026"), "23/KC/2026", "9 Mei 2026",
     "1 tahun", "", "", "", ""),
    # 27: a political party
    ("MoU", "Pendidikan Kader", "Partai Contoh", "Partai politik", N.format("024", "5/2025"), "24/PC/2025",
     "10 Mei 2025", "1 tahun", "", "", "", ""),
    # 28: a formula, whose stored value is lost; category unknown to us
    ("MoU", "Pengawasan Partisipatif Pesisir", "Nelayan Contoh", "kelompok nelayan", N.format("025", "5/2025"),
     '=CONCATENATE(25,"/NC/2025")', "12 Mei 2025", "dua tahun", "", "", "", ""),
    # 29: a PKS that outlives its MoU (rule 20)
    ("PKS", "Penelitian Bersama", UNC, PTN, N.format("026", "11/2025"), "33/UC/2025", "3 November 2025", "3 tahun", "",
     N.format("001", "5/2025"), "pks-riset.pdf", ""),
)  # fmt: skip

# Typed by hand: the verdict of each row, and the codes that must be among its notes.
EXPECTED: dict[int, tuple[str, tuple[str, ...]]] = {
    4: ("ready", ()),
    5: ("ready", ("end_reckoned",)),
    6: ("wrong", ("pks_before_its_mou",)),
    7: ("warning", ("lacks_partner_number", "lacks_end", "lacks_scan")),
    8: ("wrong", ("kind_missing",)),
    9: ("wrong", ("partner_missing",)),
    10: ("wrong", ("signed_missing",)),
    11: ("wrong", ("date_impossible",)),
    12: ("wrong", ("date_month_typo",)),
    13: ("wrong", ("end_before_start",)),
    14: ("warning", ("end_contradicts_term",)),
    15: ("wrong", ("number_twice",)),
    16: ("wrong", ("number_twice",)),
    17: ("wrong", ("scan_shared",)),
    18: ("wrong", ("scan_shared",)),
    19: ("known", ("copy_of_row",)),
    20: ("warning", ("date_serial", "lacks_scan")),
    21: ("warning", ("lacks_scan",)),
    22: ("warning", ("date_day_first", "lacks_scan")),
    23: ("warning", ("date_weekday_wrong", "lacks_scan")),
    24: ("warning", ("lacks_office_number",)),
    25: ("warning", ("parent_not_found", "lacks_scan")),
    26: ("wrong", ("existing_in_future",)),
    27: ("wrong", ("category_refused",)),
    28: ("warning", ("cell_formula_lost", "category_unknown", "lacks_category", "lacks_scan")),
    29: ("warning", ("pks_outlives_mou",)),
}
# Typed by hand as well: what the rows that enter say of signing and end.
DAYS: dict[int, tuple[date, date | None]] = {
    4: (date(2025, 5, 28), date(2028, 5, 28)),
    5: (date(2025, 9, 15), date(2026, 9, 15)),
    7: (date(2024, 1, 17), None),
    14: (date(2024, 8, 1), date(2026, 12, 31)),
    20: (date(2025, 4, 14), date(2027, 4, 14)),
    21: (date(2025, 4, 3), date(2027, 4, 3)),
    22: (date(2025, 4, 3), date(2027, 4, 3)),
    23: (date(2025, 5, 7), date(2027, 5, 7)),
    24: (date(2025, 5, 8), date(2027, 5, 8)),
    25: (date(2025, 5, 9), date(2026, 5, 9)),
    28: (date(2025, 5, 12), date(2027, 5, 12)),
    29: (date(2025, 11, 3), date(2028, 11, 3)),
}
SCAN_NAMES = ("mou-uc", "pks-magang", "pks-kuliah", "mou-dukcapil", "mou-bersama", "mou-ppdi", "pks-riset")


def build() -> bytes:
    """The workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Rekap 2025"
    sheet["A1"] = "DAFTAR KERJA SAMA BAWASLU KABUPATEN CONTOH"
    sheet.merge_cells("A1:M1")
    for place, head in enumerate(HEADS, start=1):
        sheet.cell(FIRST - 1, place, head)
    for line, row in enumerate(ROWS, start=FIRST):
        for place, value in enumerate((line - FIRST + 1, *row), start=1):
            sheet.cell(line, place, value if value != "" else None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def scans() -> list[tuple[str, bytes]]:
    """The folder of scans."""
    return [(f"{name}.pdf", plain_pdf(text=f"Naskah {name}")) for name in SCAN_NAMES]
