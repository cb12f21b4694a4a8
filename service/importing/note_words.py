"""The sentences of notes: what is the matter and what to do, in both languages; the cell is named beside them."""

from service.importing.columns import HEADS, Column
from service.importing.notes import Note

__all__ = ["NOTES", "column_name", "say"]

NOTES: dict[str, tuple[str, str]] = {
    # the whole sheet
    "sheet_others": (
        "Lembar lain dalam berkas ini tidak dibaca: {names}.",
        "Other sheets of this file were not read: {names}.",
    ),
    "sheet_hidden": (
        "Lembar tersembunyi tidak dibaca: {names}.",
        "Hidden sheets were not read: {names}.",
    ),
    "columns_hidden": (
        "Kolom tersembunyi ikut dibaca: {names}. Periksa isinya.",
        "Hidden columns were read as well: {names}. Check what they hold.",
    ),
    "external_links": (
        "Berkas ini merujuk ke buku kerja lain. Rujukan itu tidak diikuti; yang dipakai nilai yang tersimpan.",
        "This file refers to other workbooks. Those were not opened; the stored values are used.",
    ),
    "columns_unknown": (
        "Kolom yang tidak dikenal dan tidak dipakai: {names}.",
        "Columns that are not known and not used: {names}.",
    ),
    "column_doubled": (
        "Dua kolom cocok untuk {column}: {names}. Dipakai kolom {used}.",
        "Two columns fit {column}: {names}. Column {used} is used.",
    ),
    # cells
    "row_hidden": (
        "Baris ini tersembunyi di lembar. Bila tidak seharusnya masuk, hapus barisnya.",
        "This row is hidden in the sheet. Delete it if it does not belong here.",
    ),
    "cell_error": (
        "Sel berisi galat {said}. Tulis nilainya.",
        "The cell holds the error {said}. Write the value.",
    ),
    "cell_formula": (
        "Sel berisi rumus. Rumus tidak dihitung; dipakai nilai yang tersimpan: “{said}”.",
        "The cell holds a formula. It is not computed; the stored value is used: “{said}”.",
    ),
    "cell_formula_lost": (
        "Sel berisi rumus tanpa nilai tersimpan, jadi dianggap kosong. Tulis nilainya.",
        "The cell holds a formula without a stored value and counts as empty. Write the value.",
    ),
    "cell_merged": (
        "Nilai “{said}” diambil dari sel gabungan {origin}. Pastikan berlaku juga untuk baris ini.",
        "The value “{said}” comes from the merged cell {origin}. Make sure that it holds for this row too.",
    ),
    "cell_too_long": (
        "Isinya lebih dari {longest} huruf. Persingkat.",
        "It has more than {longest} letters. Shorten it.",
    ),
    # words
    "kind_missing": ("Jenis naskah kosong. Tulis MoU atau PKS.", "The kind is empty. Write MoU or PKS."),
    "kind_unknown": (
        "Jenis “{said}” tidak dikenal. Tulis MoU atau PKS.",
        "The kind “{said}” is not known. Write MoU or PKS.",
    ),
    "subject_missing": ("Tentang apa naskah ini? Isi judulnya.", "What is it about? Fill in the subject."),
    "partner_missing": ("Nama mitra kosong.", "The name of the partner is empty."),
    "partner_ambiguous": (
        "Ada beberapa mitra bernama sama; dipakai “{name}” yang tercatat paling awal.",
        "Several partners bear this name; the one entered first, “{name}”, is used.",
    ),
    "partner_near": (
        "Mirip dengan mitra yang sudah tercatat: “{name}”. Bila sama, pilih mitra itu; bila tidak, dibuat mitra baru.",
        "Similar to a partner that is entered already: “{name}”. Choose it if it is the same, or a new one is made.",
    ),
    "partner_near_row": (
        "Mirip dengan mitra di baris {row}: “{name}”. Bila sama, samakan tulisannya.",
        "Similar to the partner of row {row}: “{name}”. Write both alike if they are the same.",
    ),
    "partner_read_as": (
        "Dibaca sebagai mitra yang sudah tercatat: “{name}”.",
        "Read as the partner that is entered already: “{name}”.",
    ),
    "partner_new": ("Mitra baru akan dibuat: “{name}”.", "A new partner will be made: “{name}”."),
    "category_unknown": (
        "Kategori “{said}” tidak dikenal. Pakai salah satu kategori pada lembar Pilihan.",
        "The category “{said}” is not known. Use one of those on the sheet Pilihan.",
    ),
    "category_refused": (
        "Partai politik dan peserta pemilu tidak dapat menjadi mitra.",
        "Political parties and contestants cannot be partners.",
    ),
    "category_contradicts": (
        "Kategori mitra berbeda dari baris {row}; dipakai kategori di baris {row}.",
        "The category differs from row {row}; that of row {row} is used.",
    ),
    "lacks_category": (
        "Kategori mitra baru “{name}” belum diketahui; masuk sebagai pihak lain dan harus dilengkapi.",
        "The category of the new partner “{name}” is not known; it enters as another party and is to be completed.",
    ),
    "status_unknown": (
        "Status badan hukum “{said}” tidak dikenal; dipakai yang lazim untuk kategorinya.",
        "The legal status “{said}” is not known; the usual one of the category is used.",
    ),
    # days
    "signed_missing": ("Tanggal tanda tangan kosong.", "The day of signing is empty."),
    "date_unreadable": (
        "“{said}” bukan tanggal yang lengkap. Tulis hari, bulan, dan tahun, misalnya 28-05-2025.",
        "“{said}” is no complete date. Write day, month and year, such as 28-05-2025.",
    ),
    "date_month_typo": (
        "Bulan “{month}” pada “{said}” tidak dikenal; mungkin maksudnya {meant}. Perbaiki di berkas.",
        "The month “{month}” in “{said}” is not known; perhaps {meant} is meant. Correct the file.",
    ),
    "date_impossible": (
        "Tanggal “{said}” tidak ada dalam kalender.",
        "The date “{said}” is in no calendar.",
    ),
    "date_month_first": (
        "“{said}” menulis bulan lebih dahulu. Tulis hari dahulu, misalnya 28-05-2025.",
        "“{said}” has the month first. Write the day first, such as 28-05-2025.",
    ),
    "date_year_wrong": ("Tahun {year} pada “{said}” tidak masuk akal.", "The year {year} in “{said}” cannot be."),
    "date_day_first": (
        "“{said}” dibaca hari dahulu: {day}.",
        "“{said}” is read with the day first: {day}.",
    ),
    "date_short_year": ("Tahun pada “{said}” dibaca {year}.", "The year in “{said}” is read as {year}."),
    "date_serial": (
        "Angka {said} dibaca sebagai tanggal spreadsheet: {day}.",
        "The number {said} is read as a spreadsheet's date: {day}.",
    ),
    "date_serial_text": (
        "Teks {said} dibaca sebagai tanggal spreadsheet: {day}.",
        "The text {said} is read as a spreadsheet's date: {day}.",
    ),
    "date_weekday_wrong": (
        "“{said}”: {day} jatuh pada hari {weekday}. Periksa tanggalnya.",
        "“{said}”: {day} is another day of the week ({weekday}). Check the date.",
    ),
    "existing_in_future": (
        "Tanggal tanda tangan {signed} belum tiba.",
        "The day of signing, {signed}, has not come yet.",
    ),
    "existing_too_early": (
        "Tanggal tanda tangan {signed} terlalu lama berlalu untuk dapat benar.",
        "The day of signing, {signed}, is too long ago to be right.",
    ),
    "effective_far_away": (
        "Mulai berlaku {start} lebih dari setahun dari tanda tangan {signed}.",
        "In force from {start}: more than a year from the signing on {signed}.",
    ),
    "end_before_start": (
        "Berakhir {end} mendahului mulai berlaku {start}.",
        "The end, {end}, lies before the beginning, {start}.",
    ),
    "end_far_away": (
        "Berakhir {end} lebih dari 50 tahun sesudah {start}.",
        "The end, {end}, lies more than 50 years after {start}.",
    ),
    "end_reckoned": (
        "Tanggal berakhir dihitung dari jangka waktu: {day}.",
        "The end is reckoned from the term: {day}.",
    ),
    "end_contradicts_term": (
        "Jangka waktu {term} bulan berakhir {reckoned}, tetapi tanggal berakhir tertulis {end}. Dipakai {end}.",
        "A term of {term} months ends on {reckoned}, but the end is given as {end}. {end} is used.",
    ),
    "term_unreadable": (
        "Jangka waktu “{said}” tidak dimengerti. Tulis misalnya 3 tahun atau 36 bulan.",
        "The term “{said}” is not understood. Write 3 tahun or 36 bulan, for example.",
    ),
    # what is missing
    "lacks_office_number": (
        "Nomor Bawaslu belum diketahui; masuk tanpa nomor dan harus dilengkapi.",
        "The Bawaslu number is not known; it enters without and is to be completed.",
    ),
    "lacks_partner_number": (
        "Nomor mitra belum diketahui; harus dilengkapi.",
        "The partner's number is not known; it is to be completed.",
    ),
    "lacks_end": (
        "Tanggal berakhir belum diketahui; harus dilengkapi.",
        "The end is not known; it is to be completed.",
    ),
    "lacks_scan": (
        "Pindaian belum ada; masuk tanpa pindaian dan harus dilengkapi.",
        "There is no scan; it enters without and is to be completed.",
    ),
    # scans
    "scan_not_found": (
        "Berkas “{name}” tidak ada di antara pindaian yang dapat dipakai; masuk tanpa pindaian dan harus dilengkapi.",
        "The file “{name}” is not among the scans that can be used; it enters without and is to be completed.",
    ),
    "scan_name_twice": (
        "Ada dua berkas yang berbeda bernama “{name}”. Beri nama yang berbeda.",
        "Two different files are called “{name}”. Give them different names.",
    ),
    "scan_by_number": (
        "Pindaian “{name}” dikenali dari nomornya.",
        "The scan “{name}” was found by its number.",
    ),
    "scan_shared": (
        "Berkas “{name}” juga dipakai di baris {rows}. Satu pindaian untuk satu naskah.",
        "The file “{name}” is also used in row {rows}. One scan belongs to one agreement.",
    ),
    # doubles
    "copy_of_row": ("Sama dengan baris {row}; tidak dimasukkan dua kali.", "The same as row {row}; not entered twice."),
    "number_twice": (
        "Nomor {number} juga ada di baris {rows}. Betulkan salah satunya.",
        "The number {number} also stands in row {rows}. Correct one of them.",
    ),
    "same_day_two_numbers": (
        "Jenis, mitra, dan tanggalnya sama dengan baris {row}, nomornya berbeda. Pastikan memang dua naskah.",
        "Kind, partner and day are those of row {row}, the number is not. Make sure that these are two papers.",
    ),
    "same_day_no_number": (
        "Jenis, mitra, dan tanggalnya sama dengan baris {row}, nomornya tidak lengkap. Isi nomornya bila dua naskah.",
        "Kind, partner and day are those of row {row}, a number is missing. Give the numbers if these are two.",
    ),
    "known_already": (
        "Sudah tercatat: “{subject}”. Tidak dimasukkan lagi.",
        "Entered already: “{subject}”. It is not entered again.",
    ),
    "number_of_another": (
        "Nomor {number} sudah dipakai naskah lain: “{subject}”.",
        "The number {number} is used by another agreement: “{subject}”.",
    ),
    "same_day_known": (
        "Jenis, mitra, dan tanggalnya sama dengan naskah yang tercatat: “{subject}”. Pastikan memang naskah lain.",
        "Kind, partner and day are those of a known agreement: “{subject}”. Make sure that this is another one.",
    ),
    # the MoU above
    "parent_only_for_pks": (
        "Hanya PKS yang mempunyai MoU induk; nomor {number} tidak dipakai.",
        "Only a PKS has an MoU above it; the number {number} is not used.",
    ),
    "parent_not_found": (
        "MoU induk nomor {number} tidak ditemukan; masuk tanpa MoU induk dan harus dilengkapi.",
        "The MoU {number} was not found; it enters without one and is to be completed.",
    ),
    "parent_ambiguous": (
        "Nomor MoU induk {number} ada pada lebih dari satu MoU.",
        "The number {number} belongs to more than one MoU.",
    ),
    "parent_row_wrong": (
        "MoU induknya di baris {row} belum benar. Betulkan baris itu dahulu.",
        "Its MoU in row {row} is not right yet. Correct that row first.",
    ),
    "pks_before_its_mou": (
        "PKS ditandatangani {pks}, sebelum MoU induknya ({mou}).",
        "The PKS was signed on {pks}, before its MoU ({mou}).",
    ),
    "pks_outlives_mou": (
        "PKS berakhir {pks}, sesudah MoU induknya ({mou}).",
        "The PKS ends on {pks}, after its MoU ({mou}).",
    ),
}


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "-"


def say(note: Note, language: str) -> str:
    """The sentence of a note."""
    pair = NOTES.get(note.code, ("{code}", "{code}"))
    params = dict(note.params)
    if "column" in params:
        params["column"] = column_name(str(params["column"]), language)
    return pair[language == "en"].format_map(_Blank({"code": note.code} | params))


def column_name(column: str, language: str) -> str:
    """The name of a column."""
    return HEADS[Column(column)].name(language) if column else ""
