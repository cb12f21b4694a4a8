"""Sentences of the refusals of the import."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "import_unreadable": Sentence(
        "Berkas Excel ini rusak dan tidak dapat dibaca. Buka dengan Excel atau LibreOffice, simpan ulang sebagai XLSX, "
        "lalu unggah lagi.",
        "This Excel file is broken and cannot be read. Open it, save it as XLSX again and upload it anew.",
        422,
    ),
    "import_too_large": Sentence(
        "Berkas Excel ini terlalu besar untuk dibaca. Sisakan lembar daftar naskah saja, paling banyak {limit} baris.",
        "This Excel file is too large to be read. Keep the sheet with the list only, {limit} rows at most.",
        422,
    ),
    "import_too_many_rows": Sentence(
        "Lembar ini berisi lebih dari {limit} baris. Bagi menjadi beberapa berkas dan impor satu per satu.",
        "The sheet has more than {limit} rows. Split it into several files and import one after the other.",
        422,
    ),
    "import_no_heads": Sentence(
        "Tidak ada lembar dengan judul kolom yang dikenal. Pakai templat, atau beri judul seperti Jenis, Tentang, Mitra, "
        "dan Tanggal tanda tangan.",
        "No sheet has heads that are known. Use the template, or name columns such as Jenis, Tentang, Mitra and "
        "Tanggal tanda tangan.",
        422,
    ),
    "import_no_rows": Sentence(
        "Di bawah judul kolom tidak ada satu baris pun. Isi daftarnya, lalu unggah lagi.",
        "There is no row below the heads. Fill in the list and upload it again.",
        422,
    ),
    "import_zip_unreadable": Sentence(
        "Berkas ZIP ini tidak dapat dibuka. Buat ulang ZIP-nya, atau pilih berkas PDF langsung.",
        "This ZIP cannot be opened. Make it anew, or choose the PDF files themselves.",
        422,
    ),
    "import_zip_locked": Sentence(
        "Berkas ZIP ini bersandi. Buat ulang tanpa kata sandi.",
        "This ZIP is protected by a password. Make it without one.",
        422,
    ),
    "import_zip_too_much": Sentence(
        "Isi ZIP ini terlalu banyak: paling banyak {members} berkas dan {megabytes} MB. Bagi menjadi beberapa ZIP.",
        "This ZIP holds too much: {members} files and {megabytes} MB at most. Split it.",
        422,
    ),
    "import_too_many_files": Sentence(
        "Paling banyak {limit} pindaian untuk satu berkas impor.", "At most {limit} scans for one import.", 422
    ),
    "import_scan_not_pdf": Sentence(
        "Berkas ini bukan PDF. Pindaian naskah harus PDF.", "This is no PDF. Scans of agreements must be PDF.", 422
    ),
    "import_known_file": Sentence(
        "Berkas ini sudah diimpor: “{name}” pada {day} oleh {who}. Untuk menambah naskah, unggah berkas yang berisi "
        "baris barunya.",
        "This file was imported before: “{name}” on {day} by {who}. To add agreements, upload a file with the new rows.",
    ),
    "import_column_twice": Sentence(
        "Satu kolom lembar hanya dapat dipakai untuk satu isian. Periksa pilihan Anda.",
        "One column of the sheet can be used once only. Check what you chose.",
        422,
    ),
    "import_columns_missing": Sentence(
        "Kolom jenis, tentang, mitra, dan tanggal tanda tangan harus ada. Cocokkan kolomnya dahulu.",
        "Columns for kind, subject, partner and day of signing are needed. Match the columns first.",
        422,
    ),
    "import_rows_wrong": Sentence(
        "{count} baris masih salah, jadi belum ada yang dimasukkan. Betulkan berkasnya, atau nyatakan bahwa baris itu "
        "dilewati.",
        "{count} rows are still wrong, so nothing was entered. Correct the file, or say that these rows are left out.",
    ),
    "import_nothing": Sentence("Tidak ada baris yang dapat dimasukkan.", "There is no row that can be entered."),
    "import_closed": Sentence(
        "Impor ini sudah selesai atau dibatalkan. Muat ulang halaman.",
        "This import is done or was put away. Reload the page.",
    ),
    "import_not_done": Sentence(
        "Hanya impor yang sudah selesai yang dapat dibatalkan.", "Only an import that was done can be undone."
    ),
    "import_touched": Sentence(
        "Impor ini tidak dapat dibatalkan karena {count} dari {of} naskah sudah dipakai: {names}. Batalkan hanya mungkin "
        "selama belum ada yang terjadi pada naskahnya.",
        "This import cannot be undone: {count} of {of} agreements are in use already: {names}. It can be undone only "
        "while nothing has happened to them.",
    ),
    "import_nothing_new": Sentence(
        "Tidak ada yang baru dalam isian ini. Isi sedikitnya satu hal yang belum lengkap.",
        "There is nothing new in what you entered. Fill in at least one thing that is missing.",
        422,
    ),
    "import_scan_there": Sentence("Naskah ini sudah mempunyai pindaian.", "This agreement has a scan already."),
    "import_office_needed": Sentence(
        "Sebutkan kantornya dengan --office KODE; `sijari office list` memuat kodenya.",
        "Name the office with --office CODE; `sijari office list` shows the codes.",
        422,
    ),
}
