"""What a verdict is, as plain values; and what our register adds to it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from service.seals.reasons import sentence


class VerdictCode(StrEnum):
    """The verdicts; the first that fits is given."""

    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    ALTERED = "altered"
    UNTRUSTED = "untrusted"
    INCOMPLETE = "incomplete"
    AUTHENTIC = "authentic"


class TrustClass(StrEnum):
    """What kind of signature a paper bears."""

    CERTIFIED = "certified"
    UNCERTIFIED = "uncertified"
    SCAN = "scan"


class RegisterState(StrEnum):
    """What our register says about this very file."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    IN_PROGRESS = "in_progress"
    ROLLED_BACK = "rolled_back"
    UNKNOWN = "unknown"
    UNAVAILABLE = "unavailable"


class SignatureKind(StrEnum):
    """What a signature in the file is."""

    SEAL = "seal"
    SIGNATURE = "signature"
    TIMESTAMP = "timestamp"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is: a code with its parameters."""

    code: str
    params: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """With its sentences in both languages."""
        said = sentence(self.code)
        return {
            "code": self.code,
            "params": self.params,
            "id": said.text("id", self.params),
            "en": said.text("en", self.params),
        }


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """What was found about one signature or document timestamp."""

    kind: SignatureKind
    field: str
    signer: str
    organisation: str
    title: str
    time: datetime | None
    level: str
    covers: str
    changes: str
    intact: bool
    trusted: bool
    certified: bool
    serial: str
    issuer: str
    page: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        names = ("field", "signer", "organisation", "title", "level", "covers", "changes", "serial", "issuer", "page")
        said: dict[str, Any] = {name: getattr(self, name) for name in names}
        said |= {"kind": self.kind.value, "time": _text(self.time)}
        return said | {"intact": self.intact, "trusted": self.trusted, "certified": self.certified}


@dataclass(frozen=True, slots=True)
class Validity:
    """The times that a verdict rests on."""

    judged_at: datetime
    first_signed: datetime | None = None
    last_signed: datetime | None = None
    archived_at: datetime | None = None
    protected_until: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {name: _text(getattr(self, name)) for name in Validity.__slots__}


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """What our register knows about a file; `facts` are what may be shown to whoever holds it."""

    state: RegisterState = RegisterState.UNAVAILABLE
    facts: dict[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    trust_class: TrustClass | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"state": self.state.value, **self.facts}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a file."""

    verdict: VerdictCode
    validity: Validity
    trust_class: TrustClass = TrustClass.UNCERTIFIED
    reasons: tuple[Reason, ...] = ()
    signatures: tuple[SignatureFinding, ...] = ()
    register: RegisterAnswer = RegisterAnswer()
    sha256: str = ""
    revisions: tuple[str, ...] = ()  # SHA-256 of the file up to the end of each signature, the oldest first

    @property
    def authentic(self) -> bool:
        """Whether the file is what it claims to be."""
        return self.verdict is VerdictCode.AUTHENTIC

    @property
    def demo(self) -> bool:
        """Whether pages must show CONTOH, TIDAK BERLAKU beside it."""
        return any(reason.code == "demo_authority" for reason in self.reasons)

    def to_json(self) -> dict[str, Any]:
        """As `sijari verify --json` prints it."""
        return {
            "verdict": self.verdict.value,
            "trust_class": self.trust_class.value,
            "validity": self.validity.to_json(),
            "reasons": [reason.to_json() for reason in self.reasons],
            "signatures": [signature.to_json() for signature in self.signatures],
            "register": self.register.to_json(),
            "sha256": self.sha256,
            "revisions": list(self.revisions),
        }


_INCOMPLETE_STATES = {
    RegisterState.IN_PROGRESS: "register_in_progress",
    RegisterState.ROLLED_BACK: "register_rolled_back",
}


def apply_register(verdict: Verdict, answer: RegisterAnswer) -> Verdict:
    """The verdict with what our register knows; it can only take away from `authentic`, never add to it."""
    verdict = replace(verdict, register=answer, trust_class=answer.trust_class or verdict.trust_class)
    if verdict.verdict not in (VerdictCode.AUTHENTIC, VerdictCode.INCOMPLETE):
        return verdict
    unplanned = [one.field for one in verdict.signatures if answer.fields and not _planned(one, answer.fields)]
    if unplanned:
        return _worse(verdict, VerdictCode.ALTERED, Reason("field_not_in_plan", {"field": unplanned[0]}))
    if answer.state in _INCOMPLETE_STATES:
        return _worse(verdict, VerdictCode.INCOMPLETE, Reason(_INCOMPLETE_STATES[answer.state]))
    if answer.state is RegisterState.SUPERSEDED:
        return replace(verdict, reasons=(*verdict.reasons, Reason("newer_archive_copy")))
    if answer.state is RegisterState.UNKNOWN:
        return replace(verdict, reasons=(*verdict.reasons, Reason("register_unknown")))
    return verdict


def _planned(signature: SignatureFinding, fields: tuple[str, ...]) -> bool:
    return signature.kind is SignatureKind.TIMESTAMP or signature.field in fields


def _worse(verdict: Verdict, code: VerdictCode, reason: Reason) -> Verdict:
    return replace(verdict, verdict=code, reasons=(reason, *verdict.reasons))


def _text(instant: datetime | None) -> str | None:
    return instant.isoformat(timespec="seconds") if instant else None
