"""What the register knows: it alone sees a rollback."""

import pytest

from service.agreements.models import PaperKind, PaperRevision
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.tools import Tools
from service.seals.verdicts import RegisterState, TrustClass
from service.verification.queries import public_facts, register_lookup
from tests.support.agreements import Started, start

S = RegisterState


@pytest.fixture
def made(tools: Tools) -> Started:
    return start(tools)


def add(
    tools: Tools, made: Started, name: str, kind: PaperKind, *, published: bool = False, void: bool = False
) -> None:
    with tools.begin() as uow:
        count = uow.session.query(PaperRevision).count()
        uow.session.add(
            PaperRevision(
                id=new_id(),
                agreement_id=made.agreement_id,
                sequence=count + 1,
                kind=kind.value,
                sha256=name * 64,
                size=1,
                published=published,
                void=void,
                created_at=uow.now,
            )
        )


def ask(tools: Tools, name: str, *prefixes: str):
    with tools.reading() as session:
        return register_lookup(session, name * 64, [one * 64 for one in prefixes])


def test_a_file_nobody_registered_is_unknown(tools, made):
    assert ask(tools, "f").state is S.UNKNOWN


def test_a_paper_being_signed_is_in_progress(tools, made):
    add(tools, made, "a", PaperKind.PREPARED)
    add(tools, made, "b", PaperKind.SIGNED)
    assert [ask(tools, name).state for name in "ab"] == [S.IN_PROGRESS, S.IN_PROGRESS]


def test_once_published_every_earlier_state_is_rolled_back(tools, made):
    add(tools, made, "b", PaperKind.SIGNED)
    add(tools, made, "c", PaperKind.ARCHIVED, published=True)
    assert [ask(tools, name).state for name in "bc"] == [S.ROLLED_BACK, S.CURRENT]


def test_a_file_that_begins_like_ours_but_goes_on_otherwise_is_never_current(tools, made):
    add(tools, made, "c", PaperKind.ARCHIVED, published=True)
    assert ask(tools, "e", "c").state is S.ROLLED_BACK


def test_a_file_that_goes_on_from_a_paper_in_progress_is_in_progress(tools, made):
    add(tools, made, "a", PaperKind.PREPARED)
    assert ask(tools, "e", "a").state is S.IN_PROGRESS


def test_after_renewal_the_older_archive_copy_stays_known(tools, made):
    add(tools, made, "c", PaperKind.ARCHIVED, published=True)
    add(tools, made, "d", PaperKind.RENEWED, published=True)
    assert [ask(tools, name).state for name in "cd"] == [S.SUPERSEDED, S.CURRENT]


def test_the_paper_of_an_event_called_off_counts_for_nothing(tools, made):
    add(tools, made, "a", PaperKind.PREPARED, void=True)
    assert ask(tools, "a").state is S.ROLLED_BACK


def test_a_scan_is_called_a_scan(tools, made):
    add(tools, made, "c", PaperKind.LEGACY_SCAN, published=True)
    assert ask(tools, "c").trust_class is TrustClass.SCAN


def test_a_draft_stays_unknown_to_the_public(tools, made):
    from service.agreements.models import Agreement

    with tools.reading() as session:
        code = session.get_one(Agreement, made.agreement_id).public_code
        with pytest.raises(Refused, match="code_unknown"):
            public_facts(session, code)
    add(tools, made, "a", PaperKind.ENGROSSED)
    with tools.reading() as session:
        assert public_facts(session, code).parties == ("Bawaslu Kabupaten Contoh", "Universitas Contoh")
