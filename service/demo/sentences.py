"""Sentences of the demo."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "not_a_demo": Sentence(
        "Instalasi ini bukan contoh, jadi perintah contoh tidak dijalankan. Pakai folder SIJARI_DATA yang lain.",
        "This installation is not a demo, so the demo was not run. Use another SIJARI_DATA folder.",
    ),
    "demo_is_running": Sentence(
        "Layanan sedang berjalan di folder ini. Hentikan dahulu (Ctrl-C), lalu ulangi.",
        "The service is running on this folder. Stop it first (Ctrl-C), then try again.",
    ),
    "demo_out_unwritable": Sentence(
        "Folder {folder} tidak dapat ditulis. Pilih folder lain.",
        "The folder {folder} cannot be written. Choose another one.",
    ),
}
