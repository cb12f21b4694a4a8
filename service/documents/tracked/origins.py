"""Where each printed letter of our own paper comes from: an article's line, a field's value, or neither.

The same paper is filled once more with marks around everything that came from the text; the marks are letters of
Unicode's private area, which survive `upper` and stand in no paper of ours.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from service.documents.bodies import lines_of
from service.documents.content import ArticleText, Content, read_content
from service.documents.context import build_context
from service.documents.manifest import FieldType, Manifest
from service.documents.placeholders import PLACE, put_in
from service.documents.tracked.marks import LINE_END, Atom
from service.documents.values import PARTY_PARTS, PERSON_PARTS, SIGNATORY_PARTS

OPEN, NAMED, CLOSE = "\ue000", "\ue001", "\ue002"
OWN_MARKS = re.compile("[\ue000-\ue002]")
LISTS = frozenset({FieldType.LIST, FieldType.LONG_TEXT})
LONE = frozenset({FieldType.LIST, FieldType.PERSON})


class OriginKind(StrEnum):
    """What a letter came from."""

    TITLE = "title"  # the heading of an article
    LINE = "line"  # a line of an article
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Origin:
    """One text that went into the paper. `part` is the place inside a field, `number` the line of an article's body.

    `printed` is what was put in; the paper may show it in capitals. `item` says that it is one of a list's lines.
    """

    kind: OriginKind
    key: str
    printed: str = ""
    part: tuple[str, ...] = ()
    number: int = 0
    item: bool = False


@dataclass(slots=True)
class Marked:
    """The context with marks, and what the marks stand for."""

    context: dict[str, Any]
    origins: list[Origin] = field(default_factory=list)

    def wrap(self, origin: Origin, shown: str) -> str:
        """The text between marks; an empty one has nowhere to stand."""
        if not shown:
            return shown
        self.origins.append(origin)
        return f"{OPEN}{len(self.origins) - 1}{NAMED}{shown}{CLOSE}"


def marked_context(manifest: Manifest, content: Content, *, demo: bool, preview: bool = False) -> Marked:
    """What the template reads, with marks around every value and every line of an article."""
    content = _without_marks(content)
    plain = build_context(manifest, content, None, demo=demo, preview=preview)
    marked = Marked(plain)
    shown = _inline_values(manifest, content)
    _mark_articles(marked, manifest, content, shown)
    plain["isi"] = {key: _mark_field(marked, manifest, key, value) for key, value in plain["isi"].items()}
    named = _names_between(plain)
    for side in plain.get("pihak") or ():
        for place, member in enumerate(side["anggota"]):
            _mark_member(marked, content, side["kunci"], place, member)
    for row in plain.get("ttd") or ():
        for name, place in list(row.items()):
            if isinstance(place, Mapping) and place.get("tempat"):
                row[name] = _mark_signature(marked, content, place)
    for row, (key, place, name) in zip(plain.get("antara") or (), named, strict=False):
        if row["nama"].startswith(name):
            row["nama"] = marked.wrap(_field(key, name, str(place), "lembaga"), name) + row["nama"][len(name) :]
    said = str(content.values.get("judul_naskah") or "").strip()
    if said and "judul_naskah" in manifest.by_key:
        for name in ("judul_naskah", "nama_naskah"):
            plain[name] = marked.wrap(_field("judul_naskah", said), plain[name])
    return marked


def _without_marks(content: Content) -> Content:
    """The text without letters that we use as marks; no font has them, so no paper can show them."""
    return read_content(OWN_MARKS.sub("", content.canonical_json()))


def _inline_values(manifest: Manifest, content: Content) -> Mapping[str, str]:
    """How every place within a line is printed, asked of the very code that prints it."""
    names = [one.key for one in manifest.fields] + [f"pasal.{one.key}" for one in content.articles]
    probe = ArticleText("_", "_", "\n".join(f"- {{{name}}}" for name in names))
    asked = Content(content.values, (*content.articles, probe))
    rows = build_context(manifest, asked, None, demo=False)["pasal"][-1]["baris"]
    return {name: row["teks"][2:] for name, row in zip(names, rows, strict=True)}


# ------------------------------------------------------------------------------------------------------------ articles
def _mark_articles(marked: Marked, manifest: Manifest, content: Content, shown: Mapping[str, str]) -> None:
    for article, printed in zip(content.articles, marked.context["pasal"], strict=True):
        title = printed["judul"]
        printed["judul"] = marked.wrap(Origin(OriginKind.TITLE, article.key, title), title)
        rows = iter(printed["baris"])
        for number, line in enumerate(lines_of(article.body)):
            origin = Origin(OriginKind.LINE, article.key, number=number)
            alone = PLACE.fullmatch(line.text) if not line.marker else None
            named = manifest.by_key.get(alone[1]) if alone else None
            if named is not None and named.type in LONE:
                for part, text in _parts(named.type, content.values.get(named.key)):
                    _mark_lone(
                        marked, origin, next(rows), replace(_field(named.key, text, part), item=named.type in LISTS)
                    )
                continue
            row = next(rows)
            row["teks"] = marked.wrap(
                origin, put_in(line.text, lambda name: _mark_place(marked, name, manifest, shown))
            )


def _parts(kind: FieldType, value: Any) -> list[tuple[str, str]]:
    """What a field that stands alone on a line is printed as, line by line."""
    if kind is FieldType.PERSON:
        found = [(part.key, str((value or {}).get(part.key) or "").strip()) for part in PERSON_PARTS]
        return [(key, text) for key, text in found if text]
    return [(str(place), str(item).strip().rstrip(" ;.,")) for place, item in enumerate(value or ())]


def _mark_lone(marked: Marked, origin: Origin, row: dict[str, str], inner: Origin) -> None:
    text, said = row["teks"], inner.printed
    if said and text.startswith(said):
        text = marked.wrap(inner, said) + text[len(said) :]
    row["teks"] = marked.wrap(origin, text)


def _mark_place(marked: Marked, name: str, manifest: Manifest, shown: Mapping[str, str]) -> str:
    text = shown.get(name, "{" + name + "}")
    if name in shown:
        return marked.wrap(Origin(OriginKind.FIELD, name, text, ("",) if _is_compound(manifest, name) else ()), text)
    return text


def _is_compound(manifest: Manifest, name: str) -> bool:
    """Whether a field is printed within a line in a way that cannot be read back: a list, a person, a reference."""
    named = manifest.by_key.get(name)
    return named is None or named.type in (FieldType.LIST, FieldType.PERSON, FieldType.PARTY, FieldType.TABLE)


# -------------------------------------------------------------------------------------------------------------- fields
def _field(key: str, text: str, *part: str) -> Origin:
    return Origin(OriginKind.FIELD, key, text, part)


def _mark_field(marked: Marked, manifest: Manifest, key: str, shown: Any) -> Any:
    named = manifest.by_key[key]
    if named.type is FieldType.CHOICE:  # templates compare it
        return shown
    if isinstance(shown, str):
        return marked.wrap(_field(key, shown), shown)
    if named.type is FieldType.PERSON:
        keys = {part.label: part.key for part in PERSON_PARTS}
        return [
            {**row, "teks": marked.wrap(_field(key, row["teks"], keys[row["label"]]), row["teks"])} for row in shown
        ]
    if named.type is FieldType.TABLE:
        return [_mark_row(marked, key, place, row) for place, row in enumerate(shown)]
    item = named.type in LISTS
    return [
        marked.wrap(replace(_field(key, text, str(place)), item=item), text) if item else text
        for place, text in enumerate(shown)
    ]


def _mark_row(marked: Marked, key: str, place: int, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        column: marked.wrap(_field(key, text, str(place), column), text) if isinstance(text, str) else text
        for column, text in row.items()
    }


# ------------------------------------------------------------------------------------------------------------- parties
def _names_between(plain: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """The institutions in the order in which the title names them."""
    return [
        (f"pihak_{side['kunci']}", place, member["lembaga"])
        for side in plain.get("pihak_judul") or ()
        for place, member in enumerate(side["anggota"])
    ]


def _mark_member(marked: Marked, content: Content, side: str, place: int, member: dict[str, Any]) -> None:
    key = f"pihak_{side}"
    party = content.values[key][place]
    for one in PARTY_PARTS:
        member[one.key] = _ending(marked, member.get(one.key, ""), party.get(one.key), key, str(place), one.key)
    signatory = party.get("penandatangan") or {}
    for one in SIGNATORY_PARTS:
        if one.key == "kapasitas":
            continue
        where = (str(place), "penandatangan", one.key)
        member[one.key] = _ending(marked, member.get(one.key, ""), signatory.get(one.key), key, *where)


def _mark_signature(marked: Marked, content: Content, shown: Mapping[str, str]) -> dict[str, str]:
    found = re.fullmatch(r"ttd_([a-z]+)_(\d+)", shown.get("tempat", ""))
    row = dict(shown)
    if not found:
        return row
    key, place = f"pihak_{found[1]}", int(found[2]) - 1
    party = content.values[key][place]
    row["lembaga"] = _ending(marked, row.get("lembaga", ""), party.get("lembaga"), key, str(place), "lembaga")
    signatory = party.get("penandatangan") or {}
    for part in ("nama", "jabatan", "nip"):
        where = (str(place), "penandatangan", part)
        row[part] = _ending(marked, row.get(part, ""), signatory.get(part), key, *where)
    return row


def _ending(marked: Marked, shown: str, value: object, key: str, *part: str) -> str:
    """The text with its value marked, which stands at its end ("Plt. Dekan")."""
    said = str(value or "").strip()
    if not said or not shown.endswith(said):
        return shown
    return shown[: len(shown) - len(said)] + marked.wrap(_field(key, said, *part), said)


# -------------------------------------------------------------------------------------------------------- reading back
@dataclass(frozen=True, slots=True)
class Printed:
    """The letters of a marked paper without its marks. `owners` has, for each letter, the places it stands in.

    A place is a number into `places`, a new one each time a text is printed; outer places stand first.
    """

    atoms: list[Atom]
    owners: list[tuple[int, ...]]
    places: list[Origin]


def unmark(atoms: Sequence[Atom], origins: Sequence[Origin]) -> Printed:
    """Take the marks out and remember what they told."""
    found = Printed([], [], [])
    stack: list[int] = []
    number: str | None = None
    for atom in atoms:
        char = atom.char
        if number is not None:
            if char == NAMED:
                found.places.append(origins[int(number)])
                stack.append(len(found.places) - 1)
                number = None
            else:
                number += char
        elif char == OPEN:
            number = ""
        elif char == CLOSE:
            stack = stack[:-1]
        else:
            found.atoms.append(atom)
            found.owners.append(() if char == LINE_END else tuple(stack))
    return found
