"""Sentences of the refusals of this room."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "publication_not_signed": Sentence(
        "Hanya kerja sama yang sudah ditandatangani yang dapat diputuskan publikasinya.",
        "Publication is decided for signed agreements only.",
    ),
    "publication_undecided": Sentence(
        "Belum ada keputusan publikasi yang berlaku. Buat keputusannya terlebih dahulu.",
        "No decision on publication is in force. Decide first.",
    ),
    "publication_exempt": Sentence(
        "Kerja sama ini dikecualikan. Buat keputusan baru bila hendak dibuka.",
        "This agreement is exempt. Decide anew to open it.",
    ),
    "already_published": Sentence("Kerja sama ini sudah terbit.", "This agreement is published already."),
    "public_copy_missing": Sentence(
        "Salinan publik belum siap. Tunggu sampai selesai dibuat, atau unggah salinan yang kontaknya sudah disamarkan.",
        "The public copy is not ready. Wait until it is made, or upload a copy with its contacts covered.",
    ),
    "public_copy_being_made": Sentence(
        "Salinan publik sedang dibuat dari naskahnya. Tunggu sebentar, lalu muat ulang halaman.",
        "The public copy is being made from the text. Wait a moment and reload the page.",
    ),
    "public_copy_leaks": Sentence(
        "Salinan ini masih memuat data pribadi yang terbaca ({kinds}). Hapus atau tutup datanya pada berkas, "
        "bukan hanya ditutup kotak di atas teks, lalu unggah lagi.",
        "This copy still shows personal data ({kinds}). Remove it from the file itself, not only with a box over the "
        "text, and upload again.",
        422,
    ),
    "public_copy_is_the_paper": Sentence(
        "Berkas ini adalah naskah yang ditandatangani. Unggah salinan yang kontaknya sudah disamarkan.",
        "This file is the signed paper itself. Upload a copy with its contacts covered.",
        422,
    ),
    "pdf_unreadable": Sentence(
        "PDF ini tidak dapat dibaca. Simpan ulang sebagai PDF biasa tanpa kata sandi, lalu unggah lagi.",
        "This PDF cannot be read. Save it again as a plain PDF without password and upload it.",
        422,
    ),
    "exemption_ground_missing": Sentence(
        "Tuliskan alasan pengecualian dengan dasar hukumnya, misalnya Pasal 17 huruf h UU 14/2008 beserta uji konsekuensinya.",
        "Give the ground of the exemption with its legal basis, such as Article 17 letter h of Law 14/2008 and its test.",
        422,
    ),
    "exemption_review_missing": Sentence(
        "Isi tanggal peninjauan kembali sesudah hari ini.", "Give a day of review after today.", 422
    ),
    "exemption_too_long": Sentence(
        "Peninjauan kembali paling lambat lima tahun dari sekarang.", "The review is due within five years.", 422
    ),
}
