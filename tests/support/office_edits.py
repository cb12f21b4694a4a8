"""A lawyer at LibreOffice: run by the system's own Python, which has UNO.

python3 office_edits.py PROFILE SOURCE TARGET '[["replace", "old", "new"], ...]'
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "service" / "documents"))

import libreoffice_child as child


def edit(office: "child.Office", source: str, target: str, steps: list[list[str]]) -> None:
    """Load, change with the recording of changes on, save as DOCX."""
    hidden = (child.property_of("Hidden", value=True), child.property_of("FilterName", child.IMPORT_FILTER))
    document = office.desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, hidden)
    try:
        for name, *given in steps:
            globals()[f"do_{name}"](office, document, *given)
        document.storeToURL(Path(target).as_uri(), (child.property_of("FilterName", child.IMPORT_FILTER),))
    finally:
        document.close(True)  # noqa: FBT003


def _found(document: Any, words: str) -> Any:
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    found = document.findFirst(search)
    if found is None:
        raise SystemExit(f"not found: {words}")
    return found


def do_record(_office: Any, document: Any) -> None:
    document.RecordChanges = True


def do_silent(_office: Any, document: Any) -> None:
    document.RecordChanges = False


def do_replace(_office: Any, document: Any, old: str, new: str) -> None:
    found = _found(document, old)
    found.getText().insertString(found, new, True)  # noqa: FBT003


def do_append_paragraph(_office: Any, document: Any, after: str, text: str) -> None:
    cursor = _paragraph(document, after)
    cursor.collapseToEnd()
    cursor.getText().insertControlCharacter(cursor, 0, False)  # noqa: FBT003
    cursor.getText().insertString(cursor, text, False)  # noqa: FBT003


def do_drop_paragraph(_office: Any, document: Any, words: str) -> None:
    cursor = _paragraph(document, words)
    cursor.goRight(1, True)  # noqa: FBT003
    cursor.setString("")


def do_comment(_office: Any, document: Any, about: str, text: str) -> None:
    found = _found(document, about)
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Author, note.Content = "Budi Penelaah", text
    found.getText().insertTextContent(found, note, True)  # noqa: FBT003


def do_all(_office: Any, document: Any, what: str) -> None:
    """Accept or reject all: AcceptAllTrackedChanges, RejectAllTrackedChanges."""
    from com.sun.star.util import URL

    url = URL()
    url.Complete, url.Protocol, url.Path = f".uno:{what}", ".uno:", what
    frame = document.getCurrentController().getFrame()
    frame.queryDispatch(url, "_self", 0).dispatch(url, (child.property_of("SynchronMode", value=True),))


def _paragraph(document: Any, words: str) -> Any:
    found = _found(document, words)
    cursor = found.getText().createTextCursorByRange(found)
    cursor.gotoStartOfParagraph(False)  # noqa: FBT003
    cursor.gotoEndOfParagraph(True)  # noqa: FBT003
    return cursor


if __name__ == "__main__":
    running = child.Office(Path(sys.argv[1]))
    try:
        edit(running, sys.argv[2], sys.argv[3], json.loads(sys.argv[4]))
    finally:
        child.kill(running.process)
