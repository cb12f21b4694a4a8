"""Where timestamps come from: our own authority in this process, or an outside one over HTTP. Never neither."""

import secrets
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import requests
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from service.core.refusals import Refused
from service.seals.pdf import run

Answer = Callable[[bytes], bytes]
CONNECT_SECONDS, READ_SECONDS = 5.0, 15.0
ANSWER_LIMIT = 64 * 1024
UNKNOWN_SIZE = 16 * 1024
ALGORITHM = "sha256"


class Timestamper(TimeStamper):
    """Asks for tokens through a function of bytes to bytes; every fault is one retriable refusal."""

    def __init__(self, answer: Answer, roots: Callable[[], Sequence[bytes]] = tuple) -> None:
        super().__init__(include_nonce=True)
        self._answer = answer
        self.roots = roots  # whom its tokens may lead to, besides the root of the signer
        self._largest = 0
        self._seen: dict[bytes, None] = {}

    async def async_request_tsa_response(self, req: Any) -> Any:
        """The authority's answer."""
        return tsp.TimeStampResp.load(self._answer(req.dump()))

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        """A token whose imprint and nonce are those asked for."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            said = token["content"]["encap_content_info"]["content"].parsed
            if said["message_imprint"]["hashed_message"].native != message_digest:
                raise ValueError("the token is about something else")
            self._largest = max(self._largest, len(token.dump()))
            self._seen.update(dict.fromkeys(one.chosen.dump() for one in token["content"]["certificates"]))
        except Refused:
            raise
        except Exception as fault:
            raise Refused("timestamp_unavailable") from fault
        return token

    def size(self) -> int:
        """The largest token seen; before the first, one is asked for on trial. Falls back where none is to be had."""
        if not self._largest:
            self._try_one()
        return self._largest or UNKNOWN_SIZE

    def known_certificates(self) -> list[bytes]:
        """The certificates of all tokens so far, as DER."""
        return list(self._seen)

    def _try_one(self) -> None:
        try:
            run(self.async_timestamp(secrets.token_bytes(32), ALGORITHM))
        except Refused:
            return


def over_http(
    url: str,
    roots: Callable[[], Sequence[bytes]] = tuple,
    *,
    connect: float = CONNECT_SECONDS,
    read: float = READ_SECONDS,
) -> Timestamper:
    """An outside authority; silence, refusals and garbage end in Refused('timestamp_unavailable')."""

    def answer(request: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        try:
            with requests.post(
                url, data=request, headers=headers, timeout=(connect, read), allow_redirects=False, stream=True
            ) as said:
                said.raise_for_status()
                body = said.raw.read(ANSWER_LIMIT + 1, decode_content=True)
        except (requests.RequestException, OSError) as fault:
            raise Refused("timestamp_unavailable", host=urlsplit(url).hostname or "") from fault
        if said.status_code != requests.codes.ok or len(body) > ANSWER_LIMIT:
            raise Refused("timestamp_unavailable", host=urlsplit(url).hostname or "")
        return bytes(body)

    return Timestamper(answer, roots)


def in_process(answer: Answer) -> Timestamper:
    """Our own authority, without a network between."""
    return Timestamper(answer)
