"""The words of signing on the history page."""

from typing import Any

from flask_babel import lazy_gettext as _l

EVENTS: dict[str, Any] = {
    "signing:opened": _l("Acara penandatanganan dibuka"),
    "signing:locked": _l("Naskah dikunci dengan segel sistem"),
    "signing:invited": _l("Penanda tangan diundang"),
    "signing:viewed": _l("Naskah dibuka oleh penanda tangan"),
    "signing:act": _l("Penanda tangan membubuhkan tanda tangan"),
    "signing:signed": _l("Tanda tangan dirampungkan dengan penanda waktu"),
    "signing:archived": _l("Arsip dan berkas bukti disimpan"),
    "signing:original": _l("Naskah asli bertanda tangan basah dicatat"),
    "signing:void": _l("Acara penandatanganan dibatalkan"),
}
