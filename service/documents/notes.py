"""A note in the head of every page of a filled DOCX, in plain sight and in the running text of the PDF."""

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import _Header  # the type of a section's header has no public name
from docx.shared import Pt

SIZE = Pt(8)


def with_note(data: bytes, note: str) -> bytes:
    """The same document with the note above the head of each page; its properties name nobody."""
    document = docx.Document(io.BytesIO(data))
    for index, section in enumerate(document.sections):
        heads = [section.header]
        if section.different_first_page_header_footer:
            heads.append(section.first_page_header)
        for head in heads:
            if not head.is_linked_to_previous or index == 0:
                _write(head, note)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(head: _Header, note: str) -> None:
    first = head.paragraphs[0] if head.paragraphs else head.add_paragraph()
    line = first.insert_paragraph_before()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(note)
    run.bold = True
    run.font.size = SIZE
