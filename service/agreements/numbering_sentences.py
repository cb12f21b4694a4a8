"""Sentences of the refusals about letter numbers."""

from service.core.refusals import Sentence

NUMBERS: dict[str, Sentence] = {
    "letter_code_missing": Sentence(
        id="Kode surat {office} belum diisi, jadi nomor belum dapat diberikan. Mintalah pengelola mengisinya.",
        en="The letter code of {office} is empty, so no number can be given. Ask the administrator to fill it in.",
    ),
    "number_sequence_exhausted": Sentence(
        id="Nomor urut untuk klasifikasi dan tahun ini sudah habis. Hubungi pengelola.",
        en="The sequence for this classification and year is used up. Tell the administrator.",
    ),
    "number_sequence_wrong": Sentence(
        id="Nomor urut adalah bilangan 1 sampai 999999.", en="A sequence is a number from 1 to 999999.", status=422
    ),
    "number_missing": Sentence("Tuliskan nomor lengkap seperti dalam buku nomor.", "Give the full number.", 422),
    "number_too_long": Sentence(
        "Terlalu panjang; paling banyak {longest} huruf.", "Too long; at most {longest} characters.", 422
    ),
    "number_taken": Sentence(
        id="Nomor {number} sudah dipakai atau pernah dibatalkan, dan tidak dapat dipakai lagi. Periksa buku nomor.",
        en="Number {number} is in use or was cancelled, and cannot be used again. Look at the book of numbers.",
    ),
    "number_already_held": Sentence(
        id="Naskah ini sudah bernomor {number}. Batalkan nomor itu lebih dahulu.",
        en="This paper already bears number {number}. Cancel that number first.",
    ),
    "number_already_cancelled": Sentence("Nomor {number} sudah dibatalkan.", "Number {number} was cancelled already."),
    "number_unknown": Sentence("Nomor itu tidak ditemukan. Muat ulang halaman.", "That number was not found.", 404),
}
