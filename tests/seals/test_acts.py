"""A signature in two steps, and what must never happen on the way."""

import io
import json
import subprocess
from datetime import timedelta
from itertools import pairwise

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from service.core.refusals import Refused
from service.seals import acts, prepare
from service.seals.acts import ActState
from service.seals.judge import judge
from service.seals.pdf import signature_fields
from service.seals.timestampers import UNKNOWN_SIZE, over_http
from service.seals.verdicts import VerdictCode
from tests.fakes import tsa
from tests.fakes.tsa import Mood
from tests.support.papers import archived_pdf, locked_pdf, plain_pdf, plan_for, sign, signed_steps, stamp_for


def begun(authority, pdf, field="Pihak1", **more):
    signer = authority.person()
    said = {"stamp": stamp_for(), "when": authority.now, "token_size": authority.timestamper().size()} | more
    return signer, acts.begin_signature(pdf, field=field, certificate=signer.certificate, chain=signer.chain, **said)


@pytest.mark.parametrize("signers", [1, 2, 3, 4, 5])
def test_every_signature_stays_valid_after_the_next(authority, signers):
    steps = signed_steps(authority, signers)
    looked_at = enumerate(steps) if signers == 5 else [(signers, steps[-1])]
    for number, step in looked_at:
        verdict = judge(step, authority.anchors(), when=authority.now)
        assert len(verdict.signatures) == number + 1
        assert all(one.intact and one.trusted and one.changes != "forbidden" for one in verdict.signatures)
        assert {one.level for one in verdict.signatures} == {"B-T"}
        assert verdict.verdict is VerdictCode.INCOMPLETE
    for earlier, later in pairwise(steps):
        assert later.startswith(earlier)
    archived = archived_pdf(authority, steps[-1])
    assert judge(archived, authority.anchors(), when=authority.now).authentic


def test_the_state_between_the_steps_is_plain_json_without_a_secret(authority):
    signer, prepared = begun(authority, locked_pdf(authority, 1))
    stored = json.dumps(prepared.state.to_json())
    state = ActState.from_json(json.loads(stored))
    assert state == prepared.state
    raw = signer.sign(state.signed_attributes)
    finished = acts.finish_signature(
        prepared.pdf, state, raw, signer.certificate, signer.chain, authority.timestamper()
    )
    assert len(finished) == len(prepared.pdf)
    assert not any(field.signed is False for field in signature_fields(PdfFileReader(io.BytesIO(finished))))


def test_the_mark_shows_name_title_time_with_zone_and_kind(authority, tmp_path):
    signed = sign(authority, locked_pdf(authority, 1), "Pihak1", authority.person())
    (tmp_path / "a.pdf").write_bytes(signed)
    shown = subprocess.run(
        ["pdftotext", "-f", "2", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True
    )
    for line in (
        "Ditandatangani secara elektronik",
        "Penanda Tangan Ke-1, S.H.",
        "Ketua Bawaslu Kabupaten Contoh",
        "2 Maret 2026 10.00.00 WIB",
        "(tidak tersertifikasi)",
    ):
        assert line in shown.stdout
    fonts = subprocess.run(["pdffonts", tmp_path / "a.pdf"], capture_output=True, text=True, check=True).stdout
    assert any("SijariCap" in row and row.split()[-5] == "yes" for row in fonts.splitlines())


def test_the_time_in_the_signature_is_that_of_the_act(authority):
    locked = locked_pdf(authority, 1)
    embedded = PdfFileReader(io.BytesIO(locked)).embedded_signatures[0]
    assert embedded.self_reported_timestamp == authority.now


@pytest.mark.parametrize(
    ("field", "code"),
    [pytest.param("Pihak9", "signature_field_missing", id="none"), pytest.param("Segel", "field_signed", id="used")],
)
def test_a_field_that_cannot_be_signed_is_refused(authority, field, code):
    with pytest.raises(Refused) as refused:
        begun(authority, locked_pdf(authority, 1), field)
    assert refused.value.code == code


def test_another_keys_signature_is_not_kept(authority):
    _, prepared = begun(authority, locked_pdf(authority, 1))
    signer, other = authority.person(), authority.person()
    raw = other.sign(prepared.state.signed_attributes)
    with pytest.raises(Refused) as refused:
        acts.finish_signature(
            prepared.pdf, prepared.state, raw, signer.certificate, signer.chain, authority.timestamper()
        )
    assert refused.value.code == "signature_unsound"


def test_a_prepared_paper_that_changed_meanwhile_is_refused(authority):
    signer, prepared = begun(authority, locked_pdf(authority, 1))
    raw = signer.sign(prepared.state.signed_attributes)
    changed = prepared.pdf.replace(b"Persetujuan", b"Persetujuax") + b" "
    with pytest.raises(Refused) as refused:
        acts.finish_signature(changed, prepared.state, raw, signer.certificate, signer.chain, authority.timestamper())
    assert refused.value.code == "signature_unsound"


def test_too_small_a_reserve_is_refused_and_not_cut_off(authority):
    signer, prepared = begun(authority, locked_pdf(authority, 1), token_size=0)
    raw = signer.sign(prepared.state.signed_attributes)
    with pytest.raises(Refused) as refused:
        acts.finish_signature(
            prepared.pdf, prepared.state, raw, signer.certificate, signer.chain, authority.timestamper()
        )
    assert refused.value.code == "signature_too_large"


def test_the_reserve_comes_from_a_trial_and_is_not_wasteful(authority):
    locked = locked_pdf(authority, 1)
    signed = sign(authority, locked, "Pihak1", authority.person())
    assert len(signed) - len(locked) < 40_000


@pytest.mark.parametrize(
    "mood", [Mood.HANG, Mood.REFUSE, Mood.GARBAGE, Mood.ERROR, Mood.WRONG_IMPRINT, Mood.ENDLESS, Mood.REDIRECT]
)
def test_a_failing_timestamp_authority_is_an_error_and_never_a_lesser_signature(authority, mood):
    signer, prepared = begun(authority, locked_pdf(authority, 1))
    raw = signer.sign(prepared.state.signed_attributes)
    with tsa.running(authority.answer) as fake:
        outside = over_http(fake.url, connect=1, read=0.5)
        if mood is Mood.WRONG_IMPRINT:
            assert outside.size() > 1000
        fake.mood = mood
        with pytest.raises(Refused) as refused:
            acts.finish_signature(prepared.pdf, prepared.state, raw, signer.certificate, signer.chain, outside)
        assert refused.value.code == "timestamp_unavailable"
        fake.mood = Mood.WELL
        signed = acts.finish_signature(prepared.pdf, prepared.state, raw, signer.certificate, signer.chain, outside)
    assert judge(signed, authority.anchors(), when=authority.now).signatures[-1].level == "B-T"


def test_a_timestamp_authority_that_is_not_there_is_an_error(authority):
    with tsa.running(authority.answer) as fake:
        url = fake.url
    outside = over_http(url, connect=1, read=1)
    assert outside.size() == UNKNOWN_SIZE
    with pytest.raises(Refused) as refused:
        prepare.lock(prepare.prepare(plain_pdf(), plan_for(1)), plan_for(1), authority.seal(), outside, authority.now)
    assert refused.value.code == "timestamp_unavailable"


def test_a_paper_that_bears_a_signature_is_never_prepared_anew(authority):
    locked = locked_pdf(authority, 1)
    for attempt in (
        lambda: prepare.prepare(locked, plan_for(2)),
        lambda: prepare.seal_scan(locked, authority.seal(), authority.timestamper(), authority.now),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "paper_has_signatures"


@pytest.mark.parametrize("content", [b"", b"bukan pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_paper_is_refused(content):
    with pytest.raises(Refused) as refused:
        prepare.prepare(content, plan_for(1))
    assert refused.value.code == "paper_unreadable"


def test_a_scan_is_sealed_and_says_that_it_is_one(authority):
    sealed = prepare.seal_scan(plain_pdf(), authority.seal(), authority.timestamper(), authority.now)
    verdict = judge(sealed, authority.anchors(), when=authority.now + timedelta(days=1))
    assert verdict.authentic
    assert verdict.trust_class == "scan"
    assert "scan_only" in {reason.code for reason in verdict.reasons}


def test_a_file_signed_elsewhere_must_begin_with_ours(authority):
    ours = locked_pdf(authority, 1)
    signed = sign(authority, ours, "Pihak1", authority.person())
    prepare.accept_appended(ours, signed)
    for wrong in (ours, ours[:-1], b"x" + signed, ours[:-200] + b"y" * 400):
        with pytest.raises(Refused) as refused:
            prepare.accept_appended(ours, wrong)
        assert refused.value.code == "appended_differs"
