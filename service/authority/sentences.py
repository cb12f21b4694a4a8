"""Sentences of the refusals about keys, certificates and timestamps."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "pin_wrong": Sentence(
        id="PIN penandatanganan tidak cocok. Tidak ada yang ditandatangani; masukkan PIN yang benar.",
        en="The signing PIN does not match. Nothing was signed; enter the right PIN.",
        status=422,
    ),
    "pin_weak": Sentence(
        id="PIN penandatanganan terlalu mudah ditebak. Pakai sedikitnya enam angka atau huruf yang tidak berulang dan tidak berurutan.",
        en="The signing PIN is too easy to guess. Use at least six digits or letters that neither repeat nor run in order.",
        status=422,
    ),
    "master_key_wrong": Sentence(
        id="Kunci induk yang dipasang bukan kunci induk yang mengunci kunci penandatanganan ini. Pengelola harus memasang kunci induk yang benar.",
        en="The installed master key is not the one that locked this signing key. The administrator must install the right master key.",
        status=500,
    ),
    "authority_missing": Sentence(
        id="Otoritas sertifikat belum disiapkan. Pengelola menjalankan perintah sijari init.",
        en="The certificate authority has not been set up. The administrator runs sijari init.",
        status=503,
    ),
    "demo_authority_refused": Sentence(
        id="Instalasi ini memuat otoritas contoh, yang tidak berlaku di luar peragaan. Mulailah dengan basis data baru.",
        en="This installation holds the demo authority, which is not valid outside a demo. Start with a new database.",
        status=500,
    ),
    "certificate_missing": Sentence(
        id="Belum ada sertifikat penandatanganan yang berlaku. Buat sertifikat lebih dahulu di halaman Akun.",
        en="There is no valid signing certificate yet. Create one on the Account page first.",
    ),
    "certificate_revoked": Sentence(
        id="Sertifikat penandatanganan ini telah dicabut. Buat sertifikat baru sebelum menandatangani.",
        en="This signing certificate has been revoked. Create a new one before signing.",
    ),
    "certificate_expired": Sentence(
        id="Sertifikat penandatanganan ini telah berakhir. Buat sertifikat baru sebelum menandatangani.",
        en="This signing certificate has expired. Create a new one before signing.",
    ),
}
