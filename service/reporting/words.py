"""The words of the monthly report on screen and on paper."""

from flask_babel import lazy_gettext as _l

from service.reporting.rules import Shown
from service.web.components import Status, Tone

STATES = {
    Shown.RUNNING: (_l("bulan berjalan"), "quiet"),
    Shown.MISSING: (_l("belum"), "waiting"),
    Shown.DUE_TODAY: (_l("jatuh tempo hari ini"), "danger"),
    Shown.LATE: (_l("terlambat"), "danger"),
    Shown.SENT: (_l("terkirim"), "active"),
    Shown.NIL: (_l("terkirim, nihil"), "active"),
    Shown.CORRECTED: (_l("diperbaiki, terkirim lagi"), "active"),
    Shown.RECEIVED: (_l("diterima"), "done"),
    Shown.RECEIVED_NIL: (_l("diterima, nihil"), "done"),
    Shown.RETURNED: (_l("dikembalikan"), "danger"),
}
EVENTS = {
    "report:begun": _l("Laporan bulanan mulai disusun"),
    "report:edited": _l("Catatan laporan bulanan diubah"),
    "report:checked": _l("Laporan bulanan diperiksa"),
    "report:sent": _l("Laporan bulanan dikirim"),
    "report:received": _l("Laporan bulanan diterima"),
    "report:returned": _l("Laporan bulanan dikembalikan"),
    "report:rendered": _l("PDF dan XLSX laporan bulanan dibuat"),
}
# The paper speaks Indonesian whatever the reader's language.
KINDS = {"mou": "Nota Kesepahaman", "pks": "Perjanjian Kerja Sama"}
STAGES = {
    "planning": "Perencanaan",
    "drafting": "Perumusan",
    "discussion": "Pembahasan",
    "approval": "Pengesahan",
    "signing": "Penandatanganan",
    "follow_up": "Tindak lanjut",
}
CHANGES = {
    "signed": "ditandatangani",
    "addendum": "adendum",
    "renewal": "perpanjangan",
    "termination": "pengakhiran",
    "ended": "diakhiri",
    "expired": "berakhir masa berlakunya",
    "suspended": "ditangguhkan",
    "pks_signed": "PKS ditandatangani",
    "pks_overdue": "tenggat PKS lewat",
}
PKS = {
    "none": "–",
    "signed": "sudah ada PKS",
    "signed_late": "sudah ada PKS, terlambat",
    "overdue": "tenggat PKS lewat",
    "owed": "menunggu PKS",
}


def status(state: Shown) -> Status:
    """The state as a tag."""
    word, tone = STATES[state]
    return Status(word, Tone(tone))
