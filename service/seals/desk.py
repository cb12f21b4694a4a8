"""Sealing as other rooms use it: the pure functions with this process's authority, timestamps, clock and trust."""

import threading
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from service.authority.desk import Authority, Credential
from service.core.clock import Clock
from service.core.tools import Tools
from service.seals import acts, archive, bundle, prepare
from service.seals.acts import ActState, Prepared
from service.seals.anchors import Anchor, AnchorKind, Anchors, anchors_in_folder, write_folder
from service.seals.limited import Register, judge_limited
from service.seals.plan import SigningPlan
from service.seals.stamp import Stamp
from service.seals.timestampers import Timestamper, in_process, over_http
from service.seals.verdicts import Verdict

TRUST_FOLDER = "trust"


@dataclass(slots=True)
class Seals:
    """Sealing in one process. Nothing here touches a transaction; call it outside of one."""

    authority: Authority
    clock: Clock
    trust: Path
    tsa_url: str = ""
    demo: bool = False
    _timestamper: Timestamper | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def timestamper(self) -> Timestamper:
        """The outside timestamp authority where one is configured, else our own; there is no falling back."""
        with self._lock:
            if self._timestamper is None:
                self._timestamper = (
                    over_http(self.tsa_url, self._roots) if self.tsa_url else in_process(self.authority.timestamp)
                )
            return self._timestamper

    def anchors(self) -> Anchors:
        """Whom this installation trusts, with its own revocation lists of this moment."""
        own = tuple(Anchor(root, AnchorKind.BUILT_IN) for root in self.authority.roots())
        listed = anchors_in_folder(self.trust)
        known = Anchors(own, tuple(self.authority.crls()) if own else ()).plus(listed.anchors)
        return known if self.demo else known.without_demo()

    def _roots(self) -> list[bytes]:
        return [one.certificate for one in self.anchors().anchors]

    def publish_roots(self) -> Path:
        """Write our own roots into the root store, for checking without a database."""
        return write_folder(self.trust, AnchorKind.BUILT_IN, self.authority.roots())

    def prepare_and_lock(self, pdf: bytes, plan: SigningPlan, office_id: UUID) -> bytes:
        """The paper with all its fields, locked by the office's seal."""
        ready = prepare.prepare(pdf, plan)
        return prepare.lock(ready, plan, self.authority.seal(office_id), self.timestamper(), self.clock.now())

    def seal_scan(self, pdf: bytes, office_id: UUID) -> bytes:
        """A scan, sealed as a new file."""
        return prepare.seal_scan(pdf, self.authority.seal(office_id), self.timestamper(), self.clock.now())

    def begin(
        self, pdf: bytes, field_name: str, signer: Credential, stamp: Stamp, *, reason: str, location: str = ""
    ) -> Prepared:
        """The first step of a signature, stamped with the time of the act."""
        return acts.begin_signature(
            pdf,
            field=field_name,
            certificate=signer.certificate,
            chain=signer.chain,
            stamp=stamp,
            when=self.clock.now(),
            reason=reason,
            location=location,
            token_size=self.timestamper().size(),
        )

    def finish(
        self, prepared: bytes, state: ActState, raw: bytes, certificate: bytes, chain: tuple[bytes, ...]
    ) -> bytes:
        """The second step: timestamp, fill, check."""
        return acts.finish_signature(prepared, state, raw, certificate, chain, self.timestamper())

    def archive(self, pdf: bytes) -> bytes:
        """The archive copy of a completed paper."""
        return archive.archive(
            pdf, self.authority.ocsp_for, self.timestamper(), self._roots(), self.authority.crls(), self.clock.now()
        )

    def renew(self, pdf: bytes) -> bytes:
        """The archive copy with a further timestamp."""
        return archive.renew(
            pdf, self.authority.ocsp_for, self.timestamper(), self._roots(), self.authority.crls(), self.clock.now()
        )

    def proofs(self, pdf: bytes) -> dict[str, bytes]:
        """What proves the paper's signatures, for its evidence bundle."""
        return bundle.proofs(pdf, self.authority.roots(), self.clock.now())

    def judge(self, pdf: bytes, register: Register | None = None) -> Verdict:
        """The verdict on a file, in a limited child process."""
        return judge_limited(pdf, self.anchors(), when=self.clock.now(), register=register)


def build(tools: Tools) -> Seals:
    """Sealing of this process (a factory of `Tools`)."""
    settings = tools.settings
    return Seals(
        authority=tools.part(Authority),
        clock=tools.clock,
        trust=settings.data / TRUST_FOLDER,
        tsa_url=settings.tsa_url,
        demo=settings.demo,
    )
