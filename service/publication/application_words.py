"""The words of applications: on screen, in letters, in the audit trail, and the sentences of refusals."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.core.refusals import Sentence
from service.publication.application_rules import FileRole, State, Wish
from service.web.components import Tone

STATES: dict[str, tuple[Any, Tone]] = {
    State.SUBMITTED: (_l("diterima sistem"), Tone.WAITING),
    State.FORWARDED: (_l("diteruskan"), Tone.WAITING),
    State.REVIEWING: (_l("sedang dikaji"), Tone.ACTIVE),
    State.INCOMPLETE: (_l("menunggu kelengkapan"), Tone.WARNING),
    State.ANSWERED: (_l("kelengkapan diterima"), Tone.WAITING),
    State.REJECTED: (_l("tidak disetujui"), Tone.DANGER),
    State.ACCEPTED: (_l("disetujui menjadi penjajakan"), Tone.DONE),
}
NEXT: dict[str, Any] = {
    State.SUBMITTED: _l("Kantor tujuan membaca permohonan Anda."),
    State.FORWARDED: _l("Kantor yang baru membaca permohonan Anda."),
    State.REVIEWING: _l("Kantor sedang mengkaji permohonan Anda dan akan memutuskannya."),
    State.INCOMPLETE: _l("Giliran Anda: kirim kelengkapan yang diminta."),
    State.ANSWERED: _l("Kantor memeriksa kelengkapan Anda."),
    State.REJECTED: _l("Permohonan ini selesai. Anda boleh mengajukan permohonan baru."),
    State.ACCEPTED: _l("Kantor akan menghubungi Anda untuk membicarakan rencana kerja sama."),
}
WISHES: dict[str, Any] = {
    Wish.MOU: _l("Nota Kesepahaman (MoU)"),
    Wish.PKS: _l("Perjanjian Kerja Sama (PKS)"),
    Wish.UNSURE: _l("Belum tahu"),
}
ROLES: dict[str, Any] = {
    FileRole.LETTER: _l("Surat permohonan"),
    FileRole.DRAFT: _l("Rancangan naskah"),
    FileRole.EXTRA: _l("Kelengkapan"),
}
EVENTS: dict[str, Any] = {
    "application:submitted": _l("Permohonan kerja sama masuk"),
    "application:code_refused": _l("Kode pemohon ditolak"),
    "application:reviewing": _l("Permohonan diterima untuk dikaji"),
    "application:incomplete": _l("Kelengkapan permohonan diminta"),
    "application:answered": _l("Pemohon mengirim kelengkapan"),
    "application:forwarded": _l("Permohonan diteruskan ke kantor lain"),
    "application:received": _l("Permohonan diterima dari kantor lain"),
    "application:rejected": _l("Permohonan tidak disetujui"),
    "application:accepted": _l("Permohonan disetujui menjadi penjajakan"),
    "application:file_read": _l("Lampiran permohonan dibuka"),
    "application:contact_blanked": _l("Data kontak permohonan dihapus karena masa simpannya habis"),
}
SENTENCES: dict[str, Sentence] = {
    "application_office_closed": Sentence(
        "Kantor ini tidak menerima permohonan. Pilih kantor lain.",
        "This office takes no applications. Choose another one.",
        422,
    ),
    "application_category_refused": Sentence(
        "Lembaga jenis ini tidak dapat menjadi mitra: {why}",
        "This kind of institution cannot be a partner: {why_en}",
        422,
    ),
    "application_field_missing": Sentence("Isi bagian ini.", "Fill this in.", 422),
    "application_too_long": Sentence(
        "Isian ini terlalu panjang. Ringkaskan, lalu lampirkan uraian lengkapnya pada surat.",
        "This is too long. Shorten it and put the full text into your letter.",
        422,
    ),
    "application_mail_wrong": Sentence(
        "Tulis satu alamat surel saja, misalnya nama@lembaga.id.", "Give one mail address, such as name@body.id.", 422
    ),
    "application_no_consent": Sentence(
        "Setujui penggunaan data agar permohonan dapat diproses.",
        "Agree to the use of the data so that the application can be handled.",
        422,
    ),
    "application_machine": Sentence(
        "Kolom yang harus kosong terisi. Kosongkan, lalu kirim lagi.",
        "A field that must stay empty was filled in. Empty it and send again.",
        422,
    ),
    "application_too_many": Sentence(
        "Terlalu banyak permohonan dari alamat surel ini dalam sehari. Coba lagi besok.",
        "Too many applications from this mail address in one day. Try again tomorrow.",
        429,
    ),
    "application_busy": Sentence(
        "Layanan permohonan sedang penuh. Coba lagi dalam beberapa jam.",
        "The application service is full at the moment. Try again in a few hours.",
        503,
    ),
    "application_draft_gone": Sentence(
        "Isian ini sudah terkirim atau sudah dihapus karena lewat 24 jam. Bila belum menerima nomor lewat surel, "
        "isi permohonan baru.",
        "This form was sent already or removed after 24 hours. If no number came by mail, fill in a new application.",
        404,
    ),
    "application_codes_used": Sentence(
        "Kode sudah dikirim lima kali. Isi permohonan baru, atau coba lagi besok.",
        "The code was sent five times. Fill in a new application, or try again tomorrow.",
        429,
    ),
    "application_closed": Sentence(
        "Langkah ini tidak tersedia pada keadaan permohonan sekarang. Muat ulang halaman.",
        "This step is not open in the present state of the application. Reload the page.",
    ),
    "application_note_missing": Sentence(
        "Tuliskan alasannya; pemohon membacanya.", "Give the reason; the applicant reads it.", 422
    ),
    "application_same_office": Sentence(
        "Permohonan ini sudah berada di kantor tersebut. Pilih kantor lain.",
        "The application is with this office already. Choose another one.",
        422,
    ),
    "application_blanked": Sentence(
        "Data kontak dan lampiran permohonan ini sudah dihapus karena masa simpannya habis.",
        "Contacts and attachments of this application were removed because their time was over.",
        410,
    ),
}
