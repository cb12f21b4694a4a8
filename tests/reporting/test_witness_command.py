"""`sijari audit verify --witness`: what it names, by the command itself, on both databases."""

import hashlib
import json

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, update

from service import audit_cli
from service.core.audit import AuditEvent, Stream
from service.offices.models import Office
from service.reporting import actions, freezing, queries, witness
from service.reporting.models import MonthlyReport
from tests.reporting.test_late_and_lifecycle import FEB, sent
from tests.support.agreements import person
from tests.support.house import build
from tests.support.unguarded import without_triggers, write_anew


@pytest.fixture
def house(tools, monkeypatch):
    made = build(tools)
    made.agreement()
    report = sent(made)
    with tools.begin(person(made.province, "chair")) as uow:
        actions.judge(uow, report)
    monkeypatch.setattr(audit_cli, "make_tools", lambda **_: tools)
    monkeypatch.setattr(tools.database, "dispose", lambda: None)
    return made


@pytest.fixture
def exported(house, tmp_path):
    with house.tools.reading() as session:
        row = queries.newest(session, house.district, FEB)
        said = witness.exported(row, session.get_one(Office, house.district))
    path = tmp_path / "laporan.json"
    path.write_text(json.dumps(said))
    return path


def verify(*more):
    return CliRunner().invoke(audit_cli.audit_verify, ["--witness", *map(str, more)])


def test_a_chain_that_has_grown_since_holds(house, exported):
    with house.tools.begin() as uow:
        uow.record(Stream("office", house.district), "report:edited")
    done = verify(exported)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(("whose", "said"), [("district", "by the report of"), ("province", "by the receipt of the")])
def test_a_chain_written_anew_is_named_by_report_and_by_receipt(house, exported, whose, said):
    with house.tools.begin() as uow:
        without_triggers(uow.session)
        write_anew(uow.session, Stream("office", getattr(house, whose)), "Orang Lain")
    done = verify(exported)
    assert done.exit_code == 1
    assert f"witnessed {said}" in done.output
    assert "month 2026-02, revision 1: the chain was written anew" in done.output


def test_a_cut_chain_is_named(house):
    with house.tools.begin() as uow:
        without_triggers(uow.session)
        uow.session.execute(delete(AuditEvent).where(AuditEvent.stream == str(Stream("office", house.province))))
    done = verify()
    assert done.exit_code == 1
    assert "the chain was cut after the receipt of the report of office 1.01" in done.output


def test_a_report_rewritten_with_its_hash_is_not_the_one_that_was_sent(house):
    with house.tools.begin() as uow:
        row = uow.session.query(MonthlyReport).one()
        said = row.content.replace('"nil":true', '"nil":false')
        assert said != row.content
        values = {"content": said, "content_hash": freezing.digest(said)}
        uow.session.execute(update(MonthlyReport).values(**values))
    done = verify()
    assert done.exit_code == 1
    assert "was sent with this content" in done.output


def test_a_file_that_was_altered_or_is_something_else_is_named(house, exported, tmp_path):
    other = tmp_path / "lain.json"
    other.write_text("[1]")
    exported.write_text(exported.read_text().replace("Pengawasan", "Penindakan"))
    done = verify(exported, other)
    assert done.exit_code == 1
    assert "is not what its hash says" in done.output
    assert "not a report with witnesses" in done.output


def test_a_report_of_another_installation_is_called_that_and_not_cut(house, exported):
    other = str(house.district).translate(str.maketrans("0123456789abcdef", "123456789abcdef0"))
    text = json.loads(exported.read_text())
    content = json.loads(text["content"])
    content["witness"] = [
        one | {"stream": f"office:{other}" if one["stream"].startswith("office:") else f"agreement:{other}"}
        for one in content["witness"]
    ]
    text["content"] = json.dumps(content)
    text["content_hash"] = hashlib.sha256(text["content"].encode()).hexdigest()
    exported.write_text(json.dumps(text))
    done = verify(exported)
    assert done.exit_code == 1
    assert "was made in another installation" in done.output
    assert "cut after" not in done.output
