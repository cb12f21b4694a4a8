"""Setting up, issuing, revoking: on both databases."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import ocsp
from sqlalchemy import select

from service.authority import actions, certificates, keys, queries
from service.authority.actions import Guest
from service.authority.certificates import Subject
from service.authority.desk import Authority, config_from
from service.authority.keys import PinCost
from service.authority.models import AuthorityCertificate
from service.authority.rules import CertificateKind, RevocationReason
from service.core.audit import AuditEvent
from service.core.refusals import Refused
from service.seals.pdf import run
from service.seals.ports import Stamped
from service.seals.timestampers import in_process
from service.seals.tokens import judge_token
from tests.support.authority import spare_key

PIN = "294716"
OFFICE = uuid4()


@pytest.fixture(autouse=True)
def shared_keys(monkeypatch):
    """Keys of 3072 bits take long to make; these tests share some."""
    numbers = iter(range(60, 90))
    monkeypatch.setattr(keys, "new_rsa_key", lambda: spare_key(next(numbers)))


@pytest.fixture
def config(tools):
    return replace(config_from(tools), pin_cost=PinCost(memory_kib=64, rounds=1))


@pytest.fixture
def authority(tools, config):
    with tools.begin() as uow:
        actions.init_authority(uow, config)
    return Authority(config, tools.database, tools.clock)


def refusal(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def person_certificate(tools, config, person_id, pin=PIN):
    with tools.begin() as uow:
        return actions.issue_person(uow, config, person_id, Subject("Siti", "Bawaslu", title="Ketua"), OFFICE, pin)


def test_setting_up_twice_makes_one_authority(tools, config, authority):
    with tools.begin() as uow:
        again = actions.init_authority(uow, config)
    with tools.reading() as session:
        kinds = [row.kind for row in session.scalars(select(AuthorityCertificate))]
        events = [event.code for event in session.scalars(select(AuditEvent))]
    assert sorted(kinds) == ["issuing", "ocsp", "root", "timestamp"]
    assert events == ["authority.created"]
    assert authority.roots() == [again.certificate]


def own_serials(tools):
    with tools.reading() as session:
        kinds = (CertificateKind.OCSP, CertificateKind.TIMESTAMP)
        return {kind: [row.serial for row in queries.of_kind(session, kind)] for kind in kinds}


def renew(tools, config):
    with tools.begin() as uow:
        return [row.kind for row in actions.renew_services(uow, config)]


def test_service_certificates_are_renewed_in_their_last_ninety_days_only(tools, config, authority):
    assert renew(tools, config) == []
    tools.clock.advance(days=365 * 10 - 100)
    assert renew(tools, config) == []
    tools.clock.advance(days=20)
    assert renew(tools, config) == ["ocsp"]
    assert renew(tools, config) == []
    tools.clock.advance(days=365 * 2)
    assert renew(tools, config) == ["timestamp"]
    assert {kind.value: len(serials) for kind, serials in own_serials(tools).items()} == {"ocsp": 2, "timestamp": 2}


def test_a_renewed_authority_signs_with_the_new_key_and_what_the_old_one_signed_still_holds(tools, config, authority):
    digest, before = bytes(range(32)), tools.clock.now()
    old = in_process_token(authority, digest)
    tools.clock.advance(days=365 * 12 - 30)
    assert renew(tools, config) == ["ocsp", "timestamp"]
    now = tools.clock.now()
    new = in_process_token(authority, digest)
    tools.clock.advance(days=60)  # the old certificates have ended
    assert judge_token(Stamped(old, digest, before), authority.roots()) is None
    assert judge_token(Stamped(new, digest, now), authority.roots()) is None
    signers = [{one.chosen.serial_number for one in certificates_of(token)} for token in (old, new)]
    newest, oldest = (int(serial, 16) for serial in own_serials(tools)[CertificateKind.TIMESTAMP])
    assert oldest in signers[0]
    assert newest in signers[1]
    with tools.reading() as session:
        assert all(row.revoked_at is None for row in session.scalars(select(AuthorityCertificate)))


def test_nothing_is_renewed_beyond_the_end_of_its_issuer(tools, config, authority):
    tools.clock.advance(days=365 * 12 - 30)
    renew(tools, config)
    tools.clock.advance(days=365 * 8)  # the issuing certificate ends within weeks, and bounds what it issued
    assert renew(tools, config) == []


def in_process_token(authority, digest):
    return run(in_process(authority.timestamp).async_timestamp(digest, "sha256")).dump()


def certificates_of(token):
    return cms.ContentInfo.load(token)["content"]["certificates"]


def test_a_demo_authority_says_so_everywhere_and_production_refuses_it(tools, config, authority):
    root = certificates.load(authority.roots()[0])
    assert certificates.is_demo(root)
    production = Authority(replace(config, demo=False), tools.database, tools.clock)
    assert refusal(production.roots) == "demo_authority_refused"
    assert refusal(production.chain) == "demo_authority_refused"
    with tools.begin() as uow:
        assert refusal(lambda: actions.init_authority(uow, replace(config, demo=False))) == "demo_authority_refused"


def test_a_production_authority_does_not_call_itself_an_example(tools, config):
    with tools.begin() as uow:
        root = actions.init_authority(uow, replace(config, demo=False))
    assert not root.is_demo
    assert not certificates.is_demo(certificates.load(root.certificate))


def test_without_an_authority_nothing_is_issued(tools, config):
    with tools.begin() as uow:
        assert refusal(lambda: actions.ensure_seal(uow, config, OFFICE, "Bawaslu")) == "authority_missing"


def test_an_office_has_one_seal_and_it_signs_without_a_pin(tools, config, authority):
    with tools.begin() as uow:
        first = actions.ensure_seal(uow, config, OFFICE, "Bawaslu Kabupaten Contoh")
        assert actions.ensure_seal(uow, config, OFFICE, "Bawaslu Kabupaten Contoh").id == first.id
    seal = authority.seal(OFFICE)
    assert seal.certificate == first.certificate
    assert len(seal.sign(b"isi")) == 384
    assert refusal(lambda: authority.seal(uuid4())) == "certificate_missing"


def test_an_expired_seal_is_made_anew(tools, config, authority, clock):
    with tools.begin() as uow:
        first = actions.ensure_seal(uow, config, OFFICE, "Bawaslu")
    clock.advance(days=365 * 5 + 10)
    assert refusal(lambda: authority.seal(OFFICE)) == "certificate_expired"
    with tools.begin() as uow:
        assert actions.ensure_seal(uow, config, OFFICE, "Bawaslu").id != first.id


def test_a_person_signs_with_his_pin_only(tools, config, authority):
    person_id = uuid4()
    row = person_certificate(tools, config, person_id)
    assert len(authority.person(person_id, PIN).sign(b"isi")) == 384
    assert refusal(lambda: authority.person(person_id, "294717")) == "pin_wrong"
    with tools.reading() as session:
        kept = session.get(AuthorityCertificate, row.id)
        assert kept.locked_key == row.locked_key
        assert kept.revoked_at is None


def test_a_weak_pin_gives_no_certificate(tools, config, authority):
    person_id = uuid4()
    assert refusal(lambda: person_certificate(tools, config, person_id, "123456")) == "pin_weak"
    assert refusal(lambda: authority.person(person_id, "123456")) == "certificate_missing"


def test_a_forgotten_pin_means_a_new_key_and_the_old_one_is_gone(tools, config, authority):
    person_id = uuid4()
    first = person_certificate(tools, config, person_id)
    second = person_certificate(tools, config, person_id, "kunci-42")
    with tools.reading() as session:
        old = session.get(AuthorityCertificate, first.id)
        assert old.revocation_reason == "superseded"
        assert old.locked_key is None
    assert authority.person(person_id, "kunci-42").certificate == second.certificate
    assert refusal(lambda: authority.person(person_id, PIN)) == "pin_wrong"


def test_a_revoked_certificate_signs_no_more_and_every_answer_says_so(tools, config, authority, clock):
    person_id = uuid4()
    row = person_certificate(tools, config, person_id)
    assert status(authority, row) is ocsp.OCSPCertStatus.GOOD
    clock.advance(hours=1)
    with tools.begin() as uow:
        actions.revoke(uow, uow.session.merge(row), RevocationReason.KEY_COMPROMISE)
    assert refusal(lambda: authority.person(person_id, PIN)) == "certificate_revoked"
    assert status(authority, row) is ocsp.OCSPCertStatus.REVOKED
    listed = x509.load_der_x509_crl(authority.crl(CertificateKind.ISSUING))
    assert listed.get_revoked_certificate_by_serial_number(int(row.serial, 16)) is not None
    assert len(x509.load_der_x509_crl(authority.crl(CertificateKind.ROOT))) == 0


def status(authority, row) -> ocsp.OCSPCertStatus:
    return ocsp.load_der_ocsp_response(authority.ocsp_for(row.certificate)).certificate_status


def test_a_guests_key_is_stored_nowhere(tools, config, authority):
    guest = Guest(
        "Andi", "Rektor", "Universitas Contoh", OFFICE, "Bawaslu Kabupaten Contoh", "tautan pribadi dan kode surel"
    )
    with tools.begin() as uow:
        made = actions.issue_guest(uow, config, guest, keys.new_rsa_key())
    with tools.reading() as session:
        row = session.get(AuthorityCertificate, made.certificate.id)
        assert row.locked_key is None
        assert row.office_id == OFFICE
        assert row.not_after - row.not_before == timedelta(days=3)
    notice = certificates.load(row.certificate).extensions.get_extension_for_class(x509.CertificatePolicies).value[0]
    assert "Bawaslu Kabupaten Contoh melalui tautan pribadi" in notice.policy_qualifiers[0].explicit_text


def test_the_audit_trail_tells_of_every_certificate_without_a_secret(tools, config, authority):
    person_certificate(tools, config, uuid4())
    with tools.reading() as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.sequence)).all()
    assert [event.code for event in events] == ["authority.created", "certificate.issued"]
    assert PIN not in str([event.details for event in events])
    assert PIN not in repr(config)
    assert config.master_key.hex() not in repr(config)


def test_the_responder_answers_with_the_nonce_and_refuses_strangers(tools, config, authority):
    row = person_certificate(tools, config, uuid4())
    issuing = certificates.load(authority.chain()[0])
    asked = ocsp.OCSPRequestBuilder().add_certificate(certificates.load(row.certificate), issuing, hashes.SHA256())
    asked = asked.add_extension(x509.OCSPNonce(b"12345678"), critical=False).build()
    answered = ocsp.load_der_ocsp_response(authority.ocsp(asked.public_bytes(keys.serialization.Encoding.DER)))
    assert answered.certificate_status is ocsp.OCSPCertStatus.GOOD
    assert answered.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == b"12345678"
    stranger = ocsp.OCSPRequestBuilder().add_certificate_by_hash(bytes(20), bytes(20), 99, hashes.SHA1()).build()
    refused = ocsp.load_der_ocsp_response(authority.ocsp(stranger.public_bytes(keys.serialization.Encoding.DER)))
    assert refused.response_status is ocsp.OCSPResponseStatus.UNAUTHORIZED
    broken = ocsp.load_der_ocsp_response(authority.ocsp(b"halo"))
    assert broken.response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST


def test_the_status_of_a_foreign_certificate_is_not_ours_to_give(authority):
    from tests.support.authority import MemoryAuthority

    stranger = MemoryAuthority(authority.clock.now(), first_key=70)
    assert authority.ocsp_for(stranger.chain[0]) is None


def test_another_master_key_opens_nothing(tools, config, authority):
    with tools.begin() as uow:
        actions.ensure_seal(uow, config, OFFICE, "Bawaslu")
    stolen = Authority(replace(config, master_key=bytes(32)), tools.database, tools.clock)
    assert refusal(lambda: stolen.seal(OFFICE)) == "master_key_wrong"


def test_the_newest_of_two_is_used(tools, config, authority):
    with tools.reading() as session:
        assert queries.newest(session, CertificateKind.ROOT).certificate == authority.roots()[0]
