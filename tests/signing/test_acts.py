"""The act of signing in three parts, with real keys and seals; every signer in turn until the paper is archived."""

import base64
import json
from contextlib import suppress
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from service.agreements.guests import GuestLink, guest_actor
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, PaperKind, PaperRevision
from service.authority.models import AuthorityCertificate
from service.core import jobs
from service.core.actor import Actor
from service.core.refusals import Refused
from service.core.tools import Tools
from service.seals.ports import PaperSealer
from service.signing import actions, queries
from service.signing.acts import sign
from service.signing.models import SignatureSlot, SigningAct, SigningLease
from service.signing.rules import EventState, SlotState, View
from service.signing.turns import Proof, note_seen, take_slot
from tests.signing.test_events import ASKED, event_of, open_it
from tests.support.agreements import Started, person
from tests.support.signing import PIN, PlainRenderer, ready_to_sign
from workers.runtime import drain

READ = Proof(method="sesi dan PIN")


@pytest.fixture
def made(tools: Tools, renderer: PlainRenderer) -> Started:
    """An open event whose first signer is the partner's rector, a guest."""
    made = ready_to_sign(tools)
    open_it(tools, made)
    drain(tools)
    return made


def turn(tools: Tools, made: Started) -> SignatureSlot:
    slot = queries.turn_of(event_of(tools, made))
    assert slot is not None
    return slot


def guest(tools: Tools) -> Actor:
    with tools.reading() as session:
        query = select(GuestLink).where(GuestLink.revoked_at.is_(None))
        return guest_actor(session.scalars(query).one(), "192.0.2.9", "peramban uji")


def sign_next(tools: Tools, made: Started, actor: Actor | None = None, pin: str = PIN) -> None:
    event, slot = event_of(tools, made), turn(tools, made)
    who = actor or (guest(tools) if slot.kind == "guest" else made.people["chair"])
    with suppress(Refused), tools.begin(who) as uow:
        note_seen(uow, slot.id, View.READING)
    sign(tools, who, slot.id, seen_sha256=event.head_sha256, proof=READ, pin=pin)


def agreement_of(tools: Tools, made: Started) -> Agreement:
    with tools.reading() as session:
        return session.get_one(Agreement, made.agreement_id)


def kinds(tools: Tools) -> list[str]:
    with tools.reading() as session:
        return list(session.scalars(select(PaperRevision.kind).order_by(PaperRevision.sequence)))


def test_both_sign_in_turn_and_the_paper_is_archived_and_the_agreement_concluded(tools, made, clock):
    sign_next(tools, made)
    drain(tools)
    clock.advance(minutes=5)
    sign_next(tools, made)
    drain(tools)
    event, agreement = event_of(tools, made), agreement_of(tools, made)
    assert event.state == EventState.DONE
    assert kinds(tools) == ["engrossed", "prepared", "signed", "signed", "archived"]
    assert agreement.stage == Stage.FOLLOW_UP
    assert agreement.final_sha256 == event.final_sha256
    assert agreement.signed_on == agreement.effective_on == date(2026, 3, 2)
    assert agreement.end_on == date(2029, 3, 2)
    verdict = tools.part(PaperSealer).judge(tools.storage.get(agreement.final_sha256))
    assert verdict.verdict == "authentic"
    assert [one.signer for one in verdict.signatures if one.kind == "signature"] == [
        "Prof. Siti Aminah",
        "Rahmat Hidayat",
    ]
    with tools.reading() as session:
        assert [row.published for row in session.scalars(select(PaperRevision).order_by(PaperRevision.sequence))] == [
            False, False, False, False, True,
        ]  # fmt: skip


def test_the_evidence_bundle_tells_how_each_was_known_and_holds_no_secret(tools, made):
    import io
    import zipfile

    for _ in range(2):
        sign_next(tools, made)
        drain(tools)
    event = event_of(tools, made)
    with zipfile.ZipFile(io.BytesIO(tools.storage.get(event.bundle_sha256))) as archive:
        facts = json.loads(archive.read("lampiran/penandatanganan.json"))
        assert archive.read("naskah.pdf") == tools.storage.get(event.final_sha256)
        names = archive.namelist()
        whole = b"".join(archive.read(name) for name in names if not name.endswith(".pdf")).decode("latin-1")
    assert [one["act"]["method"] for one in facts["signatures"]] == [READ.method] * 2
    assert facts["signatures"][0]["personal_link"]["link_and_code_one_mailbox"] is True
    assert [one["kind"] for one in facts["revisions"]] == ["engrossed", "prepared", "signed", "signed"]
    assert {"token", "status", "sertifikat", "laporan"} <= {name.partition("/")[0] for name in names}
    assert PIN not in whole
    assert "raw_signature" not in whole


def test_nobody_signs_out_of_turn(tools, made):
    event = event_of(tools, made)
    with pytest.raises(Refused, match="not_turn_of_slot"):
        sign(tools, made.people["chair"], event.slots[1].id, seen_sha256=event.head_sha256, proof=READ, pin=PIN)


@pytest.mark.parametrize("who", ["secretariat", "drafter"])
def test_nobody_signs_in_the_place_of_another(tools, made, who):
    sign_next(tools, made)
    drain(tools)
    with pytest.raises(Refused, match="not_the_signer"):
        sign_next(tools, made, made.people[who])


def test_a_stranger_with_the_chairs_role_does_not_sign(tools, made):
    sign_next(tools, made)
    drain(tools)
    with pytest.raises(Refused, match="not_the_signer"):
        sign_next(tools, made, person(made.office_id, "chair"))


def test_a_wrong_pin_changes_no_state_and_writes_no_file(tools, made):
    sign_next(tools, made)
    drain(tools)
    before = set(tools.storage.names())
    with pytest.raises(Refused, match="pin_wrong"):
        sign_next(tools, made, pin="271828")
    assert set(tools.storage.names()) == before
    with tools.reading() as session:
        assert session.scalars(select(SigningLease)).first() is None
        assert queries.event_of(session, event_of(tools, made).id).slots[1].state == SlotState.WAITING
    sign_next(tools, made)  # and the right one still works


def test_what_was_not_shown_is_not_signed(tools, made):
    with pytest.raises(Refused, match="stale_page"):
        sign(tools, guest(tools), turn(tools, made).id, seen_sha256="0" * 64, proof=READ)


def test_a_paper_that_was_not_opened_is_not_signed(tools, made):
    event, slot = event_of(tools, made), turn(tools, made)
    with pytest.raises(Refused, match="paper_not_opened"):
        sign(tools, guest(tools), slot.id, seen_sha256=event.head_sha256, proof=READ)


def test_what_the_signer_opened_is_recorded_with_his_act(tools, made):
    slot = turn(tools, made)
    with tools.begin(guest(tools)) as uow:
        note_seen(uow, slot.id, View.PDF)
    sign_next(tools, made)
    with tools.reading() as session:
        assert session.scalars(select(SigningAct)).one().viewed == "baca+pdf"


def test_one_person_holds_the_paper_and_lets_it_go_after_two_minutes(tools, made, clock):
    event = event_of(tools, made)
    with tools.begin(guest(tools)) as uow:
        note_seen(uow, event.slots[0].id, View.PDF)
        take_slot(uow, event.slots[0].id, seen_sha256=event.head_sha256)
    with pytest.raises(Refused, match="paper_busy"):
        sign_next(tools, made)
    clock.advance(minutes=2, seconds=1)
    sign_next(tools, made)


def test_of_two_devices_that_sign_at_the_same_moment_one_signs(tools, made):
    event, slot, who = event_of(tools, made), turn(tools, made), guest(tools)
    with tools.begin(who) as uow:
        note_seen(uow, slot.id, View.READING)
    together, ends = Barrier(2), []

    def device() -> None:
        together.wait(10)
        try:
            sign(tools, who, slot.id, seen_sha256=event.head_sha256, proof=READ)
            ends.append("signed")
        except Refused as refused:
            ends.append(refused.code)

    devices = [Thread(target=device) for _ in range(2)]
    for one in devices:
        one.start()
    for one in devices:
        one.join(60)
    assert ends.count("signed") == 1
    assert len(set(ends) & {"paper_busy", "paper_being_completed", "stale_page"}) == 1
    drain(tools)
    assert kinds(tools).count(PaperKind.SIGNED) == 1


def test_an_event_is_not_called_off_while_somebody_is_signing(tools, made):
    event = event_of(tools, made)
    with tools.begin(guest(tools)) as uow:
        note_seen(uow, event.slots[0].id, View.PDF)
        take_slot(uow, event.slots[0].id, seen_sha256=event.head_sha256)
    with pytest.raises(Refused, match="paper_busy"), tools.begin(made.people["drafter"]) as uow:
        actions.void_event(uow, made.agreement_id, "Batal")


def test_until_the_worker_is_done_nobody_else_signs_and_nothing_is_called_off(tools, made):
    sign_next(tools, made)
    event = event_of(tools, made)
    with pytest.raises(Refused, match="paper_being_completed"):
        sign(tools, made.people["chair"], event.slots[1].id, seen_sha256=event.head_sha256, proof=READ, pin=PIN)
    with pytest.raises(Refused, match="already_signed"), tools.begin(made.people["drafter"]) as uow:
        actions.void_event(uow, made.agreement_id, "Batal")


def test_what_rests_between_the_parts_is_no_secret(tools, made):
    sign_next(tools, made)
    with tools.reading() as session:
        act = session.scalars(select(SigningAct)).one()
        guests_key = session.scalars(
            select(AuthorityCertificate.locked_key).where(AuthorityCertificate.kind == "guest")
        ).one()
        payload = [job.payload for job in session.scalars(select(jobs.Job))]
    assert guests_key is None
    assert set(act.state) == {"act", "certificate", "chain"}
    assert len(base64.b64decode(act.raw_signature)) == 384
    assert payload == [{}] * len(payload)


def test_a_silent_timestamp_authority_delays_the_signature_and_never_lowers_it(tools, made, clock, monkeypatch):
    sign_next(tools, made)
    sealer = tools.part(PaperSealer)
    stamper = sealer.seals.timestamper()
    original = stamper._answer
    monkeypatch.setattr(stamper, "_answer", silent)
    drain(tools)
    with tools.reading() as session:
        job = session.scalars(select(jobs.Job).where(jobs.Job.kind == "finish_signature")).one()
    assert (job.state, job.error_code) == ("wanted", "timestamp_unavailable")
    assert turn(tools, made).state == SlotState.SIGNING
    monkeypatch.setattr(stamper, "_answer", original)
    clock.advance(minutes=1)
    drain(tools)
    assert [slot.state for slot in event_of(tools, made).slots] == [SlotState.SIGNED, SlotState.WAITING]


def silent(_request: bytes) -> bytes:
    raise Refused("timestamp_unavailable")


def test_a_job_announced_twice_signs_once(tools, made):
    from workers.signing import finish_signature

    sign_next(tools, made)
    with tools.begin() as uow:
        job = uow.session.scalars(select(jobs.Job).where(jobs.Job.kind == "finish_signature")).one()
        work = jobs.claim(uow.session, job.id, "a", uow.now)
    assert work is not None
    finish_signature(work, tools)
    finish_signature(work, tools)
    drain(tools)
    assert kinds(tools).count(PaperKind.SIGNED) == 1


def test_signed_at_half_past_midnight_counts_for_the_local_day(tools, made, clock):
    sign_next(tools, made)
    drain(tools)
    clock.set(datetime(2026, 3, 2, 17, 30, tzinfo=UTC))  # 3 March, 00.30 WIB
    sign_next(tools, made)
    drain(tools)
    assert agreement_of(tools, made).signed_on == date(2026, 3, 3)


def test_no_signature_is_made_with_a_moved_clock(tools, made, clock):
    clock.moved = True
    with pytest.raises(Refused, match="clock_moved"):
        sign_next(tools, made)


def test_the_person_whose_turn_it_is_finds_it_in_the_counter(tools, made):
    def waiting() -> int:
        with tools.reading() as session:
            return queries.count_waiting(session, made.people["chair"])

    assert waiting() == 0
    sign_next(tools, made)
    drain(tools)
    assert waiting() == 1


def test_a_guest_of_another_place_is_a_stranger(tools, made):
    sign_next(tools, made)
    drain(tools)
    with pytest.raises(Refused, match="not_found"):
        sign_next(tools, made, guest(tools))


def test_the_printed_date_is_kept_and_a_difference_recorded(tools, renderer, clock):
    from dataclasses import replace

    made = ready_to_sign(tools)
    open_it(tools, made, replace(ASKED, stated=True))
    drain(tools)
    assert renderer.asked[0].stated_date == date(2026, 3, 2)
    for _ in range(2):
        sign_next(tools, made)
        drain(tools)
        clock.advance(days=1)
    from service.core.audit import AuditEvent

    with tools.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.code == "signing:archived")).one()
    assert event.details["printed_date_differs"] is True
