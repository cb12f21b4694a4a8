"""Certificates say the right things, and no more."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from service.authority import certificates, revocation
from service.authority.certificates import Subject
from service.authority.revocation import Revoked
from service.authority.rules import CertificateKind, RevocationReason, shortened
from tests.support.authority import MemoryAuthority

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
LONG = "Prof. Dr. H. Muhammad Abdurrahman Wahyudiningrat Kusumawardhana, S.H., M.H., LL.M., Ph.D."


@pytest.fixture(scope="module")
def authority():
    return MemoryAuthority(NOW)


@pytest.fixture(scope="module")
def person(authority):
    return certificates.load(authority.person(LONG).certificate)


def test_a_signer_may_sign_documents_and_mail_and_nothing_else(person):
    usage = person.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert {one.dotted_string for one in usage} == {
        "1.3.6.1.5.5.7.3.36",
        ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string,
    }
    key_usage = person.extensions.get_extension_for_class(x509.KeyUsage).value
    assert key_usage.digital_signature
    assert key_usage.content_commitment
    assert not key_usage.key_cert_sign
    assert not person.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert person.public_key().key_size == 3072


def test_a_name_too_long_for_a_certificate_still_stands_in_it_in_full(person):
    common = person.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    assert len(common) <= 64
    assert LONG.startswith(common[:-1].rstrip(" ,.;"))
    assert person.subject.get_attributes_for_oid(x509.ObjectIdentifier("2.5.4.41"))[0].value == LONG


@pytest.mark.parametrize("name", ["x" * 200, "a b " * 60, "Nama"])
def test_shortening_keeps_to_the_length(name):
    assert 0 < len(shortened(name, 64)) <= 64


def test_a_certificate_points_to_its_status(person):
    access = person.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    assert [one.access_location.value for one in access] == ["https://sijari.example.go.id/authority/ocsp"]
    lists = person.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    assert lists[0].full_name[0].value == "https://sijari.example.go.id/authority/issuing.crl"


def test_the_issuing_authority_may_not_make_further_authorities(authority):
    limits = authority.issuing.certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert limits.ca
    assert limits.path_length == 0


def test_the_timestamp_authority_may_only_stamp_time(authority):
    usage = authority.tsa.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert usage.critical
    assert list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]
    assert authority.tsa.certificate.public_key().curve.name == "secp256r1"


def test_a_guests_certificate_is_short_and_says_who_vouches_for_him(authority):
    guest = certificates.build(
        CertificateKind.GUEST,
        Subject("Andi", "Universitas Contoh", notice="Identitas dinyatakan oleh Bawaslu melalui tautan pribadi"),
        authority.root.key,
        authority.issuing,
        "https://sijari.example.go.id",
        NOW,
    )
    assert guest.not_valid_after_utc - guest.not_valid_before_utc == timedelta(days=3)
    policy = guest.extensions.get_extension_for_class(x509.CertificatePolicies).value[0]
    assert policy.policy_qualifiers[0].explicit_text == "Identitas dinyatakan oleh Bawaslu melalui tautan pribadi"


def test_no_certificate_outlives_its_issuer(authority):
    late = NOW + timedelta(days=365 * 19)
    made = certificates.build(
        CertificateKind.SEAL, Subject("Segel", "Kantor"), authority.root.key, authority.issuing, "https://a.go.id", late
    )
    assert made.not_valid_after_utc == authority.issuing.certificate.not_valid_after_utc


def test_a_revocation_list_names_number_time_and_reason(authority, person):
    gone = Revoked(person.serial_number, NOW - timedelta(days=1), RevocationReason.KEY_COMPROMISE)
    listed = x509.load_der_x509_crl(revocation.revocation_list(authority.issuing, [gone], NOW, 7))
    assert listed.is_signature_valid(authority.issuing.certificate.public_key())
    entry = listed.get_revoked_certificate_by_serial_number(person.serial_number)
    assert entry.revocation_date_utc == gone.at
    assert entry.extensions.get_extension_for_class(x509.CRLReason).value.reason is x509.ReasonFlags.key_compromise
    assert listed.next_update_utc == NOW + timedelta(days=7)
