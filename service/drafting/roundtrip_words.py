"""The words of the Word round trip on screen."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service.documents.manifest import Manifest
from service.drafting.models import ReturnedChange, ReturnedComment
from service.drafting.roundtrip_rules import ReturnState, Verdict
from service.drafting.words import place_label
from service.web.components import Status, Tone

EVENTS: dict[str, Any] = {
    "text:sent": _l("Naskah dikirim untuk disunting di Word"),
    "text:returned": _l("Berkas Word dari mitra diterima"),
    "text:return_decided": _l("Perubahan dari mitra diputuskan"),
    "text:return_applied": _l("Perubahan dari mitra diterapkan"),
    "text:return_set_aside": _l("Berkas Word dari mitra dikesampingkan"),
}
NOTES: Mapping[str, Any] = {
    "formatting": _l("perubahan bentuk huruf atau paragraf; bentuk naskah mengikuti templat"),
    "footnote": _l("catatan kaki; naskah kerja sama tidak memuatnya"),
    "margin": _l("perubahan pada kepala atau kaki halaman"),
    "textbox": _l("perubahan di dalam kotak teks"),
    "picture": _l("gambar yang ditambah atau dihapus"),
    "struck_again": _l("tulisan yang ditambahkan lalu dicoret lagi"),
    "comments_left": _l("komentar yang melebihi batas dan tidak dimuat"),
}


def state(state: str) -> Status:
    """How far a returned file is, as a tag."""
    if state == ReturnState.APPLIED:
        return Status(_("diterapkan"), Tone.DONE)
    if state == ReturnState.SET_ASIDE:
        return Status(_("dikesampingkan"), Tone.QUIET)
    return Status(_("menunggu keputusan"), Tone.WAITING)


def verdict(verdict: str) -> Status:
    """What was decided, as a tag."""
    if verdict == Verdict.ACCEPTED:
        return Status(_("diterima"), Tone.DONE)
    if verdict == Verdict.REFUSED:
        return Status(_("ditolak"), Tone.QUIET)
    return Status(_("belum diputuskan"), Tone.WAITING)


def place(row: ReturnedChange | ReturnedComment, names: Mapping[str, Any], manifest: Manifest, language: str) -> str:
    """Where a change belongs: "Pasal 3. Jangka Waktu" or "Isian: Jangka waktu"."""
    if row.place_kind in ("field", "list"):
        field = manifest.by_key.get(row.place_key)
        part = getattr(row, "part", "")
        if field is not None:
            return str(
                _("Isian: %(name)s", name=place_label(field, ".".join(filter(None, (field.key, part))), language))
            )
    found = names.get(f"pasal:{row.article}")
    if found:
        return str(_("Pasal %(n)s. %(title)s", n=found[0], title=found[1]))
    return str(_("Di luar pasal dan isian"))


def said_at(text: str) -> str:
    """A date as the file says it, in our order: the clock is that of the machine it was written on."""
    day, _t, clock = text.partition("T")
    year, _m, rest = day.partition("-")
    turned = "-".join([*reversed(rest.split("-")), year]) if rest else day
    return f"{turned} {clock[:5].replace(':', '.')}".strip()
