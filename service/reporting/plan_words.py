"""The words of the action plan on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.reporting.plan_rules import Line, Standing
from service.web.components import Tone

LINES: dict[str, Any] = {
    Line.REVIEW: _l("Reviu kerja sama"),
    Line.RENEWAL: _l("Keputusan kelanjutan"),
    Line.PKS: _l("MoU ditindaklanjuti PKS"),
    Line.PARTNERS: _l("Mitra baru"),
    Line.REPORTS: _l("Laporan bulanan"),
}
SHORT: dict[str, Any] = {
    Line.REVIEW: _l("Reviu"),
    Line.RENEWAL: _l("Kelanjutan"),
    Line.PKS: _l("PKS"),
    Line.PARTNERS: _l("Mitra"),
    Line.REPORTS: _l("Laporan"),
}
# What "n of m" counts, and whence the oldest day is.
COUNTED: dict[str, Any] = {
    Line.REVIEW: _l("sudah direviu"),
    Line.RENEWAL: _l("sudah diputuskan"),
    Line.PKS: _l("sudah ber-PKS"),
    Line.PARTNERS: _l("penjajakan sudah menjadi naskah"),
    Line.REPORTS: _l("laporan sudah dikirim"),
}
OLDEST: dict[str, Any] = {
    Line.REVIEW: _l("ditandatangani"),
    Line.RENEWAL: _l("berakhir"),
    Line.PKS: _l("tenggat"),
    Line.PARTNERS: _l("dicatat"),
    Line.REPORTS: _l("tenggat"),
}
LATE: dict[str, Any] = {
    Line.REVIEW: _l("lewat sasaran"),
    Line.RENEWAL: _l("sudah berakhir"),
    Line.PKS: _l("lewat tenggat"),
    Line.PARTNERS: _l("lewat tenggat langkahnya"),
    Line.REPORTS: _l("terlambat"),
}
STANDINGS: dict[str, tuple[Any, Tone]] = {
    Standing.NOTHING: (_l("tidak ada"), Tone.QUIET),
    Standing.DONE: (_l("tuntas"), Tone.DONE),
    Standing.RUNNING: (_l("berjalan"), Tone.ACTIVE),
    Standing.LATE: (_l("tertinggal"), Tone.DANGER),
}
EVENTS: dict[str, Any] = {
    "plan:owner_set": _l("Penanggung jawab rencana aksi ditetapkan"),
    "plan:instructed": _l("Instruksi dikirim"),
    "plan:instruction_got": _l("Instruksi diterima"),
    "plan:instruction_read": _l("Instruksi dibaca"),
    "plan:instruction_answered": _l("Instruksi dijawab"),
    "plan:reminders_sent": _l("Kantor yang tertinggal diingatkan"),
    "plan:reminded": _l("Diingatkan tentang rencana aksi"),
}
