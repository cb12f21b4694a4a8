"""Making a PDF the same for the same input: fixed dates, an ID from the content, language set."""

import io
import re
from datetime import UTC, datetime

import pikepdf

FIXED = datetime(2000, 1, 1, tzinfo=UTC)
XMP_DATES = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)[^<]*")
ICC_DATE = slice(24, 36)
ICC_FIXED = bytes([7, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])


def normalise(pdf: bytes, *, language: str = "id-ID", when: datetime = FIXED) -> bytes:
    """The PDF without what differs from run to run (times, DocChecksum, ID, the stamp in the colour profile)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        stamp = when.strftime("D:%Y%m%d%H%M%SZ")
        opened.docinfo["/CreationDate"] = stamp
        if "/ModDate" in opened.docinfo:
            opened.docinfo["/ModDate"] = stamp
        opened.Root.Lang = pikepdf.String(language)
        if "/Metadata" in opened.Root:  # a plain substitution: validators are strict about how XMP is laid out
            metadata = opened.Root.Metadata.read_bytes()
            moment = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
            opened.Root.Metadata.write(XMP_DATES.sub(rb"\g<1>" + moment, metadata))
        for intent in opened.Root.get("/OutputIntents", []):
            if "/DestOutputProfile" in intent:
                profile = bytearray(intent.DestOutputProfile.read_bytes())
                profile[ICC_DATE] = ICC_FIXED
                intent.DestOutputProfile.write(bytes(profile))
        for key in ("/DocChecksum", "/ID"):
            if key in opened.trailer:
                del opened.trailer[key]
        buffer = io.BytesIO()
        opened.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return buffer.getvalue()
