"""The words of publication on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.publication.rules import CopyState, Decision
from service.web.components import Tone

DECISIONS: dict[str, Any] = {
    Decision.OPEN: _l("terbuka untuk umum"),
    Decision.EXEMPT: _l("dikecualikan"),
}
COPY_STATES: dict[str, tuple[Any, Tone]] = {
    CopyState.NONE: (_l("salinan publik belum ada"), Tone.WAITING),
    CopyState.WANTED: (_l("salinan publik sedang dibuat"), Tone.WAITING),
    CopyState.UPLOADED: (_l("salinan menunggu pemeriksaan orang kedua"), Tone.WAITING),
    CopyState.READY: (_l("siap diterbitkan"), Tone.ACTIVE),
    CopyState.PUBLISHED: (_l("terbit"), Tone.DONE),
}
PERSONAL: dict[str, Any] = {
    "email": _l("surel"),
    "phone": _l("telepon"),
    "nik": _l("NIK"),
    "nip": _l("NIP"),
}
EVENTS: dict[str, Any] = {
    "publication:decided": _l("Keputusan publikasi dibuat"),
    "publication:copy_made": _l("Salinan publik dibuat"),
    "publication:copy_brought": _l("Salinan publik diunggah"),
    "publication:copy_checked": _l("Salinan publik diperiksa orang kedua"),
    "publication:published": _l("Diterbitkan untuk umum"),
    "publication:withdrawn": _l("Ditarik dari register publik"),
}
