"""The words of verification."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from service.agreements.words import kind_name
from service.core.clock import Zone, local_date
from service.seals.verdicts import SignatureFinding, Verdict
from service.verification.queries import Change, PublicFacts
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
    if facts.amends is not None and facts.concluded:
        return Line(_("Selesai ditandatangani; keberlakuannya terbaca pada naskah yang diacunya"), Tone.DONE)
    line = _standing(state, facts, facts.dates.end_on)
    words = _changed_words(facts)
    return Line(f"{line.words}; {words}", line.tone) if words else line


_CHANGED = {
    "addendum": lazy_gettext("diubah dengan adendum"),
    "renewal": lazy_gettext("diperpanjang"),
    "termination": lazy_gettext("diakhiri dengan kesepakatan"),
}


def _changed_words(facts: PublicFacts) -> str:
    """By what an agreement was changed, each way once."""
    return ", ".join(dict.fromkeys(str(_CHANGED[one.nature]) for one in facts.changes))


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """An instrument that changed the agreement, with the code of its own check page."""

    title: str
    effect: str
    code: str


def named(one: Change) -> str:
    """A paper with its numbers and its date."""
    numbers = " / ".join(number for number in (one.office_number, one.partner_number) if number)
    said = [kind_name(one.kind, one.nature)]
    if numbers:
        said.append(str(_("Nomor %(number)s", number=numbers)))
    if one.signed_on:
        said.append(str(_("tanggal %(day)s", day=tanggal(one.signed_on))))
    return " ".join(said)


def change_lines(facts: PublicFacts) -> list[ChangeLine]:
    """Everything that changed the agreement, with old and new (rule 22)."""
    return [ChangeLine(named(one), _effect(one), one.code) for one in facts.changes]


def _effect(one: Change) -> str:
    if one.ended_on is not None:
        return str(_("tidak berlaku sejak %(day)s", day=tanggal(one.ended_on)))
    if one.old_end_on == one.new_end_on:
        return ""
    old = tanggal(one.old_end_on) if one.old_end_on else _("tanpa tanggal berakhir")
    return str(_("tanggal berakhir %(old)s menjadi %(new)s", old=old, new=tanggal(one.new_end_on)))


def _standing(state: Standing, facts: PublicFacts, end: date | None) -> Line:
    if state is Standing.INCOMPLETE:
        return Line(_("Belum lengkap: penandatanganan belum selesai"), Tone.WAITING)
    if state is Standing.NOT_YET:
        return Line(_("Belum berlaku; mulai %(date)s", date=tanggal(facts.dates.effective_on)), Tone.WAITING)
    if state is Standing.EXPIRED:
        return Line(_("Berakhir %(date)s", date=tanggal(end)), Tone.WARNING)
    if state is Standing.ENDED:
        return Line(_("Diakhiri %(date)s", date=tanggal(facts.dates.ended_on)), Tone.WARNING)
    if facts.suspended_on is not None:
        return Line(_("Ditangguhkan sejak %(date)s", date=tanggal(facts.suspended_on)), Tone.WARNING)
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
