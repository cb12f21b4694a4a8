"""The words of drafting on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

EVENTS: dict[str, Any] = {
    "text:template": _l("Templat naskah ditetapkan"),
    "text:taken_over": _l("Isi naskah terdahulu disalin"),
    "text:version": _l("Versi naskah disimpan"),
    "text:mode": _l("Cara penandatanganan dipilih"),
}
WORK: dict[str, Any] = {"render_version": _l("Pembuatan PDF dan DOCX")}
