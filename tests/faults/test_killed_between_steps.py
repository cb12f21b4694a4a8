"""A worker or a page killed between any two steps of its work: nothing is lost, nothing is doubled."""

import pytest
from sqlalchemy import func, select

from service.agreements.guests import GuestLink, guest_actor
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, PaperRevision
from service.core import audit, jobs
from service.core.jobs import JobState
from service.core.mail import MailTransport
from service.core.refusals import Refused
from service.core.storage import StoredFile
from service.core.tools import Tools
from service.seals import workshop as _warm  # noqa: F401  loaded before the forks, which then need not load it each
from service.seals.ports import PaperSealer
from service.signing import queries
from service.signing.acts import sign
from service.signing.models import SigningAct
from service.signing.rules import EventState, View
from service.signing.turns import Proof, note_seen
from tests.signing.test_events import event_of, open_it
from tests.support.agreements import Started
from tests.support.killing import in_child
from tests.support.signing import PIN, ready_to_sign
from workers.runtime import drain

MOST = 60  # more steps than any of this work has


@pytest.fixture
def made(tools: Tools, renderer) -> Started:
    tools.factories[MailTransport] = "service.core.mail_transports:make_transport"  # the demo's mail page
    made = ready_to_sign(tools)
    open_it(tools, made)
    return made


def work_is_open(tools: Tools) -> bool:
    with tools.reading() as session:
        return bool(session.scalar(select(func.count()).where(jobs.Job.state != JobState.DONE)))


def killed_at_every_step(tools: Tools, clock) -> int:
    """Kill the worker at its first step, then at its second ..., each time after its dead lease; returns the kills."""
    for step in range(1, MOST):
        if in_child(tools, drain, kill_at=step) == "done" and not work_is_open(tools):
            return step - 1
        clock.advance(seconds=130)
        retry_as_a_person_would(tools)
    raise AssertionError("the work never came to its end")


def retry_as_a_person_would(tools: Tools) -> None:
    """Work whose worker died too often is shown as failed; somebody presses Retry."""
    with tools.begin() as uow:
        for job in uow.session.scalars(select(jobs.Job).where(jobs.Job.state == JobState.FAILED)):
            assert job.error_code == "work_crashed"
            uow.retry(job.id)


def sign_next(tools: Tools, made: Started) -> None:
    event = event_of(tools, made)
    slot = queries.turn_of(event)
    assert slot is not None
    with tools.reading() as session:
        link = session.scalars(select(GuestLink).where(GuestLink.revoked_at.is_(None))).first()
    who = guest_actor(link) if slot.kind == "guest" and link else made.people["chair"]
    with tools.begin(who) as uow:
        note_seen(uow, slot.id, View.READING)
    sign(tools, who, slot.id, seen_sha256=event.head_sha256, proof=Proof("uji"), pin=PIN)


def assert_one_whole_paper(tools: Tools, made: Started) -> None:
    """Exactly one archived file with both signatures, every file whole, the audit chain unbroken."""
    with tools.reading() as session:
        agreement = session.get_one(Agreement, made.agreement_id)
        kinds = list(session.scalars(select(PaperRevision.kind).order_by(PaperRevision.sequence)))
        known = list(session.scalars(select(StoredFile.sha256)))
        acts = list(session.scalars(select(SigningAct)))
        assert list(audit.verify_chains(session)) == []
    assert agreement.stage == Stage.FOLLOW_UP
    assert event_of(tools, made).state == EventState.DONE
    assert kinds == ["engrossed", "prepared", "signed", "signed", "archived"]
    assert [act.finished_at is not None for act in acts] == [True, True]
    for sha256 in known:
        tools.storage.get(sha256)
    verdict = tools.part(PaperSealer).judge(tools.storage.get(agreement.final_sha256))
    signers = [one.signer for one in verdict.signatures if one.kind == "signature"]
    assert (verdict.verdict, signers) == ("authentic", ["Prof. Siti Aminah", "Rahmat Hidayat"])


def test_a_worker_killed_between_any_two_steps_ends_in_one_archived_file(tools, made, clock):
    kills = killed_at_every_step(tools, clock)
    for _ in range(2):
        sign_next(tools, made)
        kills += killed_at_every_step(tools, clock)
    assert kills >= 20
    assert_one_whole_paper(tools, made)


def test_a_page_killed_between_any_two_steps_of_an_act_signs_once_or_not_at_all(tools, made, clock):
    drain(tools)
    for wanted in (1, 2):
        step = 0
        while acts_of(tools, made) < wanted:
            step += 1
            in_child(tools, lambda own: sign_next(own, made), kill_at=step)
            clock.advance(seconds=130)  # the dead page's hold on the paper ends by itself
            drain(tools)
        assert step > 3, "it was killed at several steps before the signature was written down"
    assert_one_whole_paper(tools, made)


def acts_of(tools: Tools, made: Started) -> int:
    """How many signatures were written down; each belongs to a slot that is no longer waiting."""
    with tools.reading() as session:
        acts = session.scalar(select(func.count()).select_from(SigningAct)) or 0
    assert acts == sum(not slot.waiting for slot in event_of(tools, made).slots)
    return acts


def test_a_full_disk_stops_the_work_with_its_reason_and_it_goes_on_when_there_is_room(tools, made, clock, monkeypatch):
    before = set(tools.storage.names())

    def full(_data):
        raise Refused("storage_full")

    with monkeypatch.context() as patch:
        patch.setattr(tools.storage, "put", full)
        drain(tools)
    with tools.reading() as session:
        job = session.scalars(select(jobs.Job).where(jobs.Job.kind == "render_engrossment")).one()
        assert (job.state, job.error_code) == (JobState.WANTED, "storage_full")
    assert set(tools.storage.names()) == before
    clock.advance(minutes=1)
    drain(tools)
    assert event_of(tools, made).state == EventState.OPEN
