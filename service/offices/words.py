"""The words on screen for what this room stores."""

from flask_babel import lazy_gettext as _l

from service.core.refusals import sentence
from service.offices.rules import EvidenceKind, Fault, Independence, LegalStatus, Level, PartnerCategory
from service.web.components import Status, Tone
from service.web.language import ENGLISH, language

LEVELS = {
    Level.RI: _l("Nasional"),
    Level.PROVINSI: _l("Provinsi"),
    Level.KABKOTA: _l("Kabupaten/Kota"),
}
LEGAL_STATUSES = {
    LegalStatus.PUBLIC_BODY: _l("Badan atau lembaga publik"),
    LegalStatus.LEGAL_ENTITY: _l("Badan hukum"),
    LegalStatus.PART_OF_BODY: _l("Bagian dari badan lain"),
    LegalStatus.NO_LEGAL_ENTITY: _l("Bukan badan hukum"),
}
INDEPENDENCE = {
    Independence.UNCHECKED: _l("Belum diperiksa"),
    Independence.CLEAR: _l("Tidak ada kaitan dengan partai, calon, atau tim kampanye"),
    Independence.PARTY: _l("Terkait dengan partai politik"),
    Independence.CANDIDATE: _l("Terkait dengan calon peserta pemilu"),
    Independence.CAMPAIGN: _l("Terkait dengan tim kampanye"),
}
SIGNS = {"mou": _l("Nota Kesepahaman"), "pks": _l("Perjanjian Kerja Sama")}
FULL = "full"  # a choice of a form must not be empty
ACTING = {FULL: _l("Pejabat definitif"), "Plt.": _l("Pelaksana tugas (Plt.)"), "Plh.": _l("Pelaksana harian (Plh.)")}
DECREES = {
    "decree_of_appointment": _l("Keputusan pengangkatan"),
    "letter_of_assignment": _l("Surat perintah pelaksana tugas atau pelaksana harian"),
    "power_of_attorney": _l("Surat kuasa"),
    "delegation": _l("Pendelegasian wewenang"),
}


def name_of(one: PartnerCategory | EvidenceKind) -> str:
    """The name in the reader's language."""
    return one.name_en if language() == ENGLISH else one.name_id


def help_of(one: PartnerCategory | EvidenceKind) -> str:
    """The explanation in the reader's language."""
    return one.help_en if language() == ENGLISH else one.help_id


def said(fault: Fault) -> str:
    """The sentence of a fault in the reader's language."""
    return sentence(fault.code).text(language(), fault.params)


def readiness(faults: tuple[Fault, ...]) -> Status:
    """A word for whether a partner or a signatory is ready."""
    if any(fault.blocking for fault in faults):
        return Status(_l("belum memenuhi syarat"), Tone.WARNING)
    return Status(_l("memenuhi syarat, dengan catatan") if faults else _l("memenuhi syarat"), Tone.DONE)
