"""The font of the stamp: found once, cut down to the letters in use, embedded as CFF."""

import importlib.util
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from service.core.refusals import Refused

PACKAGE = "rinoh_typeface_texgyrebonum"
FILE = "texgyrebonum-regular.otf"
UNITS = 1000  # other units per em would need scaling: viewers spread the letters otherwise
USUAL = "".join(
    map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026])
)


@dataclass(frozen=True, slots=True)
class StampFont:
    """A font cut down to some letters: its program, and per letter glyph number and width."""

    program: bytes
    glyphs: dict[str, tuple[int, int]]

    def width(self, text: str, size: float) -> float:
        """Width of a text in points."""
        return sum(self.glyphs[letter][1] for letter in text) * size / UNITS

    def encode(self, text: str) -> str:
        """A text as the hexadecimal glyph string of a content stream."""
        return "".join(f"{self.glyphs[letter][0]:04X}" for letter in text)


def font_file() -> Path | None:
    """Where the font lies, or None where it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / FILE
        if path.exists():
            return path
    return None


def printable(text: str) -> str:
    """The text in letters that the font has; an accent it lacks is dropped, anything else is refused by name."""
    known = _base().glyphs
    kept = []
    for letter in unicodedata.normalize("NFC", " ".join(text.split())):
        if letter in known:
            kept.append(letter)
            continue
        plain = unicodedata.normalize("NFKD", letter)[0]
        if plain not in known:
            raise Refused("stamp_character_missing", character=letter)
        kept.append(plain)
    return "".join(kept)


@lru_cache(maxsize=256)
def font_for(letters: frozenset[str]) -> StampFont:
    """The font with these letters only; all of them must be printable."""
    return _cut(_base().program, letters)


@dataclass(frozen=True, slots=True)
class _Base:
    program: bytes
    glyphs: frozenset[str]


@lru_cache(maxsize=1)
def _base() -> _Base:
    path = font_file()
    if path is None:
        raise Refused("stamp_font_missing")
    with TTFont(path, lazy=True) as font:
        _subset(font, USUAL)
        kept = io.BytesIO()
        font.save(kept)
        return _Base(kept.getvalue(), frozenset(map(chr, font.getBestCmap())))


def _cut(program: bytes, letters: Iterable[str]) -> StampFont:
    with TTFont(io.BytesIO(program)) as font:
        _subset(font, "".join(sorted(letters)))
        table, widths = font.getBestCmap(), font["hmtx"].metrics
        glyphs = {chr(code): (font.getGlyphID(name), widths[name][0]) for code, name in table.items()}
        return StampFont(font.getTableData("CFF "), glyphs)


def _subset(font: TTFont, letters: str) -> None:
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[], glyph_names=False)
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "DSIG", "FFTM"]
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
