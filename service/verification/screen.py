"""The words of verification."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from service.core.clock import Zone, local_date
from service.seals.verdicts import SignatureFinding, Verdict
from service.verification.queries import PublicFacts
from service.verification.rules import Authenticity, Standing, authenticity, standing
from service.web.components import Tone
from service.web.language import language, tanggal


@dataclass(frozen=True, slots=True)
class Line:
    """One of the two lines: its words and tone."""

    words: str
    tone: Tone


def standing_line(facts: PublicFacts, now: datetime) -> Line:
    """Keberlakuan."""
    today = local_date(now, Zone(facts.zone))
    state = standing(facts.dates, today, concluded=facts.concluded)
    return _standing(state, facts, facts.dates.end_on)


def _standing(state: Standing, facts: PublicFacts, end: date | None) -> Line:
    if state is Standing.INCOMPLETE:
        return Line(_("Belum lengkap: penandatanganan belum selesai"), Tone.WAITING)
    if state is Standing.NOT_YET:
        return Line(_("Belum berlaku; mulai %(date)s", date=tanggal(facts.dates.effective_on)), Tone.WAITING)
    if state is Standing.EXPIRED:
        return Line(_("Berakhir %(date)s", date=tanggal(end)), Tone.WARNING)
    if state is Standing.ENDED:
        return Line(_("Diakhiri %(date)s", date=tanggal(facts.dates.ended_on)), Tone.WARNING)
    if end is None:
        return Line(_("Berlaku"), Tone.DONE)
    return Line(_("Berlaku s.d. %(date)s", date=tanggal(end)), Tone.DONE)


def registered_line(facts: PublicFacts) -> Line:
    """Keaslian of what is registered under a code, before any file was compared."""
    if not facts.final_sha256:
        return Line(_("Belum ada naskah yang diterbitkan"), Tone.WAITING)
    if facts.scan:
        since = tanggal(facts.dates.signed_on) if facts.dates.signed_on else "-"
        return Line(_("Tercatat: pindaian naskah bertanda tangan basah tanggal %(date)s", date=since), Tone.DONE)
    return Line(_("Tercatat: naskah dengan TTE tidak tersertifikasi"), Tone.DONE)


def authenticity_line(verdict: Verdict) -> Line:
    """Keaslian of a file."""
    state = authenticity(verdict.verdict.value, verdict.trust_class.value, verdict.register.state.value)
    since = verdict.validity.last_signed or verdict.validity.first_signed
    said: dict[Authenticity, tuple[str, Tone]] = {
        Authenticity.CERTIFIED: (_("Utuh dan tercatat, TTE tersertifikasi"), Tone.DONE),
        Authenticity.UNCERTIFIED: (_("Utuh dan tercatat, TTE tidak tersertifikasi"), Tone.DONE),
        Authenticity.SCAN: (
            _("Pindaian naskah bertanda tangan basah, utuh sejak %(date)s", date=tanggal(since) if since else "-"),
            Tone.DONE,
        ),
        Authenticity.UNKNOWN_HERE: (_("Utuh, tetapi tidak tercatat di sini"), Tone.WARNING),
        Authenticity.IN_PROGRESS: (_("Belum lengkap: penandatanganan belum selesai"), Tone.WARNING),
        Authenticity.ROLLED_BACK: (_("Bukan versi terakhir"), Tone.DANGER),
        Authenticity.INCOMPLETE: (_("Belum lengkap"), Tone.WARNING),
        Authenticity.ALTERED: (_("Berubah setelah ditandatangani"), Tone.DANGER),
        Authenticity.UNTRUSTED: (_("Penanda tangan tidak dapat dipercaya di sini"), Tone.DANGER),
        Authenticity.LEGACY: (_("Pindaian arsip lama, sama dengan yang tercatat"), Tone.DONE),
        Authenticity.UNKNOWN: (
            _("Tidak dikenal: tidak memuat tanda tangan elektronik dan tidak tercatat"),
            Tone.WARNING,
        ),
        Authenticity.UNREADABLE: (_("Tidak dapat diperiksa"), Tone.WARNING),
    }
    return Line(*said[state])


def reasons(verdict: Verdict) -> list[str]:
    """The reasons in their order, in the reader's language."""
    return [str(one.to_json()[language()]) for one in verdict.reasons]


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature in words: who, when, and whether it holds."""

    title: str
    who: str
    at: Any
    words: str
    tone: Tone


def signature_lines(verdict: Verdict) -> list[SignatureLine]:
    """Every signature; the seal is named for what it is."""
    return [_signature(one) for one in verdict.signatures]


def _signature(one: SignatureFinding) -> SignatureLine:
    titles = {
        "seal": _("Segel sistem: mengunci isi, bukan tanda tangan pejabat"),
        "signature": _("Tanda tangan"),
        "timestamp": _("Penanda waktu arsip"),
    }
    sound = one.intact and one.trusted
    who = ", ".join(part for part in (one.signer, one.title, one.organisation) if part)
    words = _("utuh dan dipercaya") if sound else _("utuh, tetapi tidak dipercaya") if one.intact else _("tidak utuh")
    return SignatureLine(titles[one.kind.value], who, one.time, words, Tone.DONE if sound else Tone.DANGER)
