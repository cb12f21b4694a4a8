"""The visible mark of a signature: QR, name, position, time and what kind of signature it is."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import segno
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent, ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import StaticStampStyle

from service.core.clock import Zone, local_time
from service.core.wording import date_long
from service.seals.rules import Box
from service.seals.stamp_font import StampFont, font_for, printable

TITLE = "Ditandatangani secara elektronik"
UNCERTIFIED = "(tidak tersertifikasi)"
DEMO = "CONTOH, TIDAK BERLAKU"
PADDING = 3.0
LARGEST, SMALLEST, LEADING = 8.0, 2.0, 1.22  # a long name in a small place is small, never overprinted
FONT_NAME = "SJRBNM+SijariCap"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a signature shows. `lines` are further lines, such as the partner's institution."""

    name: str
    title: str
    qr_url: str
    zone: Zone = Zone.WIB
    lines: tuple[str, ...] = ()
    certified: bool = False
    demo: bool = False

    def wording(self, when: datetime) -> list[str]:
        """The lines as printed."""
        local = local_time(when, self.zone)
        said = [
            TITLE,
            self.name,
            self.title,
            *self.lines,
            f"{date_long(local.date())} {local:%H.%M.%S} {self.zone.value}",
        ]
        if not self.certified:
            said.append(UNCERTIFIED)
        if self.demo:
            said.append(DEMO)
        return [printable(line) for line in said if line]


def style(stamp: Stamp, box: Box, when: datetime) -> StaticStampStyle:
    """The stamp as pyHanko draws it into a signature field."""
    layout = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MIN, margins=Margins.uniform(0)
    )
    content = _StampContent(stamp.wording(when), stamp.qr_url, box)
    return StaticStampStyle(background=content, background_layout=layout, border_width=0)


class _StampContent(PdfContent):
    """Draws QR and text; the font is embedded, so the paper stays in its archive form."""

    def __init__(self, wording: list[str], qr_url: str, box: Box) -> None:
        super().__init__(box=BoxConstraints(width=box.width, height=box.height))
        self._wording, self._qr_url, self._area = wording, qr_url, box

    def render(self) -> bytes:
        """The content stream."""
        font = font_for(frozenset("".join(self._wording)))
        self.set_resource(ResourceType.FONT, pdf_name("/SijariCap"), _embed(self._ensure_writer, font))
        side = min(self._area.height, self._area.width * 0.4) - 2 * PADDING
        drawn = [_frame(self._area), _qr(self._qr_url, side, PADDING, (self._area.height - side) / 2)]
        left = side + 2 * PADDING
        drawn.append(_text(font, self._wording, left, self._area))
        return "\n".join(drawn).encode("ascii")


def _frame(area: Box) -> str:
    return f"0.4 w 0.45 G 0.4 0.4 {area.width - 0.8:g} {area.height - 0.8:g} re S"


@lru_cache(maxsize=64)
def _qr(url: str, side: float, left: float, bottom: float) -> str:
    """The QR code as filled rectangles, one for each run of dark modules."""
    rows = segno.make(url, error="m", micro=False).matrix
    unit = side / len(rows)
    drawn = []
    for number, row in enumerate(rows):
        start = None
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                y = bottom + side - (number + 1) * unit
                drawn.append(f"{left + start * unit:.3f} {y:.3f} {(column - start) * unit:.3f} {unit:.3f} re")
                start = None
    return f"0 g {' '.join(drawn)} f"


def _text(font: StampFont, wording: list[str], left: float, area: Box) -> str:
    """All lines in the largest size that fits; a long line is wrapped between words."""
    width, height = area.width - left - PADDING, area.height - 2 * PADDING
    size = LARGEST
    while size > SMALLEST:
        lines = [part for line in wording for part in _wrapped(font, line, size, width)]
        if len(lines) * size * LEADING <= height and all(font.width(line, size) <= width for line in lines):
            break
        size -= 0.25
    lines = [part for line in wording for part in _wrapped(font, line, size, width)]
    step = size * LEADING
    top = (area.height + step * len(lines)) / 2 - size * 0.95
    shown = "".join(f"<{font.encode(line)}> Tj 0 {-step:.3f} Td\n" for line in lines)
    return f"0 g BT /SijariCap {size:g} Tf {left:.3f} {top:.3f} Td\n{shown}ET"


def _wrapped(font: StampFont, line: str, size: float, width: float) -> list[str]:
    rows = [""]
    for word in line.split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and font.width(longer, size) > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


def _embed(writer: BasePdfFileWriter, font: StampFont) -> generic.IndirectObject:
    """Put the font into the file: Type 0, glyph numbers as codes, with widths and a map back to text."""
    number = generic.NumberObject
    program = generic.StreamObject({pdf_name("/Subtype"): pdf_name("/CIDFontType0C")}, stream_data=font.program)
    program.compress()
    descriptor = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/FontDescriptor"),
            pdf_name("/FontName"): pdf_name(f"/{FONT_NAME}"),
            pdf_name("/Flags"): number(4),
            pdf_name("/FontBBox"): generic.ArrayObject(map(number, (-200, -300, 1200, 1000))),
            pdf_name("/ItalicAngle"): number(0),
            pdf_name("/Ascent"): number(800),
            pdf_name("/Descent"): number(-250),
            pdf_name("/CapHeight"): number(680),
            pdf_name("/StemV"): number(80),
            pdf_name("/FontFile3"): writer.add_object(program),
        }
    )
    by_glyph = sorted((glyph, width, letter) for letter, (glyph, width) in font.glyphs.items())
    widths = generic.ArrayObject()
    for glyph, width, _ in by_glyph:
        widths += [number(glyph), generic.ArrayObject([number(width)])]
    descendant = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/CIDFontType0"),
            pdf_name("/BaseFont"): pdf_name(f"/{FONT_NAME}"),
            pdf_name("/CIDSystemInfo"): generic.DictionaryObject(
                {
                    pdf_name("/Registry"): generic.pdf_string("Adobe"),
                    pdf_name("/Ordering"): generic.pdf_string("Identity"),
                    pdf_name("/Supplement"): number(0),
                }
            ),
            pdf_name("/FontDescriptor"): writer.add_object(descriptor),
            pdf_name("/DW"): number(500),
            pdf_name("/W"): widths,
        }
    )
    to_unicode = generic.StreamObject(stream_data=_to_unicode([(glyph, letter) for glyph, _, letter in by_glyph]))
    to_unicode.compress()
    whole = {
        pdf_name("/Type"): pdf_name("/Font"),
        pdf_name("/Subtype"): pdf_name("/Type0"),
        pdf_name("/BaseFont"): pdf_name(f"/{FONT_NAME}"),
        pdf_name("/Encoding"): pdf_name("/Identity-H"),
        pdf_name("/DescendantFonts"): generic.ArrayObject([writer.add_object(descendant)]),
        pdf_name("/ToUnicode"): writer.add_object(to_unicode),
    }
    return writer.add_object(generic.DictionaryObject(whole))


def _to_unicode(glyphs: list[tuple[int, str]]) -> bytes:
    parts = []
    for start in range(0, len(glyphs), 100):
        chunk = glyphs[start : start + 100]
        rows = "\n".join(f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for glyph, letter in chunk)
        parts.append(f"{len(chunk)} beginbfchar\n{rows}\nendbfchar")
    body = "\n".join(parts)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
