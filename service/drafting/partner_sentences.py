"""Sentences about a partner's file as the text of record."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "partner_tracked": Sentence(
        "Berkas masih memuat perubahan yang dilacak. Di Word pilih Tinjau > Terima Semua Perubahan, lalu unggah lagi.",
        "The file still holds tracked changes. In Word choose Review > Accept All Changes, then upload it again.",
        422,
    ),
    "partner_comments": Sentence(
        "Berkas masih memuat komentar. Di Word pilih Tinjau > Hapus Semua Komentar, lalu unggah lagi.",
        "The file still holds comments. In Word choose Review > Delete All Comments, then upload it again.",
        422,
    ),
    "partner_empty": Sentence(
        "Berkas tidak memuat teks. Unggah berkas Word yang memuat bunyi naskah, bukan hasil pindaian.",
        "The file holds no text. Upload the Word file with the words of the paper, not a scan.",
        422,
    ),
    "partner_unreadable": Sentence(
        "Berkas tidak dapat dibaca. Buka di Word atau LibreOffice, simpan ulang sebagai DOCX, lalu unggah lagi.",
        "The file cannot be read. Open it in Word or LibreOffice, save it as DOCX again, then upload it.",
        422,
    ),
    "partner_too_large": Sentence(
        "Berkas terlalu besar untuk diolah. Kecilkan gambarnya dan buang yang bukan bagian naskah, lalu unggah lagi.",
        "The file is too large to be handled. Shrink its pictures and remove what is no part of the paper.",
        413,
    ),
    "partner_file_missing": Sentence(
        "Berkas DOCX dari mitra belum ada. Unggah berkasnya.",
        "The partner's DOCX is not there yet. Upload it.",
        422,
    ),
    "partner_only_original": Sentence(
        "Naskah mitra hanya untuk kerja sama baru. Adendum, perpanjangan, dan pengakhiran memakai templat di sini.",
        "A partner's paper is for new agreements only. Addenda, renewals and terminations use the templates here.",
    ),
    "partner_text_fixed": Sentence(
        "Bunyi naskah mitra tidak diubah di sini. Ubah berkasnya di Word, lalu unggah berkas yang baru.",
        "The words of a partner's paper are not changed here. Change the file in Word, then upload the new file.",
    ),
    "partner_not_to_start_from": Sentence(
        "Naskah terdahulu itu berkas dari mitra, jadi isinya tidak dapat disalin ke formulir. Pilih naskah lain.",
        "That earlier text is a partner's file, so it cannot be copied into the form. Choose another one.",
    ),
    "partner_not_used": Sentence(
        "Naskah ini sudah memakai templat sendiri.",
        "This text uses our own template already.",
    ),
    "partner_mark_missing": Sentence(
        "Berkas belum memuat {mark}. Ketik {mark} di {what}, lalu unggah lagi; atau pilih lembar tambahan.",
        "The file has no {mark} yet. Type {mark} where it belongs ({what}) and upload again, or append the page.",
        422,
    ),
    "partner_date_missing": Sentence(
        "Berkas tidak memuat [[TANGGAL]] atau [[TANGGAL HURUF]], jadi tanggalnya tidak diisikan.",
        "The file holds neither [[TANGGAL]] nor [[TANGGAL HURUF]], so no date will be filled in.",
        422,
    ),
    "partner_mark_unknown": Sentence(
        "Tanda {mark} tidak dikenal. Perbaiki ejaannya atau hapus kurung siku gandanya, lalu unggah lagi.",
        "The marker {mark} is not known. Correct its spelling or remove the double brackets, then upload again.",
        422,
    ),
    "partner_mark_without_party": Sentence(
        "Tanda {mark} tidak ada orangnya pada isian Para pihak. Lengkapi isiannya atau hapus tandanya dari berkas.",
        "Nobody among the parties belongs to the marker {mark}. Fill in the party or remove the marker from the file.",
        422,
    ),
    "partner_mark_misplaced": Sentence(
        "Tanda {mark} ada di kotak teks, kepala, atau catatan kaki. Pindahkan ke isi naskah, lalu unggah lagi.",
        "The marker {mark} stands in a text box, head or footnote. Move it into the body, then upload again.",
        422,
    ),
    "partner_mark_twice": Sentence(
        "Tanda {mark} ada lebih dari sekali. Sisakan satu saja, lalu unggah lagi.",
        "The marker {mark} stands more than once. Leave only one, then upload again.",
        422,
    ),
    "partner_font_unknown": Sentence(
        "Huruf {font} tidak ada di sini; huruf lain menggantikannya dan baris dapat bergeser. Periksa pratinjaunya.",
        "The font {font} is not here; another one stands in and lines may move. Look at the preview.",
        422,
    ),
    "partner_without_articles": Sentence(
        'Tidak ditemukan judul "Pasal 1" dan seterusnya, jadi perbandingan dan pembahasan tidak terbagi menurut pasal.',
        'No headings "Pasal 1" and so on were found, so comparison and discussion are not divided by article.',
        422,
    ),
    "partner_name_absent": Sentence(
        '"{name}" pada isian tidak ditemukan di dalam berkas mitra. Samakan isian dengan berkasnya.',
        '"{name}" of the form does not stand in the partner\'s file. Make the form agree with the file.',
        422,
    ),
}
