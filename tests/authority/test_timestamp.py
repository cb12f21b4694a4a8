"""The timestamp authority answers everything, and everything wrong with a rejection."""

import hashlib
import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from asn1crypto import pem, tsp

from service.authority import timestamp
from tests.support.authority import MemoryAuthority


@pytest.fixture(scope="module")
def authority():
    return MemoryAuthority(datetime(2026, 3, 2, 3, 0, 0, 654321, tzinfo=UTC))


def request(algorithm: str = "sha256", *, imprint: bytes | None = None, nonce: int | None = 71, **more) -> bytes:
    digest = imprint if imprint is not None else hashlib.new(algorithm, b"naskah").digest()
    said = {
        "version": "v1",
        "message_imprint": {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": digest},
        "cert_req": True,
    } | more
    if nonce is not None:
        said["nonce"] = nonce
    return tsp.TimeStampReq(said).dump()


def read(answer: bytes):
    return timestamp._Answer.load(answer, strict=True)


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512"])
def test_a_token_says_what_was_asked_and_when(authority, algorithm):
    answered = read(authority.answer(request(algorithm)))
    assert answered["status"]["status"].native == "granted"
    said = answered["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    assert said["message_imprint"]["hashed_message"].native == hashlib.new(algorithm, b"naskah").digest()
    assert said["nonce"].native == 71
    assert said["gen_time"].native == datetime(2026, 3, 2, 3, 0, 0, tzinfo=UTC)
    assert said["serial_number"].native > 2**64


def test_without_cert_req_no_certificate_is_sent(authority):
    answered = read(authority.answer(request(cert_req=False, nonce=None)))
    assert answered["time_stamp_token"]["content"]["certificates"].native is None


@pytest.mark.parametrize(
    ("asked", "failure"),
    [
        pytest.param(b"", "bad_data_format", id="nothing"),
        pytest.param(b"halo", "bad_data_format", id="text"),
        pytest.param(b"\x30\x80" + bytes(50), "bad_data_format", id="indefinite length"),
        pytest.param(request() + b"\x00", "bad_data_format", id="bytes behind"),
        pytest.param(request()[:-3], "bad_data_format", id="cut"),
        pytest.param(bytes(20_000), "bad_data_format", id="too long"),
        pytest.param(request("sha1"), "bad_alg", id="sha1"),
        pytest.param(request("md5"), "bad_alg", id="md5"),
        pytest.param(request(imprint=b"short"), "bad_data_format", id="imprint of another length"),
        pytest.param(request(req_policy="1.2.3.4"), "unaccepted_policy", id="policy"),
        pytest.param(
            request(extensions=[{"extn_id": "1.2.3", "critical": True, "extn_value": b"\x05\x00"}]),
            "unaccepted_extensions",
            id="extension",
        ),
    ],
)
def test_a_fault_is_answered_with_its_name(authority, asked, failure):
    answered = read(authority.answer(asked))
    assert answered["status"]["status"].native == "rejection"
    assert answered["status"]["fail_info"].native == {failure}
    assert answered["time_stamp_token"].native is None


def test_every_token_has_its_own_number(authority):
    numbers = {
        read(authority.answer(request()))["time_stamp_token"]["content"]["encap_content_info"]["content"]
        .parsed["serial_number"]
        .native
        for _ in range(20)
    }
    assert len(numbers) == 20


def test_a_long_request_is_refused_before_it_is_read(authority):
    assert timestamp.REQUEST_LIMIT < 20_000


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_accepts_our_tokens(authority, tmp_path):
    (tmp_path / "data").write_bytes(b"naskah")
    subprocess.run(
        ["openssl", "ts", "-query", "-data", "data", "-sha512", "-cert", "-out", "q"], cwd=tmp_path, check=True
    )
    (tmp_path / "r").write_bytes(authority.answer((tmp_path / "q").read_bytes()))
    (tmp_path / "root.pem").write_bytes(pem.armor("CERTIFICATE", authority.chain[1]))
    (tmp_path / "issuing.pem").write_bytes(pem.armor("CERTIFICATE", authority.chain[0]))
    command = ["openssl", "ts", "-verify", "-in", "r", "-queryfile", "q", "-CAfile", "root.pem"]
    command += ["-untrusted", "issuing.pem", "-attime", str(int(authority.now.timestamp()))]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
