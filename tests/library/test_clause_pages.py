"""The clause library: written, published, inserted; the mandatory ones begin in every text and stay there."""

from sqlalchemy import select

from service.agreements.models import Agreement
from service.documents import versions
from service.documents.clause_models import Clause
from service.drafting.queries import desk
from service.library import actions
from service.library.actions import Use, Wording
from service.offices.rules import Level
from tests.support.people import make_office, make_staff
from tests.support.rooms import make_agreement


def publish(tools, actor, title="Netralitas", *, mandatory=False, body="PARA PIHAK menjaga netralitas."):
    with tools.begin(actor) as uow:
        clause = actions.add_clause(uow, Wording(title, body), Use("mou", "", "Netralitas", mandatory=mandatory))
    with tools.begin(actor) as uow:
        row = uow.session.get_one(Clause, clause.id)
        return actions.publish_clause(uow, row.id, seen=row.version).id


def articles(tools, agreement_id):
    with tools.reading() as session:
        return desk(session, session.get_one(Agreement, agreement_id)).content.articles


def test_a_clause_is_written_published_reworded_and_its_wordings_are_compared(pages, sqlite_tools, staff):
    pages.sign_in(staff.coordinator)
    page = pages.see("/klausul/baru")
    page = pages.submit(
        page, {"title": "Netralitas", "body": "Bunyi pertama.", "topic": "Netralitas"}, action="/klausul/baru"
    )
    with sqlite_tools.reading() as session:
        clause = session.scalars(select(Clause)).one()
    at = f"/klausul/{clause.id}"
    assert "rancangan" in page.text
    pages.submit(page, action=f"{at}/terbitkan")
    pages.submit(pages.see(f"{at}/ubah"), {"body": "Bunyi kedua."}, action=f"{at}/ubah")
    page = pages.see(at)
    assert "Rumusan 2" in page.text
    assert [one.text for one in page.find_all("del")] == ["pertama"]
    assert "menunggu diterbitkan" in pages.see("/klausul/").text


def test_a_drafter_reads_clauses_and_does_not_write_them(pages, sqlite_tools, staff):
    clause_id = publish(sqlite_tools, staff.actor("chair"))
    pages.sign_in(staff.drafter)
    assert "Netralitas" in pages.see(f"/klausul/{clause_id}").text
    pages.see("/klausul/baru", 403)


def test_a_clause_is_inserted_before_the_last_article_and_not_twice(pages, sqlite_tools, staff):
    clause_id = publish(sqlite_tools, staff.actor("chair"))
    agreement_id = make_agreement(sqlite_tools, staff)
    pages.sign_in(staff.drafter)
    at = f"/kerja-sama/{agreement_id}/perumusan"
    page = pages.see(f"{at}?bagian=pasal")
    pages.submit(page, {"clause": str(clause_id)}, action=f"{at}/klausul")
    found = articles(sqlite_tools, agreement_id)
    assert [one.title for one in found][-2] == "Netralitas"
    version = str(pages.see(f"{at}?bagian=pasal").form(f"{at}/pasal").values["copy_version"])
    pages.post_to(f"{at}/klausul", {"clause": str(clause_id), "copy_version": version}, 409)


def test_a_mandatory_clause_of_the_province_begins_in_every_text_below_and_cannot_be_dropped(pages, sqlite_tools):
    province = make_office(sqlite_tools, "33", name="Bawaslu Provinsi Contoh", level=Level.PROVINSI)
    above = make_staff(sqlite_tools, province)
    below = make_staff(sqlite_tools, make_office(sqlite_tools, parent_id=province.id))
    publish(sqlite_tools, above.actor("chair"), "Kemandirian", mandatory=True)
    agreement_id = make_agreement(sqlite_tools, below)
    (own,) = [one for one in articles(sqlite_tools, agreement_id) if one.title == "Kemandirian"]
    pages.sign_in(below.drafter)
    at = f"/kerja-sama/{agreement_id}/perumusan"
    page = pages.see(f"{at}?bagian=pasal")
    refused = pages.post_to(f"{at}/pasal", {**page.form(f"{at}/pasal").values, "do": f"remove:{own.key}"}, 409)
    assert "wajib ada" in refused.text
    assert own in articles(sqlite_tools, agreement_id)


def test_an_edited_clause_can_be_given_its_wording_again(pages, sqlite_tools, staff):
    publish(sqlite_tools, staff.actor("chair"), mandatory=True)
    agreement_id = make_agreement(sqlite_tools, staff)
    (own,) = [one for one in articles(sqlite_tools, agreement_id) if one.title == "Netralitas"]
    pages.sign_in(staff.drafter)
    at = f"/kerja-sama/{agreement_id}/perumusan"
    page = pages.see(f"{at}?bagian=pasal&pasal={own.key}")
    pages.submit(page, {"body": "Bunyi sendiri."}, action=f"{at}/pasal/{own.key}")
    page = pages.see(f"{at}?bagian=pasal&periksa=1")
    assert "diubah dari bunyi bakunya" in page.text
    pages.post_to(f"{at}/pasal", {**page.form(f"{at}/pasal").values, "do": f"restore:{own.key}"})
    assert own in articles(sqlite_tools, agreement_id)


def test_a_text_keeps_the_wording_it_began_with(pages, sqlite_tools, staff):
    clause_id = publish(sqlite_tools, staff.actor("chair"), mandatory=True)
    agreement_id = make_agreement(sqlite_tools, staff, saved=False)
    before = articles(sqlite_tools, agreement_id)
    with sqlite_tools.begin(staff.actor("chair")) as uow:
        row = uow.session.get_one(Clause, clause_id)
        use = Use("mou", "", "Netralitas", mandatory=True)
        actions.reword_clause(uow, row.id, Wording("Netralitas", "Bunyi lain."), use, seen=row.version)
    with sqlite_tools.begin(staff.actor("chair")) as uow:
        row = uow.session.get_one(Clause, clause_id)
        actions.publish_clause(uow, row.id, seen=row.version)
    assert articles(sqlite_tools, agreement_id) == before
    with sqlite_tools.reading() as session:
        assert versions.working_copy(session, agreement_id) is not None
        found = desk(session, session.get_one(Agreement, agreement_id)).findings
    assert [one.code for one in found if one.blocking] == []
