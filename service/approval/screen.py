"""What the page of approval shows: rounds, what changed, the checklist, the blanks of signing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.accounts.words import ROLES
from service.agreements.actions import gather_facts
from service.agreements.lifecycle import Action, Facts, Stage, step
from service.agreements.models import Agreement
from service.approval.models import ApprovalDecision, ApprovalRound
from service.approval.rules import DecisionState, RoundState
from service.core import refusals
from service.core.refusals import Refused
from service.documents import clauses, library, versions
from service.documents.comparing import ArticleDiff, Change, FieldDiff, compare, compare_values
from service.documents.consistency import look_through, ranks
from service.documents.deviations import Deviation, deviations
from service.documents.manifest import FilledAt
from service.documents.models import DocumentVersion
from service.web.components import Happening, Status, Tone
from service.web.language import language

DECISIONS: dict[str, tuple[str, Tone]] = {
    DecisionState.WAITING: ("menunggu", Tone.WAITING),
    DecisionState.APPROVED: ("setuju", Tone.DONE),
    DecisionState.RETURNED: ("dikembalikan", Tone.WARNING),
}


SIDES = ("pihak_kesatu", "pihak_kedua")


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two versions, in words; empty when only one round was ever asked."""

    since: str
    articles: tuple[ArticleDiff, ...]
    values: tuple[tuple[str, FieldDiff], ...]

    @property
    def none(self) -> bool:
        """Whether the text is the same."""
        return not self.articles and not self.values


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist: what was looked at and whether it stands."""

    sentence: str
    right: bool


def changes(session: Session, rounds: Sequence[ApprovalRound], version: DocumentVersion) -> Changes | None:
    """What changed since the last round about another text, or since the first version where there was none.

    A round asked again about the very text that was returned still shows what the text went through: the officials
    further down the chain have not seen it yet.
    """
    earlier = next((one.version_id for one in rounds[1:] if one.version_id != version.id), None)
    if earlier is not None:
        before, since = versions.version(session, earlier), _("pengesahan sebelumnya")
    else:
        before, since = versions.versions_of(session, version.owner_id)[-1], _("versi pertama naskah")
    if before.id == version.id:
        return None
    old, new = versions.content_of(before), versions.content_of(version)
    articles = tuple(one for one in compare(old, new) if one.change is not Change.SAME)
    labels = _labels(session, version)
    return Changes(since, articles, tuple((labels.get(one.key, one.key), one) for one in compare_values(old, new)))


def departures(session: Session, version: DocumentVersion) -> tuple[Deviation, ...]:
    """The articles that depart from their template or their clause, mandatory ones first."""
    manifest = _manifest(session, version)
    if manifest is None:
        return ()
    content = versions.content_of(version)
    return deviations(manifest, content, clauses.origins(session, content.articles))


def remarkable(session: Session, version: DocumentVersion) -> tuple[str, ...]:
    """What a careful reader finds in the text, as sentences."""
    manifest = _manifest(session, version)
    if manifest is None:
        return ()
    content = versions.content_of(version)
    found = [*look_through(manifest, content), *ranks(content, SIDES)]
    return tuple(dict.fromkeys(refusals.sentence(one.code).text(language(), one.params) for one in found))


def _labels(session: Session, version: DocumentVersion) -> dict[str, str]:
    manifest = _manifest(session, version)
    if manifest is None:
        return {}
    return {one.key: one.label.en if language() == "en" else one.label.id for one in manifest.fields}


def _manifest(session: Session, version: DocumentVersion) -> Any:
    try:
        return library.by_hash(session, version.template_hash).manifest
    except Refused:
        return None


def blanks(session: Session, version: DocumentVersion) -> tuple[str, ...]:
    """The fields that signing fills in: shown as blanks, they are not part of what is approved (rule 25)."""
    manifest = _manifest(session, version)
    filled = manifest.fields if manifest is not None else ()
    own = tuple(
        one.label.en if language() == "en" else one.label.id for one in filled if one.filled_at is FilledAt.SIGNING
    )
    return own or (_("Nomor naskah kedua pihak"), _("Hari dan tanggal penandatanganan"), _("Tempat penandatanganan"))


def checklist(session: Session, agreement: Agreement) -> tuple[Check, ...]:
    """Everything that had to be in order before approval was asked, looked at again now."""
    line = step(Stage.DISCUSSION, Action.ASK_APPROVAL)
    known = gather_facts(session, agreement)
    assert line is not None
    return tuple(_check(guard, known) for guard in line.guards)


def _check(guard: Any, known: Facts) -> Check:
    code = guard(known)
    words = {
        "partner_screened": _("Bukti badan hukum atau kewenangan mitra lengkap"),
        "text_complete": _("Isian naskah lengkap dan tersimpan sebagai versi"),
        "version_rendered": _("Naskah PDF versi ini sudah dibuat"),
        "discussion_settled": _("Semua catatan pembahasan selesai"),
        "minutes_filed": _("Berita acara pembahasan ada"),
        "conditions_closed": _("Syarat dari konsultasi dipenuhi"),
        "activity_planned": _("Ada rencana kegiatan bersama"),
        "data_annex_present": _("Lampiran pembagian data ada, atau tidak diperlukan"),
    }
    if code is None:
        return Check(words.get(guard.__name__, guard.__doc__ or guard.__name__), right=True)
    return Check(refusals.explain(Refused(code), language()), right=False)


def happenings(found: ApprovalRound) -> list[Happening]:
    """The chain of a round with what each said."""
    return [_happening(one) for one in found.decisions]


def _happening(one: ApprovalDecision) -> Happening:
    word, tone = DECISIONS[one.state]
    return Happening(
        title=f"{one.position}. {ROLES.get(one.role, one.role)}",  # type: ignore[call-overload]  # roles are strings
        at=one.decided_at,
        who=one.decided_name,
        text=one.reason,
        status=Status(_(word), tone),
        outside=one.from_outside,
    )


def round_status(found: ApprovalRound) -> Status:
    """What a round has come to."""
    return {
        RoundState.OPEN: Status(_("sedang berjalan"), Tone.ACTIVE),
        RoundState.APPROVED: Status(_("disetujui"), Tone.DONE),
        RoundState.RETURNED: Status(_("dikembalikan"), Tone.WARNING),
        RoundState.VOID: Status(_("gugur"), Tone.QUIET),
    }[RoundState(found.state)]


def void_words(found: ApprovalRound) -> str:
    """Why a round ended, in words."""
    known = {
        "text_changed": _("Naskah atau cara penandatanganan berubah, jadi persetujuan gugur."),
        "reopened": _("Naskah dibuka lagi untuk diubah, jadi persetujuan gugur."),
    }
    return str(known.get(found.closed_reason, found.closed_reason))
