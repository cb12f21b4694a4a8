import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from service.core.codes import LIFE, TRIES, CodeOutcome, OneTimeCode, ask, attempt, issue
from service.core.refusals import Refused
from service.core.tools import Tools

KEY = b"kunci untuk uji coba saja, bukan rahasia"
SUBJECT = UUID(int=7)


def send(tools: Tools) -> tuple[UUID, str]:
    """Open a challenge and make its code, as the mail worker does."""
    with tools.begin() as uow:
        code_id = ask(uow.session, "sign", SUBJECT, uow.now).id
    with tools.begin() as uow:
        plain = issue(uow.session, code_id, KEY, uow.now)
    assert plain is not None
    return code_id, plain


def attempt_it(
    tools: Tools, code_id: UUID, plain: str, *, purpose: str = "sign", subject: UUID = SUBJECT
) -> CodeOutcome:
    """Try a code as a page does: the outcome is committed, the refusal comes afterwards."""
    with tools.begin() as uow:
        return attempt(uow.session, code_id, purpose, subject, plain, KEY, uow.now)


def wrong(plain: str) -> str:
    return f"{(int(plain) + 1) % 10**6:06d}"


def test_the_right_code_is_accepted_once(tools: Tools) -> None:
    code_id, plain = send(tools)
    assert attempt_it(tools, code_id, plain) is CodeOutcome.ACCEPTED
    assert attempt_it(tools, code_id, plain) is CodeOutcome.EXPIRED


def test_a_code_typed_with_spaces_is_accepted(tools: Tools) -> None:
    code_id, plain = send(tools)
    assert attempt_it(tools, code_id, f" {plain[:3]} {plain[3:]} ") is CodeOutcome.ACCEPTED


def test_only_a_hash_of_the_code_is_kept(tools: Tools) -> None:
    code_id, plain = send(tools)
    with tools.reading() as session:
        row = session.get_one(OneTimeCode, code_id)
        assert plain not in {str(getattr(row, column.name)) for column in OneTimeCode.__table__.columns}
        assert len(row.hash) == 64
    assert plain.isdecimal()
    assert len(plain) == 6


def test_a_code_that_was_never_sent_opens_nothing(tools: Tools) -> None:
    with tools.begin() as uow:
        code_id = ask(uow.session, "sign", SUBJECT, uow.now).id
    for guess in ("", "000000"):
        assert attempt_it(tools, code_id, guess) is CodeOutcome.WRONG


@pytest.mark.parametrize(("later", "outcome"), [(LIFE, CodeOutcome.ACCEPTED), (LIFE + timedelta(seconds=1), "expired")])
def test_a_code_lives_ten_minutes(tools: Tools, later: timedelta, outcome: object) -> None:
    code_id, plain = send(tools)
    tools.clock.set(tools.clock.now() + later)  # type: ignore[attr-defined]
    assert attempt_it(tools, code_id, plain) is (CodeOutcome.EXPIRED if outcome == "expired" else outcome)


def test_after_five_wrong_tries_even_the_right_code_is_void(tools: Tools) -> None:
    code_id, plain = send(tools)
    outcomes = [attempt_it(tools, code_id, wrong(plain)) for _ in range(TRIES)]
    assert outcomes == [CodeOutcome.WRONG] * (TRIES - 1) + [CodeOutcome.TOO_MANY]
    assert attempt_it(tools, code_id, plain) is CodeOutcome.TOO_MANY


def test_a_new_code_for_the_same_challenge_gives_no_new_tries(tools: Tools) -> None:
    code_id, plain = send(tools)
    for _ in range(TRIES):
        attempt_it(tools, code_id, wrong(plain))
    with tools.begin() as uow:
        fresh = issue(uow.session, code_id, KEY, uow.now)
    assert fresh is not None
    assert attempt_it(tools, code_id, fresh) is CodeOutcome.TOO_MANY


def test_a_new_code_makes_the_old_one_worthless(tools: Tools) -> None:
    code_id, plain = send(tools)
    fresh: str | None = plain
    while fresh == plain:
        with tools.begin() as uow:
            fresh = issue(uow.session, code_id, KEY, uow.now)
    assert fresh is not None
    assert attempt_it(tools, code_id, plain) is CodeOutcome.WRONG
    assert attempt_it(tools, code_id, fresh) is CodeOutcome.ACCEPTED


def test_a_used_challenge_gives_no_further_code(tools: Tools) -> None:
    code_id, plain = send(tools)
    attempt_it(tools, code_id, plain)
    with tools.begin() as uow:
        assert issue(uow.session, code_id, KEY, uow.now) is None
        assert issue(uow.session, uuid4(), KEY, uow.now) is None


@pytest.mark.parametrize(
    ("purpose", "subject"), [("sign-in", SUBJECT), ("sign", UUID(int=8))], ids=["another purpose", "another subject"]
)
def test_a_code_is_bound_to_its_purpose_and_subject(tools: Tools, purpose: str, subject: UUID) -> None:
    code_id, plain = send(tools)
    assert attempt_it(tools, code_id, plain, purpose=purpose, subject=subject) is CodeOutcome.WRONG
    assert attempt_it(tools, code_id, plain) is CodeOutcome.ACCEPTED


def test_a_code_of_another_challenge_does_not_fit(tools: Tools) -> None:
    first, plain = send(tools)
    second, other = send(tools)
    if plain != other:
        assert attempt_it(tools, second, plain) is CodeOutcome.WRONG
    assert attempt_it(tools, first, plain) is CodeOutcome.ACCEPTED


def test_a_code_made_with_another_key_does_not_fit(tools: Tools) -> None:
    code_id, plain = send(tools)
    with tools.begin() as uow:
        assert attempt(uow.session, code_id, "sign", SUBJECT, plain, b"kunci lain", uow.now) is CodeOutcome.WRONG


def test_a_try_counts_although_the_page_refuses(tools: Tools) -> None:
    code_id, plain = send(tools)

    def page() -> None:
        outcome = attempt_it(tools, code_id, wrong(plain))
        raise Refused(outcome.value)

    with pytest.raises(Refused, match="code_wrong"):
        page()
    with tools.reading() as session:
        assert session.get_one(OneTimeCode, code_id).tries == 1


def test_guesses_made_at_the_same_moment_are_all_counted(tools: Tools) -> None:
    code_id, plain = send(tools)
    start, outcomes = threading.Barrier(8), []

    def guess() -> None:
        start.wait()
        outcomes.append(attempt_it(tools, code_id, wrong(plain)))

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert outcomes.count(CodeOutcome.WRONG) == TRIES - 1
    assert outcomes.count(CodeOutcome.TOO_MANY) == 8 - TRIES + 1
