"""The seals of one process, put together from the authority, the clock and the settings (a factory of `Tools`)."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from service.authority.desk import Authority
from service.core.clock import Clock
from service.core.tools import Tools
from service.seals import acts, archive, judge, prepare, timestampers
from service.seals.anchors import Anchor, AnchorKind, Anchors, anchors_in_folder
from service.seals.plan import SigningPlan
from service.seals.ports import Begun, RegisterLookup, StampWords
from service.seals.stamp import Stamp
from service.seals.timestampers import Timestamper
from service.seals.verdicts import Verdict

if TYPE_CHECKING:
    from service.authority.desk import Credential


@dataclass(slots=True)
class Workshop:
    """Everything that touches a paper's signatures, in one process."""

    authority: Authority
    timestamper: Timestamper
    clock: Clock
    configured: Anchors
    demo: bool

    def lock(self, pdf: bytes, plan: SigningPlan, office_id: UUID) -> bytes:
        """The paper with all fields of its plan, locked by the office's seal."""
        prepared = prepare.prepare(pdf, plan)
        return prepare.lock(prepared, plan, self.authority.seal(office_id), self.timestamper, self.clock.now())

    def begin(self, pdf: bytes, field: str, credential: "Credential", words: StampWords, when: datetime) -> Begun:
        """Stamp the field and sign with the credential's key."""
        stamp = Stamp(
            name=words.name,
            title=words.title,
            lines=(words.institution,),
            qr_url=words.qr_url,
            zone=words.zone,
            demo=self.demo,
        )
        made = acts.begin_signature(
            pdf,
            field=field,
            certificate=credential.certificate,
            chain=credential.chain,
            stamp=stamp,
            when=when,
            token_size=self.timestamper.size(),
        )
        state = {
            "act": made.state.to_json(),
            "certificate": base64.b64encode(credential.certificate).decode(),
            "chain": [base64.b64encode(one).decode() for one in credential.chain],
        }
        return Begun(made.pdf, state, credential.sign(made.state.signed_attributes))

    def finish(self, prepared: bytes, state: dict[str, Any], raw_signature: bytes) -> bytes:
        """The signed paper (B-T), reopened and checked."""
        return acts.finish_signature(
            prepared,
            acts.ActState.from_json(state["act"]),
            raw_signature,
            base64.b64decode(state["certificate"]),
            tuple(base64.b64decode(one) for one in state["chain"]),
            self.timestamper,
        )

    def archive(self, pdf: bytes) -> bytes:
        """The archive copy (B-LTA)."""
        desk = self.authority
        return archive.archive(pdf, desk.ocsp_for, self.timestamper, desk.roots(), desk.crls(), self.clock.now())

    def seal_scan(self, pdf: bytes, office_id: UUID) -> bytes:
        """A scan sealed and timestamped."""
        return prepare.seal_scan(pdf, self.authority.seal(office_id), self.timestamper, self.clock.now())

    def judge(self, pdf: bytes, register: RegisterLookup | None = None) -> Verdict:
        """The verdict on any file, found in a limited child process."""
        return judge.judge_limited(pdf, self.anchors(), when=self.clock.now(), register=register)

    def anchors(self) -> Anchors:
        """Whom a verdict trusts here: our own roots and the operator's lists."""
        own = [Anchor(root, AnchorKind.BUILT_IN) for root in self.authority.roots()]
        return Anchors(crls=tuple(self.authority.crls()) if own else ()).plus(own).plus(self.configured.anchors)


def build(tools: Tools) -> Workshop:
    """The workshop of this process (a factory of `Tools`)."""
    desk = tools.part(Authority)
    url = tools.settings.tsa_url
    stamper = timestampers.over_http(url) if url else timestampers.in_process(desk.timestamp)
    configured = anchors_in_folder(tools.settings.data / "anchors")
    if not tools.settings.demo:
        configured = configured.without_demo()
    return Workshop(desk, stamper, tools.clock, configured, tools.settings.demo)
