"""The words of planning in the history of an agreement."""

from typing import Any

from flask_babel import lazy_gettext as _l

EVENTS: dict[str, Any] = {
    "agreement:entered": _l("Kerja sama dimasukkan"),
    "planning:partner": _l("Mitra dipilih"),
    "planning:text": _l("Kebutuhan dan ruang lingkup ditulis"),
    "planning:checks": _l("Pemeriksaan hukum dan kemandirian dinyatakan"),
    "planning:contribution_added": _l("Kontribusi ditambahkan"),
    "planning:contribution_removed": _l("Kontribusi dihapus"),
    "planning:activity_added": _l("Rencana kegiatan ditambahkan"),
    "planning:activity_removed": _l("Rencana kegiatan dihapus"),
    "consultation:asked": _l("Konsultasi diajukan"),
    "consultation:answered": _l("Konsultasi dijawab"),
    "consultation:overridden": _l("Ketua melanjutkan tanpa dukungan"),
    "consultation:condition_closed": _l("Syarat konsultasi dipenuhi"),
}
