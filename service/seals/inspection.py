"""Rules that look at the bytes, where pyHanko does not: padding, what follows the end, one signature used twice."""

from collections.abc import Sequence
from typing import Any

from service.seals.verdicts import Reason

PARTS = 4
LONG_FORM = 0x80


def byte_faults(pdf: bytes, signatures: Sequence[Any]) -> list[Reason]:
    """All faults of the bytes around the signatures."""
    faults = [
        Reason("padding_not_empty", {"field": str(one.field_name)}) for one in signatures if not _gap_is_clean(pdf, one)
    ]
    if max((_end(one) for one in signatures), default=0) != len(pdf):
        faults.append(Reason("trailing_bytes"))
    return faults + _doubles(signatures)


def revision_ends(signatures: Sequence[Any]) -> list[int]:
    """Where the part signed by each signature ends, in order."""
    return sorted({_end(one) for one in signatures})


def der_length(data: bytes) -> int:
    """How long the DER object at the beginning is, header included."""
    first = data[1]
    if first < LONG_FORM:
        return 2 + first
    count = first & (LONG_FORM - 1)
    return 2 + count + int.from_bytes(data[2 : 2 + count], "big")


def _end(signature: Any) -> int:
    ranges = [int(number) for number in signature.byte_range]
    return ranges[2] + ranges[3] if len(ranges) == PARTS else -1


def _gap_is_clean(pdf: bytes, signature: Any) -> bool:
    """Between the two signed parts stands one hexadecimal string: the signature, then zeros, and nothing else."""
    ranges = [int(number) for number in signature.byte_range]
    if len(ranges) != PARTS or ranges[0] != 0 or min(ranges) < 0:
        return False
    gap = pdf[ranges[1] : ranges[2]]
    if gap[:1] != b"<" or gap[-1:] != b">":
        return False
    try:
        content = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return False
    if content != signature.pkcs7_content or len(gap) != 2 * len(content) + 2:
        return False
    return not any(content[der_length(content) :])


def _doubles(signatures: Sequence[Any]) -> list[Reason]:
    seen: dict[bytes, str] = {}
    faults = []
    for one in signatures:
        raw = one.signer_info["signature"].native
        if raw in seen:
            faults.append(Reason("signature_twice", {"field": seen[raw], "other": str(one.field_name)}))
        seen.setdefault(raw, str(one.field_name))
    return faults
