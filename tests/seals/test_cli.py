"""`sijari verify` without a database."""

import json

import pytest
from asn1crypto import pem
from click.testing import CliRunner

from service.core import sandbox
from service.seals.anchors import AnchorKind, Anchors, anchors_in_folder, write_folder
from service.seals.cli import verify_command
from tests.support.papers import plain_pdf


@pytest.fixture(scope="module", autouse=True)
def closed():
    yield
    sandbox.close()


@pytest.fixture
def paper(finished, tmp_path):
    authority, _, archived = finished
    (tmp_path / "naskah.pdf").write_bytes(archived)
    (tmp_path / "akar.pem").write_bytes(pem.armor("CERTIFICATE", authority.chain[-1]))
    return tmp_path


def run(finished, anchors, *args):
    command = verify_command(lambda: anchors, lambda: finished[0].now)
    return CliRunner().invoke(command, [str(one) for one in args])


def test_exit_0_and_the_json_of_an_authentic_paper(finished, paper):
    ended = run(finished, Anchors(), paper / "naskah.pdf", "--json", "--trust", paper / "akar.pem")
    assert ended.exit_code == 0, ended.output
    said = json.loads(ended.output)
    assert said["verdict"] == "authentic"
    assert said["trust_class"] == "uncertified"
    assert said["register"] == {"state": "unavailable"}
    assert set(said) == {
        "verdict", "trust_class", "validity", "reasons", "signatures", "register", "sha256", "revisions",
    }  # fmt: skip
    for name in ("signer", "field", "time", "level", "covers", "intact", "trusted", "certified", "changes"):
        assert name in said["signatures"][1]
    assert said["signatures"][1]["signer"] == "Penanda Tangan Ke-1, S.H."


def test_exit_1_and_the_reason_without_trust(finished, paper):
    ended = run(finished, Anchors(), paper / "naskah.pdf")
    assert ended.exit_code == 1
    assert "TIDAK DIPERCAYA" in ended.output
    assert "tidak berpangkal pada otoritas" in ended.output


def test_exit_1_for_a_file_without_signature(finished, tmp_path):
    (tmp_path / "a.pdf").write_bytes(plain_pdf())
    ended = run(finished, Anchors(), tmp_path / "a.pdf", "--json")
    assert ended.exit_code == 1
    assert json.loads(ended.output)["verdict"] == "unsigned"


@pytest.mark.parametrize("args", [[], ["tidak-ada.pdf"], ["--salah"]])
def test_exit_2_for_wrong_use(finished, args):
    assert run(finished, Anchors(), *args).exit_code == 2


def test_exit_2_where_trust_is_no_certificate(finished, paper):
    (paper / "bukan.pem").write_text("bukan sertifikat")
    assert run(finished, Anchors(), paper / "naskah.pdf", "--trust", paper / "bukan.pem").exit_code == 2


def test_the_root_store_of_an_installation_is_read_without_a_database(finished, paper):
    authority, _, _ = finished
    write_folder(paper / "trust", AnchorKind.BUILT_IN, authority.chain[-1:])
    known = anchors_in_folder(paper / "trust")
    assert known == authority.anchors()
    assert run(finished, known, paper / "naskah.pdf").exit_code == 0


def test_an_empty_root_store_trusts_nobody(tmp_path):
    assert anchors_in_folder(tmp_path / "none") == Anchors()
