"""The first people of an installation are added from the command line."""

from click.testing import CliRunner

from service.accounts import cli, queries
from service.core.tools import Tools
from tests.support.people import make_office


def run(tools: Tools, *more: str, given: str = ""):
    said = ["--email", "Ketua@Contoh.example", "--name", "Ketua Contoh", "--office", "33.20", "--role", "chair", *more]
    return CliRunner().invoke(cli.user_add, said, obj=tools, input=given)


def test_a_person_is_added_and_a_link_printed_that_works_once(tools: Tools):
    make_office(tools)
    answer = run(tools, "--role", "admin")
    assert answer.exit_code == 0
    token = answer.output.strip().rpartition("/kata-sandi/")[2]
    with tools.reading() as session:
        link = queries.living_link(session, token, tools.clock.now())
        someone = queries.person(session, link.person_id)
    assert someone.email == "ketua@contoh.example"
    assert someone.roles_in(someone.office_id) == {"chair", "admin"}


def test_a_password_may_be_asked_for_and_is_not_printed(sqlite_tools: Tools):
    make_office(sqlite_tools)
    answer = run(sqlite_tools, "--ask-password", given="kuda laut berenang\nkuda laut berenang\n")
    assert answer.exit_code == 0
    assert "berenang" not in answer.output


def test_an_unknown_office_a_known_address_and_a_weak_password_are_refused_in_words(sqlite_tools: Tools):
    unknown = run(sqlite_tools)
    assert unknown.exit_code == 1
    make_office(sqlite_tools)
    weak = run(sqlite_tools, "--ask-password", given="pendek\npendek\n")
    assert weak.exit_code == 1
    assert "terlalu pendek" in weak.output
    run(sqlite_tools)
    twice = run(sqlite_tools)
    assert twice.exit_code == 1
    assert "sudah dipakai akun lain" in twice.output


def test_who_is_locked_out_gets_a_new_link(sqlite_tools: Tools):
    make_office(sqlite_tools)
    run(sqlite_tools)
    answer = CliRunner().invoke(cli.user_link, ["--email", "KETUA@contoh.example"], obj=sqlite_tools)
    token = answer.output.strip().rpartition("/kata-sandi/")[2]
    with sqlite_tools.reading() as session:
        assert queries.living_link(session, token, sqlite_tools.clock.now())
    unknown = CliRunner().invoke(cli.user_link, ["--email", "lain@contoh.example"], obj=sqlite_tools)
    assert unknown.exit_code == 1
