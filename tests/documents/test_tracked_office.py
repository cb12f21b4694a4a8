"""The same with marks that LibreOffice itself wrote: recorded changes, comments, nothing changed on the way."""

from pathlib import Path

import pytest

from service.documents.catalogue import Catalogue
from service.documents.filling import fill
from service.documents.tracked.homes import HomeKind
from service.documents.tracked.returning import Sent, find_changes, take_over
from tests.documents.samples import short
from tests.support.office import edited
from tests.support.programs import needs


@pytest.fixture(scope="module")
def sent(catalogue: Catalogue) -> Sent:
    template = catalogue.get("nota_kesepahaman", 1)
    content = short(template)
    return Sent(template, content, fill(template, content, None, demo=False))


@needs("soffice")
def test_a_document_only_opened_and_saved_has_no_changes(sent, tmp_path: Path):
    returned = edited(tmp_path, sent.docx)
    found = find_changes(sent, returned, demo=False)
    assert [(one.taken, one.put, one.home) for one in found.changes] == []
    assert take_over(sent, returned, [], demo=False)[1] == sent.content


@needs("soffice")
def test_recorded_changes_find_their_places(sent, tmp_path: Path):
    returned = edited(
        tmp_path,
        sent.docx,
        ["record"],
        ["replace", "terhitung sejak", "dihitung sejak"],
        ["replace", "3 (tiga)", "5 (lima)"],
        ["append_paragraph", "atas kesepakatan PARA PIHAK.", "Pengakhiran diberitahukan secara tertulis."],
        ["drop_paragraph", "penelitian dan kajian kepemiluan"],
        ["comment", "secara berkala", "Berapa kali?"],
        ["silent"],
        ["replace", "secara musyawarah", "melalui pengadilan"],
    )
    found = find_changes(sent, returned, demo=False)
    places = [(one.home.kind.value, one.home.article or one.home.key, one.tracked) for one in found.changes]
    assert ("field", "jangka_waktu", True) in places
    assert ("article", "jangka_waktu", True) in places
    assert ("list", "ruang_lingkup", True) in places
    assert ("article", "penutup", False) in places
    assert [(one.text, one.quoted) for one in found.comments] == [("Berapa kali?", "secara berkala")]
    accepted = [one.number for one in found.changes if not one.barrier]
    after = take_over(sent, returned, accepted, demo=False)[1]
    bodies = {one.key: one.body for one in after.articles}
    assert after.values["jangka_waktu"] == {"tahun": 5}
    assert "penelitian dan kajian kepemiluan" not in after.values["ruang_lingkup"]
    assert len(after.values["ruang_lingkup"]) == len(sent.content.values["ruang_lingkup"]) - 1
    assert "dihitung sejak" in bodies["jangka_waktu"]
    assert bodies["jangka_waktu"].endswith("(4) Pengakhiran diberitahukan secara tertulis.")
    assert "melalui pengadilan" in bodies["penutup"]
    assert {one.home.kind for one in found.changes} <= {HomeKind.ARTICLE, HomeKind.FIELD, HomeKind.LIST}
