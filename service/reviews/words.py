"""The words of reviews and renewal decisions on screen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from service.core import refusals
from service.core.refusals import Refused
from service.reviews.rules import Decision, Item, Outcome, ReviewState, Said
from service.web.components import Tone
from service.web.language import language, tanggal

EVENTS: dict[str, Any] = {
    "review:made": _l("Reviu diajukan"),
    "review:changed": _l("Reviu yang menunggu diubah"),
    "review:confirmed": _l("Reviu dikonfirmasi"),
    "review:returned": _l("Reviu dikembalikan"),
    "renewal:decided": _l("Kelanjutan kerja sama diputuskan"),
}
SAID: dict[str, tuple[Any, Tone]] = {
    Said.MET: (_l("terpenuhi"), Tone.DONE),
    Said.UNMET: (_l("tidak terpenuhi"), Tone.DANGER),
    Said.NOT_APPLICABLE: (_l("tidak berlaku"), Tone.QUIET),
    Said.CHECK: (_l("perlu diperiksa"), Tone.WAITING),
}
SAID_SHORT: dict[str, Any] = {
    Said.MET: _l("Terpenuhi"),
    Said.UNMET: _l("Tidak"),
    Said.NOT_APPLICABLE: _l("Tidak berlaku"),
    Said.CHECK: _l("Perlu diperiksa"),
}
OUTCOMES: dict[str, tuple[Any, Tone]] = {
    Outcome.FITS: (_l("sesuai"), Tone.DONE),
    Outcome.ADDENDUM: (_l("perlu adendum"), Tone.WARNING),
    Outcome.RENEW: (_l("perlu diperpanjang"), Tone.WARNING),
    Outcome.NEW: (_l("perlu naskah baru"), Tone.WARNING),
    Outcome.END: (_l("perlu diakhiri"), Tone.DANGER),
}
OUTCOME_CHOICES: dict[str, Any] = {
    Outcome.FITS: _l("Sesuai: tidak perlu tindakan"),
    Outcome.ADDENDUM: _l("Perlu adendum"),
    Outcome.RENEW: _l("Perlu diperpanjang"),
    Outcome.NEW: _l("Perlu naskah baru"),
    Outcome.END: _l("Perlu diakhiri"),
}
STATES: dict[str, tuple[Any, Tone]] = {
    ReviewState.WAITING: (_l("menunggu konfirmasi"), Tone.WAITING),
    ReviewState.CONFIRMED: (_l("dikonfirmasi"), Tone.DONE),
    ReviewState.RETURNED: (_l("dikembalikan"), Tone.WARNING),
}
DECISIONS: dict[str, tuple[Any, Tone]] = {
    Decision.RENEWED: (_l("diperpanjang"), Tone.DONE),
    Decision.REPLACED: (_l("diganti naskah baru"), Tone.ACTIVE),
    Decision.NOT_CONTINUED: (_l("tidak dilanjutkan"), Tone.QUIET),
}
DECISION_CHOICES: dict[str, Any] = {
    Decision.RENEWED: _l("Diperpanjang"),
    Decision.REPLACED: _l("Diganti dengan naskah baru"),
    Decision.NOT_CONTINUED: _l("Tidak dilanjutkan"),
}
GROUPS: dict[str, Any] = {
    "partner": _l("Mitra"),
    "form": _l("Kewenangan dan nomor"),
    "contents": _l("Isi wajib"),
    "life": _l("Pelaksanaan"),
}
# What the system knows, by its code.
KNOWN: dict[str, Any] = {
    "no_partner": _l("Mitra belum tercatat."),
    "evidence_not_asked": _l("Jenis mitra ini tidak dimintai bukti badan hukum."),
    "evidence_in_force": _l("Bukti mitra tercatat, diperiksa, dan masih berlaku."),
    "consultation_not_needed": _l("Tidak diperlukan untuk kantor atau naskah ini."),
    "consultation_supported": _l("Tercatat didukung dalam tahap perencanaan."),
    "consultation_overridden": _l("Tercatat dilanjutkan oleh ketua dengan alasan."),
    "consultation_before_system": _l("Arsip lama: konsultasi tidak tercatat di sistem."),
    "consultation_is_missing": _l("Tidak ada konsultasi yang tercatat."),
    "consultation_is_waiting": _l("Konsultasi belum dijawab."),
    "consultation_is_refused": _l("Konsultasi dijawab tidak didukung."),
    "signatories_checked": _l("Kewenangan diperiksa sistem saat penandatanganan dibuka."),
    "signing_day_unknown": _l("Tanggal penandatanganan tidak tercatat."),
    "signatory_known": _l(
        "Dari pihak Bawaslu, %(name)s (%(title)s) tercatat berwenang pada hari itu; periksa nama pada naskah."
    ),
    "signatory_unknown": _l("Tidak ada pejabat kantor yang tercatat berwenang pada %(day)s; baca naskahnya."),
    "numbers_both": _l("Nomor kami %(ours)s, nomor mitra %(theirs)s."),
    "numbers_none": _l("Nomor kami dan nomor mitra kosong."),
    "number_theirs_missing": _l("Nomor mitra kosong."),
    "number_ours_missing": _l("Nomor kami kosong."),
    "term_without_end": _l("Tanggal berakhir tidak tercatat."),
    "term_over": _l("Berakhir %(day)s, %(n)s hari yang lalu."),
    "term_running": _l("Berlaku sampai dengan %(day)s, %(n)s hari lagi."),
    "suspended": _l("Ditangguhkan sejak %(day)s."),
    "independence_clear": _l("Hubungan mitra dengan peserta pemilu sudah diperiksa: tidak ada."),
    "independence_unchecked": _l("Hubungan mitra dengan peserta pemilu belum diperiksa."),
    "pks_not_owed": _l("Naskah ini tidak mewajibkan PKS."),
    "pks_ahead": _l("PKS belum ditandatangani; tenggatnya %(day)s, %(n)s hari lagi."),
    "pks_due_today": _l("PKS belum ditandatangani; hari ini hari terakhir."),
    "pks_overdue": _l("PKS terlambat %(n)s hari; tenggatnya %(day)s."),
    "pks_fulfilled": _l("PKS ditandatangani %(day)s."),
    "pks_fulfilled_late": _l("PKS ditandatangani %(day)s, terlambat %(n)s hari."),
    "pks_released": _l("MoU diakhiri sebelum tenggat PKS."),
    "umbrella_none": _l("PKS ini tidak ditautkan pada MoU induk."),
    "umbrella_ended": _l("MoU induknya diakhiri %(day)s."),
    "umbrella_over": _l("MoU induknya berakhir %(day)s."),
    "umbrella_outlived": _l("PKS melampaui MoU induk, yang berakhir %(day)s."),
    "umbrella_in_force": _l("Di bawah MoU “%(subject)s”, yang masih berlaku."),
    "activity_none": _l("Belum ada kegiatan bersama yang tercatat."),
    "activity_held": _l("%(n)s kegiatan tercatat, terakhir %(day)s."),
    "read_scan": _l("Arsip lama: baca pada pindaian naskah."),
    "no_text": _l("Teks naskah tidak tersimpan di sistem."),
    "text_from_template": _l("Disusun dengan templat sistem."),
    "article_found": _l("Ada: pasal “%(title)s”."),
    "article_not_found": _l("Tidak ditemukan di bawah judul baku; baca naskahnya."),
}


def known_words(known: Mapping[str, Any]) -> str:
    """What the system knew of an item, in words."""
    code, params = str(known.get("code", "")), dict(known.get("params") or {})
    if code == "fault":
        return refusals.explain(Refused(str(params["fault"]), **dict(params.get("said") or {})), language())
    if code not in KNOWN:
        return ""
    if params.get("day"):
        params["day"] = tanggal(date.fromisoformat(str(params["day"])))
    return str(KNOWN[code]) % params if params else str(KNOWN[code])


def item_name(item: Item) -> str:
    """The item in the language of the page."""
    return item.name_en if language() == "en" else item.name_id


def item_help(item: Item) -> str:
    """What the item asks, in the language of the page."""
    return item.help_en if language() == "en" else item.help_id
