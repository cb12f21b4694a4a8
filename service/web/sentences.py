"""Sentences of the refusals that the page shell itself gives."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "sign_in_needed": Sentence(id="Anda perlu masuk terlebih dahulu.", en="You need to sign in first.", status=401),
    "foreign_origin": Sentence(
        id="Permintaan ini dikirim dari situs lain, jadi tidak dijalankan. Buka halaman Sijari, lalu ulangi dari sana.",
        en="This request was sent from another site, so it was not carried out. Open Sijari and do it again from there.",
        status=403,
    ),
    "form_expired": Sentence(
        id="Formulir ini sudah kedaluwarsa, jadi isiannya belum tersimpan. Kembali, muat ulang halaman, lalu kirim lagi.",
        en="This form has expired, so nothing was saved. Go back, reload the page and send it again.",
        status=400,
    ),
    "page_unknown": Sentence(
        id="Halaman ini tidak ada. Periksa alamatnya, atau mulai lagi dari Beranda.",
        en="This page does not exist. Check the address, or start again from the home page.",
        status=404,
    ),
    "method_unknown": Sentence(
        id="Halaman ini tidak dapat dibuka dengan cara itu. Mulai lagi dari Beranda.",
        en="This page cannot be opened that way. Start again from the home page.",
        status=405,
    ),
    "request_malformed": Sentence(
        id="Permintaan tidak dapat dibaca. Kembali, muat ulang halaman, lalu coba lagi.",
        en="The request could not be read. Go back, reload the page and try again.",
        status=400,
    ),
    "request_too_large": Sentence(
        id="Kiriman terlalu besar: batasnya {limit}. Tidak ada yang tersimpan. Kecilkan berkas (misalnya pindai dengan 200 dpi), "
        "lalu unggah lagi.",
        en="What you sent is too large: the limit is {limit}. Nothing was saved. Make the file smaller (for example scan at "
        "200 dpi) and upload it again.",
        status=413,
    ),
    "too_many_requests": Sentence(
        id="Terlalu banyak permintaan dari alamat ini. Tunggu satu menit, lalu coba lagi.",
        en="Too many requests from this address. Wait a minute, then try again.",
        status=429,
    ),
    "unexpected": Sentence(
        id="Terjadi kesalahan pada sistem, dan perubahan terakhir tidak tersimpan. Coba lagi; bila berulang, sampaikan nomor "
        "rujukan di bawah kepada pengelola.",
        en="Something went wrong in the system, and the last change was not saved. Try again; if it happens again, give the "
        "reference below to the administrator.",
        status=500,
    ),
    "retry_forbidden": Sentence(
        id="Pekerjaan itu bukan milik kantor Anda, jadi tidak dapat Anda ulangi.",
        en="That work does not belong to your office, so you cannot repeat it.",
        status=403,
    ),
}
