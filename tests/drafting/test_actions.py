"""The text begins from what is known, versions follow each other, and nobody overwrites somebody else."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from service.agreements import permissions
from service.agreements.actions import gather_facts
from service.agreements.lifecycle import Action, Stage, missing, step
from service.agreements.models import Agreement
from service.agreements.registry import REGISTRY
from service.core.actor import SYSTEM
from service.core.audit import AuditEvent
from service.core.jobs import Job
from service.core.refusals import Refused
from service.documents import versions
from service.documents.content import ArticleText, Content
from service.documents.shipped import shipped
from service.drafting import actions
from service.drafting.queries import desk
from tests.support.agreements import person, start

WHOLE = shipped().latest("nota_kesepahaman")


def agreement_of(session, started):
    return session.get_one(Agreement, started.agreement_id)


def text_of(tools, started):
    with tools.reading() as session:
        return desk(session, agreement_of(session, started))


def complete(tools, started, **more):
    """Fill in the whole sample, as a drafter would have."""
    articles = tuple(ArticleText(one.key, one.title, one.body) for one in WHOLE.manifest.articles if one.included)
    with tools.begin(started.people["drafter"]) as uow:
        whole = Content({**WHOLE.sample["values"], **more}, articles)
        actions.change_text(uow, started.agreement_id, lambda *_: whole, seen_copy=None)


def save(tools, started, who="drafter", **more):
    with tools.begin(started.people[who]) as uow:
        saved = actions.save_version(uow, started.agreement_id, seen_copy=None, **more)
        return saved.version.number, saved.is_new, saved.version.id


def test_entering_drafting_pins_the_template_and_begins_the_text_with_what_is_known(tools):
    started = start(tools, Stage.PLANNING)
    with tools.begin() as uow:
        agreement = agreement_of(uow.session, started)
        uow.session.delete(versions.latest(uow.session, agreement.id))
        agreement.stage = Stage.DRAFTING.value
        for hook in REGISTRY.on_stage:
            hook(uow, agreement, "planning", "drafting")
    found = text_of(tools, started)
    assert found.template.sha256 == WHOLE.sha256
    assert found.content.values["judul"] == "Pengawasan Partisipatif"
    ours = found.content.values["pihak_kesatu"][0]
    assert ours["lembaga"] == "Badan Pengawas Pemilihan Umum Kabupaten Contoh"
    assert ours["penandatangan"]["nama"] == "Rahmat Hidayat"
    assert "123/KP.01/2024" in ours["penandatangan"]["dasar"]
    assert found.content.values["pihak_kedua"][0]["penandatangan"]["jabatan"] == "Rektor"
    assert found.content.values["jangka_waktu"] == {"tahun": 3}
    assert [one.key for one in found.content.articles] == [one.key for one in WHOLE.manifest.articles if one.included]


def test_an_agreement_under_way_keeps_the_version_of_its_paper(tools, started):
    first = shipped().get("nota_kesepahaman", 1)
    assert WHOLE.version > first.version
    with tools.begin() as uow:
        agreement = agreement_of(uow.session, started)
        agreement.template_name, agreement.template_version = first.name, str(first.version)
        agreement.template_hash = first.sha256
    found = text_of(tools, started)
    assert found.template.sha256 == first.sha256
    assert "ukuran_kertas" not in found.template.manifest.by_key


def test_a_section_is_kept_and_an_emptied_field_is_gone(tools, started):
    with tools.begin(started.people["drafter"]) as uow:
        kept = {"judul": "Pendidikan Pemilih", "jangka_waktu": {"tahun": 9}}
        copy = actions.write_section(uow, started.agreement_id, "umum", kept, seen_copy=None)
        first = copy.version
    assert text_of(tools, started).content.values["judul"] == "Pendidikan Pemilih"
    assert text_of(tools, started).content.values["jangka_waktu"] == {"tahun": 3}, "another section's field stays"
    with tools.begin(started.people["drafter"]) as uow:
        actions.write_section(uow, started.agreement_id, "umum", {}, seen_copy=first)
    assert "judul" not in text_of(tools, started).content.values


def test_two_people_cannot_overwrite_each_other(tools, started):
    with tools.begin(started.people["drafter"]) as uow:
        seen = actions.write_section(uow, started.agreement_id, "umum", {"judul": "A"}, seen_copy=None).version
    with tools.begin(started.people["chair"]) as uow:
        actions.write_section(uow, started.agreement_id, "umum", {"judul": "B"}, seen_copy=seen)
    with pytest.raises(Refused, match="stale_page"), tools.begin(started.people["drafter"]) as uow:
        actions.write_section(uow, started.agreement_id, "umum", {"judul": "C"}, seen_copy=seen)
    assert text_of(tools, started).content.values["judul"] == "B"


def test_saving_makes_the_next_version_wants_its_paper_and_an_unchanged_text_makes_none(tools, started):
    complete(tools, started)
    assert save(tools, started, note=" pertama ")[:2] == (1, True)
    number, is_new, version_id = save(tools, started)
    assert (number, is_new) == (1, False)
    with tools.reading() as session:
        job = session.scalars(select(Job).where(Job.kind == "render_version")).one()
        assert (job.subject_id, job.agreement_id) == (version_id, started.agreement_id)
        row = versions.version(session, version_id)
        assert (row.note, row.created_by) == ("pertama", started.people["drafter"].name)
        assert versions.content_of(row).content_hash() == row.content_hash
    complete(tools, started, judul="Judul Lain")
    assert save(tools, started)[:2] == (2, True)


def test_saving_lets_the_agreement_say_what_its_text_says(tools, started):
    complete(
        tools, started, judul="Pendidikan Pemilih", jangka_waktu={"tahun": 2, "bulan": 6}, mode_penandatanganan="basah"
    )
    save(tools, started)
    with tools.reading() as session:
        agreement = agreement_of(session, started)
        assert (agreement.subject, agreement.term_months, agreement.mode) == ("Pendidikan Pemilih", 30, "wet")
        codes = list(session.scalars(select(AuditEvent.code).where(AuditEvent.code.startswith("text:"))))
    assert set(codes) == {"text:template", "text:version", "text:mode"}


def test_a_new_version_is_told_to_the_rooms_that_asked(tools, started):
    told = []
    REGISTRY.on_version.append(hook := lambda _uow, agreement: told.append(agreement.id))
    try:
        complete(tools, started)
        save(tools, started)
        save(tools, started)
    finally:
        REGISTRY.on_version.remove(hook)
    assert told == [started.agreement_id]


@pytest.mark.parametrize("stage", [Stage.PLANNING, Stage.APPROVAL, Stage.SIGNING, Stage.FOLLOW_UP, Stage.CANCELLED])
def test_the_text_is_closed_outside_drafting_and_discussion(tools, stage):
    started = start(tools, stage)
    for do in (
        lambda uow: actions.save_version(uow, started.agreement_id, seen_copy=None),
        lambda uow: actions.write_section(uow, started.agreement_id, "umum", {}, seen_copy=None),
    ):
        with pytest.raises(Refused, match="text_closed"), tools.begin(started.people["drafter"]) as uow:
            do(uow)


def test_another_office_and_a_role_without_the_right_change_nothing(tools, started):
    with pytest.raises(Refused, match="not_found"), tools.begin(person(started.partner_id, "drafter")) as uow:
        actions.save_version(uow, started.agreement_id, seen_copy=None)
    with pytest.raises(Refused, match="not_permitted"), tools.begin(started.people["admin"]) as uow:
        actions.save_version(uow, started.agreement_id, seen_copy=None)


def test_a_mandatory_article_stays_and_another_may_go_and_come_back(tools, started):
    mandatory = next(one.key for one in WHOLE.manifest.articles if one.mandatory)
    free = next(one.key for one in WHOLE.manifest.articles if not one.mandatory and one.included)
    person_ = started.people["drafter"]
    with pytest.raises(Refused, match="article_mandatory"), tools.begin(person_) as uow:
        actions.remove_article(uow, started.agreement_id, mandatory, seen_copy=None)
    before = text_of(tools, started).content.articles
    with tools.begin(person_) as uow:
        actions.remove_article(uow, started.agreement_id, free, seen_copy=None)
    assert free not in [one.key for one in text_of(tools, started).content.articles]
    with tools.begin(person_) as uow:
        actions.bring_back_article(uow, started.agreement_id, free, seen_copy=None)
    assert text_of(tools, started).content.articles == before


def test_an_own_article_is_added_rewritten_and_one_of_the_template_restored(tools, started):
    person_, first = started.people["drafter"], WHOLE.manifest.articles[0]
    with tools.begin(person_) as uow:
        key = actions.add_article(uow, started.agreement_id, "Publikasi", "Isi.", seen_copy=None)
    with tools.begin(person_) as uow:
        actions.rewrite_article(uow, started.agreement_id, key, "Publikasi Bersama", "Isi baru.", seen_copy=None)
    with tools.begin(person_) as uow:
        actions.rewrite_article(uow, started.agreement_id, first.key, "Lain", "Lain.", seen_copy=None)
    with tools.begin(person_) as uow:
        actions.restore_article(uow, started.agreement_id, first.key, seen_copy=None)
    articles = {one.key: one for one in text_of(tools, started).content.articles}
    assert articles[key] == ArticleText(key, "Publikasi Bersama", "Isi baru.")
    assert articles[first.key].body == first.body
    with pytest.raises(Refused, match="article_unknown"), tools.begin(person_) as uow:
        actions.rewrite_article(uow, started.agreement_id, "tidak_ada", "x", "y", seen_copy=None)


def test_a_signatory_of_the_list_fills_the_party_of_his_side_only(tools, started):
    with tools.begin(started.people["drafter"]) as uow:
        actions.choose_signatory(uow, started.agreement_id, "pihak_kesatu", 0, started.office_signatory, seen_copy=None)
    party = text_of(tools, started).content.values["pihak_kesatu"][0]
    assert party["penandatangan"]["nama"] == "Rahmat Hidayat"
    with pytest.raises(Refused, match="signatory_unknown"), tools.begin(started.people["drafter"]) as uow:
        actions.choose_signatory(
            uow, started.agreement_id, "pihak_kesatu", 0, started.partner_signatory, seen_copy=None
        )
    with pytest.raises(Refused, match="party_unknown"), tools.begin(started.people["drafter"]) as uow:
        actions.choose_signatory(uow, started.agreement_id, "pihak_kedua", 4, started.partner_signatory, seen_copy=None)


def test_an_earlier_text_gives_its_substance_and_not_its_parties(tools, started):
    complete(tools, started, ruang_lingkup=["pertukaran data"])
    save(tools, started)
    with tools.begin() as uow:
        other = agreement_of(uow.session, started)
        fresh = Agreement(
            kind="mou", subject="Yang Baru", stage="drafting", stage_since=uow.now, partner_id=started.partner_id,
            lead_office_id=other.lead_office_id, public_code="baru", created_at=uow.now,
        )  # fmt: skip
        uow.session.add(fresh)
        uow.session.flush()
        fresh_id = fresh.id
    with tools.begin(started.people["drafter"]) as uow:
        actions.start_from(uow, fresh_id, started.agreement_id, seen_copy=None)
    with tools.reading() as session:
        values = desk(session, session.get_one(Agreement, fresh_id)).content.values
    assert values["ruang_lingkup"] == ["pertukaran data"]
    assert values["judul"] == "Yang Baru"
    assert values["pihak_kedua"][0]["lembaga"] == "Universitas Contoh"


def test_discussion_opens_only_with_a_complete_saved_text(tools, started):
    def gaps():
        with tools.reading() as session:
            line = step(Stage.DRAFTING, Action.OPEN_DISCUSSION)
            return missing(line, gather_facts(session, agreement_of(session, started)))

    with tools.begin() as uow:
        agreement_of(uow.session, started).mode = None
    assert gaps() == ("mode_missing", "version_missing")
    save(tools, started)
    assert "text_incomplete" in gaps()
    complete(tools, started)
    assert gaps() == ("changes_unsaved",)
    save(tools, started)
    assert gaps() == ()


def test_contributed_personal_data_need_the_annex(tools, started):
    def gaps():
        with tools.reading() as session:
            known = replace(gather_facts(session, agreement_of(session, started)), personal_data=True)
        return missing(step(Stage.DISCUSSION, Action.ASK_APPROVAL), known)

    complete(tools, started)
    save(tools, started)
    assert "data_annex_missing" in gaps()
    row = {"jenis": "Nama mahasiswa", "tujuan": "Praktik kerja", "pengamanan": "Disandikan"}
    complete(tools, started, data_pribadi="ya", berbagi_data=[row])
    save(tools, started)
    assert "data_annex_missing" not in gaps()


def test_the_paper_of_the_latest_version_is_what_counts_as_rendered(tools, started):
    complete(tools, started)
    _n, _new, version_id = save(tools, started)
    stored = tools.storage.put(b"paper")
    files = versions.PaperFiles(stored, stored, 3, "libreoffice")
    with tools.begin() as uow:
        assert not gather_facts(uow.session, agreement_of(uow.session, started)).version_rendered
        assert versions.record_paper(uow, version_id, files)
        assert not versions.record_paper(uow, version_id, files), "the second worker changes nothing"
    with tools.reading() as session:
        assert gather_facts(session, agreement_of(session, started)).version_rendered
        assert permissions.access_of(session, SYSTEM, agreement_of(session, started))
