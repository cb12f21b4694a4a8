from collections.abc import Iterator
from pathlib import Path

import pytest

from service.documents.catalogue import Catalogue, Template, load_catalogue
from service.documents.converting import Converter, libreoffice_present
from service.documents.fontkit import FontKit, build_kit
from service.documents.rendering import Paper
from tests.documents import samples
from tests.documents.making import NAMES, SETS, make

TEMPLATES = Path(__file__).parents[2] / "doc_templates"


@pytest.fixture(scope="session")
def render_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def fonts(render_data: Path) -> FontKit:
    return build_kit(render_data)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(TEMPLATES)


@pytest.fixture
def memorandum(catalogue: Catalogue) -> Template:
    return catalogue.latest("nota_kesepahaman")


@pytest.fixture(scope="session")
def converter(render_data: Path) -> Iterator[Converter]:
    if not libreoffice_present():
        pytest.skip("LibreOffice or python3-uno is not installed")
    with Converter(render_data) as converter:
        yield converter


@pytest.fixture(scope="session")
def papers(catalogue: Catalogue, converter: Converter, fonts: FontKit) -> dict[tuple[str, str], Paper]:
    """Every kind of paper with its three sets of data, made once."""
    return {
        (name, kind): make(template, build(template), converter, fonts)
        for name in NAMES
        for kind, build in SETS.items()
        for template in [catalogue.latest(name)]
    }


@pytest.fixture(scope="session")
def three_sides(catalogue: Catalogue, converter: Converter, fonts: FontKit) -> tuple[Paper, Paper]:
    """The first and the third original of a memorandum between three, signed by hand over a duty stamp, on F4."""
    template = catalogue.latest("nota_kesepahaman")
    wet = {"mode_penandatanganan": "basah", "meterai": "ya", "ukuran_kertas": "f4", "huruf": "arial"}
    content = samples.sided(template, 3, **wet, judul_naskah="Kesepakatan Bersama", urutan_tanda_tangan="kesatu_kiri")
    first, third = (
        make(template, content, converter, fonts, given=samples.original(content, number)) for number in (1, 3)
    )
    return first, third
