"""One signature at a time: whole, unchanged since, and trusted at the time it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, FreshnessReqType, RevocationCheckingPolicy

from service.seals.anchors import Anchor, AnchorKind, Anchors
from service.seals.pdf import certificate, token_of
from service.seals.policy import ONLY_SIGNATURES
from service.seals.rules import SCAN_FIELD
from service.seals.verdicts import Reason, SignatureKind

USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
# Answers fetched at archiving speak about the time of signing before and, kept by a timestamp, about the years after.
REVOCATION = CertRevTrustPolicy(
    RevocationCheckingPolicy.from_legacy("soft-fail"),
    freshness=timedelta(days=36500),
    freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
)
COVERS = {SignatureCoverageLevel.ENTIRE_FILE: "file", SignatureCoverageLevel.ENTIRE_REVISION: "revision"}


@dataclass(frozen=True, slots=True)
class Assessed:
    """What was found about one signature; `altered` and `untrusted` are the faults of each kind."""

    embedded: Any
    kind: SignatureKind
    time: datetime | None
    has_token: bool
    intact: bool
    trusted: bool
    anchor: Anchor | None
    covers: str
    changes: str
    altered: tuple[Reason, ...]
    untrusted: tuple[Reason, ...]

    @property
    def field(self) -> str:
        """The name of its field."""
        return str(self.embedded.field_name)

    @property
    def signer(self) -> x509.Certificate:
        """The signer's certificate."""
        return self.embedded.signer_cert

    @property
    def certified(self) -> bool:
        """Whether a recognised provider certified the signer."""
        return self.trusted and self.anchor is not None and self.anchor.kind is AnchorKind.CERTIFIED

    @property
    def ours(self) -> bool:
        """Whether this installation's own authority stands behind it."""
        return self.anchor is not None and (self.anchor.kind is AnchorKind.BUILT_IN or self.anchor.is_demo)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Revocation data and certificates that the file carries, and the anchors."""

    anchors: Anchors
    certificates: tuple[Any, ...] = ()
    ocsps: tuple[Any, ...] = ()
    crls: tuple[Any, ...] = ()

    def context(self, moment: datetime) -> ValidationContext:
        """A fresh context: they remember, so each check needs its own."""
        return ValidationContext(
            trust_roots=[certificate(one.certificate) for one in self.anchors.anchors],
            other_certs=list(self.certificates),
            ocsps=list(self.ocsps),
            crls=[*self.crls, *self.anchors.crls],
            moment=moment,
            revinfo_policy=REVOCATION,
            allow_fetching=False,  # no address inside a foreign file is ever asked
        )

    def revoked_here(self, one: x509.Certificate, moment: datetime) -> bool:
        """Whether this installation knows of a revocation that an older answer in the file may not know."""
        for raw in self.anchors.crls:
            listed = crl.CertificateList.load(raw)
            if listed.issuer != one.issuer:
                continue
            for entry in listed["tbs_cert_list"]["revoked_certificates"] or ():
                if entry["user_certificate"].native == one.serial_number:
                    return bool(entry["revocation_date"].native <= moment)
        return False

    def knows_status_of(self, one: x509.Certificate) -> bool:
        """Whether the file carries an answer about a certificate."""
        answered = {
            said["cert_id"]["serial_number"].native
            for answer in self.ocsps
            for said in answer.response_data["responses"]
        }
        return one.serial_number in answered or any(crl.issuer == one.issuer for crl in self.crls)


def evidence(reader: Any, anchors: Anchors) -> Evidence:
    """What the file carries for its own checking."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return Evidence(anchors)
    ocsps = tuple(one.get_object() for one in store.ocsps)
    lists = tuple(one.get_object() for one in store.crls)
    return Evidence(
        anchors,
        tuple(store.load_certs()),
        tuple(ocsp.OCSPResponse.load(one.data) for one in ocsps),
        tuple(crl.CertificateList.load(one.data) for one in lists),
    )


async def assess(embedded: Sequence[Any], known: Evidence, when: datetime) -> list[Assessed]:
    """All signatures in order; the newest timestamp is judged now, each older one at the time of the next."""
    found: dict[str, Assessed] = {}
    proven = when
    for one in reversed(embedded):
        if one.sig_object_type != "/DocTimeStamp":
            found[one.field_name] = await _signature(one, known, proven)
            continue
        stamped = await _timestamp(one, known, proven)
        found[one.field_name] = stamped
        if stamped.trusted and stamped.intact and stamped.time is not None:
            proven = stamped.time
    return [found[one.field_name] for one in embedded]


async def _timestamp(one: Any, known: Evidence, moment: datetime) -> Assessed:
    status = await async_validate_pdf_timestamp(one, known.context(moment), diff_policy=ONLY_SIGNATURES)
    said = one.signed_data["encap_content_info"]["content"].parsed
    changes = _changes(status)
    untrusted = [] if status.trusted else [_timestamp_fault(status, str(one.field_name))]
    if status.trusted and known.revoked_here(one.signer_cert, moment):
        untrusted.append(Reason("timestamp_untrusted", {"field": str(one.field_name)}))
    return Assessed(
        embedded=one,
        kind=SignatureKind.TIMESTAMP,
        time=said["gen_time"].native,
        has_token=True,
        intact=bool(status.intact and status.valid),
        trusted=not untrusted,
        anchor=_anchor(status, known.anchors),
        covers=_covers(status),
        changes=changes,
        altered=tuple(_altered(one, status, changes)),
        untrusted=tuple(untrusted),
    )


async def _signature(one: Any, known: Evidence, proven: datetime) -> Assessed:
    token = token_of(one)
    stamped = token["encap_content_info"]["content"].parsed["gen_time"].native if token is not None else None
    moment = min(stamped, proven) if stamped else proven
    status = await async_validate_pdf_signature(
        one,
        known.context(moment),
        ts_validation_context=known.context(proven),
        diff_policy=ONLY_SIGNATURES,
        key_usage_settings=USAGE,
    )
    changes = _changes(status)
    altered, untrusted = _altered(one, status, changes), []
    if not status.trusted:
        untrusted.append(_signer_fault(status, str(one.field_name)))
    elif known.revoked_here(one.signer_cert, moment):
        untrusted.append(Reason("signer_revoked", {"field": str(one.field_name)}))
    if stamped is not None:
        sound = status.timestamp_validity
        if sound is None or not (sound.intact and sound.valid):
            altered.append(Reason("signature_broken", {"field": str(one.field_name)}))
        elif not sound.trusted:
            untrusted.append(Reason("timestamp_untrusted", {"field": str(one.field_name)}))
    sealed = one.docmdp_level is not None or one.field_name == SCAN_FIELD
    return Assessed(
        embedded=one,
        kind=SignatureKind.SEAL if sealed else SignatureKind.SIGNATURE,
        time=stamped or _claimed(one),
        has_token=stamped is not None,
        intact=bool(status.intact and status.valid),
        trusted=not untrusted,
        anchor=_anchor(status, known.anchors),
        covers=_covers(status),
        changes=changes,
        altered=tuple(altered),
        untrusted=tuple(untrusted),
    )


def _covers(status: Any) -> str:
    return COVERS.get(status.coverage, "unclear")


def _changes(status: Any) -> str:
    """What came after it; for a timestamp pyHanko leaves the judging of the level to us."""
    if status.docmdp_ok is False or status.modification_level in (None, ModificationLevel.OTHER):
        return "forbidden"
    return "none" if status.coverage is SignatureCoverageLevel.ENTIRE_FILE else "signatures"


def _altered(one: Any, status: Any, changes: str) -> list[Reason]:
    where = {"field": str(one.field_name)}
    faults = []
    if not status.intact:
        faults.append(Reason("digest_mismatch", where))
    elif not status.valid:
        faults.append(Reason("signature_broken", where))
    if status.coverage not in COVERS:
        faults.append(Reason("coverage_unclear", where))
    elif changes == "forbidden":
        faults.append(Reason("changed_after_signing", where))
    return faults


def _signer_fault(status: Any, field: str) -> Reason:
    problem = str(getattr(status.trust_problem_indic, "name", ""))
    if "REVOKED" in problem:
        return Reason("signer_revoked", {"field": field})
    if "OUT_OF_BOUNDS" in problem or "EXPIRED" in problem:
        return Reason("signer_expired", {"field": field})
    return Reason("signer_untrusted", {"field": field})


def _timestamp_fault(status: Any, field: str) -> Reason:
    problem = str(getattr(status.trust_problem_indic, "name", ""))
    expired = "OUT_OF_BOUNDS" in problem or "EXPIRED" in problem
    return Reason("timestamp_expired" if expired else "timestamp_untrusted", {"field": field})


def _anchor(status: Any, anchors: Anchors) -> Anchor | None:
    if status.validation_path is None:
        return None
    root = status.validation_path.trust_anchor.authority
    return anchors.kind_of(root.certificate.dump())


def _claimed(one: Any) -> datetime | None:
    claimed = one.self_reported_timestamp
    return claimed if claimed is not None and claimed.tzinfo is not None else None
