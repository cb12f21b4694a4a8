"""Sentences of the refusals that any room may give."""

from service.core.refusals import Sentence
from service.core.uploads_sentences import UPLOADS

SENTENCES: dict[str, Sentence] = {
    **UPLOADS,
    "stale_page": Sentence(
        id="Data ini baru saja diubah oleh orang lain. Perubahan Anda belum disimpan; muat ulang halaman, periksa, lalu ulangi.",
        en="Somebody else has just changed this. Your change was not saved; reload the page, check, and do it again.",
    ),
    "database_busy": Sentence(
        id="Basis data sedang sibuk, jadi perubahan Anda belum disimpan. Tunggu sebentar, lalu ulangi.",
        en="The database is busy, so your change was not saved. Wait a moment, then do it again.",
        status=503,
    ),
    "policy_out_of_bounds": Sentence(
        "Nilai harus antara {least} dan {most}.",
        "The value must lie between {least} and {most}.",
    ),
    "policy_basis_missing": Sentence(
        "Tuliskan dasar hukum atau keputusan yang menjadi dasar nilai ini, paling panjang 500 huruf.",
        "Name the rule or decision on which this value rests, in 500 characters at most.",
    ),
    "not_permitted": Sentence(
        id="Peran Anda tidak berwenang melakukan ini. Mintalah pejabat yang berwenang atau pengelola kantor Anda.",
        en="Your role may not do this. Ask the official in charge or your office administrator.",
        status=403,
    ),
    "not_found": Sentence(
        id="Yang Anda cari tidak ada atau bukan untuk kantor Anda.",
        en="What you are looking for does not exist or is not for your office.",
        status=404,
    ),
    "storage_full": Sentence(
        id="Berkas tidak dapat disimpan karena ruang penyimpanan penuh atau rusak. Tidak ada yang berubah; hubungi pengelola, lalu ulangi.",
        en="The file could not be stored because the storage is full or broken. Nothing has changed; tell the administrator, then try again.",
        status=507,
    ),
    "file_missing": Sentence(
        id="Berkas {sha256} tidak ditemukan di penyimpanan. Hubungi pengelola untuk memulihkannya dari cadangan.",
        en="File {sha256} is missing from the storage. Ask the administrator to restore it from a backup.",
        status=500,
    ),
    "file_altered": Sentence(
        id="Berkas {sha256} di penyimpanan telah berubah dari aslinya dan tidak dipakai. Hubungi pengelola untuk memulihkannya dari cadangan.",
        en="File {sha256} in the storage differs from the original and is not used. Ask the administrator to restore it from a backup.",
        status=500,
    ),
    "work_unknown": Sentence(
        id="Pekerjaan itu tidak ditemukan. Muat ulang halaman.",
        en="That work was not found. Reload the page.",
        status=404,
    ),
    "work_crashed": Sentence(
        id="Pekerjaan terhenti karena kesalahan yang tidak terduga. Sistem mencoba lagi; bila tetap gagal, tekan Coba lagi atau hubungi pengelola.",
        en="The work stopped on an unexpected error. The system tries again; if it still fails, press Retry or tell the administrator.",
        status=500,
    ),
    "mail_unavailable": Sentence(
        id="Surel belum dapat dikirim karena server surel tidak menjawab. Sistem mencoba lagi; tautan dapat disalin dari halaman.",
        en="The mail could not be sent because the mail server does not answer. The system tries again; the link can be copied from the page.",
        status=503,
    ),
    "mail_not_configured": Sentence(
        id="Pengiriman surel belum diatur di instalasi ini. Salin tautan dari halaman, atau mintalah pengelola mengisi SMTP_URL.",
        en="Mail is not configured in this installation. Copy the link from the page, or ask the operator to set SMTP_URL.",
        status=503,
    ),
    "code_wrong": Sentence(
        id="Kode tidak cocok. Periksa surel terakhir dan masukkan enam angka di dalamnya.",
        en="The code does not match. Look at the latest mail and enter its six digits.",
        status=422,
    ),
    "code_expired": Sentence(
        id="Kode sudah kedaluwarsa atau sudah dipakai. Minta kode baru.",
        en="The code has expired or has been used. Ask for a new one.",
        status=422,
    ),
    "code_too_many": Sentence(
        id="Kode salah terlalu banyak kali dan tidak berlaku lagi. Minta kode baru.",
        en="Wrong too many times; the code is void. Ask for a new one.",
        status=429,
    ),
    "database_newer": Sentence(
        id="Basis data berasal dari rilis yang lebih baru ({revision}). Jalankan rilis itu, atau pulihkan cadangan lama.",
        en="The database is from a newer release ({revision}). Run that release, or restore an older backup.",
        status=500,
    ),
}
