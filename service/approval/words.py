"""The words of approval on the history page."""

from typing import Any

from flask_babel import lazy_gettext as _l

EVENTS: dict[str, Any] = {
    "approval:round:open": _l("Pengesahan dimulai"),
    "approval:round:returned": _l("Pengesahan dikembalikan"),
    "approval:round:void": _l("Persetujuan gugur"),
    "approval:approved": _l("Disetujui"),
    "approval:returned": _l("Dikembalikan dengan alasan"),
    "approval:frozen": _l("Naskah dibekukan"),
}
