"""The words of follow-up on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.followup.rules import ClockState, ValidityState
from service.web.components import Tone

EVENTS: dict[str, Any] = {
    "followup:existing": _l("Naskah yang sudah ada dimasukkan (arsip lama)"),
    "followup:task_opened": _l("Tugas dibuat"),
    "followup:task_done": _l("Tugas selesai"),
    "followup:task_handed_over": _l("Tugas dialihkan"),
    "followup:pks_signed": _l("PKS tindak lanjut ditandatangani"),
    "followup:activity": _l("Kegiatan bersama dicatat"),
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
