"""The words of the archive on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.archive.fixity import Kind
from service.archive.rules import AccessClass, Condition, ContainerKind, Fate, LoanState, Owner
from service.web.components import Tone

CONTAINERS: dict[str, Any] = {ContainerKind.BOX: _l("Boks"), ContainerKind.FOLDER: _l("Map")}
OWNERS: dict[str, Any] = {Owner.OFFICE: _l("Bawaslu"), Owner.PARTNER: _l("Mitra")}
CONDITIONS: dict[str, tuple[Any, Tone]] = {
    Condition.GOOD: (_l("baik"), Tone.DONE),
    Condition.LIGHT: (_l("rusak ringan"), Tone.WARNING),
    Condition.HEAVY: (_l("rusak berat"), Tone.DANGER),
    Condition.LOST: (_l("hilang"), Tone.DANGER),
}
ACCESS: dict[str, Any] = {
    AccessClass.ORDINARY: _l("biasa"),
    AccessClass.LIMITED: _l("terbatas"),
    AccessClass.SECRET: _l("rahasia"),
}
FATES: dict[str, Any] = {
    Fate.DESTROY: _l("musnah"),
    Fate.KEEP: _l("permanen"),
    Fate.ASSESS: _l("dinilai kembali"),
}
LOANS: dict[str, tuple[Any, Tone]] = {
    LoanState.OUT: (_l("dipinjam"), Tone.WAITING),
    LoanState.DUE_TODAY: (_l("harus kembali hari ini"), Tone.WARNING),
    LoanState.OVERDUE: (_l("terlambat kembali"), Tone.DANGER),
    LoanState.RETURNED: (_l("sudah kembali"), Tone.DONE),
}
DAMAGES: dict[str, tuple[Any, Tone]] = {
    Kind.ALTERED: (_l("isinya berubah"), Tone.DANGER),
    Kind.MISSING: (_l("hilang"), Tone.DANGER),
    Kind.UNREADABLE: (_l("tidak terbaca"), Tone.DANGER),
}
FILES: dict[str, Any] = {
    "agreements": _l("naskah akhir"),
    "paper_revisions": _l("naskah"),
    "recorded_acts": _l("pindaian catatan dari luar sistem"),
    "activity_evidence": _l("bukti kegiatan"),
    "document_versions": _l("rancangan naskah"),
    "minutes": _l("berita acara"),
    "signing_events": _l("naskah penandatanganan dan berkas buktinya"),
    "signing_acts": _l("naskah pada saat ditandatangani"),
    "offices": _l("logo kantor"),
    "partners": _l("logo mitra"),
    "partner_evidence": _l("bukti kelengkapan mitra"),
    "signatories": _l("bukti wewenang penanda tangan"),
}
EVENTS: dict[str, Any] = {
    "archive:original_added": _l("Naskah asli dicatat di arsip"),
    "archive:original_changed": _l("Catatan naskah asli diubah"),
    "archive:original_moved": _l("Naskah asli dipindahkan"),
    "archive:scan_compared": _l("Pindaian dinyatakan sesuai asli"),
    "archive:lent": _l("Naskah asli dipinjamkan"),
    "archive:returned": _l("Naskah asli kembali"),
    "archive:box_added": _l("Boks atau map dibuat"),
    "archive:box_changed": _l("Boks atau map diubah"),
    "archive:box_moved": _l("Boks atau map dipindahkan beserta isinya"),
    "archive:retention_decided": _l("Entri jadwal retensi ditetapkan"),
    "archive:retention_withdrawn": _l("Entri jadwal retensi dicabut"),
    "archive:hold_placed": _l("Penahanan hukum ditetapkan"),
    "archive:hold_lifted": _l("Penahanan hukum dicabut"),
    "archive:file_damaged": _l("Berkas ditemukan rusak atau hilang"),
    "archive:file_restored": _l("Berkas utuh kembali"),
    "archive:export_asked": _l("Ekspor setahun untuk lembaga kearsipan diminta"),
    "archive:export_made": _l("Ekspor setahun untuk lembaga kearsipan dibuat"),
}
