"""Timestamps over something other than a paper: ask for one, and judge one that was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import cms
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from service.core.refusals import Refused
from service.core.tools import Tools
from service.seals import desk
from service.seals.desk import Seals
from service.seals.pdf import BROKEN, certificate, run
from service.seals.ports import Stamped, TokenFault
from service.seals.timestampers import ALGORITHM

DRIFT = timedelta(hours=1)  # between our clock and an outside authority's; a chain stamped anew later lies far off


def judge_token(kept: Stamped, roots: Sequence[bytes]) -> TokenFault | None:
    """What is wrong with a token; its certificate is judged at the time that the token names."""
    try:
        content = cms.ContentInfo.load(kept.token, strict=True)["content"]
        moment = content["encap_content_info"]["content"].parsed["gen_time"].native
        status = run(_status(content, moment, kept.digest, roots))
    except BROKEN:  # whatever the parser meets in a token that somebody altered
        return TokenFault.WRONG
    if not (status["intact"] and status["valid"]):
        return TokenFault.WRONG
    if abs(moment - kept.at) > DRIFT:
        return TokenFault.OTHER_TIME
    trusted = status["trust_problem_indic"] is None and status["validation_path"] is not None
    return None if trusted else TokenFault.UNTRUSTED


async def _status(content: Any, moment: datetime, digest: bytes, roots: Sequence[bytes]) -> dict[str, Any]:
    context = ValidationContext(
        trust_roots=[certificate(one) for one in roots],
        other_certs=[one.chosen for one in content["certificates"]],
        moment=moment,
        allow_fetching=False,
    )
    status: dict[str, Any] = await validate_tst_signed_data(
        content, context, lambda algorithm: digest if algorithm == ALGORITHM else b""
    )
    return status


@dataclass(frozen=True, slots=True)
class Desk:
    """The configured timestamp authority and this installation's trust, for digests."""

    seals: Seals

    def stamp(self, digest: bytes, at: datetime) -> bytes:
        """A token over a SHA-256 digest that leads to a known root; refuses where none is to be had."""
        token: bytes = run(self.seals.timestamper().async_timestamp(digest, ALGORITHM)).dump()
        fault = judge_token(Stamped(token, digest, at), self._roots())
        if fault is not None:
            raise Refused("timestamp_root_unknown" if fault is TokenFault.UNTRUSTED else "timestamp_unavailable")
        return token

    def judge(self, kept: Sequence[Stamped]) -> list[TokenFault | None]:
        """What is wrong with each token that was kept."""
        roots = self._roots()
        return [judge_token(one, roots) for one in kept]

    def _roots(self) -> list[bytes]:
        return [one.certificate for one in self.seals.anchors().anchors]


def build(tools: Tools) -> Desk:
    """The notary of this process (a factory of `Tools`)."""
    return Desk(desk.build(tools))
