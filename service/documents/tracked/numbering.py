"""What a paragraph is numbered as: (1), a., 1) or the heading of an article, whatever its style is called."""

from lxml import etree

from service.documents.bodies import LineKind
from service.documents.tracked.marks import PLAIN, LineStyle

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
LONGEST_CHAIN = 20  # styles based on styles; a ring of them ends here
DETAIL_STYLE = "uraian"
Level = tuple[str, int]


class Numbering:
    """The numbering of one document."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._styles = {} if styles is None else {one.get(W + "styleId", ""): one for one in styles.iter(W + "style")}
        self._abstract: dict[str, etree._Element] = {}
        self._of_number: dict[str, str] = {}
        self._by_style: dict[str, dict[str, int]] = {}
        for one in () if numbering is None else numbering.iter(W + "abstractNum"):
            name = one.get(W + "abstractNumId", "")
            self._abstract[name] = one
            linked = ((_val(level, "pStyle"), level.get(W + "ilvl", "0")) for level in one.iter(W + "lvl"))
            self._by_style[name] = {style: int(depth) for style, depth in linked if style and depth.isdigit()}
        for one in () if numbering is None else numbering.findall(W + "num"):
            self._of_number[one.get(W + "numId", "")] = _val(one, "abstractNumId")
        self._known: dict[str, LineStyle] = {}

    def style_of(self, properties: etree._Element | None) -> LineStyle:
        """The style of a paragraph with these properties."""
        style = _val(properties, "pStyle")
        own = _numbered(properties)
        if own is None:
            if style not in self._known:
                self._known[style] = self._of_style(style)
            return self._known[style]
        number, depth = own
        return self._level(number, depth or 0, style)

    def _of_style(self, style: str) -> LineStyle:
        number, depth, name = "", None, style
        for _ in range(LONGEST_CHAIN):
            found = self._styles.get(name)
            if found is None:
                break
            if (_val(found, "name") or name).casefold() == DETAIL_STYLE:
                return LineStyle(LineKind.DETAIL)
            said = _numbered(found.find(W + "pPr"))
            if said is not None:
                number, depth = number or said[0], depth if depth is not None else said[1]
                if number:
                    break
            name = _val(found, "basedOn")
        if not number:
            return PLAIN
        if depth is None:
            depth = self._by_style.get(self._of_number.get(number, ""), {}).get(style, 0)
        return self._level(number, depth, style)

    def _level(self, number: str, depth: int, style: str) -> LineStyle:
        abstract = self._abstract.get(self._of_number.get(number, ""))
        for level in () if abstract is None else abstract.iter(W + "lvl"):
            if level.get(W + "ilvl") == str(depth):
                return _style(_val(level, "numFmt"), _val(level, "lvlText"))
        return PLAIN if number == "0" or style not in self._styles else self._without_number(style)

    def _without_number(self, style: str) -> LineStyle:
        name = (_val(self._styles[style], "name") or style).casefold()
        return LineStyle(LineKind.DETAIL) if name == DETAIL_STYLE else PLAIN


def _style(form: str, text: str) -> LineStyle:
    if "%" in text and text.casefold().lstrip().startswith("pasal"):
        return LineStyle(LineKind.PLAIN, heading=True)
    if form == "lowerLetter":
        return LineStyle(LineKind.LETTER)
    if form == "decimal":
        return LineStyle(LineKind.CLAUSE if "(" in text else LineKind.DIGIT)
    return PLAIN


def _val(parent: etree._Element | None, name: str) -> str:
    found = None if parent is None else parent.find(W + name)
    return "" if found is None else str(found.get(VAL, ""))


def _numbered(properties: etree._Element | None) -> tuple[str, int | None] | None:
    found = None if properties is None else properties.find(W + "numPr")
    if found is None:
        return None
    depth = _val(found, "ilvl")
    return _val(found, "numId"), int(depth) if depth.isdigit() else None
