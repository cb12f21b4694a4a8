"""The validation report of ETSI TS 119 102-2, and long-term validation as ETSI EN 319 102-1 asks."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.ades import ades_lta_validation, simulate_future_ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.report.tools import generate_report
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from service.seals.pdf import certificate, run
from service.seals.policy import ONLY_SIGNATURES


def etsi_reports(pdf: bytes, roots: Sequence[bytes], when: datetime) -> dict[str, bytes]:
    """One XML report a signature, by field name."""
    return run(_reports(pdf, roots, when))


def long_term_results(
    pdf: bytes, roots: Sequence[bytes], when: datetime, future: datetime | None = None
) -> dict[str, str]:
    """Per field what long-term validation says now, or would say in the future with the same trust."""
    return run(_results(pdf, roots, when, future))


async def _reports(pdf: bytes, roots: Sequence[bytes], when: datetime) -> dict[str, bytes]:
    found = {}
    for embedded in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures:
        result = await ades_lta_validation(embedded, _spec(roots), timing_info=_timing(when))
        report = generate_report(embedded, result)
        found[embedded.field_name] = str(report).encode()
    return found


async def _results(pdf: bytes, roots: Sequence[bytes], when: datetime, future: datetime | None) -> dict[str, str]:
    found = {}
    for embedded in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures:
        if future is None:
            result: Any = await ades_lta_validation(embedded, _spec(roots), timing_info=_timing(when))
        else:
            result = await simulate_future_ades_lta_validation(
                embedded, _spec(roots), future, current_reference_time=when
            )
        found[embedded.field_name] = str(result.ades_subindic)
    return found


def _timing(when: datetime) -> ValidationTimingInfo:
    return ValidationTimingInfo(validation_time=when, best_signature_time=when, point_in_time_validation=True)


def _spec(roots: Sequence[bytes]) -> PdfSignatureValidationSpec:
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=[certificate(one) for one in roots]),
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
    )
    gathering = RevocationInfoGatheringSpec(online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY)
    signature = SignatureValidationSpec(cert_validation_policy=policy, revinfo_gathering_policy=gathering)
    return PdfSignatureValidationSpec(signature, diff_policy=ONLY_SIGNATURES)
