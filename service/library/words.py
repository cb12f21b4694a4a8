"""The words of the library on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.documents.models import EditionState
from service.web.components import Status, Tone

STATES: dict[EditionState, Any] = {
    EditionState.DRAFT: _l("rancangan"),
    EditionState.PUBLISHED: _l("diterbitkan"),
    EditionState.WITHDRAWN: _l("ditarik"),
}
TONES = {
    EditionState.DRAFT: Tone.ACTIVE,
    EditionState.PUBLISHED: Tone.DONE,
    EditionState.WITHDRAWN: Tone.QUIET,
}
EVENTS: dict[str, Any] = {
    "template:brought": _l("Templat diunggah"),
    "template:published": _l("Templat diterbitkan"),
    "template:withdrawn": _l("Templat ditarik"),
    "template:confirmed": _l("Templat dinyatakan cocok dengan lampiran"),
    "template:unconfirmed": _l("Pernyataan cocok ditarik kembali"),
    "clause:added": _l("Klausul ditambahkan"),
    "clause:changed": _l("Klausul diubah"),
    "clause:published": _l("Klausul diterbitkan"),
    "clause:withdrawn": _l("Klausul ditarik"),
}
WORK: dict[str, Any] = {"try_template": _l("Percobaan templat")}


def status(state: EditionState) -> Status:
    """The state of a template or clause as a tag."""
    return Status(STATES[state], TONES[state])
