"""What other rooms ask of sealing; light, so that a page may name it without loading pyHanko."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from service.core.clock import Zone

if TYPE_CHECKING:
    from service.authority.desk import Credential
    from service.seals.plan import SigningPlan
    from service.seals.verdicts import RegisterAnswer, Verdict


@dataclass(frozen=True, slots=True)
class StampWords:
    """What the visible mark of a signature says."""

    name: str
    title: str
    institution: str
    qr_url: str
    zone: Zone
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A paper ready for its signature bytes, and the plain JSON to finish it with; no secret is in either."""

    pdf: bytes
    state: dict[str, Any]
    raw_signature: bytes


class RegisterLookup(Protocol):
    """Asks our register about a file by its verdict so far."""

    def __call__(self, verdict: "Verdict") -> "RegisterAnswer":
        """What the register knows."""
        ...


class PaperSealer(Protocol):
    """Makes and completes signatures on papers. Refuses with `timestamp_unavailable` where no token is to be had."""

    def lock(self, pdf: bytes, plan: "SigningPlan", office_id: UUID) -> bytes:
        """The paper with all fields of its plan, locked by the office's seal."""
        ...

    def begin(self, pdf: bytes, field: str, credential: "Credential", words: StampWords) -> Begun:
        """Stamp the field, sign the attributes with the credential's key, and give back what a worker needs."""
        ...

    def finish(self, prepared: bytes, state: dict[str, Any], raw_signature: bytes) -> bytes:
        """The signed paper (B-T), reopened and checked."""
        ...

    def archive(self, pdf: bytes) -> bytes:
        """The archive copy (B-LTA)."""
        ...

    def seal_scan(self, pdf: bytes, office_id: UUID) -> bytes:
        """A scan sealed and timestamped."""
        ...

    def renew(self, pdf: bytes) -> bytes:
        """The archive copy with a further timestamp, before the last one's certificate ends."""
        ...

    def judge(self, pdf: bytes, register: RegisterLookup | None = None) -> "Verdict":
        """The verdict on any file, found in a limited child process."""
        ...

    def bundle(self, pdf: bytes, events: list[dict[str, Any]], attachments: dict[str, bytes]) -> bytes:
        """The evidence bundle (ZIP) of a finished paper: certificates, status, tokens, reports, events, attachments."""
        ...


class TokenFault(StrEnum):
    """Why a token that was kept proves nothing."""

    WRONG = "wrong"  # altered, or about something else
    OTHER_TIME = "other_time"  # obtained long before or after the moment that it stands for
    UNTRUSTED = "untrusted"  # leads to no root known here


@dataclass(frozen=True, slots=True)
class Stamped:
    """A token (DER), the SHA-256 digest it should be about, and when it should be from."""

    token: bytes
    digest: bytes
    at: datetime


class Notary(Protocol):
    """Timestamps over digests. Refuses with `timestamp_unavailable` where no token is to be had."""

    def stamp(self, digest: bytes, at: datetime) -> bytes:
        """A token over a SHA-256 digest, from the configured authority, judged as it comes."""
        ...

    def judge(self, kept: Sequence[Stamped]) -> list[TokenFault | None]:
        """What is wrong with each token that was kept."""
        ...
