"""Sentences of the refusals of the library."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "template_unreadable": Sentence(
        "Templat tidak dapat dibaca: {what} Perbaiki berkasnya, lalu unggah lagi.",
        "The template cannot be read: {what} Mend the file, then bring it again.",
        422,
    ),
    "template_has_faults": Sentence(
        "Templat ini belum dapat diterbitkan. Perbaiki yang ditandai wajib, lalu unggah lagi.",
        "This template cannot be published yet. Mend what is marked as needed, then bring it again.",
    ),
    "template_not_tried": Sentence(
        "Contoh PDF templat ini belum selesai dibuat. Tunggu sebentar, periksa hasilnya, lalu terbitkan.",
        "The sample PDF of this template is not made yet. Wait a moment, look at it, then publish.",
    ),
    "text_file_unreadable": Sentence(
        "Berkas ini bukan teks UTF-8 atau lebih besar dari {limit} KB. Simpan ulang sebagai teks UTF-8.",
        "This file is no UTF-8 text or larger than {limit} KB. Save it again as UTF-8 text.",
        422,
    ),
}
