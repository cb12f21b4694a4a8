"""The built-in timestamp authority (RFC 3161): a request's bytes in, an answer's bytes out."""

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509

from service.authority.keys import PrivateKey, sign_raw
from service.authority.rules import TIMESTAMP_POLICY_OID

DIGEST_LENGTHS = {"sha256": 32, "sha384": 48, "sha512": 64}
REQUEST_LIMIT = 16 * 1024


@dataclass(frozen=True, slots=True)
class TimestampUnit:
    """What a token is signed with: certificate and chain as DER, and the P-256 key."""

    certificate: bytes
    chain: tuple[bytes, ...]
    key: PrivateKey


class _Answer(core.Sequence):  # type: ignore[misc]  # the library has no types
    """A TimeStampResp whose token may be missing, as RFC 3161 has it and the library's own class has not."""

    _fields = [  # noqa: RUF012  the library reads this class attribute
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


class Rejected(Exception):
    """A request that gets no token; carries the failure's name in RFC 3161."""

    def __init__(self, failure: str) -> None:
        super().__init__(failure)
        self.failure = failure


def answer(request_der: bytes, unit: TimestampUnit, now: datetime) -> bytes:
    """The answer to a request: a token, or a rejection that names the fault."""
    try:
        return _granted(_token(_read(request_der), unit, now.astimezone(UTC).replace(microsecond=0)))
    except Rejected as fault:
        return rejection(fault.failure)


def rejection(failure: str) -> bytes:
    """An answer that rejects, with the name of the failure."""
    status = tsp.PKIStatusInfo({"status": "rejection", "fail_info": {failure}})
    return bytes(_Answer({"status": status}).dump())


def _read(request_der: bytes) -> Any:
    if not request_der or len(request_der) > REQUEST_LIMIT:
        raise Rejected("bad_data_format")
    try:
        request = tsp.TimeStampReq.load(request_der, strict=True)
        algorithm = request["message_imprint"]["hash_algorithm"]["algorithm"].native
        imprint = request["message_imprint"]["hashed_message"].native
        policy = request["req_policy"].native
        extensions = request["extensions"].native
        _ = request["nonce"].native, request["cert_req"].native
        version = request["version"].native
    except (ValueError, TypeError, KeyError):
        raise Rejected("bad_data_format") from None
    if version != "v1":
        raise Rejected("bad_request")
    if algorithm not in DIGEST_LENGTHS:
        raise Rejected("bad_alg")
    if len(imprint) != DIGEST_LENGTHS[algorithm]:
        raise Rejected("bad_data_format")
    if policy not in (None, TIMESTAMP_POLICY_OID):
        raise Rejected("unaccepted_policy")
    if extensions:
        raise Rejected("unaccepted_extensions")
    return request


def _token(request: Any, unit: TimestampUnit, now: datetime) -> Any:
    certificate = asn1_x509.Certificate.load(unit.certificate)
    said = _said(request, certificate, now)
    attributes = _attributes(said, certificate, unit.certificate, now)
    digest = algos.DigestAlgorithm({"algorithm": "sha256"})
    kind = certificate.public_key.algorithm
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    )
                }
            ),
            "digest_algorithm": digest,
            "signature_algorithm": algos.SignedDigestAlgorithm(
                {"algorithm": "sha256_rsa" if kind == "rsa" else "sha256_ecdsa"}
            ),
            "signed_attrs": attributes,
            "signature": sign_raw(unit.key, attributes.dump()),
        }
    )
    chain = [certificate, *(asn1_x509.Certificate.load(one) for one in unit.chain)]
    content = {"content_type": "tst_info", "content": cms.ParsableOctetString(said)}
    signed = {
        "version": "v3",
        "digest_algorithms": cms.DigestAlgorithms((digest,)),
        "encap_content_info": cms.EncapsulatedContentInfo(content),
        "signer_infos": [signer],
    }
    if request["cert_req"].native:
        signed["certificates"] = chain
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})


def _said(request: Any, certificate: Any, now: datetime) -> bytes:
    info = {
        "version": "v1",
        "policy": TIMESTAMP_POLICY_OID,
        "message_imprint": request["message_imprint"],
        "serial_number": int.from_bytes(os.urandom(16), "big") >> 1,
        "gen_time": now,
        "accuracy": tsp.Accuracy({"seconds": 1}),
        "tsa": asn1_x509.GeneralName(name="directory_name", value=certificate.subject),
    }
    if request["nonce"].native is not None:
        info["nonce"] = request["nonce"]
    return bytes(tsp.TSTInfo(info).dump())


def _attributes(said: bytes, certificate: Any, certificate_der: bytes, now: datetime) -> Any:
    issuer = asn1_x509.GeneralName(name="directory_name", value=certificate.issuer)
    named = tsp.ESSCertIDv2(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "cert_hash": hashlib.sha256(certificate_der).digest(),
            "issuer_serial": {"issuer": [issuer], "serial_number": certificate.serial_number},
        }
    )
    return cms.CMSAttributes(
        [
            _attribute("content_type", "tst_info"),
            _attribute("signing_time", cms.Time({"utc_time": core.UTCTime(now)})),
            _attribute("signing_certificate_v2", tsp.SigningCertificateV2({"certs": [named]})),
            _attribute("message_digest", hashlib.sha256(said).digest()),
        ]
    )


def _attribute(kind: str, value: Any) -> Any:
    return cms.CMSAttribute({"type": cms.CMSAttributeType(kind), "values": (value,)})


def _granted(token: Any) -> bytes:
    return bytes(
        tsp.TimeStampResp({"status": tsp.PKIStatusInfo({"status": "granted"}), "time_stamp_token": token}).dump()
    )
