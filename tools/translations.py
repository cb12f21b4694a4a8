"""Gather every text of pages and programs into the English catalogue, keeping what is translated already.

.venv/bin/python tools/translations.py           update service/translations/en/LC_MESSAGES/messages.po
.venv/bin/python tools/translations.py --check   change nothing; exit 1 when a text has no English, and name it
"""

import argparse
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
SERVICE = PROJECT / "service"
FILE = SERVICE / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [
    ("migrations/**", "ignore"),
    ("static/**", "ignore"),
    ("**/templates/**.html", "jinja2"),
    ("**.py", "python"),
]
# What our programs and templates call; `_l` is the lazy form in forms and tables.
KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "_n": (1, 2),
    "pgettext": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2), "lazy_ngettext": (1, 2),
}  # fmt: skip
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}


def gathered() -> Catalog:
    """Every text that stands in the source, with the places where it stands."""
    texts = Catalog(project="Sijari", charset="utf-8", fuzzy=False)
    for name, line, message, comments, context in extract_from_dir(SERVICE, METHODS, OPTIONS, KEYWORDS):
        texts.add(message, None, [(f"service/{name}", line)], auto_comments=comments, context=context)
    return texts


def updated() -> Catalog:
    """The English catalogue with all texts of the source and only those."""
    known = Catalog(locale="en")
    if FILE.is_file():
        with FILE.open("rb") as file:
            known = read_po(file, locale="en")
    known.update(gathered(), no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts without English."""
    return [str(message.id) for message in catalogue if message.id and not _is_translated(message.string)]


def _is_translated(said: object) -> bool:
    return all(said) if isinstance(said, list | tuple) else bool(said)


def main() -> int:
    """Update the catalogue, or look whether it is whole."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    catalogue = updated()
    missing = untranslated(catalogue)
    if not check:
        made = BytesIO()
        write_po(made, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_bytes(made.getvalue())
    for text in missing if check else ():
        print(text)
    print(f"{len(catalogue)} texts, {len(missing)} without English", file=sys.stderr)
    return 1 if check and missing else 0


if __name__ == "__main__":
    sys.exit(main())
