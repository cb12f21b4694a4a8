"""The evidence bundle: one ZIP with all that proves a paper, the same bytes for the same input."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import cms, pem
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError

from service.seals.inspection import revision_ends
from service.seals.pdf import sha256, token_of
from service.seals.report import etsi_reports
from service.seals.verdicts import Verdict

NOTE = """Bundel bukti Sijari

naskah.pdf            naskah akhir (PAdES B-LTA); periksa dengan pembaca PDF apa pun atau `sijari verify`
revisi.json           SHA-256 berkas pada akhir setiap tanda tangan, dari yang pertama
putusan.json          putusan pemeriksaan pada saat bundel ini dibuat
peristiwa.json        peristiwa naskah, berantai hash
sertifikat/           semua sertifikat dalam naskah (PEM)
status/               jawaban OCSP dan daftar pencabutan (DER)
token/                token penanda waktu RFC 3161 (DER)
laporan/              laporan pemeriksaan ETSI TS 119 102-2 (XML), satu per tanda tangan
lampiran/             berkas lain
SHA256SUMS            SHA-256 setiap berkas di atas
"""
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What goes into a bundle: the final paper, its verdict and events, and further files by name."""

    pdf: bytes
    verdict: Verdict
    events: Sequence[dict[str, Any]]
    roots: Sequence[bytes]
    when: datetime
    attachments: dict[str, bytes] = field(default_factory=dict)


def bundle(evidence: Evidence) -> bytes:
    """The ZIP; its members stand in a fixed order without times, so equal evidence gives equal bytes."""
    members = {"BACA.txt": NOTE.encode(), "naskah.pdf": evidence.pdf}
    members["putusan.json"] = _json(evidence.verdict.to_json())
    members["peristiwa.json"] = _json(list(evidence.events))
    members |= proofs(evidence.pdf, evidence.roots, evidence.when)
    for name, data in sorted(evidence.attachments.items()):
        members[f"lampiran/{_safe(name)}"] = data
    sums = "".join(f"{sha256(data)}  {name}\n" for name, data in sorted(members.items()))
    members["SHA256SUMS"] = sums.encode()
    return _zip(members)


def proofs(pdf: bytes, roots: Sequence[bytes], when: datetime) -> dict[str, bytes]:
    """What proves a paper's signatures, by file name: revisions, certificates, status, tokens, ETSI reports."""
    members = _from_paper(pdf)
    for root in roots:
        _certificate(members, root)
    for name, report in etsi_reports(pdf, roots, when).items():
        members[f"laporan/{_safe(name)}.xml"] = report
    return dict(sorted(members.items()))


def _from_paper(pdf: bytes) -> dict[str, bytes]:
    reader = PdfFileReader(io.BytesIO(pdf))
    embedded = list(reader.embedded_signatures)
    revisions = [{"length": end, "sha256": sha256(pdf[:end])} for end in revision_ends(embedded)]
    members = {"revisi.json": _json(revisions)}
    for one in embedded:
        for choice in one.signed_data["certificates"]:
            _certificate(members, choice.chosen.dump())
        token = token_of(one)
        if one.sig_object_type == "/DocTimeStamp":
            members[f"token/{one.field_name}.der"] = one.pkcs7_content
        elif token is not None:
            members[f"token/{one.field_name}.der"] = _content_info(token)
            for choice in token["certificates"]:
                _certificate(members, choice.chosen.dump())
    return members | _status(reader)


def _status(reader: PdfFileReader) -> dict[str, bytes]:
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return {}
    members = {}
    for kind, streams in (("ocsp", store.ocsps), ("crl", store.crls)):
        for stream in streams:
            data = stream.get_object().data
            members[f"status/{sha256(data)[:16]}.{kind}"] = data
    return members


def _certificate(members: dict[str, bytes], der: bytes) -> None:
    members[f"sertifikat/{sha256(der)[:16]}.pem"] = pem.armor("CERTIFICATE", der)


def _content_info(signed_data: Any) -> bytes:
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed_data}).dump())


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True, default=str).encode()


def _safe(name: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in "._- " else "_" for letter in name)
    return kept.lstrip(".") or "berkas"


def _zip(members: dict[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members, key=lambda one: (one != "BACA.txt", one)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, members[name])
    return output.getvalue()
