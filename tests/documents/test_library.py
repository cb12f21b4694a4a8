"""Which template an office uses: its own, that of an office above, or the one that is shipped."""

from uuid import UUID

import pytest

from service.core.refusals import Refused
from service.core.tools import Tools
from service.documents import library
from service.documents.catalogue import PACKAGE_FILES, load_template, pack, template_of, unpack
from service.documents.models import EditionState, TemplateConfirmation, TemplateEdition
from service.documents.shipped import FOLDER, shipped
from service.offices.rules import Level
from tests.support.people import make_office

NAME = "nota_kesepahaman"


@pytest.fixture
def offices(tools: Tools) -> tuple[UUID, UUID]:
    """A district and the province above it."""
    province = make_office(tools, "33", name="Bawaslu Provinsi Contoh", level=Level.PROVINSI)
    return make_office(tools, parent_id=province.id).id, province.id


def files_with(title: str) -> dict[str, bytes]:
    folder = FOLDER / NAME / "1"
    files = {name: (folder / name).read_bytes() for name in PACKAGE_FILES}
    said = files["manifest.toml"].decode().replace('id = "Nota Kesepahaman"', f'id = "{title}"', 1)
    return {**files, "manifest.toml": said.encode()}


def publish(tools: Tools, office_id: UUID, title: str, *, state: EditionState = EditionState.PUBLISHED) -> str:
    """An edition of the MoU template with another printed title; returns its hash."""
    files = files_with(title)
    with tools.begin() as uow:
        number = library.next_number(uow.session, NAME)
        made = template_of(files, NAME, number, where="test")
        uow.session.add(
            TemplateEdition(
                office_id=office_id,
                name=NAME,
                number=number,
                title=title,
                sha256=made.sha256,
                package=pack(files),
                state=state.value,
                findings=[],
                created_by=None,
                created_name="Pengelola",
                created_at=uow.now,
            )
        )
    return made.sha256


def test_the_files_of_a_shipped_folder_and_of_its_package_are_the_same_template():
    folder = load_template(FOLDER / NAME / "1")
    files = files_with("Nota Kesepahaman")
    assert pack(files) == pack(dict(reversed(files.items())))
    assert template_of(unpack(pack(files)), NAME, 1, where="paket") == folder


def test_without_a_published_one_the_newest_shipped_template_is_used(tools: Tools, offices):
    with tools.reading() as session:
        assert library.current(session, offices[0], NAME) == shipped().latest(NAME)


def test_what_an_office_above_published_holds_below_until_the_office_publishes_its_own(tools: Tools, offices):
    district, province = offices
    publish(tools, province, "Nota Provinsi")
    publish(tools, district, "Nota Rancangan", state=EditionState.DRAFT)
    with tools.reading() as session:
        assert library.current(session, district, NAME).manifest.title.id == "Nota Provinsi"
    publish(tools, district, "Nota Kabupaten")
    with tools.reading() as session:
        assert library.current(session, district, NAME).manifest.title.id == "Nota Kabupaten"
        assert library.current(session, province, NAME).manifest.title.id == "Nota Provinsi"


def test_a_text_keeps_its_template_after_that_was_withdrawn(tools: Tools, offices):
    sha256 = publish(tools, offices[0], "Nota Ditarik", state=EditionState.WITHDRAWN)
    with tools.reading() as session:
        assert library.by_hash(session, sha256).manifest.title.id == "Nota Ditarik"
        assert library.current(session, offices[0], NAME) == shipped().latest(NAME)


def test_an_unknown_template_is_refused_by_its_hash(tools: Tools):
    with tools.reading() as session, pytest.raises(Refused) as refusal:
        library.by_hash(session, "f" * 64)
    assert refusal.value.code == "template_unknown"


def test_the_word_of_an_administrator_above_confirms_a_template_below(tools: Tools, offices):
    district, province = offices
    with tools.begin() as uow:
        template = library.current(uow.session, district, NAME)
        assert not library.is_confirmed(uow.session, template, district)
        uow.session.add(
            TemplateConfirmation(
                office_id=province,
                sha256=template.sha256,
                confirmed_by=None,
                confirmed_name="Pengelola",
                confirmed_at=uow.now,
            )
        )
    with tools.reading() as session:
        assert library.is_confirmed(session, template, district)
        assert not library.is_confirmed(session, shipped().latest("adendum"), district)
