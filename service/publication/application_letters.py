"""The letters that an applicant gets; none holds a code, and no text of a stranger stands in the one with the code."""

from service.core.mail import Letter
from service.publication.application_rules import State

STATE_WORDS: dict[str, tuple[str, str]] = {
    State.SUBMITTED: ("sudah kami terima", "has arrived"),
    State.FORWARDED: ("diteruskan ke kantor lain", "was forwarded to another office"),
    State.REVIEWING: ("sedang dikaji", "is being considered"),
    State.INCOMPLETE: ("menunggu kelengkapan dari Anda", "waits for more from you"),
    State.ANSWERED: ("sudah Anda lengkapi", "was completed by you"),
    State.REJECTED: ("tidak disetujui", "was not approved"),
    State.ACCEPTED: ("disetujui menjadi penjajakan", "was approved for exploration"),
}
CODE, CHANGED = "application_code", "application_changed"
LETTERS: dict[str, Letter] = {
    CODE: Letter(
        subject_id="Kode sekali pakai permohonan kerja sama",
        body_id="Seseorang memakai alamat surel ini untuk permohonan kerja sama kepada pengawas pemilu.\n\n"
        "Kode sekali pakai: {code}\nBerlaku 10 menit. Jangan berikan kepada siapa pun.\n\n"
        "Bila itu bukan Anda, abaikan surel ini; isiannya terhapus dalam 24 jam.\n",
        subject_en="One-time code for your application",
        body_en="Somebody used this address for an application for cooperation with an election supervisor.\n\n"
        "One-time code: {code}\nIt is valid for 10 minutes. Give it to nobody.\n\n"
        "If that was not you, ignore this mail; the form is removed within 24 hours.\n",
    ),
    CHANGED: Letter(
        subject_id="Permohonan kerja sama {number}: {state_id}",
        body_id="Permohonan kerja sama Anda {state_id}.\n\nNomor: {number}\nDitangani oleh: {office}\n{note_id}\n"
        "Ikuti perkembangannya di sini:\n{url}\n\n"
        "Simpan nomor ini baik-baik: siapa pun yang memilikinya dapat melihat keadaan permohonan Anda.\n",
        subject_en="Application {number} {state_en}",
        body_en="Your application for cooperation {state_en}.\n\nNumber: {number}\nHandled by: {office}\n{note_en}\n"
        "Follow it here:\n{url}\n\nKeep this number safe: whoever has it can see where your application stands.\n",
    ),
}
