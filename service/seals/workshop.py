"""The light port of sealing, fulfilled by this process's desk (a factory of `Tools`); loads pyHanko."""

import base64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from service.authority.desk import Credential
from service.core.tools import Tools
from service.seals import desk
from service.seals.acts import ActState
from service.seals.bundle import Evidence, bundle
from service.seals.desk import Seals
from service.seals.plan import SigningPlan
from service.seals.ports import Begun, RegisterLookup, StampWords
from service.seals.stamp import Stamp
from service.seals.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything that touches a paper's signatures, in plain values."""

    seals: Seals

    def lock(self, pdf: bytes, plan: SigningPlan, office_id: UUID) -> bytes:
        """The paper with all fields of its plan, locked by the office's seal."""
        return self.seals.prepare_and_lock(pdf, plan, office_id)

    def begin(self, pdf: bytes, field: str, credential: Credential, words: StampWords) -> Begun:
        """Stamp the field and sign with the credential's key."""
        stamp = Stamp(
            name=words.name,
            title=words.title,
            lines=(words.institution,),
            qr_url=words.qr_url,
            zone=words.zone,
            demo=self.seals.demo,
        )
        made = self.seals.begin(pdf, field, credential, stamp, reason=words.reason, location=words.place)
        state = {
            "act": made.state.to_json(),
            "certificate": base64.b64encode(credential.certificate).decode(),
            "chain": [base64.b64encode(one).decode() for one in credential.chain],
        }
        return Begun(made.pdf, state, credential.sign(made.state.signed_attributes))

    def finish(self, prepared: bytes, state: dict[str, Any], raw_signature: bytes) -> bytes:
        """The signed paper (B-T), reopened and checked."""
        chain = tuple(base64.b64decode(one) for one in state["chain"])
        certificate = base64.b64decode(state["certificate"])
        return self.seals.finish(prepared, ActState.from_json(state["act"]), raw_signature, certificate, chain)

    def archive(self, pdf: bytes) -> bytes:
        """The archive copy (B-LTA)."""
        return self.seals.archive(pdf)

    def seal_scan(self, pdf: bytes, office_id: UUID) -> bytes:
        """A scan sealed and timestamped."""
        return self.seals.seal_scan(pdf, office_id)

    def renew(self, pdf: bytes) -> bytes:
        """The archive copy with a further timestamp."""
        return self.seals.renew(pdf)

    def judge(self, pdf: bytes, register: RegisterLookup | None = None) -> Verdict:
        """The verdict on any file, found in a limited child process."""
        return self.seals.judge(pdf, register)

    def bundle(self, pdf: bytes, events: list[dict[str, Any]], attachments: dict[str, bytes]) -> bytes:
        """The evidence bundle of a finished paper."""
        roots = [one.certificate for one in self.seals.anchors().anchors]
        when = self.seals.clock.now()
        return bundle(Evidence(pdf, self.seals.judge(pdf), events, roots, when, attachments))


def build(tools: Tools) -> Workshop:
    """The workshop of this process."""
    return Workshop(tools.part(Seals) if Seals in tools.factories else desk.build(tools))
