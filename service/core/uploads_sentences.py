"""Sentences of the refusals about uploaded files."""

from service.core.refusals import Sentence

UPLOADS: dict[str, Sentence] = {
    "upload_empty": Sentence(
        id="Berkas itu kosong. Pilih berkas yang berisi dokumen.",
        en="The file is empty. Choose one that holds the document.",
        status=422,
    ),
    "upload_too_large": Sentence(
        id="Berkas lebih besar dari {limit} MB. Perkecil atau pindai dengan resolusi lebih rendah, lalu unggah lagi.",
        en="The file is larger than {limit} MB. Make it smaller or scan it at a lower resolution, then upload it.",
        status=413,
    ),
    "upload_wrong_type": Sentence(
        id="Isi berkas ini {found}; yang diterima hanya {wanted}. Simpan dalam bentuk itu, lalu unggah lagi.",
        en="The content of this file is: {found_en}. Only {wanted_en} is accepted. Save it so, then upload it again.",
        status=422,
    ),
    "upload_unreadable": Sentence(
        id="Berkas {label} ini rusak atau tidak dapat dibuka. Buat atau pindai ulang, lalu unggah lagi.",
        en="This {label} file is damaged or cannot be opened. Make or scan it again, then upload it.",
        status=422,
    ),
    "upload_encrypted": Sentence(
        id="PDF ini dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
        en="This PDF is protected by a password. Save it without one, then upload it again.",
        status=422,
    ),
    "upload_macros": Sentence(
        id="Dokumen ini berisi makro (program). Simpan sebagai DOCX atau XLSX tanpa makro, lalu unggah lagi.",
        en="This document contains macros. Save it as DOCX or XLSX without macros, then upload it again.",
        status=422,
    ),
    "upload_active": Sentence(
        id="PDF ini berisi program atau berkas lain di dalamnya. Cetak ulang menjadi PDF baru, lalu unggah lagi.",
        en="This PDF holds a program or another file inside it. Print it into a new PDF, then upload it again.",
        status=422,
    ),
    "upload_too_much": Sentence(
        id="Isi berkas terlalu besar setelah dibuka (halaman, gambar, atau isi arsip). Perkecil, lalu unggah lagi.",
        en="The content is too large once opened (pages, picture or archive). Make it smaller, then upload it again.",
        status=422,
    ),
}
