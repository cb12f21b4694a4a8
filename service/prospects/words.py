"""The words of prospects on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.prospects.rules import Source, Step
from service.web.components import Tone

STEPS: dict[str, tuple[Any, Tone]] = {
    Step.EXPLORED: (_l("penjajakan"), Tone.ACTIVE),
    Step.CONTACTED: (_l("dihubungi"), Tone.ACTIVE),
    Step.AGREED: (_l("sepakat"), Tone.WAITING),
    Step.DRAFTED: (_l("naskah dimulai"), Tone.DONE),
    Step.DROPPED: (_l("tidak dilanjutkan"), Tone.QUIET),
}
SOURCES: dict[str, Any] = {
    Source.OWN: _l("prakarsa kantor"),
    Source.OFFER: _l("tawaran mitra"),
    Source.APPLICATION: _l("permohonan publik"),
}
# The same as one chooses them.
STEP_CHOICES: dict[str, Any] = {
    Step.EXPLORED: _l("Kembali ke penjajakan"),
    Step.CONTACTED: _l("Dihubungi"),
    Step.AGREED: _l("Sepakat"),
    Step.DROPPED: _l("Tidak dilanjutkan"),
}
SOURCE_CHOICES: dict[str, Any] = {Source.OWN: _l("Prakarsa kantor"), Source.OFFER: _l("Tawaran mitra")}
EVENTS: dict[str, Any] = {
    "prospect:created": _l("Penjajakan mitra dicatat"),
    "prospect:changed": _l("Data penjajakan diperbaiki"),
    "prospect:step": _l("Langkah penjajakan diambil"),
    "prospect:noted": _l("Catatan penjajakan ditambahkan"),
    "prospect:next": _l("Langkah berikutnya penjajakan ditetapkan"),
}
