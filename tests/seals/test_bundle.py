"""The evidence bundle holds all that proves a paper."""

import hashlib
import io
import json
import zipfile

import pytest
from asn1crypto import crl, ocsp, pem, tsp, x509

from service.seals.bundle import Evidence, bundle
from service.seals.judge import judge

EVENTS = [{"sequence": 1, "code": "agreement.created"}, {"sequence": 2, "code": "agreement.signed"}]


@pytest.fixture(scope="module")
def made(finished):
    authority, _, archived = finished
    verdict = judge(archived, authority.anchors(), when=authority.now)
    evidence = Evidence(
        archived, verdict, EVENTS, authority.chain[-1:], authority.now, {"../undangan.pdf": b"%PDF-1.4"}
    )
    return evidence, bundle(evidence)


def test_every_member_has_its_hash_and_nothing_else_is_inside(made):
    with zipfile.ZipFile(io.BytesIO(made[1])) as opened:
        sums = dict(reversed(line.split("  ", 1)) for line in opened.read("SHA256SUMS").decode().splitlines())
        for name in opened.namelist():
            if name != "SHA256SUMS":
                assert hashlib.sha256(opened.read(name)).hexdigest() == sums.pop(name)
        assert not sums
        assert all(not name.startswith(("/", ".")) and ".." not in name for name in opened.namelist())


def test_paper_verdict_events_and_revisions_are_there(made):
    evidence, packed = made
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        assert opened.read("naskah.pdf") == evidence.pdf
        assert json.loads(opened.read("putusan.json"))["verdict"] == "authentic"
        assert json.loads(opened.read("peristiwa.json")) == EVENTS
        revisions = json.loads(opened.read("revisi.json"))
    assert [one["sha256"] for one in revisions] == list(evidence.verdict.revisions)
    assert revisions[-1] == {"length": len(evidence.pdf), "sha256": evidence.verdict.sha256}


def test_certificates_answers_tokens_and_reports_can_be_read(made):
    with zipfile.ZipFile(io.BytesIO(made[1])) as opened:
        kinds: dict[str, list[bytes]] = {}
        for name in opened.namelist():
            kinds.setdefault(name.split("/")[0] + name[name.rfind(".") :], []).append(opened.read(name))
    names = {
        x509.Certificate.load(pem.unarmor(one)[2]).subject.native["common_name"] for one in kinds["sertifikat.pem"]
    }
    assert {"Akar Uji", "Penerbit Uji", "Penanda Waktu Uji", "Penanda Tangan Ke-1, S.H."} <= names
    assert all(ocsp.OCSPResponse.load(one)["response_status"].native == "successful" for one in kinds["status.ocsp"])
    assert len(kinds["status.ocsp"]) == 4  # seal, two signers, timestamp authority
    assert len([crl.CertificateList.load(one).issuer.native for one in kinds["status.crl"]]) == 2
    assert len(kinds["token.der"]) == 4
    assert all(tsp.ContentInfo.load(one)["content_type"].native == "signed_data" for one in kinds["token.der"])
    assert len(kinds["laporan.xml"]) == 3


def test_the_order_of_members_never_changes(made):
    evidence, packed = made
    with zipfile.ZipFile(io.BytesIO(packed)) as first, zipfile.ZipFile(io.BytesIO(bundle(evidence))) as second:
        assert first.namelist() == second.namelist()
        same = [name for name in first.namelist() if first.read(name) == second.read(name)]
        assert [name for name in first.namelist() if name not in same] == [
            name for name in first.namelist() if name.startswith(("laporan/", "SHA256SUMS"))
        ] or same == first.namelist()
