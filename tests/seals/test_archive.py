"""The archive copy outlives certificates, and other programs accept it."""

import re
import shutil
import subprocess
from datetime import timedelta

import pytest
from asn1crypto import pem

from service.authority.rules import CertificateKind
from service.core.refusals import Refused
from service.seals import archive
from service.seals.judge import judge
from service.seals.report import etsi_reports, long_term_results
from service.seals.verdicts import VerdictCode
from tests.support.papers import archived_pdf, locked_pdf, sign, signed_steps

YEAR = timedelta(days=365)


def test_an_archive_copy_is_b_lta_and_covers_the_whole_file(finished):
    authority, steps, archived = finished
    verdict = judge(archived, authority.anchors(), when=authority.now)
    assert [one.level for one in verdict.signatures] == ["B-LTA", "B-LTA", "B-LTA", "DocTimeStamp"]
    assert verdict.signatures[-1].covers == "file"
    assert archived.startswith(steps[-1])
    assert len(verdict.revisions) == 4
    assert verdict.validity.archived_at == authority.now


def test_long_term_validation_passes_now_and_in_six_years(finished):
    authority, _, archived = finished
    roots = authority.chain[-1:]
    now = long_term_results(archived, roots, authority.now)
    later = long_term_results(archived, roots, authority.now, authority.now + 6 * YEAR)
    assert set(now.values()) == set(later.values()) == {"AdESPassed.OK"}
    assert set(now) == {"Segel", "Pihak1", "Pihak2"}


@pytest.mark.parametrize("years", [1, 3, 6, 11])
def test_an_archive_copy_stays_authentic_after_its_signers_certificates_end(finished, years):
    authority, _, archived = finished
    assert judge(archived, authority.anchors(), when=authority.now + years * YEAR).authentic


def test_after_the_timestamps_certificate_the_copy_must_have_been_renewed(authority):
    archived = archived_pdf(authority, signed_steps(authority, 1)[-1])
    authority.now += 3 * YEAR
    authority.tsa = authority._make(CertificateKind.TIMESTAMP, "Penanda Waktu Uji 2", authority.issuing)
    renewed = archive.renew(
        archived, authority.ocsp_for, authority.timestamper(), authority.chain[-1:], authority.crls(), authority.now
    )
    assert renewed.startswith(archived)
    late = authority.now + 10 * YEAR
    stale = judge(archived, authority.anchors(), when=late)
    assert stale.verdict is VerdictCode.UNTRUSTED
    assert "timestamp_expired" in {reason.code for reason in stale.reasons}
    assert judge(renewed, authority.anchors(), when=late).authentic
    assert [one.field for one in judge(renewed, authority.anchors(), when=late).signatures][-2:] == ["Arsip1", "Arsip2"]


def test_a_paper_with_an_empty_field_is_not_archived(authority):
    with pytest.raises(Refused) as refused:
        archived_pdf(authority, signed_steps(authority, 2)[1])
    assert refused.value.code == "archive_incomplete"


def test_a_revoked_signer_is_not_archived(authority):
    signer = authority.person()
    authority.revoke(signer, authority.now - timedelta(days=1))
    signed = sign(authority, locked_pdf(authority, 1), "Pihak1", signer)
    with pytest.raises(Refused) as refused:
        archived_pdf(authority, signed)
    assert refused.value.code == "signature_unsound"


def test_only_an_archive_copy_is_renewed(authority):
    with pytest.raises(Refused) as refused:
        archive.renew(
            signed_steps(authority, 1)[-1],
            authority.ocsp_for,
            authority.timestamper(),
            authority.chain[-1:],
            authority.crls(),
            authority.now,
        )
    assert refused.value.code == "archive_missing"


def test_the_etsi_report_names_the_outcome(finished):
    authority, _, archived = finished
    reports = etsi_reports(archived, authority.chain[-1:], authority.now)
    assert set(reports) == {"Segel", "Pihak1", "Pihak2"}
    assert all(b"total-passed" in report for report in reports.values())


# --------------------------------------------------------------------------------------------- what others say of it
def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@needs("pdfsig")
def test_pdfsig_accepts_every_signature(finished, tmp_path):
    _, _, archived = finished
    (tmp_path / "a.pdf").write_bytes(archived)
    said = subprocess.run(["pdfsig", "-nocert", tmp_path / "a.pdf"], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 3
    assert "Invalid" not in said
    assert "mismatch" not in said.lower()


@needs("qpdf")
def test_qpdf_finds_no_fault(finished, tmp_path):
    _, _, archived = finished
    (tmp_path / "a.pdf").write_bytes(archived)
    checked = subprocess.run(["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@needs("openssl")
def test_openssl_accepts_every_signature_and_token(finished, tmp_path):
    authority, _, archived = finished
    root, issuing = tmp_path / "root.pem", tmp_path / "issuing.pem"
    root.write_bytes(pem.armor("CERTIFICATE", authority.chain[1]))
    issuing.write_bytes(pem.armor("CERTIFICATE", authority.chain[0]))
    at = ["-attime", str(int(authority.now.timestamp()))]
    signed = _signed_parts(archived)
    assert len(signed) == 4
    for number, (data, der) in enumerate(signed):
        (tmp_path / "data").write_bytes(data)
        (tmp_path / "sig").write_bytes(der)
        if number == 3:
            command = ["ts", "-verify", "-in", "sig", "-token_in", "-data", "data"]
        else:
            command = ["cms", "-verify", "-inform", "DER", "-in", "sig", "-content", "data", "-binary", "-out", "out"]
            command += ["-purpose", "any", "-certfile", "issuing.pem"]
        command += ["-CAfile", "root.pem", *at]
        if number == 3:
            command += ["-untrusted", "issuing.pem"]
        said = subprocess.run(["openssl", *command], capture_output=True, text=True, cwd=tmp_path, check=False)
        assert said.returncode == 0, said.stderr


def _signed_parts(pdf: bytes) -> list[tuple[bytes, bytes]]:
    """Per signature the bytes it covers and its DER, read without any PDF library."""
    found = []
    for match in re.finditer(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf):
        start, length, second, rest = map(int, match.groups())
        der = bytes.fromhex(pdf[start + length + 1 : second - 1].decode())
        size = 2 + (der[1] & 0x7F) + int.from_bytes(der[2 : 2 + (der[1] & 0x7F)], "big")
        found.append((pdf[start : start + length] + pdf[second : second + rest], der[:size]))
    return found
