"""The templates that come with the program."""

from functools import lru_cache
from pathlib import Path

from service.documents.catalogue import Catalogue, load_catalogue

FOLDER = Path(__file__).resolve().parents[2] / "doc_templates"


@lru_cache(maxsize=1)
def shipped() -> Catalogue:
    """Every template of `doc_templates`, read once per process; they are data and never change while it runs."""
    return load_catalogue(FOLDER)
