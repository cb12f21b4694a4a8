"""Sentences of the refusals about sealing and signing."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "plan_field_name": Sentence(
        id="Nama kolom tanda tangan {name} tidak dapat dipakai. Pakai huruf dan angka, diawali huruf.",
        en="The signature field name {name} cannot be used. Use letters and digits, beginning with a letter.",
        status=422,
    ),
    "plan_field_twice": Sentence(
        id="Dua kolom tanda tangan bernama sama. Beri setiap kolom nama yang berbeda.",
        en="Two signature fields have the same name. Give each its own.",
        status=422,
    ),
    "plan_empty": Sentence(
        id="Rencana penandatanganan belum memuat penanda tangan. Tambahkan sedikitnya satu.",
        en="The signing plan names no signer yet. Add at least one.",
        status=422,
    ),
    "plan_box_small": Sentence(
        id="Tempat tanda tangan {name} terlalu kecil untuk nama, jabatan, dan kode QR. Perbesar tempatnya.",
        en="The place of signature {name} is too small for name, position and QR code. Make it larger.",
        status=422,
    ),
    "plan_box_outside": Sentence(
        id="Tempat tanda tangan {name} berada di luar halaman. Pindahkan ke dalam halaman.",
        en="The place of signature {name} lies outside the page. Move it inside.",
        status=422,
    ),
    "plan_box_overlap": Sentence(
        id="Tempat tanda tangan {name} menindih tempat {other}. Pisahkan keduanya.",
        en="The place of signature {name} overlaps that of {other}. Move them apart.",
        status=422,
    ),
    "plan_page_missing": Sentence(
        id="Halaman untuk tanda tangan {name} tidak ada dalam naskah. Pilih halaman yang ada.",
        en="The page of signature {name} does not exist in the paper. Choose an existing page.",
        status=422,
    ),
    "plan_field_unknown": Sentence(
        id="Kolom tanda tangan {name} tidak ada dalam rencana penandatanganan. Muat ulang halaman.",
        en="Signature field {name} is not in the signing plan. Reload the page.",
    ),
    "paper_unreadable": Sentence(
        id="Naskah PDF tidak dapat dibaca, jadi tidak ada yang ditandatangani. Buat ulang naskahnya.",
        en="The PDF cannot be read, so nothing was signed. Make the paper again.",
        status=422,
    ),
    "paper_encrypted": Sentence(
        id="Naskah PDF terkunci kata sandi, jadi tidak dapat ditandatangani. Unggah berkas tanpa kata sandi.",
        en="The PDF is locked with a password, so it cannot be signed. Upload a file without one.",
        status=422,
    ),
    "paper_has_signatures": Sentence(
        id="Naskah ini sudah memuat tanda tangan elektronik, jadi tidak boleh disiapkan ulang atau ditulis ulang.",
        en="This paper already bears an electronic signature and must not be prepared anew or rewritten.",
    ),
    "paper_has_forms": Sentence(
        id="Naskah ini memuat kolom isian. Cetak ulang sebagai PDF biasa tanpa kolom isian.",
        en="This paper has form fields. Print it again as a plain PDF without form fields.",
        status=422,
    ),
    "field_signed": Sentence(
        id="Kolom tanda tangan {name} sudah ditandatangani. Muat ulang halaman.",
        en="Signature field {name} is signed already. Reload the page.",
    ),
    "signature_field_missing": Sentence(
        id="Kolom tanda tangan {name} tidak ada dalam naskah. Tidak ada yang ditandatangani.",
        en="The paper has no signature field {name}. Nothing was signed.",
    ),
    "signature_too_large": Sentence(
        id="Tanda tangan dan token waktunya lebih besar dari tempat yang disediakan. Ulangi penandatanganan; tempatnya disesuaikan.",
        en="The signature with its timestamp is larger than the space reserved. Sign again; the space is adjusted.",
        status=503,
    ),
    "signature_unsound": Sentence(
        id="Hasil penandatanganan tidak lolos pemeriksaan dan tidak disimpan. Naskah sebelumnya tetap berlaku; ulangi atau hubungi pengelola.",
        en="The signed result failed its check and was not kept. The paper stays as before; try again or tell the administrator.",
        status=500,
    ),
    "timestamp_unavailable": Sentence(
        id="Penanda waktu tidak menjawab atau menolak. Tanda tangan belum lengkap dan tidak diturunkan mutunya; sistem mencoba lagi.",
        en="The timestamp authority does not answer or refuses. The signature is not complete and is not downgraded; the system tries again.",
        status=503,
    ),
    "timestamp_root_unknown": Sentence(
        id="Token penanda waktu luar tidak berpangkal pada akar yang dipercaya. Pengelola menambahkan sertifikat akarnya ke berkas configured.pem di map trust, lalu mengulang.",
        en="The outside timestamp leads to no trusted root. The administrator adds its root certificate to configured.pem in the trust folder and tries again.",
        status=503,
    ),
    "stamp_font_missing": Sentence(
        id="Huruf untuk cap tanda tangan tidak terpasang. Pengelola menjalankan sijari doctor.",
        en="The font of the signature stamp is not installed. The administrator runs sijari doctor.",
        status=500,
    ),
    "stamp_character_missing": Sentence(
        id="Karakter {character} tidak dapat dicetak pada cap tanda tangan. Tulis nama dan jabatan tanpa karakter itu.",
        en="The character {character} cannot be printed on the signature stamp. Write name and position without it.",
        status=422,
    ),
    "archive_unsigned": Sentence(
        id="Naskah ini belum memuat tanda tangan elektronik, jadi tidak dapat diarsipkan.",
        en="This paper bears no electronic signature, so it cannot be archived.",
    ),
    "archive_incomplete": Sentence(
        id="Kolom tanda tangan {name} masih kosong. Naskah diarsipkan sesudah semua menandatangani.",
        en="Signature field {name} is still empty. The paper is archived once all have signed.",
    ),
    "archive_missing": Sentence(
        id="Naskah ini belum pernah diarsipkan, jadi tidak ada penanda waktu yang dapat diperbarui.",
        en="This paper was never archived, so there is no timestamp to renew.",
    ),
    "appended_differs": Sentence(
        id="Berkas yang kembali bukan lanjutan dari berkas yang dikirim, jadi tidak diterima. Tanda tangani lagi berkas dari Sijari.",
        en="The returned file does not continue the file that was sent, so it is not accepted. Sign the file from Sijari again.",
        status=422,
    ),
}
