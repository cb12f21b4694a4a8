"""Two of our papers as one Word file with tracked changes: rejecting all gives the older text, accepting the newer.

The newer paper is the vessel: its styles, header, footer and pictures. What stood only in the older one is brought in
as struck out text, without its pictures.
"""

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml import etree

from service.core.refusals import Refused
from service.documents.checking import parse_xml
from service.documents.package import DOCUMENT, open_parts, write_parts
from service.documents.tracked.numbering import W

AUTHOR = "Sijari"
WORDS = re.compile(r"\s+|[^\s\w]|\w+", re.UNICODE)
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BOUND = {W + one for one in ("bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd")}
PICTURES = {W + one for one in ("drawing", "pict", "object")}
ALIKE = 0.45  # paragraphs with less in common are one taken out and one put in


def redline(older: bytes, newer: bytes, date: str) -> bytes:
    """The newer document with everything that differs from the older one as marks of that date."""
    parts, before = open_parts(newer), open_parts(older)
    root, old = parse_xml(parts[DOCUMENT]), parse_xml(before[DOCUMENT])
    body, old_body = root.find(W + "body"), old.find(W + "body")
    if body is None or old_body is None:
        raise Refused("not_docx")
    _Redline(date).blocks(old_body, body)
    parts[DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_parts(parts)


@dataclass(slots=True)
class _Letter:
    """One letter with the run whose properties it has; a tab, a break or a picture is one letter too."""

    char: str
    run: etree._Element
    piece: etree._Element


class _Redline:
    """Writes marks into the newer body. Every mark has a number of its own and the same author and date."""

    def __init__(self, date: str) -> None:
        self._date = date
        self._count = 0

    def mark(self, tag: str) -> etree._Element:
        """A new mark."""
        self._count += 1
        said = {W + "id": str(9000 + self._count), W + "author": AUTHOR, W + "date": self._date}
        return etree.Element(W + tag, said)

    # --------------------------------------------------------------------------------------------------------- blocks
    def blocks(self, old: etree._Element, new: etree._Element) -> None:
        """Paragraphs and tables of a body or a cell."""
        before, after = _blocks(old), _blocks(new)
        matcher = SequenceMatcher(None, [_key(one) for one in before], [_key(one) for one in after], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag != "equal":
                self._replaced(before[i1:i2], after[j1:j2], after, j1, new)

    def _replaced(
        self,
        gone: Sequence[etree._Element],
        come: Sequence[etree._Element],
        after: Sequence[etree._Element],
        place: int,
        parent: etree._Element,
    ) -> None:
        pairs = _pairs(gone, come)
        partner = {id(new): old for old, new in pairs}
        paired = {id(old) for old, _ in pairs}
        waiting = list(gone)
        for index, new in enumerate(come):
            old = partner.get(id(new))
            while waiting and waiting[0] is not old and (old is not None or id(waiting[0]) not in paired):
                new.addprevious(self._taken_out(waiting.pop(0)))
            if old is None:
                self._put_in(new)
                continue
            waiting.pop(0)
            self._changed(old, new, grows=index + 1 < len(come) and id(come[index + 1]) not in partner)
        behind = after[place + len(come)] if place + len(come) < len(after) else None
        for old in waiting:
            self._add(self._taken_out(old), behind, parent)

    def _add(self, element: etree._Element, behind: etree._Element | None, parent: etree._Element) -> None:
        if behind is not None:
            behind.addprevious(element)
            return
        last = parent.find(W + "sectPr")
        if last is not None:
            last.addprevious(element)
        else:
            parent.append(element)

    def _changed(self, old: etree._Element, new: etree._Element, *, grows: bool) -> None:
        """One block that is in both. `grows`: new paragraphs follow it."""
        if new.tag == W + "tbl":
            self._table(old, new)
        else:
            self._paragraph(old, new, grows=grows)

    # ------------------------------------------------------------------------------------------------ whole paragraphs
    def _put_in(self, block: etree._Element) -> None:
        if block.tag == W + "tbl":
            for row in block.findall(W + "tr"):
                self._mark_row(row, "ins")
            return
        for run in _runs(block):
            inserted = self.mark("ins")
            run.addprevious(inserted)
            inserted.append(run)
        self._mark_end(block, "ins")

    def _taken_out(self, block: etree._Element) -> etree._Element:
        taken = _foreign(block)
        if taken.tag == W + "tbl":
            for row in taken.findall(W + "tr"):
                self._mark_row(row, "del")
            return taken
        self._strike(taken)
        self._mark_end(taken, "del")
        return taken

    def _strike(self, block: etree._Element) -> None:
        for run in _runs(block):
            deleted = self.mark("del")
            run.addprevious(deleted)
            deleted.append(_struck(run))

    def _mark_end(self, paragraph: etree._Element, tag: str) -> None:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        run = properties.find(W + "rPr")
        if run is None:
            run = etree.Element(W + "rPr")
            section = next((one for one in properties if one.tag in (W + "sectPr", W + "pPrChange")), None)
            if section is None:
                properties.append(run)
            else:
                section.addprevious(run)
        run.insert(0, self.mark(tag))

    # ---------------------------------------------------------------------------------------------------------- tables
    def _table(self, old: etree._Element, new: etree._Element) -> None:
        before, after = old.findall(W + "tr"), new.findall(W + "tr")
        matcher = SequenceMatcher(None, [_key(one) for one in before], [_key(one) for one in after], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                continue
            count = _alike_rows(before[i1:i2], after[j1:j2])
            for one, other in zip(before[i1 : i1 + count], after[j1 : j1 + count], strict=True):
                for cell, twin in zip(one.findall(W + "tc"), other.findall(W + "tc"), strict=True):
                    self._cell(cell, twin)
            for row in before[i1 + count : i2]:
                taken = _foreign(row)
                self._mark_row(taken, "del")
                if j1 + count < len(after):
                    after[j1 + count].addprevious(taken)
                else:
                    new.append(taken)
            for row in after[j1 + count : j2]:
                self._mark_row(row, "ins")

    def _cell(self, old: etree._Element, new: etree._Element) -> None:
        """The paragraphs of a cell; its last end cannot be taken out or put in, so they are paired one by one."""
        before, after = old.findall(W + "p"), new.findall(W + "p")
        if len(before) != len(after) or old.find(W + "tbl") is not None or new.find(W + "tbl") is not None:
            self.blocks(old, new)
            return
        for one, other in zip(before, after, strict=True):
            if _key(one) != _key(other):
                self._paragraph(one, other)

    def _mark_row(self, row: etree._Element, tag: str) -> None:
        properties = row.find(W + "trPr")
        if properties is None:
            properties = etree.Element(W + "trPr")
            first = next((one for one in row if one.tag in (W + "tc", W + "sdt")), None)
            if first is None:
                row.append(properties)
            else:
                first.addprevious(properties)
        properties.append(self.mark(tag))
        for paragraph in row.iter(W + "p"):
            if tag == "del":
                self._strike(paragraph)
            else:
                for run in _runs(paragraph):
                    inserted = self.mark("ins")
                    run.addprevious(inserted)
                    inserted.append(run)

    # ----------------------------------------------------------------------------------------------- changed paragraphs
    def _paragraph(self, old: etree._Element, new: etree._Element, *, grows: bool = False) -> None:
        """The words that differ.

        LibreOffice joins new words at the end of a line with new lines below it, and then rejects the end of the line
        with them; so a line that `grows` ends with struck out words.
        """
        before, after = _letters(_foreign(old)), _letters(new)
        places = list(_runs(new))
        start = etree.Element(W + "r")
        if places:
            places[0].addprevious(start)
        else:
            new.append(start)
        one = WORDS.findall("".join(letter.char for letter in before))
        other = WORDS.findall("".join(letter.char for letter in after))
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        starts, their_starts = _starts(one), _starts(other)
        steps = list(matcher.get_opcodes())
        if grows and len(steps) > 1 and steps[-1][0] == "insert":
            (_, i1, i2, j1, j2), (_, _, _, _, end) = steps[-2:]
            steps[-2:] = [("equal", i1, i2 - 1, j1, j2 - 1), ("replace", i2 - 1, i2, j2 - 1, end)]
        for number, (tag, i1, i2, j1, j2) in enumerate(steps, 1):
            gone, come = before[starts[i1] : starts[i2]], after[their_starts[j1] : their_starts[j2]]
            if tag == "equal":
                self._write(start, come, "")
                continue
            order = [("del", gone), ("ins", come)]
            for mark, letters in order[::-1] if grows and number == len(steps) else order:
                self._write(start, letters, mark)
        for run in places:
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)
        new.remove(start)

    def _write(self, before: etree._Element, letters: Sequence[_Letter], tag: str) -> None:
        for run in _as_runs(letters):
            if tag:
                mark = self.mark(tag)
                mark.append(_struck(run) if tag == "del" else run)
                before.addprevious(mark)
            else:
                before.addprevious(run)


# -------------------------------------------------------------------------------------------------------------- reading
def _blocks(parent: etree._Element) -> list[etree._Element]:
    return [one for one in parent if one.tag in (W + "p", W + "tbl")]


def _text(element: etree._Element) -> str:
    found = element.iter(W + "t", W + "tab", W + "br")
    return "".join((one.text or "") if one.tag == W + "t" else "\t" if one.tag == W + "tab" else "\n" for one in found)


def _key(element: etree._Element) -> tuple[str, str, str]:
    style = element.find(f"{W}pPr/{W}pStyle")
    return str(element.tag), "" if style is None else style.get(W + "val", ""), _shape(element)


def _shape(element: etree._Element) -> str:
    if element.tag == W + "tbl":
        return "\f".join(_shape(row) for row in element.findall(W + "tr"))
    if element.tag == W + "tr":
        return "\v".join("\n".join(map(_text, cell.iter(W + "p"))) for cell in element.findall(W + "tc"))
    return _text(element)


def _alike_rows(before: Sequence[etree._Element], after: Sequence[etree._Element]) -> int:
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


def _pairs(
    gone: Sequence[etree._Element], come: Sequence[etree._Element]
) -> list[tuple[etree._Element, etree._Element]]:
    """Blocks that are the same one changed: of one kind, alike, and in the same order."""
    found: list[tuple[etree._Element, etree._Element]] = []
    start = 0
    for old in gone:
        for place in range(start, len(come)):
            new = come[place]
            if old.tag == new.tag and _alike(old, new):
                found.append((old, new))
                start = place + 1
                break
    return found


def _alike(old: etree._Element, new: etree._Element) -> bool:
    if old.tag == W + "tbl":
        return True
    one, other = WORDS.findall(_text(old)), WORDS.findall(_text(new))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return bool(one and other) and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _runs(block: etree._Element) -> Iterator[etree._Element]:
    yield from [run for run in block.iter(W + "r") if run.getparent() is not None and not _within_picture(run, block)]


def _within_picture(run: etree._Element, block: etree._Element) -> bool:
    return any(one.tag in PICTURES for one in run.iterancestors() if one is not block)


def _foreign(block: etree._Element) -> etree._Element:
    """A copy that can stand in another document: without bookmarks and pictures, which that one does not know."""
    taken = copy.deepcopy(block)
    for one in [each for each in taken.iter() if each.tag in BOUND | PICTURES | {W + "sectPr"}]:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    return taken


def _struck(run: etree._Element) -> etree._Element:
    for said in run.findall(W + "t"):
        said.tag = W + "delText"
        said.set(SPACE, "preserve")
    for said in run.findall(W + "instrText"):
        said.tag = W + "delInstrText"
    return run


def _letters(paragraph: etree._Element) -> list[_Letter]:
    found = []
    for run in _runs(paragraph):
        for piece in run:
            if piece.tag == W + "t":
                found += [_Letter(char, run, piece) for char in piece.text or ""]
            elif piece.tag != W + "rPr":
                char = {W + "tab": "\t", W + "br": "\n"}.get(str(piece.tag), "\ufffc")
                found.append(_Letter(char, run, piece))
    return found


def _as_runs(letters: Sequence[_Letter]) -> Iterator[etree._Element]:
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


def _starts(tokens: Sequence[str]) -> list[int]:
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found
