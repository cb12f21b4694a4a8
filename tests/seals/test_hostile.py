"""No attack on a signed paper ends in `authentic`."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from reportlab.pdfgen import canvas

from service.seals import acts
from service.seals.judge import judge
from service.seals.limited import judge_limited
from service.seals.verdicts import RegisterAnswer, RegisterState, VerdictCode
from tests.hostile import attacks
from tests.support.authority import MemoryAuthority
from tests.support.papers import archived_pdf, locked_pdf, plain_pdf, sign, signed_steps

UNREADABLE = {
    "contents_nulled", "contents_emptied", "byte_range_missing", "byte_range_negative", "byte_range_short",
    "subfilter_unknown", "cut_in_half", "signed_part_moved", "bare_objects_appended", "signature_used_twice",
    "byte_flipped", "signature_flipped", "spaces_in_gap",
}  # fmt: skip


def test_the_honest_paper_is_authentic(finished):
    authority, _, archived = finished
    verdict = judge(archived, authority.anchors(), when=authority.now)
    assert verdict.verdict is VerdictCode.AUTHENTIC
    assert [reason.code for reason in verdict.reasons] == ["not_certified"]


@pytest.mark.parametrize("name", attacks.ON_ARCHIVED)
def test_an_attack_on_an_archived_paper_is_seen(finished, name):
    authority, _, archived = finished
    attacked = attacks.ON_ARCHIVED[name](archived)
    assert attacked != archived
    verdict = judge(attacked, authority.anchors(), when=authority.now)
    allowed = {VerdictCode.ALTERED, VerdictCode.UNREADABLE} if name in UNREADABLE else {VerdictCode.ALTERED}
    assert verdict.verdict in allowed, verdict.to_json()
    assert verdict.reasons


@pytest.mark.parametrize("step", [0, 1, 2])
@pytest.mark.parametrize("name", ["page_content_added", "annotation_added", "visible_field_added", "bytes_after_end"])
def test_an_attack_between_two_signatures_is_seen(finished, name, step):
    authority, steps, _ = finished
    attacked = attacks.ON_ARCHIVED[name](steps[step])
    assert judge(attacked, authority.anchors(), when=authority.now).verdict is VerdictCode.ALTERED


def test_a_further_signature_outside_the_plan_is_seen(finished):
    authority, _, archived = finished
    insider = authority.person("Orang Dalam")
    attacked = _signed_in_new_field(authority, archived, insider)
    verdict = judge(attacked, authority.anchors(), when=authority.now)
    assert verdict.verdict is VerdictCode.ALTERED
    assert "field_not_in_plan" in {reason.code for reason in verdict.reasons}


def test_a_text_field_filled_after_signing_is_seen(authority):
    form = _paper_with_text_field("Rp1.000.000")
    signed = _signed_in_new_field(authority, form, authority.person())
    assert judge(signed, authority.anchors(), when=authority.now).verdict is VerdictCode.AUTHENTIC

    def change(writer):
        field = attacks.field_named(writer, "nilai")
        field["/V"] = generic.pdf_string("Rp9.000.000")
        writer.update_container(field)

    attacked = attacks.edited(signed, change)
    assert judge(attacked, authority.anchors(), when=authority.now).verdict is VerdictCode.ALTERED


def test_a_hiding_field_on_a_paper_without_lock_is_seen(authority):
    signed = _signed_in_new_field(authority, plain_pdf(), authority.person())
    attacked = attacks.visible_field_added(signed)
    verdict = judge(attacked, authority.anchors(), when=authority.now)
    assert verdict.verdict is VerdictCode.ALTERED
    assert verdict.reasons[0].code in ("field_not_in_plan", "trailing_bytes")


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_rollback_to_an_earlier_revision_is_never_authentic(finished, step):
    authority, steps, archived = finished
    assert archived.startswith(steps[step])
    verdict = judge(steps[step], authority.anchors(), when=authority.now)
    assert verdict.verdict is VerdictCode.INCOMPLETE


def test_the_register_uncovers_a_rollback_that_no_validator_sees(authority):
    steps = signed_steps(authority, 1)
    first = archived_pdf(authority, steps[-1])
    asked = []

    def register(verdict):
        asked.append(verdict.sha256)
        return RegisterAnswer(RegisterState.ROLLED_BACK)

    assert judge(first, authority.anchors(), when=authority.now).authentic
    verdict = judge(first, authority.anchors(), when=authority.now, register=register)
    assert verdict.verdict is VerdictCode.INCOMPLETE
    assert verdict.reasons[0].code == "register_rolled_back"
    assert asked == [verdict.sha256]


def test_a_forged_authority_with_our_names_is_untrusted(finished):
    authority, _, _ = finished
    forger = MemoryAuthority(authority.now, first_key=40)
    forged = archived_pdf(forger, signed_steps(forger, 1)[-1])
    verdict = judge(forged, authority.anchors(), when=forger.now)
    assert verdict.verdict is VerdictCode.UNTRUSTED
    assert "signer_untrusted" in {reason.code for reason in verdict.reasons}


def test_a_certificate_revoked_before_its_timestamp_is_untrusted(authority):
    signer = authority.person()
    locked = locked_pdf(authority, 1)
    authority.revoke(signer, authority.now - timedelta(hours=1))
    signed = sign(authority, locked, "Pihak1", signer)
    verdict = judge(signed, authority.anchors(crls=True), when=authority.now)
    assert verdict.verdict is VerdictCode.UNTRUSTED
    assert "signer_revoked" in {reason.code for reason in verdict.reasons}


def test_a_revocation_learnt_after_archiving_counts_from_its_date(authority):
    signer = authority.person()
    signed_at = authority.now
    archived = archived_pdf(authority, sign(authority, locked_pdf(authority, 1), "Pihak1", signer))
    authority.now += timedelta(days=30)
    authority.revoke(signer, signed_at + timedelta(days=1))
    assert judge(archived, authority.anchors(crls=True), when=authority.now).authentic
    authority.revoke(signer, signed_at - timedelta(days=1))
    assert judge(archived, authority.anchors(crls=True), when=authority.now).verdict is VerdictCode.UNTRUSTED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "not_pdf", id="empty"),
        pytest.param(b"PK\x03\x04 surat.docx", "not_pdf", id="word"),
        pytest.param(b"<html>%PDX-</html>", "not_pdf", id="html"),
        pytest.param(b"%PDF-1.7\n%%EOF", "cannot_be_judged", id="only a header"),
        pytest.param(b"%PDF-1.7\n" + b"\x00" * 5000, "cannot_be_judged", id="zeros"),
    ],
)
def test_what_is_no_pdf_is_unreadable(authority, content, reason):
    verdict = judge(content, authority.anchors(), when=authority.now)
    assert verdict.verdict is VerdictCode.UNREADABLE
    assert [one.code for one in verdict.reasons] == [reason]


def test_a_locked_pdf_is_unreadable_and_says_so(authority):
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as opened:
        opened.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))
    verdict = judge(output.getvalue(), authority.anchors(), when=authority.now)
    assert verdict.verdict is VerdictCode.UNREADABLE
    assert verdict.reasons[0].code == "encrypted"


def test_a_plain_pdf_is_unsigned(authority):
    verdict = judge(plain_pdf(), authority.anchors(), when=authority.now)
    assert verdict.verdict is VerdictCode.UNSIGNED


def test_a_bomb_ends_in_the_child_process(authority):
    verdict = judge_limited(attacks.deflate_bomb(), authority.anchors(), when=authority.now)
    assert verdict.verdict in (VerdictCode.UNREADABLE, VerdictCode.UNSIGNED)


def test_the_child_process_gives_the_same_verdict(finished):
    authority, _, archived = finished
    here = judge(archived, authority.anchors(), when=authority.now)
    assert judge_limited(archived, authority.anchors(), when=authority.now) == here


def test_every_cut_and_every_changed_region_is_seen(finished):
    authority, _, archived = finished
    when = datetime(2026, 3, 2, 4, tzinfo=UTC)
    for at in range(97, len(archived), len(archived) // 35):
        changed = bytearray(archived)
        changed[at] ^= 0x15
        assert not judge(bytes(changed), authority.anchors(), when=when).authentic, at
        assert not judge(archived[:at], authority.anchors(), when=when).authentic, at


def _paper_with_text_field(value: str) -> bytes:
    output = io.BytesIO()
    drawn = canvas.Canvas(output, pagesize=(595, 842), invariant=1)
    drawn.drawString(60, 780, "Perjanjian")
    drawn.acroForm.textfield(name="nilai", value=value, x=60, y=700, width=200, height=20)
    drawn.showPage()
    drawn.save()
    return output.getvalue()


def _signed_in_new_field(authority: MemoryAuthority, pdf: bytes, signer) -> bytes:

    timestamper = authority.timestamper()
    begun = acts.begin_signature(
        pdf,
        field="Luar",
        certificate=signer.certificate,
        chain=signer.chain,
        stamp=None,
        when=authority.now,
        token_size=timestamper.size(),
        new_field=True,
    )
    raw = signer.sign(begun.state.signed_attributes)
    return acts.finish_signature(begun.pdf, begun.state, raw, signer.certificate, signer.chain, timestamper)


@pytest.mark.parametrize("name", ["page_content_added", "padding_filled", "signature_used_twice", "contents_nulled"])
def test_the_child_process_tells_every_reason_of_a_bad_file(finished, name):
    authority, _, archived = finished
    attacked = attacks.ON_ARCHIVED[name](archived)
    here = judge(attacked, authority.anchors(), when=authority.now)
    assert judge_limited(attacked, authority.anchors(), when=authority.now) == here
