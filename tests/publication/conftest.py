from collections.abc import Iterator

import pytest

from service.documents.converting import Converter, libreoffice_present
from service.documents.fontkit import build_kit
from service.documents.parts import PaperMaker


@pytest.fixture(scope="session")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaperMaker]:
    """The maker of papers with a LibreOffice of its own."""
    if not libreoffice_present():
        pytest.skip("LibreOffice or python3-uno is not installed")
    data = tmp_path_factory.mktemp("data")
    with Converter(data) as converter:
        yield PaperMaker(converter, build_kit(data), demo=False)
