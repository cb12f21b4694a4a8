"""Sealing with the authority of an installation: the way of a paper through the parts that rooms use."""

from dataclasses import replace
from uuid import uuid4

import pytest

from service.authority import actions, desk
from service.authority import keys as keys_module
from service.authority.actions import Guest
from service.authority.certificates import Subject
from service.authority.desk import Authority, Credential
from service.authority.keys import PinCost
from service.core import sandbox
from service.core.clock import Zone
from service.core.refusals import Refused
from service.seals.desk import Seals
from service.seals.ports import StampWords
from service.seals.verdicts import RegisterAnswer, RegisterState, VerdictCode
from service.seals.workshop import Workshop
from tests.support.authority import spare_key
from tests.support.papers import plain_pdf, plan_for

PIN = "294716"
OFFICE, PERSON = uuid4(), uuid4()


@pytest.fixture(scope="module", autouse=True)
def closed():
    yield
    sandbox.close()


@pytest.fixture
def parts(sqlite_tools, monkeypatch):
    numbers = iter(range(20, 50))
    monkeypatch.setattr(keys_module, "new_rsa_key", lambda: spare_key(next(numbers)))
    config = replace(desk.config_from(sqlite_tools), pin_cost=PinCost(memory_kib=64, rounds=1))
    with sqlite_tools.begin() as uow:
        actions.init_authority(uow, config)
        actions.ensure_seal(uow, config, OFFICE, "Bawaslu Kabupaten Contoh")
        actions.issue_person(uow, config, PERSON, Subject("Siti Rahmawati", "Bawaslu", title="Ketua"), OFFICE, PIN)
    authority = Authority(config, sqlite_tools.database, sqlite_tools.clock)
    seals = Seals(authority, sqlite_tools.clock, sqlite_tools.settings.data / "trust", demo=True)
    return sqlite_tools, authority, seals


def words(name: str) -> StampWords:
    return StampWords(name, "Ketua", "Bawaslu Kabupaten Contoh", "https://a.go.id/v/1", Zone.WITA, "Setuju", "Contoh")


def test_a_paper_goes_from_lock_to_archive_with_a_staff_signer_and_a_guest(parts, clock):
    tools, authority, seals = parts
    workshop = Workshop(seals)
    paper = workshop.lock(plain_pdf(), plan_for(2), OFFICE)
    begun = workshop.begin(paper, "Pihak1", authority.person(PERSON, PIN), words("Siti Rahmawati"))
    paper = workshop.finish(begun.pdf, begun.state, begun.raw_signature)
    clock.advance(minutes=9)
    who = Guest("Andi Wijaya", "Rektor", "Universitas Contoh", OFFICE, "Bawaslu Kabupaten Contoh", "kode surel")
    with tools.begin() as uow:
        made = actions.issue_guest(uow, authority.config, who, keys_module.new_rsa_key())
    guest = Credential(made.certificate.certificate, authority.chain(), made.key)
    begun = workshop.begin(paper, "Pihak2", guest, words("Andi Wijaya"))
    clock.advance(hours=30)  # the timestamp authority was away for a day
    paper = workshop.finish(begun.pdf, begun.state, begun.raw_signature)
    assert workshop.judge(paper).verdict is VerdictCode.INCOMPLETE
    final = workshop.archive(paper)
    clock.advance(days=60)  # the guest's certificate has long ended
    verdict = workshop.judge(final, lambda _: RegisterAnswer(RegisterState.CURRENT, {"number": "001/HK.02.00"}))
    assert verdict.authentic
    assert verdict.demo
    assert [one.signer for one in verdict.signatures][1:3] == ["Siti Rahmawati", "Andi Wijaya"]
    assert verdict.register.facts["number"] == "001/HK.02.00"


def test_production_never_trusts_a_demo_root_that_lies_in_its_root_store(parts):
    _, authority, seals = parts
    paper = Workshop(seals).lock(plain_pdf(), plan_for(1), OFFICE)
    seals.publish_roots()
    stranger = Seals(_NoRoots(), seals.clock, seals.trust, demo=False)
    assert stranger.anchors().anchors == ()
    assert stranger.judge(paper).verdict is VerdictCode.UNTRUSTED
    real = Seals(
        Authority(replace(authority.config, demo=False), authority.database, authority.clock), seals.clock, seals.trust
    )
    with pytest.raises(Refused) as refused:
        real.anchors()
    assert refused.value.code == "demo_authority_refused"


class _NoRoots:
    """An authority that was never set up."""

    def roots(self) -> list[bytes]:
        return []


def test_a_renewed_copy_is_authentic_too(parts, clock):
    _, authority, seals = parts
    workshop = Workshop(seals)
    paper = workshop.lock(plain_pdf(), plan_for(1), OFFICE)
    begun = workshop.begin(paper, "Pihak1", authority.person(PERSON, PIN), words("Siti"))
    first = workshop.archive(workshop.finish(begun.pdf, begun.state, begun.raw_signature))
    clock.advance(days=365)
    renewed = seals.renew(first)
    verdict = seals.judge(renewed, lambda _: RegisterAnswer(RegisterState.SUPERSEDED))
    assert verdict.authentic
    assert "newer_archive_copy" in {reason.code for reason in verdict.reasons}


def test_a_wrong_pin_signs_nothing(parts):
    _, authority, _ = parts
    with pytest.raises(Refused) as refused:
        authority.person(PERSON, "294717")
    assert refused.value.code == "pin_wrong"
