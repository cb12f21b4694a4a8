"""The words of follow-up on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.followup.rules import ActivityState, ClockState, Owing, Recurrence, ValidityState
from service.web.components import Tone

EVENTS: dict[str, Any] = {
    "followup:existing": _l("Naskah yang sudah ada dimasukkan (arsip lama)"),
    "followup:task_opened": _l("Tugas dibuat"),
    "followup:task_done": _l("Tugas selesai"),
    "followup:task_handed_over": _l("Tugas dialihkan"),
    "followup:pks_signed": _l("PKS tindak lanjut ditandatangani"),
    "followup:activity": _l("Kegiatan bersama dicatat"),
    "followup:activity_planned": _l("Kegiatan bersama direncanakan"),
    "followup:activity_postponed": _l("Kegiatan bersama ditunda"),
    "followup:activity_cancelled": _l("Kegiatan bersama dibatalkan"),
    "followup:activity_corrected": _l("Catatan kegiatan diperbaiki"),
    "followup:obligation": _l("Kewajiban dicatat"),
    "followup:obligation_closed": _l("Kewajiban dinyatakan gugur"),
    "followup:task_failed": _l("Dinyatakan tidak dipenuhi"),
    "followup:escalated": _l("Keterlambatan diteruskan ke kantor di atas"),
    "followup:feed_made": _l("Alamat kalender dibuat"),
    "followup:feed_revoked": _l("Alamat kalender dicabut"),
    "followup:evidence": _l("Bukti kegiatan ditambahkan"),
    "followup:terminated": _l("Kerja sama diakhiri sebelum waktunya"),
    "followup:end_changed": _l("Tanggal berakhir diperbaiki"),
}
CLOCKS: dict[str, tuple[Any, Tone]] = {
    ClockState.RUNNING: (_l("berjalan"), Tone.ACTIVE),
    ClockState.DUE_TODAY: (_l("jatuh tempo hari ini"), Tone.WARNING),
    ClockState.OVERDUE: (_l("terlambat"), Tone.DANGER),
    ClockState.FULFILLED: (_l("dipenuhi"), Tone.DONE),
    ClockState.FULFILLED_LATE: (_l("dipenuhi terlambat"), Tone.WARNING),
    ClockState.STOPPED: (_l("dihentikan"), Tone.QUIET),
    ClockState.SUSPENDED: (_l("ditangguhkan"), Tone.QUIET),
}
VALIDITY: dict[str, tuple[Any, Tone]] = {
    ValidityState.NOT_YET: (_l("belum berlaku"), Tone.WAITING),
    ValidityState.ACTIVE: (_l("berlaku"), Tone.DONE),
    ValidityState.EXPIRED: (_l("berakhir"), Tone.DANGER),
    ValidityState.TERMINATED: (_l("diakhiri"), Tone.QUIET),
}
CLOCK_SENTENCES: dict[str, Any] = {
    ClockState.RUNNING: _l("PKS harus ditandatangani paling lambat %(due)s: %(n)s hari lagi."),
    ClockState.DUE_TODAY: _l("Hari ini, %(due)s, adalah hari terakhir untuk menandatangani PKS."),
    ClockState.OVERDUE: _l("PKS seharusnya ditandatangani paling lambat %(due)s: terlambat %(n)s hari."),
    ClockState.FULFILLED: _l("Dipenuhi dengan PKS yang ditandatangani %(day)s, %(n)s hari sesudah MoU."),
    ClockState.FULFILLED_LATE: _l("Dipenuhi terlambat %(n)s hari: PKS ditandatangani %(day)s, tenggatnya %(due)s."),
    ClockState.STOPPED: _l("MoU diakhiri sebelum tenggat PKS (%(due)s)."),
    ClockState.SUSPENDED: _l("Kerja sama ini ditangguhkan; PKS (tenggat %(due)s) tidak ditagih selama itu."),
}
ACTIVITIES: dict[str, tuple[Any, Tone]] = {
    ActivityState.PLANNED: (_l("direncanakan"), Tone.WAITING),
    ActivityState.HELD: (_l("terlaksana"), Tone.DONE),
    ActivityState.POSTPONED: (_l("ditunda"), Tone.WARNING),
    ActivityState.CANCELLED: (_l("dibatalkan"), Tone.QUIET),
}
FIELDS: dict[str, Any] = {
    "title": _l("Kegiatan"),
    "state": _l("Keadaan"),
    "planned_on": _l("Tanggal rencana"),
    "held_on": _l("Tanggal pelaksanaan"),
    "place": _l("Tempat"),
    "topic": _l("Jenis kegiatan"),
    "owner": _l("Penanggung jawab"),
    "participants": _l("Keterangan peserta"),
    "from_office": _l("Peserta dari Bawaslu"),
    "from_partner": _l("Peserta dari mitra"),
    "from_others": _l("Peserta lain"),
    "result": _l("Hasil"),
    "obstacles": _l("Kendala"),
}
# What offices usually do together (the reported choices); anything else may be typed.
TOPICS: dict[str, Any] = {
    "seminar": _l("Narasumber, seminar, dan kuliah umum"),
    "placement": _l("Magang mahasiswa"),
    "service": _l("Pengabdian kepada masyarakat"),
    "research": _l("Penelitian"),
    "socialisation": _l("Sosialisasi dan pendidikan pemilih"),
    "prevention": _l("Pencegahan pelanggaran"),
    "information": _l("Pertukaran informasi dan laporan"),
    "corner": _l("Pojok pengawasan"),
}
SIDES: dict[str, Any] = {
    Owing.OFFICE: _l("Pihak Bawaslu"),
    Owing.PARTNER: _l("Pihak mitra"),
    Owing.BOTH: _l("Para pihak"),
}
RECURRENCES: dict[str, Any] = {
    Recurrence.ONCE: _l("Sekali"),
    Recurrence.MONTHLY: _l("Tiap bulan"),
    Recurrence.QUARTERLY: _l("Tiap tiga bulan"),
    Recurrence.YEARLY: _l("Tiap tahun"),
}
# The word beside each point of the timeline; rooms above add their own.
MOMENTS: dict[str, tuple[Any, Tone]] = {
    "signed": (_l("naskah"), Tone.DONE),
    "begins": (_l("masa berlaku"), Tone.DONE),
    "pks": (_l("PKS"), Tone.DONE),
    "due": (_l("tenggat"), Tone.WARNING),
    "late": (_l("lewat tenggat"), Tone.DANGER),
    "activity": (_l("terlaksana"), Tone.DONE),
    "activity_planned": (_l("rencana"), Tone.WAITING),
    "activity_postponed": (_l("ditunda"), Tone.WARNING),
    "activity_cancelled": (_l("dibatalkan"), Tone.QUIET),
    "obligation": (_l("kewajiban"), Tone.WAITING),
    "obligation_done": (_l("dipenuhi"), Tone.DONE),
    "obligation_failed": (_l("tidak dipenuhi"), Tone.DANGER),
    "renewal": (_l("perpanjangan"), Tone.WARNING),
    "ends": (_l("berakhir"), Tone.DANGER),
    "ended": (_l("diakhiri"), Tone.QUIET),
    "suspended": (_l("ditangguhkan"), Tone.WARNING),
    "changed": (_l("perbaikan"), Tone.QUIET),
    "review": (_l("reviu"), Tone.ACTIVE),
    "screening": (_l("penapisan"), Tone.ACTIVE),
    "loan": (_l("peminjaman"), Tone.QUIET),
    "addendum": (_l("adendum"), Tone.ACTIVE),
    "report": (_l("laporan"), Tone.ACTIVE),
    "hold": (_l("penahanan hukum"), Tone.WARNING),
    "retention": (_l("retensi"), Tone.QUIET),
}


def topic_words(topic: str) -> str:
    """The words of a topic: one of the choices, or what was typed."""
    return str(TOPICS.get(topic, topic))
