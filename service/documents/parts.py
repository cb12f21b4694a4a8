"""The maker of papers of one process: its converter, its fonts, its templates."""

from collections.abc import Collection

from service.core.refusals import Refused
from service.core.tools import Tools
from service.documents.catalogue import Template
from service.documents.content import Content, Engrossment
from service.documents.converting import Converter
from service.documents.fontkit import FontKit, build_kit
from service.documents.notes import with_note
from service.documents.partner import fill_paper
from service.documents.ports import Copier, Renderer
from service.documents.printed import HARMLESS
from service.documents.rendering import Paper, paper_of, render_paper
from service.documents.values import Fault, check_values

UNPRINTABLE = frozenset({"field_no_glyph", "field_control_character"})


class PaperMaker:
    """Fulfils `ports.Renderer` with LibreOffice, or rdocx where it is absent."""

    def __init__(self, converter: Converter, fonts: FontKit, *, demo: bool) -> None:
        self.converter = converter
        self.fonts = fonts
        self.demo = demo

    def render(
        self,
        template: Template,
        content: Content,
        engrossment: Engrossment | None = None,
        *,
        logos: dict[str, bytes] | None = None,
        source: bytes | None = None,
    ) -> Paper:
        """The paper; refuses a text that cannot be printed, naming the field and the character."""
        refuse_unprintable(template, content, self.fonts.glyphs)
        return render_paper(
            template,
            content,
            engrossment,
            demo=self.demo,
            converter=self.converter,
            fonts=self.fonts,
            logos=logos,
            source=source,
        )

    def copy(
        self,
        template: Template,
        content: Content,
        engrossment: Engrossment,
        note: str,
        *,
        logos: dict[str, bytes] | None = None,
        source: bytes | None = None,
    ) -> Paper:
        """The same text with a note on every page; its values were checked when the paper itself was made."""
        docx = fill_paper(template, content, engrossment, demo=self.demo, logos=logos, source=source)
        noted = with_note(docx, note)
        return paper_of(noted, converter=self.converter, fonts=self.fonts, demo=self.demo, find_places=False)


def refuse_unprintable(template: Template, content: Content, glyphs: Collection[int]) -> None:
    """Refuse a text that cannot be printed, naming the first field or article and the character."""
    for fault in check_values(template.manifest, content.values, content.articles, glyphs=glyphs):
        if fault.code not in HARMLESS:
            raise _refusal(template, content, fault)


def _refusal(template: Template, content: Content, fault: Fault) -> Refused:
    name = place_name(template, content, fault.field)
    if fault.code in UNPRINTABLE:
        character = str(fault.params.get("character", "?"))
        return Refused("glyph_missing", name=name, character=character, place=fault.field)
    return Refused("values_faulty", count=1, first=name)


def place_name(template: Template, content: Content, place: str) -> str:
    """What people call the place that a fault names."""
    key, _dot, rest = place.partition(".")
    field = template.manifest.by_key.get(key)
    if field is not None:
        return field.label.id
    return next((f"Pasal {one.title}" for one in content.articles if key == "pasal" and one.key == rest), place)


def make_renderer(tools: Tools) -> PaperMaker:
    """The maker of papers of this process; it keeps one converter warm."""
    data = tools.settings.data
    return PaperMaker(Converter(data), build_kit(data), demo=tools.settings.demo)


def make_copier(tools: Tools) -> Copier:
    """The maker of copies: the maker of papers itself, so that one converter is kept warm."""
    maker = tools.part(Renderer)
    return maker if isinstance(maker, PaperMaker) else make_renderer(tools)


def make_fonts(tools: Tools) -> FontKit:
    """The fonts of every paper."""
    return build_kit(tools.settings.data)
