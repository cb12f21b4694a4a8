"""Building blocks for tools/make_templates.py: styles, real Word numbering, borderless tables, fields and marks."""

import copy
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from PIL import Image, ImageDraw

FONT = "Bookman Old Style"
CENTER, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
TEXT_WIDTH = 15.5  # centimetres between the margins
KEPT_STYLES = {"Normal", "Header", "Footer", "Table Grid", "Normal Table", "No List", "Default Paragraph Font"}
BALLAST = ("/stylesWithEffects", "/thumbnail", "/customXml")
EDGES = ("top", "left", "bottom", "right")
CM = 567  # twentieths of a point in a centimetre

# Level of the list, its number, where its text stands and how far the number hangs out (cm).
ARTICLE_LEVELS = (
    ("decimal", "Pasal %1", 0.0, 0.0),
    ("decimal", "(%2)", 1.0, 1.0),
    ("lowerLetter", "%3.", 1.0, 1.0),
    ("decimal", "%4)", 1.9, 0.9),
    ("lowerLetter", "%5.", 1.9, 0.9),
    ("decimal", "%6)", 2.8, 0.9),
)
# Word takes the level of a numbered style from this link, not from the style.
ARTICLE_STYLES = ("Bab", "Ayat", "Huruf", "Angka", "HurufDalam", "AngkaDalam")


def new_document(*, code_below: bool = True) -> Doc:
    """An empty A4 document in Bookman Old Style 12 with the styles of an agreement.

    The text of a paper without a QR code below it (`code_below`) goes further down.
    """
    doc = Document()
    _drop_ballast(doc)
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2.5)
    # The footer with its QR code fits into the margin, so engrossing moves no line to another page.
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(3.4 if code_below else 2.4)
    section.header_distance, section.footer_distance = Cm(1.0), Cm(0.9)
    _normal(doc)
    articles = _numbering(doc, ARTICLE_LEVELS, ARTICLE_STYLES)
    recitals = _numbering(doc, (("lowerLetter", "%1.", 1.0, 1.0),), ("ButirMenimbang",))
    bases = _numbering(doc, (("decimal", "%1.", 1.0, 1.0),), ("ButirDasar",))
    _style(doc, "Judul", CENTER, bold=True)
    _style(doc, "Jabatan", CENTER)
    _style(doc, "Bab", CENTER, bold=True, before=10, keep=True, number=(articles, 0), outline=0, after=4)
    _style(doc, "Paragraf", JUSTIFY, after=4)
    _style(doc, "Ayat", JUSTIFY, after=3, number=(articles, 1))
    _style(doc, "Huruf", JUSTIFY, after=3, number=(articles, 2))
    _style(doc, "Angka", JUSTIFY, after=3, number=(articles, 3))
    _style(doc, "Huruf Dalam", JUSTIFY, after=3, number=(articles, 4))
    _style(doc, "Angka Dalam", JUSTIFY, after=3, number=(articles, 5))
    _style(doc, "Butir Menimbang", JUSTIFY, after=3, number=(recitals, 0))
    _style(doc, "Butir Dasar", JUSTIFY, after=3, number=(bases, 0))
    details = _style(doc, "Uraian", LEFT, after=1, indent=(5.0, 4.0))
    details.paragraph_format.tab_stops.add_tab_stop(Cm(4.7))
    details.paragraph_format.tab_stops.add_tab_stop(Cm(5.0))
    _style(doc, "Tempat TTD", LEFT)
    small = _style(doc, "Kaki", LEFT)
    small.font.size = Pt(8)
    cell = _style(doc, "Isi Tabel", LEFT, before=2, after=2)
    cell.font.size = Pt(10)
    stamp = _style(doc, "Meterai", CENTER, before=4)
    stamp.font.size = Pt(8)
    stamp.paragraph_format.left_indent, stamp.paragraph_format.right_indent = Cm(0.3), Cm(4.1)
    _box(stamp)
    end = _style(doc, "Akhir Bagian", LEFT)
    end.font.size = Pt(1)
    end.paragraph_format.line_spacing = Pt(1)
    mark = _style(doc, "Tanda Contoh", CENTER, bold=True)
    mark.font.size = Pt(11)
    mark.font.color.rgb = RGBColor(0xB0, 0x1E, 0x1E)
    properties = doc.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "id-ID"
    properties.created = properties.modified = datetime(2025, 1, 1, tzinfo=UTC)
    return doc


def _box(style: Any) -> None:
    """A thin frame around a paragraph."""
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="4" w:color="808080"/>' for edge in EDGES)
    style.element.get_or_add_pPr().insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{edges}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def rule_below(paragraph: Paragraph) -> None:
    """The double line below a letterhead."""
    edge = '<w:bottom w:val="thickThinSmallGap" w:sz="18" w:space="4" w:color="000000"/>'
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        parse_xml(f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def list_style(doc: Doc, name: str, *, letters: bool = False) -> str:
    """A style with a list of its own, counted 1. or a.; a list is counted on wherever its style comes again."""
    level = ("lowerLetter" if letters else "decimal", "%1.", 1.0, 1.0)
    number = _numbering(doc, (level,), (name.replace(" ", ""),))
    _style(doc, name, JUSTIFY, after=3, number=(number, 0))
    return name


def end_section(doc: Doc, *, landscape: bool = False) -> None:
    """End the section here; what came before it lies on its side if `landscape`."""
    final = doc.element.body.sectPr
    section = copy.deepcopy(final)
    if landscape:
        size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
        size.set(qn("w:orient"), "landscape")
        for side, centimetres in (("left", 2.5), ("right", 2.5), ("top", 2.5), ("bottom", 3.2)):
            margins.set(qn(f"w:{side}"), str(round(centimetres * CM)))
    paragraph = doc.add_paragraph(style="Akhir Bagian")
    paragraph._p.get_or_add_pPr().append(section)  # noqa: SLF001


def _drop_ballast(doc: Doc) -> None:
    """Take out what python-docx's model brings along and no agreement uses: nine tenths of the file."""
    for style in list(doc.styles):
        if style.name not in KEPT_STYLES:
            style.delete()
    for owner in (doc.part, doc.part.package):
        for link, relation in list(owner.rels.items()):
            if relation.reltype.endswith(BALLAST):
                del owner.rels[link]


def _normal(doc: Doc) -> None:
    normal = doc.styles["Normal"]
    _font(normal)
    normal.font.size = Pt(12)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True
    language = OxmlElement("w:lang")
    for part in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(part), "id-ID" if part == "w:val" else "en-US")
    normal.element.rPr.append(language)
    table = doc.styles["Table Grid"]
    table.font.size = Pt(10)


def _font(style: Any) -> None:
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for part in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(part), FONT)


def _style(  # noqa: PLR0913  each is one property of a style
    doc: Doc,
    name: str,
    alignment: Any,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
    number: tuple[int, int] | None = None,
    indent: tuple[float, float] | None = None,
    outline: int | None = None,
) -> Any:
    style = doc.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = doc.styles["Normal"]
    style.quick_style = True
    _font(style)
    style.font.bold = True if bold else None
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = alignment, Pt(before), Pt(after)
    form.keep_with_next = True if keep else None
    properties = style.element.get_or_add_pPr()
    if number:
        list_id, level = number
        properties._insert_numPr(  # noqa: SLF001  python-docx keeps the order of elements only through this
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
        )
    if indent:
        form.left_indent, form.first_line_indent = Cm(indent[0]), Cm(-indent[1])
    if outline is not None:
        properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{outline}"/>'))
    return style


def _numbering(doc: Doc, levels: tuple[tuple[str, str, float, float], ...], styles: tuple[str, ...]) -> int:
    """A multi-level list of its own; each level restarts after a level above it, so each article begins at (1) or a."""
    root = doc.part.numbering_part.element
    ids = [int(each.get(qn("w:abstractNumId"))) for each in root.findall(qn("w:abstractNum"))]
    abstract = max(ids or [0]) + 1
    xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>'
    for index, (form, text, left, hanging) in enumerate(levels):
        suffix, bold = ('<w:suff w:val="nothing"/>', "<w:b/>") if not left else ("", "")
        xml += (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:pStyle w:val="{styles[index]}"/>{suffix}'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{round(left * CM)}" w:hanging="{round(hanging * CM)}"/></w:pPr>'
            f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>{bold}</w:rPr>'
            "</w:lvl>"
        )
    element = parse_xml(xml + "</w:abstractNum>")
    first = root.find(qn("w:num"))
    if first is None:
        root.append(element)
    else:
        first.addprevious(element)
    number = max([int(each.get(qn("w:numId"))) for each in root.findall(qn("w:num"))] or [0]) + 1
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'))
    return number


def write(
    where: Any, text: str, style: str | None = None, *, keep: bool = False, after: float | None = None
) -> Paragraph:
    """A paragraph; parts between ** are bold, a tag alone ({%p ...%}) stands in a paragraph of its own."""
    paragraph: Paragraph = where.add_paragraph(style=style)
    _runs(paragraph, text)
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    if after is not None:
        paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _runs(paragraph: Paragraph, text: str) -> None:
    for index, part in enumerate(text.split("**")):
        if part:
            run = paragraph.add_run(part)
            run.bold = True if index % 2 else None


def fill_cell(cell: _Cell, text: str, style: str, *, alignment: Any = None, keep: bool = False) -> Paragraph:
    """The only paragraph of a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    if alignment is not None:
        paragraph.alignment = alignment
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    _runs(paragraph, text)
    return paragraph


def plain_table(
    where: Any, rows: int, widths: tuple[float, ...], *, grid: bool = False, alignment: Any = WD_TABLE_ALIGNMENT.CENTER
) -> Table:
    """A table with fixed widths (cm), with or without lines; the grid and the cells say the same width."""
    try:
        table = where.add_table(rows, len(widths))
    except TypeError:
        table = where.add_table(rows, len(widths), Cm(sum(widths)))
    if grid:
        table.style = "Table Grid"
    else:  # text in a table without lines begins where other text begins
        margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        cells = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>")
        table._tbl.tblPr.find(qn("w:tblLook")).addprevious(cells)  # noqa: SLF001
    table.autofit = False
    table.alignment = alignment
    for index, width in enumerate(widths):
        table.columns[index].width = Cm(width)
        for row in table.rows:
            row.cells[index].width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    return table


def tag_row(table: Table, index: int, tag: str) -> None:
    """A row that only carries a tag; docxtpl takes the whole row away."""
    cells = table.rows[index].cells
    fill_cell(cells[0].merge(cells[-1]), tag, "Kaki")


def exact_height(table: Table, index: int, centimetres: float) -> None:
    """A row of exactly this height: the place of a signature is measured from it."""
    properties = table.rows[index]._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="{round(centimetres * CM)}" w:hRule="exact"/>'))


def repeat_head(table: Table) -> None:
    """Repeat the first row on every page, and never leave it alone on one."""
    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def field(paragraph: Paragraph, instruction: str) -> None:
    """A Word field such as PAGE."""
    for kind in ("begin", "text", "separate", "cached", "end"):
        run = paragraph.add_run()
        if kind == "text":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {instruction} "
            run._r.append(element)  # noqa: SLF001
        elif kind == "cached":
            run.text = "1"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001


def picture(paragraph: Paragraph, image: bytes, name: str, width: float) -> None:
    """A picture known by its name, under which the service puts the real one in its place."""
    paragraph.add_run().add_picture(io.BytesIO(image), width=Cm(width))
    properties = paragraph._p.xpath(".//wp:docPr")[-1]  # noqa: SLF001
    properties.set("name", name)
    properties.set("descr", name)


def neutral_mark(*, round_shape: bool) -> bytes:
    """A grey mark where no logo was given; it is no emblem of anybody."""
    image = Image.new("RGB", (480, 480), "white")
    draw = ImageDraw.Draw(image)
    grey, pale = (150, 150, 150), (228, 228, 228)
    if round_shape:
        draw.ellipse((12, 12, 468, 468), outline=grey, width=12)
        draw.ellipse((60, 60, 420, 420), fill=pale)
    else:
        draw.rounded_rectangle((12, 12, 468, 468), 60, outline=grey, width=12)
        draw.rounded_rectangle((60, 60, 420, 420), 40, fill=pale)
    return _png(image)


def blank_code() -> bytes:
    """What stands in the template where the QR code comes."""
    image = Image.new("RGB", (240, 240), "white")
    ImageDraw.Draw(image).rectangle((8, 8, 231, 231), outline=(150, 150, 150), width=8)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def save(doc: Doc, file: Path) -> None:
    """Write the document with fixed times, so that the same script makes the same bytes."""
    buffer = io.BytesIO()
    doc.save(buffer)
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
