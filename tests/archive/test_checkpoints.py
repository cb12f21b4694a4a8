"""Writing checkpoints with a timestamp, and what a check of the whole says."""

import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, select, update

from service import audit_cli
from service.archive import format as form
from service.archive.backup import backup, restore
from service.archive.checkpoints import anchor_faults, checkpoint_due, verify_proof, write_checkpoint
from service.audit_cli import noted_fault, verify_everything
from service.authority.actions import init_authority
from service.authority.desk import Authority, config_from
from service.core.audit import AuditEvent, Stream
from service.core.audit_checkpoints import AuditCheckpoint, AuditLeaf, inclusion_proof
from service.core.database import Database
from service.core.queue import SilentBell
from service.core.refusals import Refused
from service.core.storage import DiskStorage
from service.migrations import runner
from service.seals.ports import Notary
from tests.conftest import make_tools
from tests.fakes import tsa
from tests.fakes.tsa import Mood
from tests.support.authority import MemoryAuthority
from tests.support.unguarded import without_triggers

STREAM, OTHER = Stream("agreement", UUID(int=1)), Stream("agreement", UUID(int=2))


def equip(tools):
    """The factories of a real process, with the authority set up."""
    tools.factories[Authority] = "service.authority.desk:build"
    tools.factories[Notary] = "service.seals.tokens:build"
    with tools.begin() as uow:
        init_authority(uow, config_from(tools))
    return tools


@pytest.fixture
def house(tools, quick_keys):
    """An installation with its own authority and an agreement of three events."""
    equip(tools)
    happen(tools, count=3)
    return tools


@pytest.fixture
def quick_keys(monkeypatch):
    from service.authority import keys
    from tests.support.authority import spare_key

    numbers = iter(range(60, 90))
    monkeypatch.setattr(keys, "new_rsa_key", lambda: spare_key(next(numbers)))


def happen(tools, stream=STREAM, count=1, code="agreement:changed"):
    for _ in range(count):
        with tools.begin() as uow:
            uow.record(stream, code)


def count(tools):
    with tools.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditCheckpoint))


def kinds(tools):
    return [(fault.where, fault.kind) for fault in anchor_faults(tools)]


def tamper(tools, *changes):
    with tools.database.begin() as session:
        without_triggers(session)
        for change in changes:
            session.execute(change)


def test_a_checkpoint_bears_a_token_over_its_hash_that_leads_to_our_root(house):
    written = write_checkpoint(house)
    assert (written.sequence, written.leaves) == (1, 2)  # the agreement's stream and the authority's own
    assert kinds(house) == []
    assert write_checkpoint(house) is None
    assert count(house) == 1


def test_a_checkpoint_is_written_an_hour_after_the_last_and_only_when_something_changed(house):
    checkpoint_due(house)
    happen(house)
    house.clock.advance(minutes=59)
    checkpoint_due(house)
    assert count(house) == 1
    house.clock.advance(minutes=1)
    checkpoint_due(house)
    assert count(house) == 2
    house.clock.advance(hours=5)
    checkpoint_due(house)
    assert count(house) == 2


def test_the_completion_of_a_paper_is_anchored_at_once(house):
    checkpoint_due(house)
    house.clock.advance(minutes=1)
    happen(house, code="signing:archived")
    checkpoint_due(house)
    checkpoint_due(house)
    assert count(house) == 2


@pytest.mark.parametrize("mood", [Mood.ERROR, Mood.REFUSE, Mood.GARBAGE, Mood.WRONG_IMPRINT])
def test_while_the_timestamp_authority_does_not_answer_there_is_no_checkpoint_and_it_is_asked_again(house, mood):
    outside = MemoryAuthority(house.clock.now(), "Penyedia Waktu Luar", first_key=44)
    trust = house.settings.data / "trust"
    trust.mkdir()
    from asn1crypto import pem

    (trust / "configured.pem").write_bytes(pem.armor("CERTIFICATE", outside.chain[-1]))
    with tsa.running(outside.answer) as fake:
        house.settings = replace(house.settings, tsa_url=fake.url)
        fake.first = b"" if mood is not Mood.WRONG_IMPRINT else _request()
        fake.mood = mood
        checkpoint_due(house)
        assert count(house) == 0
        fake.mood = Mood.WELL
        checkpoint_due(house)
        assert (count(house), fake.requests) == (1, 2)
    assert kinds(house) == []
    (trust / "configured.pem").unlink()
    assert kinds(house) == [("checkpoint 1", "token_untrusted")]


def _request():
    from asn1crypto import algos, tsp

    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": b"x" * 32}
    return tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "cert_req": True}).dump()


def test_an_installation_without_an_authority_waits_and_loses_nothing(tools):
    tools.factories[Authority] = "service.authority.desk:build"
    tools.factories[Notary] = "service.seals.tokens:build"
    happen(tools)
    checkpoint_due(tools)
    assert count(tools) == 0


def test_of_two_hosts_at_once_one_writes_and_the_other_gives_way(house):
    class Meanwhile:
        """Another host writes its checkpoint while ours waits for its token."""

        def __init__(self, real):
            self.real = real

        def stamp(self, digest, at):
            house.use(Notary, self.real)
            assert write_checkpoint(house) is not None
            return self.real.stamp(digest, at)

    house.use(Notary, Meanwhile(house.part(Notary)))
    assert write_checkpoint(house) is None
    assert count(house) == 1
    assert kinds(house) == []


def test_a_token_of_another_checkpoint_or_an_altered_one_is_seen(house):
    first = write_checkpoint(house)
    happen(house)
    second = write_checkpoint(house)
    tamper(house, update(AuditCheckpoint).where(AuditCheckpoint.sequence == 2).values(token=first.token))
    assert kinds(house) == [("checkpoint 2", "token_wrong")]
    for broken in (b"", b"no token", second.token[:-1] + bytes([second.token[-1] ^ 1])):
        with house.database.begin() as session:
            if session.get_bind().dialect.name != "sqlite":
                without_triggers(session)
            session.execute(update(AuditCheckpoint).where(AuditCheckpoint.sequence == 2).values(token=broken))
        assert kinds(house) == [("checkpoint 2", "token_wrong")]


def test_a_checkpoint_written_anew_later_is_betrayed_by_its_token(house):
    written = write_checkpoint(house)
    house.clock.advance(hours=30)
    late = house.part(Notary).stamp(bytes.fromhex(written.hash), house.clock.now())
    tamper(house, update(AuditCheckpoint).values(token=late))
    assert kinds(house) == [("checkpoint 1", "token_other_time")]


def test_a_proof_holds_by_itself_and_a_wrong_one_does_not(house):
    happen(house, OTHER)
    write_checkpoint(house)
    with house.reading() as session:
        proof, other = inclusion_proof(session, STREAM), inclusion_proof(session, OTHER)
    notary = house.part(Notary)
    assert verify_proof(notary, proof)
    assert not verify_proof(notary, replace(proof, head=replace(proof.head, sequence=2)))
    assert not verify_proof(notary, replace(proof, path=other.path))
    assert not verify_proof(notary, replace(proof, token=b""))
    assert not verify_proof(notary, replace(proof, at=proof.at + timedelta(days=1)))


def test_audit_verify_names_the_stream_whose_last_events_are_gone(house, monkeypatch):
    write_checkpoint(house)
    assert verify_everything(house).holds
    tamper(house, delete(AuditEvent).where(AuditEvent.stream == str(STREAM), AuditEvent.sequence == 3))
    monkeypatch.setattr(audit_cli, "make_tools", lambda **_: house)
    said = CliRunner().invoke(audit_cli.audit_verify, ["--json"])
    assert said.exit_code == 1
    outcome = json.loads(said.stdout)
    assert (outcome["holds"], outcome["checkpoints"]) == (False, 1)
    assert [fault["where"] for fault in outcome["faults"]] == [str(STREAM)]
    plain = CliRunner().invoke(audit_cli.audit_verify)
    assert f"{STREAM}: event 3 was anchored by a checkpoint and is missing" in plain.stdout


def test_the_newest_checkpoint_removed_with_its_events_is_missed_by_who_noted_it(house):
    write_checkpoint(house)
    happen(house)
    write_checkpoint(house)
    noted = verify_everything(house).last_checkpoint
    assert noted_fault(house, noted) is None
    tamper(
        house,
        delete(AuditLeaf).where(AuditLeaf.checkpoint == 2),
        delete(AuditCheckpoint).where(AuditCheckpoint.sequence == 2),
        delete(AuditEvent).where(AuditEvent.stream == str(STREAM), AuditEvent.sequence == 4),
    )
    assert verify_everything(house).holds  # nothing here can tell; the note can
    assert noted_fault(house, noted).where == "checkpoint 2"
    assert noted_fault(house, "two").where == "checkpoint two"


def test_a_restored_installation_is_checked_against_its_checkpoints(
    empty_database, clock, tmp_path, quick_keys, request
):
    runner.upgrade(empty_database)
    tools = equip(make_tools(empty_database, DiskStorage(tmp_path / "files"), clock, SilentBell(), tmp_path))
    happen(tools, count=3)
    write_checkpoint(tools)
    backup(tools, tmp_path / "all.zip")

    def fresh(name):
        database = Database(f"sqlite:///{tmp_path}/{name}.sqlite")
        request.addfinalizer(database.dispose)
        made = make_tools(database, DiskStorage(tmp_path / name), clock, SilentBell(), tmp_path / name)
        made.factories.update(tools.factories)
        return made

    whole = fresh("whole")
    restore(whole, tmp_path / "all.zip")
    assert (count(whole), kinds(whole)) == (1, [])
    _without_last_event(tmp_path / "all.zip", tmp_path / "cut.zip")
    with pytest.raises(Refused, match="backup_audit_broken"):
        restore(fresh("cut"), tmp_path / "cut.zip")


def _without_last_event(source, target):
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as cut:
        for name in archive.namelist():
            data = archive.read(name)
            if name == form.table_member("audit_events"):
                lines = data.decode().splitlines()
                kept = [
                    line
                    for line in lines
                    if (json.loads(line)["stream"], json.loads(line)["sequence"]) != (str(STREAM), 3)
                ]
                assert len(kept) == len(lines) - 1
                data = "\n".join(kept).encode()
            if name == form.MANIFEST:
                said = json.loads(data)
                said["tables"]["audit_events"] -= 1
                data = json.dumps(said).encode()
            cut.writestr(name, data)
