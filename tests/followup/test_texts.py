"""Obligations are taken from the sentences of the text that was signed, with their article."""

import pytest

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.documents import versions
from service.followup import texts
from tests.support.rooms import make_agreement
from tests.support.world import set_stage


@pytest.fixture
def signed(sqlite_tools, staff):
    made = make_agreement(sqlite_tools, staff, Stage.DISCUSSION, saved=True)
    set_stage(sqlite_tools, made, Stage.FOLLOW_UP)
    with sqlite_tools.begin() as uow:
        agreement = uow.session.get_one(Agreement, made)
        version = versions.latest(uow.session, made)
        agreement.frozen_version_id, agreement.frozen_hash = version.id, version.content_hash
        agreement.template_hash = version.template_hash
    return made


def test_each_sentence_has_its_article_and_the_likely_articles_come_first(sqlite_tools, signed):
    with sqlite_tools.reading() as session:
        found = texts.articles(session, session.get_one(Agreement, signed))
    likely = [article.likely for article in found]
    assert likely == sorted(likely, reverse=True)
    assert likely[0]
    references = [one.reference for article in found for one in article.sentences]
    assert all(one.startswith("Pasal ") for one in references)
    assert any("ayat (1)" in one for one in references)
    keys = [one.key for article in found for one in article.sentences]
    assert len(keys) == len(set(keys))


def test_the_ticked_sentences_become_obligations_with_their_reference(pages, staff, sqlite_tools, signed):
    with sqlite_tools.reading() as session:
        sentence = texts.articles(session, session.get_one(Agreement, signed))[0].sentences[0]
    pages.sign_in(staff.drafter)
    here = f"/kerja-sama/{signed}/tindak-lanjut"
    blank = pages.see(f"{here}/kewajiban/dari-naskah")
    values = {"side": "both", "first_due_on": "2026-06-01", "owner": "Divisi Hukum", "recurrence": "once"}
    page = pages.submit(blank, values, status=422)
    assert "Centang sekurangnya satu kalimat" in page.main
    page = pages.submit(page, values | {"lines": sentence.key})
    assert sentence.text in page.main
    assert sentence.reference in page.main
    assert "0 dari 1 kewajiban dipenuhi" in page.main
