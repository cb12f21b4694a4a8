"""A lawyer at Word: edits a DOCX with Track Changes on, and writes the marks as Word does."""

import copy
from typing import Any

from lxml import etree

from service.documents.package import DOCUMENT, open_parts, write_parts

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = "{" + NS + "}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
AUTHOR, DATE = "Andi Lawyer", "2026-11-20T09:30:00Z"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Word:
    """An open document. `author` and `date` are written into every mark."""

    def __init__(self, docx: bytes, author: str = AUTHOR, date: str = DATE) -> None:
        self.parts = open_parts(docx)
        self.root = etree.fromstring(self.parts[DOCUMENT])
        self.author, self.date = author, date
        self.count = 900
        self.comments: list[Any] = []
        for run in list(self.root.iter(W + "r")):
            self._apart(run)

    def save(self) -> bytes:
        self.parts[DOCUMENT] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self.comments:
            self._save_comments()
        return write_parts(self.parts)

    # ------------------------------------------------------------------------------------------------------- editing
    def replace(self, old: str, new: str, *, within: str = "") -> "Word":
        """Type over some words of the first paragraph that has them."""
        paragraph = self.paragraph(within or old)
        first, last = self._cut(paragraph, old)
        runs = list(paragraph.iter(W + "r"))
        taken = runs[runs.index(first) : runs.index(last) + 1]
        if new:
            inserted = self.mark("ins")
            inserted.append(self._run(new, first))
            last.addnext(inserted)
        if old:
            deleted = self.mark("del")
            taken[0].addprevious(deleted)
            for run in taken:
                deleted.append(self._struck(run))
        return self

    def insert(self, after: str, new: str) -> "Word":
        """Type some words behind others."""
        paragraph = self.paragraph(after)
        _first, last = self._cut(paragraph, after)
        inserted = self.mark("ins")
        inserted.append(self._run(new, last))
        last.addnext(inserted)
        return self

    def new_paragraph(self, after: str, text: str, *, style: str = "") -> "Word":
        """Press Enter at the end of a paragraph and type another one."""
        paragraph = self.paragraph(after)
        added = etree.Element(W + "p")
        properties = paragraph.find(W + "pPr")
        added.append(copy.deepcopy(properties))
        if style:
            added.find(f"{W}pPr/{W}pStyle").set(W + "val", style)
        inserted = self.mark("ins")
        inserted.append(self._run(text, None))
        added.append(inserted)
        self._mark_end(paragraph, "ins")
        paragraph.addnext(added)
        return self

    def drop_paragraph(self, text: str) -> "Word":
        """Delete a whole paragraph with its end."""
        paragraph = self.paragraph(text)
        for run in list(paragraph.iter(W + "r")):
            if run.find(W + "br") is not None or run.getparent().tag == W + "ins":
                continue
            deleted = self.mark("del")
            run.addprevious(deleted)
            deleted.append(self._struck(run))
        self._mark_end(paragraph, "del")
        return self

    def join(self, text: str) -> "Word":
        """Press Delete at the end of a paragraph."""
        self._mark_end(self.paragraph(text), "del")
        return self

    def move(self, text: str, after: str, name: str = "move1") -> "Word":
        """Drag a paragraph behind another one."""
        source, target = self.paragraph(text), self.paragraph(after)
        moved = copy.deepcopy(source)
        for paragraph, tag in ((source, "moveFrom"), (moved, "moveTo")):
            self.count += 1
            start = etree.Element(W + tag + "RangeStart", {W + "id": str(self.count), W + "name": name})
            for run in [one for one in paragraph.iter(W + "r") if one.find(W + "t") is not None]:
                mark = self.mark(tag)
                run.addprevious(mark)
                mark.append(run)
            paragraph.insert(1, start)
            paragraph.append(etree.Element(W + tag + "RangeEnd", {W + "id": str(self.count)}))
            self._mark_end(paragraph, tag)
        target.addnext(moved)
        return self

    def silently(self, old: str, new: str) -> "Word":
        """Change words with Track Changes off."""
        first, last = self._cut(self.paragraph(old), old)
        assert first is last
        first.find(W + "t").text = new
        return self

    def comment(self, about: str, text: str) -> "Word":
        """Write in the margin."""
        first, last = self._cut(self.paragraph(about), about)
        name = str(len(self.comments))
        first.addprevious(etree.Element(W + "commentRangeStart", {W + "id": name}))
        end = etree.Element(W + "commentRangeEnd", {W + "id": name})
        last.addnext(end)
        run = etree.Element(W + "r")
        run.append(etree.Element(W + "commentReference", {W + "id": name}))
        end.addnext(run)
        made = etree.Element(W + "comment", {W + "id": name, W + "author": self.author, W + "date": self.date})
        line = etree.SubElement(made, W + "p")
        line.append(self._run(text, None))
        self.comments.append(made)
        return self

    # --------------------------------------------------------------------------------------------------------- pieces
    def paragraph(self, text: str) -> Any:
        for paragraph in self.root.iter(W + "p"):
            if text in "".join(one.text or "" for one in paragraph.iter(W + "t")):
                return paragraph
        raise AssertionError(f"no paragraph says {text!r}")

    def mark(self, tag: str) -> Any:
        self.count += 1
        known = {W + "id": str(self.count), W + "author": self.author}
        return etree.Element(W + tag, known | ({W + "date": self.date} if self.date else {}))

    def _mark_end(self, paragraph: Any, tag: str) -> None:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        run = properties.find(W + "rPr")
        if run is None:
            run = etree.SubElement(properties, W + "rPr")
        run.append(self.mark(tag))

    def _run(self, text: str, like: Any) -> Any:
        run = etree.Element(W + "r")
        properties = like.find(W + "rPr") if like is not None else None
        if properties is not None:
            run.append(copy.deepcopy(properties))
        said = etree.SubElement(run, W + "t", {SPACE: "preserve"})
        said.text = text
        return run

    def _struck(self, run: Any) -> Any:
        for said in run.findall(W + "t"):
            said.tag = W + "delText"
            said.set(SPACE, "preserve")
        return run

    def _cut(self, paragraph: Any, words: str) -> tuple[Any, Any]:
        """Split runs so that the words stand in runs of their own; the first and the last of these."""
        runs = [one for one in paragraph.iter(W + "r") if one.find(W + "t") is not None]
        whole = "".join(one.find(W + "t").text or "" for one in runs)
        start = whole.index(words)
        end = start + len(words)
        found, at = [], 0
        for run in runs:
            text = run.find(W + "t").text or ""
            a, b = max(start - at, 0), min(end - at, len(text))
            if a < b:
                found.append(self._middle(run, text, a, b))
            at += len(text)
        return found[0], found[-1]

    def _apart(self, run: Any) -> None:
        """Give every text and tab of a run a run of its own."""
        for child in [one for one in run if one.tag != W + "rPr"][1:][::-1]:
            other = etree.Element(W + "r")
            properties = run.find(W + "rPr")
            if properties is not None:
                other.append(copy.deepcopy(properties))
            other.append(child)
            run.addnext(other)

    def _middle(self, run: Any, text: str, a: int, b: int) -> Any:
        said = run.find(W + "t")
        said.set(SPACE, "preserve")
        if a:
            run.addprevious(self._run(text[:a], run))
        if b < len(text):
            run.addnext(self._run(text[b:], run))
        said.text = text[a:b]
        return run

    def _save_comments(self) -> None:
        root = etree.Element(W + "comments", nsmap={"w": NS})
        root.extend(self.comments)
        self.parts["word/comments.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        types = self.parts["[Content_Types].xml"]
        entry = f'<Override PartName="/word/comments.xml" ContentType="{COMMENTS}"/></Types>'.encode()
        self.parts["[Content_Types].xml"] = types.replace(b"</Types>", entry)
        rels = self.parts["word/_rels/document.xml.rels"]
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        link = f'<Relationship Id="rIdC" Type="{kind}" Target="comments.xml"/></Relationships>'.encode()
        self.parts["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", link)
