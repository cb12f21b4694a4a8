"""The words of the watch on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.screening.rules import Advice, Finding, PhaseKind, Restriction, Result, State
from service.web.components import Tone

KINDS: dict[str, Any] = {
    PhaseKind.CANDIDACY: _l("Pendaftaran calon"),
    PhaseKind.NOMINATION: _l("Penetapan calon"),
    PhaseKind.CAMPAIGN: _l("Kampanye"),
    PhaseKind.SILENCE: _l("Masa tenang"),
    PhaseKind.VOTING: _l("Pemungutan dan penghitungan suara"),
    PhaseKind.RESULTS: _l("Rekapitulasi dan penetapan hasil"),
    PhaseKind.OTHER: _l("Tahapan lain"),
}
STATES: dict[str, tuple[Any, Tone]] = {
    State.OPEN: (_l("menunggu diisi"), Tone.WARNING),
    State.FILLED: (_l("menunggu keputusan"), Tone.WAITING),
    State.DECIDED: (_l("diputuskan"), Tone.DONE),
    State.COVERED: (_l("tercakup keputusan lain"), Tone.QUIET),
    State.LAPSED: (_l("gugur, kerja sama berakhir"), Tone.QUIET),
}
FINDINGS: dict[str, Any] = {
    Finding.NO: _l("Tidak"),
    Finding.YES: _l("Ya"),
    Finding.UNCLEAR: _l("Belum dapat dipastikan"),
}
RESULTS: dict[str, tuple[Any, Tone]] = {
    Result.CONTINUE: (_l("lanjut"), Tone.DONE),
    Result.LIMIT: (_l("batasi kegiatan"), Tone.WARNING),
    Result.SUSPEND: (_l("tangguhkan"), Tone.DANGER),
    Result.END: (_l("akhiri"), Tone.DANGER),
}
# The same as one chooses them.
RESULT_CHOICES: dict[str, Any] = {
    Result.CONTINUE: _l("Lanjutkan"),
    Result.LIMIT: _l("Batasi kegiatan"),
    Result.SUSPEND: _l("Tangguhkan"),
    Result.END: _l("Akhiri"),
}
ADVICE: dict[str, tuple[Any, Tone]] = {
    Advice.NONE: (_l("belum diajukan"), Tone.QUIET),
    Advice.ASKED: (_l("menunggu jawaban"), Tone.WAITING),
    Advice.AGREED: (_l("sependapat"), Tone.DONE),
    Advice.DISAGREED: (_l("tidak sependapat"), Tone.WARNING),
}
RESTRICTIONS: dict[str, tuple[Any, Tone]] = {
    Restriction.LIMITED: (_l("kegiatan dibatasi"), Tone.WARNING),
    Restriction.SUSPENDED: (_l("ditangguhkan"), Tone.DANGER),
}
EVENTS: dict[str, Any] = {
    "screening:opened": _l("Penapisan ulang kemandirian dibuka"),
    "screening:filled": _l("Penapisan ulang diisi"),
    "screening:returned": _l("Penapisan ulang dikembalikan untuk dilengkapi"),
    "screening:advice_asked": _l("Konsultasi penapisan ulang diajukan"),
    "screening:advice_given": _l("Konsultasi penapisan ulang dijawab"),
    "screening:decided": _l("Penapisan ulang diputuskan"),
    "screening:suspended": _l("Kerja sama ditangguhkan"),
    "screening:limited": _l("Kegiatan dibatasi"),
    "screening:lifted": _l("Pembatasan atau penangguhan dicabut"),
    "screening:lapsed": _l("Penapisan ulang gugur karena kerja sama berakhir"),
    "calendar:added": _l("Tahapan pemilu dicatat"),
    "calendar:changed": _l("Tahapan pemilu diperbaiki"),
    "calendar:withdrawn": _l("Tahapan pemilu ditarik dari kalender"),
}
