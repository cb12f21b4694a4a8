"""Sentences of the refusals of the Word round trip."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "tracked_too_long": Sentence(
        "Dokumen Word ini terlalu panjang untuk dibaca. Hapus isi yang bukan bagian naskah, lalu unggah kembali.",
        "This Word document is too long to be read. Remove what is no part of the paper, then upload it again.",
        413,
    ),
    "tracked_too_many": Sentence(
        "Dokumen memuat {count} perubahan atau lebih; paling banyak {limit} sekaligus. Minta mitra membaginya.",
        "The document holds {count} changes or more; at most {limit} at once. Ask the partner to divide them.",
        413,
    ),
    "tracked_too_slow": Sentence(
        "Pembacaan dokumen melewati batas waktu. Minta mitra menyunting langsung berkas yang dikirim, lalu coba lagi.",
        "Reading the document took too long. Ask the partner to edit the very file that was sent, then try again.",
        422,
    ),
    "returned_unreadable": Sentence(
        "Dokumen Word ini tidak dapat dibaca. Buka di Word, simpan ulang sebagai DOCX, lalu unggah kembali.",
        "This Word document cannot be read. Open it in Word, save it as DOCX again, then upload it once more.",
        422,
    ),
    "returned_unchanged": Sentence(
        "Berkas ini sama bunyinya dengan versi {number} yang dikirim, tanpa perubahan dan tanpa komentar.",
        "This file says the same as version {number} that was sent, without changes and without comments.",
        422,
    ),
    "returned_outside": Sentence(
        "Bagian ini tetap menurut templat, jadi perubahannya tidak dapat diterima. Tolak, atau usulkan pada templat.",
        "This part is fixed by the template, so the change cannot be accepted. Refuse it, or propose it there.",
    ),
    "returned_table_row": Sentence(
        "Baris tabel ditambah atau dihapus pada formulir naskah. Tolak di sini, lalu ubah tabelnya di sana.",
        "Table rows are added or removed in the form of the paper. Refuse this here, then change the table there.",
    ),
    "returned_reference": Sentence(
        "Tulisan ini disusun otomatis dari bagian lain, jadi tidak dapat diubah di sini. Ubah bagian asalnya.",
        "These words are put together from another part and cannot be changed here. Change the part they come from.",
    ),
    "returned_line_in_value": Sentence(
        "Isian ini hanya satu baris, sedangkan usulannya memuat paragraf baru. Tolak, lalu tulis pada pasalnya.",
        "This value is one line, but the proposal has a new paragraph. Refuse it, then write it into the article.",
    ),
    "returned_value_unreadable": Sentence(
        "Usulan untuk {name} tidak dapat dibaca sebagai isian: {text}. Tolak, lalu ubah isiannya pada formulir.",
        "The proposal for {name} cannot be read as a value: {text}. Refuse it, then change the value in the form.",
        422,
    ),
    "returned_value_torn": Sentence(
        "Ada dua usulan yang berbeda untuk {name}. Terima satu saja dan tolak yang lain.",
        "There are two different proposals for {name}. Accept one only and refuse the other.",
    ),
    "return_undecided": Sentence(
        "Masih ada {count} perubahan yang belum diputuskan. Terima atau tolak semuanya, lalu terapkan.",
        "There are {count} undecided changes. Accept or refuse each of them, then take them over.",
    ),
    "return_closed": Sentence(
        "Berkas ini sudah selesai diputuskan. Unggah berkas baru bila mitra mengirim perubahan lagi.",
        "This file was decided already. Upload a new file if the partner sends more changes.",
    ),
    "return_read_differently": Sentence(
        "Berkas terbaca berbeda dari saat diunggah karena sistem diperbarui. Unggah kembali, lalu putuskan lagi.",
        "The file reads differently since the system was updated. Upload it once more and decide again.",
    ),
    "return_torn": Sentence(
        "{name} sudah diubah di sini sejak naskah dikirim, pada kata yang sama. Tolak perubahan itu, lalu ubah manual.",
        "{name} was changed here since the paper was sent, in the same words. Refuse that change, then edit it here.",
    ),
    "sent_to_missing": Sentence(
        "Tulis kepada siapa naskah ini dikirim, misalnya nama biro hukum mitra.",
        "Write to whom this paper is sent, such as the partner's legal bureau.",
        422,
    ),
    "change_refusal_unexplained": Sentence(
        "Tulis alasan penolakannya agar dapat dijelaskan kepada mitra.",
        "Write why it is refused, so that it can be explained to the partner.",
        422,
    ),
    "redline_same": Sentence(
        "Kedua versi itu sama. Pilih dua versi yang berbeda.", "The two versions are the same. Choose two others.", 422
    ),
}
