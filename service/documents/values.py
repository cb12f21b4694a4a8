"""Checking the values of a paper against its manifest, for the form and for the command alike."""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as with_default
from datetime import date
from typing import Any

from service.documents.bodies import lines_of, misnumbered
from service.documents.content import ArticleText
from service.documents.manifest import Field, FieldType, FilledAt, Manifest, Rule, RuleKind
from service.documents.placeholders import names_in

TABLE_ROWS = 2000
ARTICLE_LENGTH = 20_000
TITLE_LENGTH = 200
MAX_ARTICLES = 100
MAX_NUMBER = 10**15
OF_THE_TEXT = frozenset({RuleKind.IN_ARTICLE, RuleKind.ONE_OF})  # asked of the draft, not of what signing fills in


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a person or a party."""

    key: str
    label: str
    required: bool
    max_length: int = 200


PERSON_PARTS = (
    Part("nama", "Nama", required=True),
    Part("jabatan", "Jabatan", required=True),
    Part("alamat", "Alamat", required=False, max_length=400),
    Part("telepon", "Telepon", required=False, max_length=40),
    Part("surel", "Surel", required=False),
)
PARTY_PARTS = (
    Part("lembaga", "Nama lembaga", required=True),
    Part("alamat", "Kedudukan", required=True, max_length=400),
)
SIGNATORY_PARTS = (
    Part("nama", "Nama", required=True),
    Part("jabatan", "Jabatan", required=True),
    Part("kapasitas", "Kapasitas", required=False, max_length=10),
    Part("dasar", "Dasar kewenangan", required=False, max_length=400),
    Part("nip", "NIP/nomor induk", required=False, max_length=60),
)
CAPACITIES = ("", "Plt.", "Plh.")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field. `field` is its key, with the place inside it after dots (`ruang_lingkup.2`)."""

    field: str
    code: str
    params: Mapping[str, object] = with_default(default_factory=dict)


def check_values(
    manifest: Manifest,
    values: Mapping[str, Any],
    articles: Sequence[ArticleText],
    *,
    glyphs: Collection[int] | None = None,
    filled_at: FilledAt = FilledAt.DRAFTING,
) -> tuple[Fault, ...]:
    """Everything that is wrong, field by field; empty when the paper can be made.

    `glyphs` are the code points that the fonts of the paper have; without them the glyphs are not looked at.
    """
    check = _Check(glyphs)
    for key in sorted(set(values) - set(manifest.by_key)):
        check.fault(key, "field_unknown")
    for each in manifest.fields:
        if each.filled_at is filled_at:
            check.field(each, values.get(each.key))
    for rule in manifest.rules:
        if rule.kind not in OF_THE_TEXT:
            check.rule(rule, values)
        elif filled_at is FilledAt.DRAFTING:
            check.of_the_text(manifest, rule, values, articles)
    if filled_at is FilledAt.DRAFTING:
        check.articles(manifest, values, articles)
    return tuple(check.faults)


def is_empty(value: object) -> bool:
    """Whether a field was left open."""
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())


class _Check:
    """Collects faults."""

    def __init__(self, glyphs: Collection[int] | None) -> None:
        self.glyphs = glyphs
        self.faults: list[Fault] = []
        self.of_type: dict[FieldType, Callable[[Field, Any], None]] = {
            FieldType.TEXT: self._text,
            FieldType.LONG_TEXT: self._long_text,
            FieldType.DATE: self._date,
            FieldType.PERIOD: self._period,
            FieldType.NUMBER: self._number,
            FieldType.MONEY: self._number,
            FieldType.CHOICE: self._choice,
            FieldType.PERSON: self._person,
            FieldType.PARTY: self._parties,
            FieldType.LIST: self._list,
            FieldType.TABLE: self._table,
        }

    def fault(self, where: str, code: str, **params: object) -> None:
        self.faults.append(Fault(where, code, params))

    def field(self, each: Field, value: object) -> None:
        if is_empty(value):
            if each.required:
                self.fault(each.key, "field_missing")
            return
        self.of_type[each.type](each, value)

    def text(self, where: str, value: object, limit: int, *, lines: bool = False) -> None:
        """One text: its type, its length, and that every character can be printed."""
        if not isinstance(value, str):
            self.fault(where, "field_wrong_type")
            return
        if len(value) > limit:
            self.fault(where, "field_too_long", length=len(value), limit=limit)
        for character in dict.fromkeys(value):
            if lines and character == "\n":
                continue
            if _is_control(character):
                self.fault(where, "field_control_character", character=f"U+{ord(character):04X}")
                return
            if self.glyphs is not None and not _prints(character, self.glyphs):
                name = unicodedata.name(character, "tanpa nama")
                self.fault(where, "field_no_glyph", character=character, name=f"U+{ord(character):04X} {name}")
                return

    def _text(self, each: Field, value: Any) -> None:
        self.text(each.key, value, each.max_length)

    def _long_text(self, each: Field, value: Any) -> None:
        self.text(each.key, value, each.max_length, lines=True)

    def _date(self, each: Field, value: Any) -> None:
        if read_date(value) is None:
            self.fault(each.key, "field_wrong_type")

    def _period(self, each: Field, value: Any) -> None:
        if not isinstance(value, Mapping) or set(value) - {"tahun", "bulan"}:
            self.fault(each.key, "field_wrong_type")
            return
        parts = [value.get(part, 0) for part in ("tahun", "bulan")]
        if not all(_is_number(part) and 0 <= part <= 1200 for part in parts):  # noqa: PLR2004  a century
            self.fault(each.key, "field_wrong_type")
        elif not any(parts):
            self.fault(each.key, "field_not_positive")

    def _number(self, each: Field, value: Any) -> None:
        if not _is_number(value) or value > MAX_NUMBER:
            self.fault(each.key, "field_wrong_type")
        elif value < 0 or (each.type is FieldType.NUMBER and value == 0):
            self.fault(each.key, "field_not_positive")

    def _choice(self, each: Field, value: Any) -> None:
        if value not in [choice.value for choice in each.choices]:
            self.fault(each.key, "field_unknown_choice")

    def _person(self, each: Field, value: Any) -> None:
        self._parts(each.key, value, PERSON_PARTS)

    def _parties(self, each: Field, value: Any) -> None:
        if not self._count(each, value, max(1, each.min_items)):
            return
        for index, party in enumerate(value):
            where = f"{each.key}.{index}"
            if not isinstance(party, Mapping):
                self.fault(where, "field_wrong_type")
                continue
            signatory = party.get("penandatangan")
            self._parts(where, {key: part for key, part in party.items() if key != "penandatangan"}, PARTY_PARTS)
            if is_empty(signatory):
                self.fault(f"{where}.penandatangan", "field_missing")
                continue
            self._parts(f"{where}.penandatangan", signatory, SIGNATORY_PARTS)
            if isinstance(signatory, Mapping) and signatory.get("kapasitas", "") not in CAPACITIES:
                self.fault(f"{where}.penandatangan.kapasitas", "field_unknown_choice")

    def _list(self, each: Field, value: Any) -> None:
        if not self._count(each, value, each.min_items):
            return
        for index, item in enumerate(value):
            where = f"{each.key}.{index}"
            if is_empty(item):
                self.fault(where, "field_missing")
            else:
                self.text(where, item, each.max_length)

    def _table(self, each: Field, value: Any) -> None:
        if not self._count(each, value, each.min_items, TABLE_ROWS):
            return
        parts = tuple(
            Part(column.key, "", required=column.required, max_length=column.max_length) for column in each.columns
        )
        for index, row in enumerate(value):
            self._parts(f"{each.key}.{index}", row, parts)

    def _count(self, each: Field, value: Any, least: int, most: int | None = None) -> bool:
        most = each.max_items if most is None else most
        if not isinstance(value, list):
            self.fault(each.key, "field_wrong_type")
            return False
        if len(value) < least:
            self.fault(each.key, "field_too_few", limit=least)
        if len(value) > most:
            self.fault(each.key, "field_too_many", limit=most)
            return False
        return True

    def _parts(self, where: str, value: Any, parts: tuple[Part, ...]) -> None:
        if not isinstance(value, Mapping):
            self.fault(where, "field_wrong_type")
            return
        for key in sorted(set(value) - {part.key for part in parts}):
            self.fault(f"{where}.{key}", "field_unknown")
        for part in parts:
            found = value.get(part.key)
            if is_empty(found):
                if part.required:
                    self.fault(f"{where}.{part.key}", "field_missing")
            else:
                self.text(f"{where}.{part.key}", found, part.max_length)

    def rule(self, rule: Rule, values: Mapping[str, Any]) -> None:
        """One rule across two fields."""
        first, second = values.get(rule.field), values.get(rule.other)
        if rule.kind is RuleKind.REQUIRED_IF:
            if second == rule.equals and is_empty(first):
                self.fault(rule.field, "field_missing")
        elif rule.kind is RuleKind.NEEDS:
            if not is_empty(first) and is_empty(second):
                self.fault(rule.other, "field_missing")
        elif rule.kind is RuleKind.NOT_AFTER:
            day, limit = read_date(first), read_date(second)
            if day is not None and limit is not None and day > limit:
                self.fault(rule.field, "field_after_other", other=rule.other)
        elif not is_empty(first) and first == second:
            self.fault(rule.field, "field_same_as_other", other=rule.other)

    def of_the_text(
        self, manifest: Manifest, rule: Rule, values: Mapping[str, Any], articles: Sequence[ArticleText]
    ) -> None:
        """A rule about the whole text: a value stands with the article that prints it, or one of two is given."""
        filled = not is_empty(values.get(rule.field))
        if rule.kind is RuleKind.ONE_OF:
            if not filled and is_empty(values.get(rule.other)):
                self.fault(rule.field, "field_missing")
            return
        present = any(article.key == rule.other for article in articles)
        if filled and not present:
            title = next(each.title for each in manifest.articles if each.key == rule.other)
            self.fault(f"pasal.{rule.other}", "article_missing", title=title)
        elif present and not filled:
            self.fault(rule.field, "field_missing")

    def articles(self, manifest: Manifest, values: Mapping[str, Any], articles: Sequence[ArticleText]) -> None:
        """The articles: mandatory ones present, each once, printable, numbered and with known places."""
        if len(articles) > MAX_ARTICLES:
            self.fault("pasal", "field_too_many", limit=MAX_ARTICLES)
        keys = [article.key for article in articles]
        for each in manifest.articles:
            if each.mandatory and each.key not in keys:
                self.fault(f"pasal.{each.key}", "article_missing", title=each.title)
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            self.fault(f"pasal.{key}", "article_twice")
        for article in articles:
            if not article.is_foreign:  # a partner's file is printed in its own fonts, and braces in it mean nothing
                self._article(manifest, values, article, keys)

    def _article(self, manifest: Manifest, values: Mapping[str, Any], article: ArticleText, keys: list[str]) -> None:
        where = f"pasal.{article.key}"
        if is_empty(article.title) or is_empty(article.body):
            self.fault(where, "field_missing")
        self.text(where, article.title, TITLE_LENGTH)
        self.text(where, article.body, ARTICLE_LENGTH, lines=True)
        for name in names_in(article.body):
            if name.startswith("pasal."):
                if name.removeprefix("pasal.") not in keys:
                    self.fault(where, "article_unknown_place", name=name)
            elif name not in manifest.by_key:
                self.fault(where, "article_unknown_place", name=name)
            elif is_empty(values.get(name)) and not manifest.by_key[name].required:
                self.fault(name, "field_missing")  # optional in itself, but an article speaks of it
        for line, expected in misnumbered(lines_of(article.body)):
            self.fault(where, "article_misnumbered", marker=line.marker, expected=expected)


def read_date(value: object) -> date | None:
    """A date written YYYY-MM-DD, or nothing."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_control(character: str) -> bool:
    """Control characters, lone surrogates, private use, and marks that turn the direction of writing."""
    return unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") or character in _TURNING


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufffe\uffff")


def _prints(character: str, glyphs: Collection[int]) -> bool:
    return ord(character) in glyphs or unicodedata.category(character) in ("Zs", "Cf", "Mn")


def all_faults(
    manifest: Manifest, values: Mapping[str, Any], articles: Sequence[ArticleText], **options: Any
) -> Iterator[Fault]:
    """Faults of drafting, then those of signing."""
    yield from check_values(manifest, values, articles, **options)
    yield from check_values(manifest, values, articles, **options, filled_at=FilledAt.SIGNING)
