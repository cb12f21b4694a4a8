"""Judging a PDF: integrity, what changed after signing, trust, completeness. Works without database or network.

`judge` is a plain function of bytes; rooms run it in a limited child process (limited.py), because the file may have
been made to break its reader.
"""

import io
import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

from service.seals import inspection
from service.seals.anchors import Anchors
from service.seals.assess import Assessed, assess, evidence
from service.seals.findings import findings, validity
from service.seals.limited import SIZE_LIMIT, Register, unreadable
from service.seals.pdf import BROKEN, Field, run, sha256, signature_fields
from service.seals.rules import SCAN_FIELD
from service.seals.verdicts import (
    Reason,
    SignatureKind,
    TrustClass,
    Validity,
    Verdict,
    VerdictCode,
    apply_register,
)

HEADER_WITHIN = 1024


def judge(pdf: bytes, anchors: Anchors, *, when: datetime, register: Register | None = None) -> Verdict:
    """The verdict on a file; `register` is asked with the verdict found so far (it carries all hashes)."""
    try:
        verdict = _judged(pdf, anchors, when)
    except BROKEN:
        verdict = unreadable(pdf, when, "cannot_be_judged")
    return apply_register(verdict, register(verdict)) if register else verdict


def judge_bytes(pdf: bytes, anchors: Anchors, when: datetime) -> Verdict:
    """`judge` without a register: what runs in the child process."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    return judge(pdf, anchors, when=when)


def _judged(pdf: bytes, anchors: Anchors, when: datetime) -> Verdict:
    if b"%PDF-" not in pdf[:HEADER_WITHIN]:
        return unreadable(pdf, when, "not_pdf")
    if len(pdf) > SIZE_LIMIT:
        return unreadable(pdf, when, "too_large")
    reader = PdfFileReader(io.BytesIO(pdf))
    if reader.encrypted:
        return unreadable(pdf, when, "encrypted")
    embedded = list(reader.embedded_signatures)
    fields = signature_fields(reader)
    blank = Verdict(VerdictCode.UNSIGNED, Validity(when), sha256=sha256(pdf))
    if sorted(field.name for field in fields if field.signed) != sorted(set(map(_name, embedded))):
        return unreadable(pdf, when, "cannot_be_judged")  # a signature in a form that nobody can check
    if not embedded:
        return replace(blank, reasons=(Reason("no_signature"),))
    return run(_signed(pdf, reader, embedded, fields, anchors, blank))


def _name(embedded: Any) -> str:
    return str(embedded.field_name)


async def _signed(
    pdf: bytes, reader: PdfFileReader, embedded: list[Any], fields: list[Field], anchors: Anchors, blank: Verdict
) -> Verdict:
    when = blank.validity.judged_at
    known = evidence(reader, anchors)
    assessed = await assess(embedded, known, when)
    altered = inspection.byte_faults(pdf, embedded) + [reason for one in assessed for reason in one.altered]
    altered += _unplanned(reader, embedded, fields)
    verdict = replace(
        blank,
        signatures=findings(assessed, known, fields),
        validity=validity(assessed, when),
        revisions=tuple(sha256(pdf[:end]) for end in inspection.revision_ends(embedded)),
        trust_class=_trust_class(assessed),
    )
    notes = _notes(verdict, assessed)
    for code, reasons in (
        (VerdictCode.ALTERED, altered),
        (VerdictCode.UNTRUSTED, [reason for one in assessed for reason in one.untrusted]),
        (VerdictCode.INCOMPLETE, _missing(assessed, fields)),
    ):
        if reasons:
            return replace(verdict, verdict=code, reasons=(*_once(reasons), *notes))
    return replace(verdict, verdict=VerdictCode.AUTHENTIC, reasons=tuple(notes))


def _unplanned(reader: PdfFileReader, embedded: list[Any], fields: list[Field]) -> list[Reason]:
    """Fields that came after the first signature and are neither timestamps nor honest further signatures."""
    first = embedded[0]
    certified = [one for one in embedded if one.docmdp_level is not None]
    faults = [Reason("certification_not_first")] if certified and certified[0] is not first else []
    history = reader.get_historical_resolver(first.signed_revision)
    planned = {field.name for field in signature_fields(history)}
    stamps = {one.field_name for one in embedded if one.sig_object_type == "/DocTimeStamp"}
    for field in fields:
        if field.name in planned or field.name in stamps:
            continue
        if certified or not field.signed:
            faults.append(Reason("field_not_in_plan", {"field": field.name}))
    return faults


def _missing(assessed: list[Assessed], fields: list[Field]) -> list[Reason]:
    reasons = [Reason("field_empty", {"field": field.name}) for field in fields if not field.signed]
    first = assessed[0]
    locked_by_us = first.embedded.docmdp_level is not None and first.ours and first.field != SCAN_FIELD
    if locked_by_us and not any(one.kind is SignatureKind.TIMESTAMP for one in assessed):
        reasons.append(Reason("archive_missing"))
    return reasons


def _trust_class(assessed: list[Assessed]) -> TrustClass:
    signers = [one for one in assessed if one.kind is SignatureKind.SIGNATURE]
    if assessed[0].field == SCAN_FIELD:
        return TrustClass.SCAN
    if signers and all(one.certified for one in signers):
        return TrustClass.CERTIFIED
    return TrustClass.UNCERTIFIED


def _notes(verdict: Verdict, assessed: list[Assessed]) -> list[Reason]:
    """What a reader should know beside the verdict."""
    notes = [Reason("demo_authority")] if any(one.anchor and one.anchor.is_demo for one in assessed) else []
    if verdict.trust_class is TrustClass.SCAN:
        notes.append(Reason("scan_only"))
    elif verdict.trust_class is TrustClass.UNCERTIFIED:
        notes.append(Reason("not_certified"))
    notes += [Reason("no_timestamp", {"field": one.field}) for one in assessed if not one.has_token]
    return notes


def _once(reasons: list[Reason]) -> list[Reason]:
    kept: list[Reason] = []
    for reason in reasons:
        if reason not in kept:
            kept.append(reason)
    return kept
