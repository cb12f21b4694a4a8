"""Sentences of the refusals of this room."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "token_needed": Sentence(
        id="Token tidak ada, tidak dikenal, atau tidak berlaku lagi. Buat token di halaman Akun saya.",
        en="The token is missing, unknown or no longer valid. Make one on the page My account.",
        status=401,
    ),
    "scope_missing": Sentence(
        id="Token ini tidak mempunyai izin {scope}. Buat token baru dengan izin itu.",
        en="This token lacks the permission {scope}. Make a new one that has it.",
        status=403,
    ),
    "view_unknown": Sentence(
        id="Saringan itu tidak ada. Pakai kunci yang tampil pada alamat daftar kerja sama.",
        en="There is no such view. Use a key shown in the address of the register.",
        status=422,
    ),
    "fields_invalid": Sentence(
        id="{count} isian tidak sesuai. Rinciannya ada pada fields.",
        en="{count} fields are not as described. See fields.",
        status=422,
    ),
}
