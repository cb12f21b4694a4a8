from collections.abc import Iterator
from pathlib import Path

import pytest

from service.documents.catalogue import Catalogue, Template, load_catalogue
from service.documents.converting import Converter, libreoffice_present
from service.documents.fontkit import FontKit, build_kit

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
