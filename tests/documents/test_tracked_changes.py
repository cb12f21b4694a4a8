"""A document that comes back with Word's marks: every change finds its place, and the text with it is our own."""

import re

import pytest

from service.core.refusals import Refused
from service.documents.catalogue import Catalogue, Template
from service.documents.content import Content
from service.documents.filling import fill
from service.documents.tracked.homes import HomeKind
from service.documents.tracked.returning import Sent, find_changes, take_over
from tests.documents.samples import long, short
from tests.support.tracked import AUTHOR, Word


@pytest.fixture(scope="module")
def sent(catalogue: Catalogue) -> Sent:
    return paper(catalogue.get("nota_kesepahaman", 1))


def paper(template: Template, content: Content | None = None) -> Sent:
    content = content or short(template)
    return Sent(template, content, fill(template, content, None, demo=False))


def found(sent: Sent, word: Word):
    return find_changes(sent, word.save(), demo=False)


def taken(sent: Sent, word: Word, *, only=None) -> Content:
    docx = word.save()
    changes = find_changes(sent, docx, demo=False).changes
    wanted = [one.number for one in changes if only is None or one.number in only]
    return take_over(sent, docx, wanted, demo=False)[1]


def body(content: Content, key: str) -> str:
    return next(one.body for one in content.articles if one.key == key)


def key_of(content: Content, words: str) -> str:
    return next(one.key for one in content.articles if words in one.body)


# ---------------------------------------------------------------------------------------------------- finding changes
def test_a_document_sent_back_as_it_was_changes_nothing(sent):
    assert found(sent, Word(sent.docx)).changes == ()
    assert take_over(sent, sent.docx, [], demo=False)[1] == sent.content


def test_a_replaced_word_is_one_change_in_its_article(sent):
    word = Word(sent.docx).replace("paling lambat 6 (enam) bulan", "paling lambat 3 (tiga) bulan")
    (change,) = found(sent, word).changes
    assert (change.author, change.at, change.tracked) == (AUTHOR, "2026-11-20T09:30:00", True)
    assert (change.taken, change.put) == ("paling lambat 6 (enam) bulan", "paling lambat 3 (tiga) bulan")
    assert (change.home.kind, change.home.article, change.barrier) == (HomeKind.ARTICLE, "pelaksanaan", "")
    assert change.before.endswith("ditandatangani ")
    key = change.home.article
    after = body(taken(sent, word), key)
    assert after == body(sent.content, key).replace("6 (enam)", "3 (tiga)")


def test_places_of_values_stay_places_when_words_beside_them_change(sent):
    word = Word(sent.docx).replace("terhitung sejak", "dihitung sejak")
    after = body(taken(sent, word), "jangka_waktu")
    assert after == body(sent.content, "jangka_waktu").replace("terhitung sejak", "dihitung sejak")
    assert "{jangka_waktu}" in after


def test_a_change_on_a_value_is_a_proposal_for_its_field(sent):
    word = Word(sent.docx).replace("3 (tiga)", "5 (lima)")
    (change,) = found(sent, word).changes
    assert (change.home.kind, change.home.key) == (HomeKind.FIELD, "jangka_waktu")
    assert (change.taken, change.put) == ("3 (tiga) tahun", "5 (lima) tahun")
    after = taken(sent, word)
    assert after.values["jangka_waktu"] == {"tahun": 5}
    assert after.articles == sent.content.articles


def test_two_marks_within_one_value_are_one_proposal(sent):
    word = (
        Word(sent.docx).replace("3", "5", within="jangka waktu 3 (tiga)").replace("tiga", "lima", within="jangka waktu")
    )
    (change,) = found(sent, word).changes
    assert change.put == "5 (lima) tahun"


def test_a_heading_in_capitals_gets_its_letters_back(sent):
    word = Word(sent.docx).replace("PEMANTAUAN DAN EVALUASI", "PEMANTAUAN DAN PELAPORAN")
    after = taken(sent, word)
    assert [one.title for one in after.articles if one.key == "monitoring"] == ["Pemantauan dan Pelaporan"]


def test_the_title_in_capitals_becomes_the_value_as_it_is_written(sent):
    old = sent.content.values["judul"]
    word = Word(sent.docx).replace("PENDIDIKAN PEMILIH", "SOSIALISASI PEMILIH", within=old.upper())
    (change,) = found(sent, word).changes
    assert change.home.key == "judul"
    assert taken(sent, word).values["judul"] == old.replace("Pendidikan Pemilih", "Sosialisasi Pemilih")


def test_two_different_proposals_for_one_value_are_refused(sent):
    old = sent.content.values["judul"]
    word = Word(sent.docx).replace("PENDIDIKAN", "PENYULUHAN", within=old.upper())
    word.replace("Pendidikan", "Pelatihan", within="sepakat mengadakan")
    with pytest.raises(Refused, match="returned_value_torn"):
        taken(sent, word)
    assert "Penyuluhan" in taken(sent, word, only={1}).values["judul"]


def test_items_of_a_list_are_changed_added_and_taken_out(sent):
    items = sent.content.values["ruang_lingkup"]
    word = Word(sent.docx).new_paragraph(items[0], "pengawasan dana kampanye;")
    word.replace("kajian kepemiluan", "kajian hukum pemilu").drop_paragraph(items[2])
    changes = found(sent, word).changes
    assert {(one.home.kind, one.home.key) for one in changes} == {(HomeKind.LIST, "ruang_lingkup")}
    after = taken(sent, word)
    assert after.values["ruang_lingkup"] == [
        items[0],
        "pengawasan dana kampanye",
        "penelitian dan kajian hukum pemilu",
        items[3],
    ]
    assert after.articles == sent.content.articles


def test_recitals_are_a_list_too(sent):
    items = sent.content.values["menimbang"]
    word = Word(sent.docx).new_paragraph(items[-1], "PARA PIHAK memerlukan kepastian.")
    assert taken(sent, word).values["menimbang"] == [*items, "PARA PIHAK memerlukan kepastian"]


def test_parts_of_a_party_and_of_a_contact_are_values(sent):
    word = Word(sent.docx).replace("Jalan Pendidikan Nomor 45", "Jalan Kampus Nomor 1", within="Rektor Universitas")
    word.replace("Dr. Sri Hartati, M.Hum.", "Dr. Sri Wahyuni, M.Hum.")
    after = taken(sent, word).values
    assert after["pihak_kedua"][0]["alamat"].startswith("Jalan Kampus Nomor 1")
    assert after["pihak_kedua"][0]["lembaga"] == sent.content.values["pihak_kedua"][0]["lembaga"]
    assert after["penghubung_kedua"]["nama"] == "Dr. Sri Wahyuni, M.Hum."


def test_words_of_the_template_are_listed_and_cannot_be_taken_over(sent):
    word = Word(sent.docx).replace("ANTARA", "DI ANTARA")
    (change,) = found(sent, word).changes
    assert (change.home.kind, change.barrier) == (HomeKind.OUTSIDE, "returned_outside")
    assert taken(sent, word) == sent.content


# -------------------------------------------------------------------------------------------------------- paragraphs
def test_a_new_clause_is_numbered_and_goes_into_its_article(sent):
    word = Word(sent.docx).new_paragraph("atas kesepakatan PARA PIHAK.", "Pengakhiran diberitahukan secara tertulis.")
    lines = body(taken(sent, word), "jangka_waktu").split("\n")
    assert lines[-1] == "(4) Pengakhiran diberitahukan secara tertulis."
    assert lines[:-1] == body(sent.content, "jangka_waktu").split("\n")


def test_a_clause_taken_out_lets_the_others_move_up(sent):
    word = Word(sent.docx).drop_paragraph("dapat diperpanjang")
    lines = body(taken(sent, word), "jangka_waktu").split("\n")
    assert [line[:3] for line in lines] == ["(1)", "(2)"]
    assert "diakhiri sebelum" in lines[1]


def test_joining_two_clauses_is_a_change_across_the_end_of_a_paragraph(sent):
    word = Word(sent.docx).join("itikad baik untuk dipatuhi").join("secara musyawarah")
    changes = found(sent, word).changes
    assert [one.taken for one in changes][:1] == ["¶"]
    after = body(taken(sent, word, only={1}), "penutup")
    assert len(after.split("\n")) == len(body(sent.content, "penutup").split("\n")) - 1


def test_a_new_article_gets_a_key_of_its_own(sent):
    word = Word(sent.docx).new_paragraph("dalam adendum", "KERAHASIAAN", style="Bab")
    word.new_paragraph("KERAHASIAAN", "PARA PIHAK menjaga kerahasiaan data.", style="Paragraf")
    after = taken(sent, word)
    new = [one for one in after.articles if one.key not in {each.key for each in sent.content.articles}]
    assert [(one.key, one.title, one.body) for one in new] == [
        ("tambahan_1", "Kerahasiaan", "PARA PIHAK menjaga kerahasiaan data.")
    ]
    assert [one.key for one in after.articles].index("tambahan_1") == len(after.articles) - 2


def test_an_article_taken_out_whole_says_so(sent):
    word = Word(sent.docx).drop_paragraph("PEMBIAYAAN").drop_paragraph("Biaya yang timbul")
    changes = found(sent, word).changes
    assert [one.drops_article for one in changes] == [True]
    after = taken(sent, word)
    assert "pembiayaan" not in [one.key for one in after.articles]
    assert len(after.articles) == len(sent.content.articles) - 1


def test_a_moved_clause_is_two_ends_of_one_move(sent):
    word = Word(sent.docx).move("dapat diperpanjang", "diakhiri sebelum")
    changes = found(sent, word).changes
    assert {one.move for one in changes} == {"move1"}
    lines = body(taken(sent, word), "jangka_waktu").split("\n")
    assert ["diperpanjang" in line for line in lines] == [False, False, True]
    assert lines[1].startswith("(2) ")


def test_a_change_across_two_articles_falls_into_two(sent):
    word = Word(sent.docx).drop_paragraph("masing-masing PIHAK sesuai").drop_paragraph("JANGKA WAKTU")
    changes = found(sent, word).changes
    assert [one.home.article for one in changes] == ["pembiayaan", "jangka_waktu"]
    assert [one.drops_article for one in changes] == [False, True]


def test_what_one_put_in_and_another_struck_out_is_counted_only(sent):
    word = Word(sent.docx).replace("tertib administrasi", "tertib anggaran")
    inserted = next(word.root.iter("{*}ins"))
    run = inserted[0]
    struck = word.mark("del")
    inserted.append(struck)
    struck.append(run)
    changes = found(sent, word).changes
    assert [(one.taken, one.put) for one in changes] == [("tertib administrasi", "")]


def test_only_the_accepted_changes_are_taken_over(sent):
    word = Word(sent.docx).replace("terhitung sejak", "dihitung sejak").replace("secara berkala", "setiap tahun")
    after = taken(sent, word, only={2})
    assert "terhitung sejak" in body(after, "jangka_waktu")
    assert "setiap tahun" in body(after, "monitoring")


# --------------------------------------------------------------------------------------------------- unmarked changes
def test_words_changed_without_marks_are_found_and_marked_so(sent):
    word = Word(sent.docx).silently("terhitung sejak", "dihitung mulai")
    (change,) = found(sent, word).changes
    assert (change.tracked, change.author, change.home.article) == (False, "", "jangka_waktu")
    assert (change.taken, change.put) == ("terhitung sejak", "dihitung mulai")
    after = body(taken(sent, word), "jangka_waktu")
    assert after == body(sent.content, "jangka_waktu").replace("terhitung sejak", "dihitung mulai")


def test_a_marked_change_does_not_hide_an_unmarked_one(sent):
    word = Word(sent.docx).replace("secara berkala", "setiap tahun").silently("secara musyawarah", "melalui pengadilan")
    changes = found(sent, word).changes
    assert [(one.tracked, one.home.article) for one in changes] == [(True, "monitoring"), (False, "penutup")]


def test_a_paragraph_removed_without_a_mark_is_found(sent):
    word = Word(sent.docx)
    paragraph = word.paragraph("Perubahan penghubung diberitahukan")
    paragraph.getparent().remove(paragraph)
    (change,) = found(sent, word).changes
    assert not change.tracked
    assert change.taken.startswith("Perubahan penghubung")
    assert "Perubahan penghubung" not in body(taken(sent, word), change.home.article)


# ---------------------------------------------------------------------------------------------------------- the rest
def test_comments_know_their_words_and_their_article(sent):
    word = Word(sent.docx).comment("secara berkala", "Berapa kali setahun?")
    (one,) = found(sent, word).comments
    assert (one.author, one.text, one.quoted) == (AUTHOR, "Berapa kali setahun?", "secara berkala")
    assert one.home.article == "monitoring"


def test_formatting_and_footnotes_are_counted(sent):
    word = Word(sent.docx)
    run = next(word.paragraph("secara berkala").iter("{*}r"))
    change = word.mark("rPrChange")
    run.find("{*}rPr").append(change)
    assert found(sent, word).notes == {"formatting": 1}
    assert found(sent, word).changes == ()


def test_instructions_of_fields_are_no_text(sent):
    word = Word(sent.docx)
    paragraph = word.paragraph("secara berkala")
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = word._run("", None)
        run.remove(run[0])
        tag = "fldChar" if kind else "instrText"
        made = word.mark(tag)
        made.attrib.clear()
        made.text = text or None
        if kind:
            made.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fldCharType", kind)
        run.append(made)
        paragraph.append(run)
    assert found(sent, word).changes == ()


def test_a_cell_is_a_value_and_a_row_is_not(catalogue):
    sent = paper(catalogue.get("perjanjian_kerja_sama", 1))
    word = Word(sent.docx).replace("September 2027", "Oktober 2027")
    row = word.paragraph("Praktik kerja mahasiswa semester genap").getparent().getparent()
    tag = re.sub(r"tr$", "trPr", row.tag)
    properties = row.find(tag)
    if properties is None:
        properties = row.makeelement(tag)
        row.insert(0, properties)
    properties.append(word.mark("del"))
    changes = found(sent, word).changes
    assert {one.barrier for one in changes} == {"", "returned_table_row"}
    assert taken(sent, word).values["rencana_kegiatan"][2]["waktu"] == "Oktober 2027"


def test_a_long_paper_with_many_changes_is_read(catalogue):
    template = catalogue.get("nota_kesepahaman", 1)
    sent = paper(template, long(template))
    word = Word(sent.docx)
    for number in range(1, 12):
        word.insert("Ketentuan ini mengikat PARA PIHAK", f" dan penerusnya ({number})")
    changes = found(sent, word).changes
    assert len(changes) == 1
    assert {one.home.kind for one in changes} == {HomeKind.ARTICLE}


def test_ten_thousand_changes_are_refused_in_time(sent):
    word = Word(sent.docx)
    paragraph = word.paragraph("secara berkala")
    for number in range(10_000):
        inserted = word.mark("ins")
        inserted.append(word._run(f"kata{number}", None))
        paragraph.append(inserted)
        paragraph.append(word._run(" ", None))
    with pytest.raises(Refused, match="tracked_too_many"):
        found(sent, word)


def test_entities_are_refused(sent):
    word = Word(sent.docx)
    docx = word.save()
    parts = Word(docx).parts
    from service.documents.package import write_parts

    parts["word/document.xml"] = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with pytest.raises(Refused, match="template_broken"):
        find_changes(sent, write_parts(parts), demo=False)
