"""Our own TrueType family with the widths of Bookman Old Style, made from TeX Gyre Bonum.

The originals are CFF fonts with a line of 1.337 em; archives want TrueType and Word's Bookman has a line near 1.17.
As the GUST licence asks, what is derived bears another name. The kit is embedded into the copy that is converted,
under the name the document asks for, and never into a DOCX that people get.
"""

import importlib.util
import shutil
import tempfile
import uuid
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from service.documents.checking import RELATIONSHIP, parse_xml

FAMILY = "Naskah Bonum"
STANDS_FOR = "Bookman Old Style"
LINE = 1.17
ASCENT_SHARE = 0.79
BOLD = 700
KIT_VERSION = 1
SOURCE = "rinoh_typeface_texgyrebonum"
FACES = {
    "regular": ("Regular", 400, False, "embedRegular"),
    "bold": ("Bold", BOLD, False, "embedBold"),
    "italic": ("Italic", 400, True, "embedItalic"),
    "bolditalic": ("Bold Italic", BOLD, True, "embedBoldItalic"),
}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
FONT_LINK = R + "/font"
FONT_TABLE = "word/fontTable.xml"
FONT_LINKS = "word/_rels/fontTable.xml.rels"
OBFUSCATED = 32


@dataclass(frozen=True)
class FontKit:
    """The four faces in a folder."""

    folder: Path

    @cached_property
    def faces(self) -> dict[str, bytes]:
        """The TrueType files by face."""
        return {face: (self.folder / f"{face}.ttf").read_bytes() for face in FACES}

    @cached_property
    def glyphs(self) -> frozenset[int]:
        """The code points that the papers' own two families have; no other font of the machine is relied on."""
        from fontTools.ttLib import TTFont

        with TTFont(self.folder / "regular.ttf", lazy=True) as font:
            return frozenset(font.getBestCmap()) | sans_glyphs()

    @cached_property
    def _embedded(self) -> dict[str, tuple[str, bytes]]:
        """Each face scrambled with a key of its own, as the format wants it."""
        result = {}
        for face, content in self.faces.items():
            key = uuid.uuid5(uuid.NAMESPACE_URL, f"sijari:{FAMILY}:{KIT_VERSION}:{face}")
            mask = key.bytes[::-1]
            head = bytes(byte ^ mask[index % 16] for index, byte in enumerate(content[:OBFUSCATED]))
            result[face] = ("{" + str(key).upper() + "}", head + content[OBFUSCATED:])
        return result

    def embed(self, parts: dict[str, bytes]) -> None:
        """Embed the kit under the name of the font it stands for, where the document uses that font."""
        if not any(STANDS_FOR.encode() in parts.get(name, b"") for name in ("word/styles.xml", "word/document.xml")):
            return
        table = parse_xml(parts[FONT_TABLE]) if FONT_TABLE in parts else None
        if table is None:
            return
        links = parse_xml(parts[FONT_LINKS]) if FONT_LINKS in parts else _no_links()
        entry = _entry(table)
        for face, (key, content) in self._embedded.items():
            parts[f"word/fonts/sijari_{face}.odttf"] = content
            link = f"rSijari{face}"
            etree.SubElement(links, RELATIONSHIP, Id=link, Type=FONT_LINK, Target=f"fonts/sijari_{face}.odttf")
            etree.SubElement(entry, f"{{{W}}}{FACES[face][3]}", {f"{{{R}}}id": link, f"{{{W}}}fontKey": key})
        parts[FONT_TABLE] = _written(table)
        parts[FONT_LINKS] = _written(links)
        types = parse_xml(parts["[Content_Types].xml"])
        kind = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
        types.insert(0, etree.Element(f"{{{TYPES}}}Default", Extension="odttf", ContentType=kind))
        parts["[Content_Types].xml"] = _written(types)


def _no_links() -> etree._Element:
    return etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})  # LibreOffice wants no prefix


def _entry(table: etree._Element) -> etree._Element:
    for font in table.iter(f"{{{W}}}font"):
        if font.get(f"{{{W}}}name") == STANDS_FOR:
            for old in font.iter(*(f"{{{W}}}{face[3]}" for face in FACES.values())):
                font.remove(old)
            return font
    return etree.SubElement(table, f"{{{W}}}font", {f"{{{W}}}name": STANDS_FOR})


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def build_kit(data: Path) -> FontKit:
    """The kit in the data folder, made at first use (about two seconds)."""
    folder = data / "fonts" / f"naskah-bonum-{KIT_VERSION}"
    if not all((folder / f"{face}.ttf").is_file() for face in FACES):
        _make(folder)
    return FontKit(folder)


def _make(folder: Path) -> None:
    source = source_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".making-"))
    try:
        for face in FACES:
            _derive(source / f"texgyrebonum-{face}.otf", made / f"{face}.ttf", face)
        for licence in source.glob("*.txt"):
            shutil.copy(licence, made / licence.name)
        made.chmod(0o755)
        try:
            made.rename(folder)
        except OSError:  # another process was quicker, or a broken kit stands there
            for file in made.iterdir():
                file.replace(folder / file.name)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def source_folder() -> Path:
    """Where the four OTF files are; fails with a sentence that says what to install."""
    spec = importlib.util.find_spec(SOURCE)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The package rinoh-typeface-texgyrebonum is missing; install requirements/fonts.txt.")
    return Path(next(iter(spec.submodule_search_locations)))


def _derive(source: Path, target: Path, face: str) -> None:
    """Outlines as TrueType curves, names and line height of our own, widths as they are."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTFont

    style, weight, italic, _ = FACES[face]
    original = TTFont(source)
    units = original["head"].unitsPerEm
    glyphs = _outlines(original)
    order = original.getGlyphOrder()
    builder = FontBuilder(units, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(original.getBestCmap())
    builder.setupGlyf(glyphs)
    edges = {name: glyphs[name].xMin if glyphs[name].numberOfContours else 0 for name in order}
    builder.setupHorizontalMetrics({name: (original["hmtx"][name][0], edges[name]) for name in order})
    ascent = int(units * LINE * ASCENT_SHARE)
    descent = int(units * LINE) - ascent
    builder.setupHorizontalHeader(ascent=ascent, descent=-descent)
    builder.setupNameTable(_names(style))
    bold = weight == BOLD
    builder.setupOS2(
        sTypoAscender=ascent,
        sTypoDescender=-descent,
        sTypoLineGap=0,
        usWinAscent=ascent,
        usWinDescent=descent,
        usWeightClass=weight,
        fsSelection=((0x20 if bold else 0) | (0x01 if italic else 0)) or 0x40,
        fsType=0,
        sxHeight=original["OS/2"].sxHeight,
        sCapHeight=original["OS/2"].sCapHeight,
    )
    builder.setupPost(italicAngle=original["post"].italicAngle)
    builder.font["head"].macStyle = (1 if bold else 0) | (2 if italic else 0)
    builder.font["head"].created = builder.font["head"].modified = original["head"].created
    for tag in ("GPOS", "GDEF"):
        if tag in original:
            builder.font[tag] = original[tag]
    builder.font.recalcTimestamp = False
    builder.save(target)


def _outlines(original: Any) -> dict[str, Any]:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    source = original.getGlyphSet()
    glyphs = {}
    for name in original.getGlyphOrder():
        pen = TTGlyphPen(None)
        source[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    return glyphs


def _names(style: str) -> dict[str, str]:
    return {
        "copyright": "Derived from TeX Gyre Bonum, (c) 2007-2009 B. Jackowski, J. M. Nowacki (GUST)",
        "familyName": FAMILY,
        "styleName": style,
        "uniqueFontIdentifier": f"{FAMILY} {style} {KIT_VERSION}",
        "fullName": f"{FAMILY} {style}",
        "psName": f"NaskahBonum-{style.replace(' ', '')}",
        "version": f"Version 0.{KIT_VERSION}",
        "licenseDescription": "GUST Font License (LPPL 1.3c based)",
    }


SANS = "LiberationSans-Regular.ttf"
SANS_FOLDERS = ("liberation2", "liberation", "liberation-sans")


@lru_cache(maxsize=1)
def sans_glyphs() -> frozenset[int]:
    """What the font that stands for Arial has, where it is installed."""
    from fontTools.ttLib import TTFont

    for folder in SANS_FOLDERS:
        file = Path("/usr/share/fonts/truetype") / folder / SANS
        if file.is_file():
            with TTFont(file, lazy=True) as font:
                return frozenset(font.getBestCmap())
    return frozenset()
