"""The pieces that a document with our own tracked changes is put together from: blocks, runs, letters."""

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml import etree

from service.documents.tracked.numbering import W

WORDS = re.compile(r"\s+|[^\s\w]|\w+", re.UNICODE)
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BOUND = {W + one for one in ("bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd")}
PICTURES = {W + one for one in ("drawing", "pict", "object")}
ALIKE = 0.45  # paragraphs with less in common are one taken out and one put in


@dataclass(slots=True)
class Letter:
    """One letter with the run whose properties it has; a tab, a break or a picture is one letter too."""

    char: str
    run: etree._Element
    piece: etree._Element


def blocks_of(parent: etree._Element) -> list[etree._Element]:
    """The paragraphs and tables directly in a body or a cell."""
    return [one for one in parent if one.tag in (W + "p", W + "tbl")]


def words_of(element: etree._Element) -> str:
    """The text of an element, tabs and breaks included."""
    found = element.iter(W + "t", W + "tab", W + "br")
    return "".join((one.text or "") if one.tag == W + "t" else "\t" if one.tag == W + "tab" else "\n" for one in found)


def key_of(element: etree._Element) -> tuple[str, str, str]:
    """What makes two blocks the same: kind, style and words."""
    style = element.find(f"{W}pPr/{W}pStyle")
    return str(element.tag), "" if style is None else style.get(W + "val", ""), shape_of(element)


def shape_of(element: etree._Element) -> str:
    """The words of a block; of a table with its rows and cells."""
    if element.tag == W + "tbl":
        return "\f".join(shape_of(row) for row in element.findall(W + "tr"))
    if element.tag == W + "tr":
        return "\v".join("\n".join(map(words_of, cell.iter(W + "p"))) for cell in element.findall(W + "tc"))
    return words_of(element)


def alike_rows(before: Sequence[etree._Element], after: Sequence[etree._Element]) -> int:
    """How many rows, from the first on, can be told as changed: those with as many cells.

    So fewer rows come and go, of which LibreOffice leaves those with empty cells standing.
    """
    pairs = zip(before, after, strict=False)
    return next(
        (
            count
            for count, (one, other) in enumerate(pairs)
            if len(one.findall(W + "tc")) != len(other.findall(W + "tc"))
        ),
        min(len(before), len(after)),
    )


def pairs_of(
    gone: Sequence[etree._Element], come: Sequence[etree._Element]
) -> list[tuple[etree._Element, etree._Element]]:
    """Blocks that are the same one changed: of one kind, alike, and in the same order."""
    found: list[tuple[etree._Element, etree._Element]] = []
    start = 0
    for old in gone:
        for place in range(start, len(come)):
            new = come[place]
            if old.tag == new.tag and are_alike(old, new):
                found.append((old, new))
                start = place + 1
                break
    return found


def are_alike(old: etree._Element, new: etree._Element) -> bool:
    """Whether two blocks are the same one changed; tables always are."""
    if old.tag == W + "tbl":
        return True
    one, other = WORDS.findall(words_of(old)), WORDS.findall(words_of(new))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return bool(one and other) and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def runs_of(block: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph, those within pictures left out."""
    yield from [run for run in block.iter(W + "r") if run.getparent() is not None and not _within_picture(run, block)]


def _within_picture(run: etree._Element, block: etree._Element) -> bool:
    return any(one.tag in PICTURES for one in run.iterancestors() if one is not block)


def foreign(block: etree._Element) -> etree._Element:
    """A copy that can stand in another document: without bookmarks and pictures, which that one does not know."""
    taken = copy.deepcopy(block)
    for one in [each for each in taken.iter() if each.tag in BOUND | PICTURES | {W + "sectPr"}]:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    return taken


def struck(run: etree._Element) -> etree._Element:
    """A run whose words are marked as taken out."""
    for said in run.findall(W + "t"):
        said.tag = W + "delText"
        said.set(SPACE, "preserve")
    for said in run.findall(W + "instrText"):
        said.tag = W + "delInstrText"
    return run


def letters_of(paragraph: etree._Element) -> list[Letter]:
    """The letters of a paragraph with the runs they come from."""
    found = []
    for run in runs_of(paragraph):
        for piece in run:
            if piece.tag == W + "t":
                found += [Letter(char, run, piece) for char in piece.text or ""]
            elif piece.tag != W + "rPr":
                char = {W + "tab": "\t", W + "br": "\n"}.get(str(piece.tag), "\ufffc")
                found.append(Letter(char, run, piece))
    return found


def as_runs(letters: Sequence[Letter]) -> Iterator[etree._Element]:
    """Letters as runs again, each with the properties of the run it came from."""
    index = 0
    while index < len(letters):
        first = letters[index]
        run = etree.Element(W + "r")
        properties = first.run.find(W + "rPr")
        if properties is not None:
            run.append(copy.deepcopy(properties))
        if first.piece.tag == W + "t":
            end = index
            while end < len(letters) and letters[end].piece is first.piece:
                end += 1
            said = etree.SubElement(run, W + "t", {SPACE: "preserve"})
            said.text = "".join(letter.char for letter in letters[index:end])
            index = end
        else:
            run.append(copy.deepcopy(first.piece))
            index += 1
        yield run


def starts_of(tokens: Sequence[str]) -> list[int]:
    """Where each token begins, and where the last one ends."""
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found
