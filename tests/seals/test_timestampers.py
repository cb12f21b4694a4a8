"""An outside timestamp authority: trusted by configuration, or not used."""

from dataclasses import replace

import pytest

from service.core.refusals import Refused
from service.seals import archive
from service.seals.anchors import Anchor, AnchorKind
from service.seals.judge import judge
from service.seals.timestampers import in_process, over_http
from service.seals.verdicts import VerdictCode
from tests.fakes import tsa
from tests.support.authority import MemoryAuthority
from tests.support.papers import locked_pdf, sign_with


@pytest.fixture
def outside(authority):
    return MemoryAuthority(authority.now, "Penyedia Waktu Luar", first_key=44)


def test_a_token_that_leads_to_no_known_root_is_refused_with_what_to_do(authority, outside):
    locked = locked_pdf(authority, 1)
    with pytest.raises(Refused) as refused:
        sign_with(authority, locked, "Pihak1", authority.person(), in_process(outside.answer))
    assert refused.value.code == "timestamp_root_unknown"


def test_an_outside_authority_with_a_known_root_serves_signature_and_archive(authority, outside):
    roots = [authority.chain[-1], outside.chain[-1]]
    with tsa.running(outside.answer) as fake:
        stamper = over_http(fake.url, lambda: outside.chain[-1:])
        signed = sign_with(authority, locked_pdf(authority, 1), "Pihak1", authority.person(), stamper)
        archived = archive.archive(signed, authority.ocsp_for, stamper, roots, authority.crls(), authority.now)
        assert fake.requests >= 3
    known = authority.anchors().plus([Anchor(outside.chain[-1], AnchorKind.CONFIGURED)])
    assert judge(archived, known, when=authority.now).authentic
    verdict = judge(archived, authority.anchors(), when=authority.now)
    assert verdict.verdict is VerdictCode.UNTRUSTED
    assert {reason.code for reason in verdict.reasons} >= {"timestamp_untrusted"}


def test_a_signer_of_a_recognised_provider_counts_as_certified(authority):
    signer = authority.person()
    locked = locked_pdf(authority, 1)
    signed = sign_with(authority, locked, "Pihak1", signer, authority.timestamper())
    archived = archive.archive(
        signed, authority.ocsp_for, authority.timestamper(), authority.chain[1:], authority.crls(), authority.now
    )
    certified = judge(archived, authority.anchors(AnchorKind.CERTIFIED), when=authority.now)
    assert certified.authentic
    assert certified.trust_class == "certified"
    assert "not_certified" not in {reason.code for reason in certified.reasons}
    assert all(one.certified for one in certified.signatures)
    assert judge(archived, authority.anchors(), when=authority.now).trust_class == "uncertified"


def test_a_demo_root_makes_every_verdict_say_so(authority):
    demo = MemoryAuthority(authority.now, "CONTOH, TIDAK BERLAKU - Otoritas Sijari", first_key=48)
    verdict = judge(locked_pdf(demo, 1), demo.anchors(), when=demo.now)
    assert verdict.demo
    assert replace(verdict, reasons=()).demo is False
    assert demo.anchors().without_demo().anchors == ()
