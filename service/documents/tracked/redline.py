"""Two of our papers as one Word file with tracked changes: rejecting all gives the older text, accepting the newer.

The newer paper is the vessel: its styles, header, footer and pictures. What stood only in the older one is brought in
as struck out text, without its pictures.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from lxml import etree

from service.core.refusals import Refused
from service.documents.checking import parse_xml
from service.documents.package import DOCUMENT, open_parts, write_parts
from service.documents.tracked.numbering import W
from service.documents.tracked.pieces import (
    WORDS,
    Letter,
    alike_rows,
    as_runs,
    blocks_of,
    foreign,
    key_of,
    letters_of,
    pairs_of,
    runs_of,
    starts_of,
    struck,
)

AUTHOR = "Sijari"


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
        before, after = blocks_of(old), blocks_of(new)
        matcher = SequenceMatcher(None, [key_of(one) for one in before], [key_of(one) for one in after], autojunk=False)
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
        pairs = pairs_of(gone, come)
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
        for run in runs_of(block):
            inserted = self.mark("ins")
            run.addprevious(inserted)
            inserted.append(run)
        self._mark_end(block, "ins")

    def _taken_out(self, block: etree._Element) -> etree._Element:
        taken = foreign(block)
        if taken.tag == W + "tbl":
            for row in taken.findall(W + "tr"):
                self._mark_row(row, "del")
            return taken
        self._strike(taken)
        self._mark_end(taken, "del")
        return taken

    def _strike(self, block: etree._Element) -> None:
        for run in runs_of(block):
            deleted = self.mark("del")
            run.addprevious(deleted)
            deleted.append(struck(run))

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
        matcher = SequenceMatcher(None, [key_of(one) for one in before], [key_of(one) for one in after], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                continue
            count = alike_rows(before[i1:i2], after[j1:j2])
            for one, other in zip(before[i1 : i1 + count], after[j1 : j1 + count], strict=True):
                for cell, twin in zip(one.findall(W + "tc"), other.findall(W + "tc"), strict=True):
                    self._cell(cell, twin)
            for row in before[i1 + count : i2]:
                taken = foreign(row)
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
            if key_of(one) != key_of(other):
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
                for run in runs_of(paragraph):
                    inserted = self.mark("ins")
                    run.addprevious(inserted)
                    inserted.append(run)

    # ----------------------------------------------------------------------------------------------- changed paragraphs
    def _paragraph(self, old: etree._Element, new: etree._Element, *, grows: bool = False) -> None:
        """The words that differ.

        LibreOffice joins new words at the end of a line with new lines below it, and then rejects the end of the line
        with them; so a line that `grows` ends with struck out words.
        """
        before, after = letters_of(foreign(old)), letters_of(new)
        places = list(runs_of(new))
        start = etree.Element(W + "r")
        if places:
            places[0].addprevious(start)
        else:
            new.append(start)
        one = WORDS.findall("".join(letter.char for letter in before))
        other = WORDS.findall("".join(letter.char for letter in after))
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        starts, their_starts = starts_of(one), starts_of(other)
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

    def _write(self, before: etree._Element, letters: Sequence[Letter], tag: str) -> None:
        for run in as_runs(letters):
            if tag:
                mark = self.mark(tag)
                mark.append(struck(run) if tag == "del" else run)
                before.addprevious(mark)
            else:
                before.addprevious(run)
