"""Sentences of the refusals of signing."""

from service.core.refusals import Sentence

_OPENING: dict[str, Sentence] = {
    "event_exists": Sentence(
        "Acara penandatanganan sudah ada. Muat ulang halaman untuk melihatnya.",
        "A signing event exists already. Reload the page to see it.",
    ),
    "event_missing": Sentence(
        "Belum ada acara penandatanganan yang berjalan untuk naskah ini.",
        "No signing event is going on for this paper.",
    ),
    "event_not_open": Sentence(
        "Penandatanganan naskah ini sedang tidak dibuka.", "This paper is not open for signing at the moment."
    ),
    "event_date_past": Sentence(
        "Tanggal acara sudah lewat. Tanda tangan elektronik memuat waktu sebenarnya, jadi pilih hari ini atau sesudahnya.",
        "The date of the event has passed. Electronic signatures bear the real time, so choose today or later.",
        422,
    ),
    "event_place_missing": Sentence("Isi tempat penandatanganan.", "Give the place of signing.", 422),
    "office_number_missing": Sentence("Isi nomor naskah dari kantor Anda.", "Give your office's number.", 422),
    "partner_number_missing": Sentence(
        "Isi nomor naskah dari mitra. Nomor mitra hanya boleh menyusul pada penandatanganan basah.",
        "Give the partner's number. It may follow later only with wet-ink signatures.",
        422,
    ),
    "partner_numbers_missing": Sentence(
        "Isi nomor naskah setiap pihak lain, dipisah titik koma menurut urutan pihak. Nomor hanya boleh menyusul pada "
        "penandatanganan basah.",
        "Give the number of every other party, separated by semicolons in the order of the parties. Numbers may follow "
        "later only with wet-ink signatures.",
        422,
    ),
    "partner_numbers_too_many": Sentence(
        "Nomor pihak lain lebih banyak daripada pihak pada naskah. Pisahkan dengan titik koma, satu untuk setiap pihak.",
        "There are more numbers than other parties. Separate them by semicolons, one for each party.",
        422,
    ),
    "number_sequence_needed": Sentence(
        "Nomor yang diisi sendiri perlu nomor urutnya dalam buku agenda, supaya tidak terpakai dua kali.",
        "A number entered by hand needs its sequence in the register book, so that it is not used twice.",
        422,
    ),
    "signers_missing": Sentence(
        "Naskah tidak memuat penanda tangan. Buka lagi naskahnya dan isi para pihak beserta penanda tangannya.",
        "The paper names no signatory. Reopen it and fill in the parties and their signatories.",
    ),
    "signatory_not_listed": Sentence(
        "{signatory} tercantum dalam naskah tetapi belum terdaftar sebagai penanda tangan {institution}. "
        "Daftarkan beserta keputusan pengangkatan atau surat kuasanya.",
        "{signatory} is named in the paper but is not listed as a signatory of {institution}. "
        "List this person with the decree or power of attorney.",
    ),
    "signatory_differs": Sentence(
        "Penanda tangan yang dipilih bukan {signatory} yang tercantum dalam naskah.",
        "The signatory chosen is not {signatory}, who is named in the paper.",
        422,
    ),
    "signatory_without_mail": Sentence(
        "{signatory} belum mempunyai alamat surel, padahal tautan dan kode dikirim lewat surel. Lengkapi data penanda tangan.",
        "{signatory} has no e-mail address, but link and code are sent by mail. Complete the signatory's data.",
    ),
    "signatory_without_account": Sentence(
        "{signatory} belum terhubung dengan akun pegawai, jadi tidak dapat menandatangani secara elektronik di sini. "
        "Hubungkan akunnya pada data penanda tangan.",
        "{signatory} is not tied to a staff account and cannot sign electronically here. Tie the account to the signatory.",
    ),
    "separate_unavailable": Sentence(
        "Penandatanganan dalam rangkap terpisah belum tersedia. Buka lagi naskahnya dan pilih cara elektronik atau basah; "
        "naskah yang berubah disahkan lagi.",
        "Signing in separate counterparts is not available yet. Reopen the paper and choose electronic or wet ink; "
        "the changed text is approved again.",
    ),
    "clock_moved": Sentence(
        "Jam sistem ini digeser untuk simulasi, jadi tidak ada yang boleh ditandatangani.",
        "The clock of this system was moved for a simulation, so nothing may be signed.",
    ),
    "public_url_unfit": Sentence(
        "Alamat {address} akan tercetak selamanya pada kode QR, tetapi bukan alamat https yang bernama. "
        "Pengelola harus mengatur PUBLIC_URL lebih dahulu.",
        "The address {address} would be printed for ever in the QR code, but it is not a named https address. "
        "The administrator has to set PUBLIC_URL first.",
    ),
    "preview_not_signable": Sentence(
        "Naskah dibuat oleh mesin pratinjau, jadi tidak boleh ditandatangani. Pengelola harus memasang LibreOffice.",
        "The paper was made by the preview engine and must not be signed. The administrator has to install LibreOffice.",
    ),
}

_ACT: dict[str, Sentence] = {
    "paper_in_preparation": Sentence(
        "Naskah siap tanda tangan sedang dibuat. Tunggu sebentar lalu muat ulang.",
        "The paper is being prepared for signing. Wait a moment and reload.",
    ),
    "paper_being_completed": Sentence(
        "Tanda tangan sebelumnya sedang dirampungkan ke dalam naskah. Tunggu sebentar lalu muat ulang.",
        "The previous signature is being completed in the paper. Wait a moment and reload.",
    ),
    "paper_busy": Sentence(
        "Naskah ini sedang ditandatangani orang lain atau di perangkat lain. Coba lagi dua menit lagi.",
        "This paper is being signed by somebody else or on another device. Try again in two minutes.",
    ),
    "not_turn_of_slot": Sentence(
        "Belum giliran penanda tangan ini. Tanda tangan dibubuhkan berurutan.",
        "It is not this signatory's turn. Signatures are given in order.",
    ),
    "not_the_signer": Sentence(
        "Tempat tanda tangan ini milik pejabat lain.", "This place is for another official's signature.", 403
    ),
    "slot_signed": Sentence("Tanda tangan ini sudah dibubuhkan.", "This signature has been given already."),
    "act_took_too_long": Sentence(
        "Penandatanganan berlangsung terlalu lama sehingga dibatalkan. Tidak ada yang ditandatangani; silakan ulangi.",
        "Signing took too long and was called off. Nothing was signed; please try again.",
    ),
    "paper_not_opened": Sentence(
        "Buka dan baca naskahnya dahulu, baru tanda tangani.", "Open and read the paper first, then sign."
    ),
    "consent_missing": Sentence(
        "Nyatakan dahulu bahwa Anda telah membaca dan menyetujui naskah ini.",
        "First state that you have read this paper and agree to it.",
        422,
    ),
    "pins_differ": Sentence("Kedua PIN tidak sama.", "The two PINs differ.", 422),
    "proof_expired": Sentence(
        "Bukti kehadiran Anda sudah lewat waktunya. Mintalah kode baru, lalu ulangi.",
        "Your proof of presence has expired. Ask for a new code and try again.",
        403,
    ),
}

_PAPER: dict[str, Sentence] = {
    "electronic_not_from_outside": Sentence(
        "Tanda tangan elektronik tidak dapat dicatat dari luar sistem. Batalkan acara ini, ubah cara penandatanganan "
        "menjadi basah, lalu sahkan lagi naskahnya.",
        "An electronic signature cannot be recorded from outside. Cancel this event, change the signing method to wet ink, "
        "and have the paper approved again.",
    ),
    "scan_not_pdf": Sentence(
        "Pindaian naskah asli harus berupa satu berkas PDF yang utuh.",
        "The scan of the original must be one complete PDF file.",
        422,
    ),
    "signed_in_future": Sentence(
        "Tanggal tanda tangan terakhir tidak boleh sesudah hari ini.",
        "The date of the last signature cannot lie after today.",
        422,
    ),
    "final_missing": Sentence(
        "Naskah yang sudah selesai ditandatangani belum ada.", "There is no completely signed paper yet.", 404
    ),
}

SENTENCES: dict[str, Sentence] = {**_OPENING, **_ACT, **_PAPER}
