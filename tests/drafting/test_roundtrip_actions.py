"""A version goes out to Word, comes back, is decided change by change, and becomes a new version."""

from dataclasses import replace
from uuid import UUID

import pytest

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.audit import stream_events
from service.core.refusals import Refused
from service.core.tools import Tools
from service.documents import versions
from service.documents.catalogue import Template
from service.documents.content import read_content
from service.documents.filling import fill
from service.documents.package import open_parts
from service.documents.tracked.returning import find_changes
from service.documents.tracked.tracking import with_tracking_on
from service.drafting import actions as drafting
from service.drafting import roundtrip_actions as actions
from service.drafting import roundtrip_queries as queries
from service.drafting.models import TextReturn
from service.drafting.queries import desk
from service.drafting.roundtrip_actions import Arrived, Decision
from service.drafting.roundtrip_rules import Verdict
from tests.support.people import Staff, make_office, make_staff
from tests.support.rooms import make_agreement
from tests.support.tracked import Word

PAPERS: dict[tuple[str, str], bytes] = {}  # the same text makes the same paper


def filled(template: Template, said: str) -> bytes:
    if (template.sha256, said) not in PAPERS:
        PAPERS[template.sha256, said] = with_tracking_on(fill(template, read_content(said), None, demo=True))
    return PAPERS[template.sha256, said]


class Trip:
    """An agreement whose first version went out."""

    def __init__(self, tools: Tools, staff: Staff, stage: Stage = Stage.DRAFTING) -> None:
        self.tools, self.actor = tools, staff.actor("drafter")
        self.id = make_agreement(tools, staff, stage, saved=True)
        with tools.reading() as session:
            row = versions.latest(session, self.id)
            self.version_id, self.template = row.id, queries.template_of_version(session, row)
            self.content = versions.content_of(row)
        self.docx = filled(self.template, self.content.canonical_json())
        stored = tools.storage.put(self.docx)
        with tools.begin(self.actor) as uow:
            self.dispatch_id = actions.send_out(uow, self.id, self.version_id, "Biro Hukum UNJ", stored).id

    def comes_back(self, word: Word, name: str = "kembali.docx") -> UUID:
        docx = word.save()
        with self.tools.reading() as session:
            out = queries.outgoing(session, queries.dispatch(session, self.id, self.dispatch_id))
        sent = actions.sent_of(out, self.tools.storage)
        arrived = Arrived(self.tools.storage.put(docx), name, find_changes(sent, docx, demo=True))
        with self.tools.begin(self.actor) as uow:
            return actions.take_in(uow, self.id, self.dispatch_id, arrived).id

    def changes(self, return_id: UUID):
        with self.tools.reading() as session:
            return queries.all_changes(session, return_id)

    def decide(self, return_id: UUID, verdict: Verdict, *numbers: int, reason: str = "Tidak sesuai.", seen=None):
        with self.tools.begin(self.actor) as uow:
            decisions = [Decision(number, verdict, reason) for number in numbers]
            return actions.decide(uow, self.id, return_id, decisions, seen_version=seen).version

    def apply(self, return_id: UUID, *, seen=None):
        with self.tools.reading() as session:
            said = actions.decided(session, self.id, return_id)
        ready = actions.put_together(said, self.tools.storage, demo=True)
        with self.tools.begin(self.actor) as uow:
            saved = actions.apply(uow, self.id, return_id, ready, seen_version=seen)
            return saved.version.number if saved else None

    def text(self):
        with self.tools.reading() as session:
            return desk(session, session.get_one(Agreement, self.id)).content

    def body(self, key: str) -> str:
        return next(one.body for one in self.text().articles if one.key == key)

    def events(self) -> list[str]:
        with self.tools.reading() as session:
            return [one.code for one in stream_events(session, drafting.stream(self.id))]


@pytest.fixture
def staff(tools: Tools) -> Staff:
    return make_staff(tools)


@pytest.fixture
def trip(tools: Tools, staff: Staff) -> Trip:
    return Trip(tools, staff)


def edited(trip: Trip) -> Word:
    return Word(trip.docx).replace("terhitung sejak", "dihitung sejak").replace("3 (tiga)", "5 (lima)")


def test_what_goes_out_asks_word_to_record_changes_and_is_remembered(trip):
    assert b"trackRevisions" in open_parts(trip.docx)["word/settings.xml"]
    assert with_tracking_on(trip.docx) == trip.docx
    with trip.tools.reading() as session:
        row = queries.dispatch(session, trip.id, trip.dispatch_id)
        assert (row.version_id, row.version_number, row.sent_to) == (trip.version_id, 1, "Biro Hukum UNJ")
        assert trip.tools.storage.get(row.docx_sha256) == trip.docx
    assert "text:sent" in trip.events()


def test_accepted_changes_become_a_new_version(trip):
    came = trip.comes_back(edited(trip))
    first, second = trip.changes(came)
    trip.decide(came, Verdict.ACCEPTED, first.number, second.number)
    assert trip.apply(came) == 2
    text = trip.text()
    assert text.values["jangka_waktu"] == {"tahun": 5}
    assert "dihitung sejak" in trip.body(next(one.article for one in (first, second) if one.place_kind == "article"))
    with trip.tools.reading() as session:
        row = queries.text_return(session, trip.id, came)
        assert (row.state, row.new_number) == ("applied", 2)
        assert versions.latest(session, trip.id).note == "Perubahan dari Biro Hukum UNJ atas versi 1"
        assert session.get_one(Agreement, trip.id).term_months == 60
    assert trip.events()[-3:] == ["text:return_decided", "text:version", "text:return_applied"]


def test_the_file_that_came_back_is_kept(trip):
    word = edited(trip)
    came = trip.comes_back(word)
    with trip.tools.reading() as session:
        row = session.get_one(TextReturn, came)
        assert trip.tools.storage.get(row.file_sha256) == word.save()


def test_everything_refused_makes_no_version(trip):
    came = trip.comes_back(edited(trip))
    trip.decide(came, Verdict.REFUSED, *(one.number for one in trip.changes(came)))
    assert trip.apply(came) is None
    assert trip.text() == trip.content


def test_a_refusal_needs_a_reason(trip):
    came = trip.comes_back(edited(trip))
    with pytest.raises(Refused, match="change_refusal_unexplained"):
        trip.decide(came, Verdict.REFUSED, 1, reason=" ")


def test_nothing_is_taken_over_while_something_is_undecided(trip):
    came = trip.comes_back(edited(trip))
    trip.decide(came, Verdict.ACCEPTED, 1)
    with pytest.raises(Refused, match="return_undecided"):
        trip.apply(came)


def test_a_change_of_the_templates_own_words_can_only_be_refused(trip):
    came = trip.comes_back(Word(trip.docx).replace("TENTANG", "MENGENAI"))
    (change,) = trip.changes(came)
    with pytest.raises(Refused, match="returned_outside"):
        trip.decide(came, Verdict.ACCEPTED, change.number)
    trip.decide(came, Verdict.REFUSED, change.number, reason="Judul mengikuti templat.")


def test_accepting_the_rest_leaves_mandatory_articles_to_be_decided_one_by_one(trip):
    mandatory = {one.key for one in trip.template.manifest.articles if one.mandatory}
    free = next(one for one in trip.content.articles if one.key not in mandatory and "PARA PIHAK" in one.body)
    held = next(one for one in trip.content.articles if one.key in mandatory)
    word = Word(trip.docx).insert(free.title.upper(), " LAIN").insert(held.title.upper(), " LAIN")
    came = trip.comes_back(word)
    with trip.tools.begin(trip.actor) as uow:
        assert actions.accept_rest(uow, trip.id, came, seen_version=None) == (1, 1)
    assert {one.article: one.verdict for one in trip.changes(came)} == {free.key: "accepted", held.key: "open"}


def test_a_mandatory_article_cannot_be_taken_out(trip):
    mandatory = {one.key for one in trip.template.manifest.articles if one.mandatory}
    held = next(one for one in trip.content.articles[1:] if one.key in mandatory)
    came = trip.comes_back(Word(trip.docx).drop_paragraph(held.title.upper()))
    with pytest.raises(Refused, match="article_mandatory"):
        trip.decide(came, Verdict.ACCEPTED, *(one.number for one in trip.changes(came)))


def test_both_ends_of_a_move_are_decided_together(trip):
    came = trip.comes_back(Word(trip.docx).move("dapat diperpanjang", "diakhiri sebelum"))
    with trip.tools.begin(trip.actor) as uow:  # a page sends every choice on it, also those that nobody touched
        decisions = [Decision(1, Verdict.ACCEPTED), Decision(2, Verdict.OPEN)]
        actions.decide(uow, trip.id, came, decisions, seen_version=None)
    assert {one.verdict for one in trip.changes(came)} == {"accepted"}


def test_what_was_changed_here_meanwhile_is_kept(trip):
    with trip.tools.begin(trip.actor) as uow:
        drafting.write_section(uow, trip.id, "umum", {"judul": "Pendidikan Pemilih"}, seen_copy=None)
    came = trip.comes_back(edited(trip))
    trip.decide(came, Verdict.ACCEPTED, *(one.number for one in trip.changes(came)))
    trip.apply(came)
    assert (trip.text().values["judul"], trip.text().values["jangka_waktu"]) == ("Pendidikan Pemilih", {"tahun": 5})


def test_the_same_words_changed_here_and_there_are_refused_by_name(trip):
    came = trip.comes_back(Word(trip.docx).replace("terhitung sejak", "dihitung sejak"))
    (change,) = trip.changes(came)
    article = next(one for one in trip.content.articles if one.key == change.article)
    with trip.tools.begin(trip.actor) as uow:
        body = article.body.replace("terhitung sejak", "berlaku sejak")
        drafting.rewrite_article(uow, trip.id, article.key, article.title, body, seen_copy=None)
    trip.decide(came, Verdict.ACCEPTED, change.number)
    with pytest.raises(Refused, match="return_torn") as refusal:
        trip.apply(came)
    assert article.title in str(refusal.value.params["name"])


def test_a_stale_page_is_refused(trip):
    came = trip.comes_back(edited(trip))
    trip.decide(came, Verdict.ACCEPTED, 1, seen=1)
    with pytest.raises(Refused, match="stale_page"):
        trip.decide(came, Verdict.REFUSED, 1, seen=1)


def test_a_decided_file_is_closed(trip):
    came = trip.comes_back(edited(trip))
    trip.decide(came, Verdict.ACCEPTED, 1, 2)
    trip.apply(came)
    with pytest.raises(Refused, match="return_closed"):
        trip.decide(came, Verdict.REFUSED, 1)


def test_a_file_without_changes_is_refused(trip):
    with pytest.raises(Refused, match="returned_unchanged"):
        trip.comes_back(Word(trip.docx))


def test_a_file_can_be_set_aside(trip):
    came = trip.comes_back(edited(trip))
    with trip.tools.begin(trip.actor) as uow:
        actions.set_aside(uow, trip.id, came, "Berkas yang salah.", seen_version=None)
    with trip.tools.reading() as session:
        row = queries.text_return(session, trip.id, came)
        assert (row.state, row.closed_why) == ("set_aside", "Berkas yang salah.")


def test_another_office_sees_nothing_of_it(tools, trip, staff):
    stranger = replace(staff.actor("drafter"), office_id=make_office(tools, "33.21").id)
    came = trip.comes_back(edited(trip))
    with pytest.raises(Refused, match="not_found"), tools.begin(stranger) as uow:
        actions.accept_rest(uow, trip.id, came, seen_version=None)


def test_comments_become_remarks_of_the_discussion_once(tools, staff):
    trip = Trip(tools, staff, Stage.DISCUSSION)
    came = trip.comes_back(Word(trip.docx).comment("secara berkala", "Berapa kali setahun?"))
    from service.discussion.models import Remark

    with tools.begin(trip.actor) as uow:
        assert actions.to_remarks(uow, trip.id, came) == 1
        assert actions.to_remarks(uow, trip.id, came) == 0
        remark = uow.session.query(Remark).one()
        assert (remark.author_name, remark.side) == ("Andi Lawyer", "partner")
        assert remark.place.startswith("pasal:")
        assert remark.text.endswith("Berapa kali setahun?")


def test_comments_wait_until_there_is_a_discussion(trip):
    came = trip.comes_back(Word(trip.docx).comment("secara berkala", "Berapa kali setahun?"))
    with pytest.raises(Refused, match="discussion_closed"), trip.tools.begin(trip.actor) as uow:
        actions.to_remarks(uow, trip.id, came)


def test_a_file_that_waits_is_counted_until_it_is_decided(trip):
    assert count(trip) == 0
    came = trip.comes_back(edited(trip))
    assert count(trip) == 1
    trip.decide(came, Verdict.ACCEPTED, 1, 2)
    trip.apply(came)
    assert count(trip) == 0


def count(trip: Trip) -> int:
    with trip.tools.reading() as session:
        return queries.count_waiting(session, trip.actor)
