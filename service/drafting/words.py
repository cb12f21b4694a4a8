"""The words of drafting on screen."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service.documents.manifest import Field

EVENTS: dict[str, Any] = {
    "text:template": _l("Templat naskah ditetapkan"),
    "text:taken_over": _l("Isi naskah terdahulu disalin"),
    "text:version": _l("Versi naskah disimpan"),
    "text:clause": _l("Klausul disisipkan"),
    "text:partner_file": _l("Naskah mitra (DOCX) dipakai"),
    "text:own_again": _l("Naskah kembali ke templat sendiri"),
    "text:mode": _l("Cara penandatanganan dipilih"),
}
WORK: dict[str, Any] = {"render_version": _l("Pembuatan PDF dan DOCX")}
PARTS: dict[str, Any] = {
    "nama": _l("Nama"),
    "jabatan": _l("Jabatan"),
    "alamat": _l("Kedudukan (alamat)"),
    "telepon": _l("Telepon"),
    "surel": _l("Surel"),
    "lembaga": _l("Nama lembaga"),
    "penandatangan": _l("Penanda tangan"),
    "kapasitas": _l("Kapasitas"),
    "dasar": _l("Dasar kewenangan"),
    "nip": _l("NIP/nomor induk"),
}


def place_label(field: Field, place: str, language: str) -> str:
    """What people call a place inside a field: "PIHAK KEDUA, Penanda tangan, Nama" or "Ruang lingkup, butir 2"."""
    columns = {column.key: getattr(column.label, language) for column in field.columns}
    said = [str(getattr(field.label, language))]
    for part in place.split(".")[1:]:
        if part.isdigit():
            said += [_("butir %(n)s", n=int(part) + 1)] if part != "0" or field.type != "party" else []
        else:
            said.append(str(columns.get(part) or PARTS.get(part, part)))
    return ", ".join(said)
