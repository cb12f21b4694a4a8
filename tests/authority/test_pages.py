"""The authority's open endpoints, as programs of others call them."""

import base64
from dataclasses import replace

import pytest
from asn1crypto import pem, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

from service.authority import actions, certificates, desk
from service.authority.desk import Authority
from service.authority.timestamp import _Answer
from tests.authority.test_actions import shared_keys  # noqa: F401  a fixture
from tests.authority.test_timestamp import request as timestamp_request


@pytest.fixture
def authority(sqlite_tools):
    made = desk.build(sqlite_tools)
    sqlite_tools.use(Authority, made)
    return made


@pytest.fixture
def ready(sqlite_tools, authority):
    with sqlite_tools.begin() as uow:
        actions.init_authority(uow, authority.config)
    return authority


def test_a_token_is_given_without_signing_in_and_without_a_form(pages, ready):
    answered = pages.post("/authority/tsa", data=timestamp_request(), content_type="application/timestamp-query")
    assert answered.status_code == 200
    assert answered.mimetype == "application/timestamp-reply"
    assert tsp.TimeStampResp.load(answered.data)["status"]["status"].native == "granted"


@pytest.mark.parametrize("body", [b"", b"halo", bytes(10_000)])
def test_nonsense_is_answered_with_a_rejection(pages, ready, body):
    answered = pages.post("/authority/tsa", data=body)
    assert answered.status_code == 200
    assert _Answer.load(answered.data)["status"]["status"].native == "rejection"


def test_before_the_authority_is_set_up_a_rejection_says_so(pages, authority):
    answered = pages.post("/authority/tsa", data=timestamp_request())
    assert _Answer.load(answered.data)["status"]["fail_info"].native == {"system_failure"}


def test_too_large_a_request_is_not_read(pages, ready):
    assert pages.post("/authority/tsa", data=bytes(100_000)).status_code == 413


def test_the_status_of_a_certificate_is_answered_both_ways(pages, ready, sqlite_tools):
    with sqlite_tools.reading() as session:
        row = desk.queries.needed(session, desk.CertificateKind.TIMESTAMP)
    builder = ocsp.OCSPRequestBuilder()
    issuing = certificates.load(ready.chain()[0])
    asked = builder.add_certificate(certificates.load(row.certificate), issuing, hashes.SHA256()).build()
    raw = asked.public_bytes(serialization.Encoding.DER)
    posted = pages.post("/authority/ocsp", data=raw)
    fetched = pages.get(f"/authority/ocsp/{base64.b64encode(raw).decode()}")
    for answered in (posted, fetched):
        assert answered.mimetype == "application/ocsp-response"
        assert ocsp.load_der_ocsp_response(answered.data).certificate_status is ocsp.OCSPCertStatus.GOOD
    broken = pages.get("/authority/ocsp/%21%21")
    assert ocsp.load_der_ocsp_response(broken.data).response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST


def test_lists_and_root_are_there_for_everybody(pages, ready):
    for name in ("root", "issuing"):
        listed = x509.load_der_x509_crl(pages.get(f"/authority/{name}.crl").data)
        assert listed.issuer is not None
    assert pages.get("/authority/lain.crl").status_code == 404
    fetched = pages.get("/authority/root.pem")
    assert pem.unarmor(fetched.data)[2] == ready.roots()[0]


def test_a_production_installation_does_not_hand_out_a_demo_root(pages, ready, sqlite_tools):
    sqlite_tools.use(Authority, Authority(replace(ready.config, demo=False), ready.database, ready.clock))
    assert pages.get("/authority/root.pem").status_code >= 400
