"""Words of the import on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.importing.models import BatchState
from service.importing.notes import Level, Verdict
from service.web.components import Tone

EVENTS: dict[str, Any] = {
    "import:undone": _l("Impor dibatalkan; naskah dikeluarkan"),
    "import:completed": _l("Data arsip lama dilengkapi"),
}
VERDICTS: dict[Verdict, tuple[Any, Tone]] = {
    Verdict.READY: (_l("siap"), Tone.DONE),
    Verdict.WARNING: (_l("peringatan"), Tone.WARNING),
    Verdict.WRONG: (_l("salah"), Tone.DANGER),
    Verdict.KNOWN: (_l("sudah ada"), Tone.QUIET),
}
LEVELS: dict[Level, Any] = {
    Level.NOTE: _l("catatan"),
    Level.WARNING: _l("peringatan"),
    Level.WRONG: _l("salah"),
    Level.KNOWN: _l("sudah ada"),
}
STATES: dict[BatchState, tuple[Any, Tone]] = {
    BatchState.TRIED: (_l("baru dicoba"), Tone.WAITING),
    BatchState.IMPORTED: (_l("sudah masuk"), Tone.DONE),
    BatchState.UNDONE: (_l("dibatalkan"), Tone.QUIET),
    BatchState.DROPPED: (_l("dibuang"), Tone.QUIET),
}
GAPS: dict[str, Any] = {
    "scan": _l("Pindaian belum ada"),
    "office_number": _l("Nomor Bawaslu tidak diketahui"),
    "partner_number": _l("Nomor mitra tidak diketahui"),
    "end": _l("Tanggal berakhir tidak diketahui"),
    "parent": _l("MoU induk belum ditautkan"),
    "category": _l("Kategori mitra belum ditentukan"),
}
