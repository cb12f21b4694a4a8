"""The words of the agreement on screen."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service.agreements.lifecycle import Action, Kind, Mode, Stage
from service.agreements.models import ActKind, Agreement, Nature, RecordedAct
from service.web.components import Tone
from service.web.language import tanggal

KINDS: dict[str, Any] = {Kind.MOU: _l("Nota Kesepahaman (MoU)"), Kind.PKS: _l("Perjanjian Kerja Sama (PKS)")}
KINDS_SHORT: dict[str, str] = {Kind.MOU: "MoU", Kind.PKS: "PKS"}
NATURES: dict[str, Any] = {
    Nature.ADDENDUM: _l("Adendum"),
    Nature.RENEWAL: _l("Perpanjangan"),
    Nature.TERMINATION: _l("Pengakhiran"),
}
STAGES: dict[str, Any] = {
    Stage.PLANNING: _l("Perencanaan"),
    Stage.DRAFTING: _l("Perumusan"),
    Stage.DISCUSSION: _l("Pembahasan"),
    Stage.APPROVAL: _l("Pengesahan"),
    Stage.SIGNING: _l("Penandatanganan"),
    Stage.FOLLOW_UP: _l("Tindak lanjut"),
    Stage.CANCELLED: _l("Dibatalkan"),
}
MODES: dict[str, Any] = {
    Mode.ELECTRONIC: _l("Elektronik"),
    Mode.WET: _l("Basah (tanda tangan tinta)"),
    Mode.SEPARATE: _l("Rangkap terpisah"),
}
STEP_BUTTONS: dict[str, Any] = {
    Action.START_DRAFT: _l("Lanjut ke perumusan"),
    Action.OPEN_DISCUSSION: _l("Buka pembahasan"),
    Action.BACK_TO_DRAFT: _l("Kembali ke perumusan"),
    Action.ASK_APPROVAL: _l("Minta pengesahan"),
    Action.REOPEN: _l("Buka lagi untuk diubah"),
    Action.CANCEL: _l("Batalkan kerja sama ini"),
}
ACTS: dict[str, Any] = {
    "consultation_answer": _l("Jawaban konsultasi"),
    "remark": _l("Catatan pembahasan"),
    "minutes": _l("Berita acara pembahasan"),
    "approval": _l("Keputusan pengesahan"),
    "signature": _l("Tanda tangan"),
    "wet_original": _l("Naskah asli bertanda tangan basah"),
    "screening_advice": _l("Jawaban konsultasi penapisan ulang"),
    "report_receipt": _l("Tanda terima laporan bulanan"),
}
ACT_STATES: dict[str, tuple[Any, Tone]] = {
    "entered": (_l("menunggu pemeriksaan orang kedua"), Tone.WAITING),
    "checked": (_l("diperiksa dan berlaku"), Tone.DONE),
    "rejected": (_l("ditolak"), Tone.DANGER),
}
TURNS: dict[str, Any] = {
    Stage.PLANNING: _l("Menunggu penyusun melengkapi rencana"),
    Stage.DRAFTING: _l("Menunggu penyusun menyelesaikan naskah"),
    Stage.DISCUSSION: _l("Menunggu pembahasan kedua pihak selesai"),
    Stage.APPROVAL: _l("Menunggu pejabat yang mengesahkan"),
    Stage.SIGNING: _l("Menunggu penandatanganan"),
}
EVENTS: dict[str, Any] = {
    "family:addendum": _l("Diubah dengan adendum"),
    "family:renewal": _l("Diperpanjang"),
    "family:termination": _l("Diakhiri dengan kesepakatan"),
    "family:begun": _l("Adendum, perpanjangan, atau pengakhiran dimulai"),
    "family:succeeded": _l("Digantikan dengan kerja sama baru"),
    "policy:changed": _l("Kebijakan diubah"),
    "view:saved": _l("Tampilan daftar disimpan"),
    "view:changed": _l("Tampilan daftar diubah"),
    "view:removed": _l("Tampilan daftar dihapus"),
    "agreement:created": _l("Kerja sama dibuat"),
    "agreement:stage:start_draft": _l("Masuk tahap perumusan"),
    "agreement:stage:open_discussion": _l("Masuk tahap pembahasan"),
    "agreement:stage:back_to_draft": _l("Kembali ke perumusan"),
    "agreement:stage:ask_approval": _l("Pengesahan diminta"),
    "agreement:stage:return": _l("Dikembalikan untuk diperbaiki"),
    "agreement:stage:freeze": _l("Disahkan, naskah dibekukan"),
    "agreement:stage:reopen": _l("Dibuka lagi untuk diubah"),
    "agreement:stage:conclude": _l("Selesai ditandatangani dan diarsipkan"),
    "agreement:stage:cancel": _l("Dibatalkan"),
    "act:entered": _l("Perbuatan dari luar sistem dicatat"),
    "act:checked": _l("Catatan dari luar sistem diperiksa dan berlaku"),
    "act:rejected": _l("Catatan dari luar sistem ditolak"),
    "number:issued": _l("Nomor naskah diambil dari buku nomor"),
    "number:registered": _l("Nomor naskah dicatat dari buku nomor kantor"),
    "number:cancelled": _l("Nomor naskah dibatalkan dan tidak dipakai lagi"),
    "paper:engrossed": _l("Naskah siap tanda tangan dibuat"),
    "paper:prepared": _l("Naskah dikunci dengan segel"),
    "paper:signed": _l("Tanda tangan dibubuhkan pada naskah"),
    "paper:archived": _l("Naskah lengkap diarsipkan"),
    "paper:scan": _l("Pindaian naskah disimpan"),
    "paper:legacy_scan": _l("Pindaian arsip lama disimpan"),
}


def outcome_words(act: RecordedAct) -> str:
    """What was entered about an act done outside, in words, for the second person who compares it with the scan."""
    said = act.outcome
    if act.kind == ActKind.APPROVAL:
        approved = said.get("decision") == "approve"
        return str(_("Disetujui") if approved else _("Dikembalikan: %(reason)s", reason=said.get("reason", "")))
    if act.kind == ActKind.MINUTES:
        return str(_("Disepakati") if said.get("outcome") == "agreed" else _("Belum disepakati"))
    if act.kind == ActKind.WET_ORIGINAL:
        return str(
            _(
                "Tanda tangan terakhir %(day)s; nomor mitra %(number)s; naskah yang dicetak %(pages)s halaman",
                day=tanggal(date.fromisoformat(str(said.get("signed_on")))),
                number=said.get("partner_number") or "–",
                pages=said.get("printed_pages") or "–",
            )
        )
    return str(said.get("words") or said.get("text") or "")


def kind_name(kind: str, nature: str = Nature.ORIGINAL.value, *, short: bool = False) -> str:
    """What a paper is called: "Nota Kesepahaman (MoU)", "Adendum Nota Kesepahaman (MoU)", or short "Adendum MoU"."""
    name = str(KINDS_SHORT[kind] if short else KINDS[kind])
    return f"{NATURES[nature]} {name}" if nature in NATURES else name


def name_of(agreement: Agreement, *, short: bool = False) -> str:
    """What the paper of an agreement is called."""
    return kind_name(agreement.kind, agreement.nature, short=short)
