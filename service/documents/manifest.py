"""The manifest of a template: its fields, rules and articles, typed, with every fault named by file and key."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from service.documents.placeholders import names_in

Kind = TypeVar("Kind", bound=StrEnum)


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    PERIOD = "period"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    PERSON = "person"
    PARTY = "party"
    LIST = "list"
    TABLE = "table"


class FilledAt(StrEnum):
    """When a field gets its value (rule 25)."""

    DRAFTING = "drafting"
    SIGNING = "signing"


class RuleKind(StrEnum):
    """A rule that looks at two fields."""

    REQUIRED_IF = "required_if"  # `field` must be filled when `other` has the value `equals`
    NOT_AFTER = "not_after"  # the date in `field` is not after the date in `other`
    DIFFERS = "differs"  # `field` and `other` do not hold the same
    IN_ARTICLE = "in_article"  # `field` is filled exactly where the article `other` is part of the text
    ONE_OF = "one_of"  # `field` or `other` must be filled
    NEEDS = "needs"  # where `field` is filled, `other` must be filled too


@dataclass(frozen=True, slots=True)
class Label:
    """A text in both languages."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a choice."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    key: str
    label: Label
    required: bool = True
    max_length: int = 500


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form. `default` is what the form starts with (plain JSON values)."""

    key: str
    type: FieldType
    label: Label
    section: str
    help: Label | None = None
    legal_basis: str = ""
    required: bool = True
    filled_at: FilledAt = FilledAt.DRAFTING
    max_length: int = 300
    min_items: int = 0
    max_items: int = 50
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    default: Any = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article with the text it starts with; a mandatory one cannot be dropped."""

    key: str
    title: str
    body: str
    mandatory: bool
    legal_basis: str = ""
    included: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule across two fields."""

    kind: RuleKind
    field: str
    other: str
    equals: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a template asks for. `confirmed` says that it was compared with the annex of Perbawaslu 7/2023."""

    name: str
    version: int
    kind: str
    title: Label
    confirmed: bool
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    articles: tuple[Article, ...] = ()
    rules: tuple[Rule, ...] = ()
    by_key: Mapping[str, Field] = field(default_factory=dict)

    def defaults(self) -> dict[str, Any]:
        """The values a new form starts with."""
        return {each.key: each.default for each in self.fields if each.default is not None}

    def fields_of(self, section: str, filled_at: FilledAt = FilledAt.DRAFTING) -> tuple[Field, ...]:
        """The fields of one section of the form."""
        return tuple(each for each in self.fields if each.section == section and each.filled_at is filled_at)


class ManifestFaults(Exception):
    """Everything that is wrong with a manifest, each fault with its file and key."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Reader:
    """Reads tables of a TOML file and collects what is wrong instead of stopping at the first."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[str] = []

    def fault(self, where: str, what: str) -> None:
        self.faults.append(f"{self.file}: {where}: {what}")

    def value(self, table: Mapping[str, Any], key: str, kind: type, where: str, *, default: Any = ...) -> Any:
        found = table.get(key, default)
        if found is ...:
            self.fault(f"{where}.{key}", "is missing")
            return kind()
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            self.fault(f"{where}.{key}", f"must be {_NAMES[kind]}")
            return kind()
        return found

    def label(self, table: Mapping[str, Any], key: str, where: str) -> Label:
        found = self.value(table, key, dict, where)
        return Label(*(self.value(found, language, str, f"{where}.{key}") for language in ("id", "en")))

    def one_of(self, kind: type[Kind], text: str, where: str) -> Kind:
        try:
            return kind(text)
        except ValueError:
            self.fault(where, f"{text!r} is not one of {', '.join(kind)}")
            return next(iter(kind))

    def rows(self, table: Mapping[str, Any], key: str, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        for index, row in enumerate(self.value(table, key, list, where or "manifest", default=[])):
            if isinstance(row, dict):
                named = row.get("key", row.get("value", index))
                yield f"{where + '.' if where else ''}{key}.{named}", row
            else:
                self.fault(f"{key}.{index}", "must be a table")

    def only(self, table: Mapping[str, Any], allowed: set[str], where: str) -> None:
        for key in sorted(set(table) - allowed):
            self.fault(f"{where}.{key}", "is not a known key")


_NAMES = {str: "a text", int: "a whole number", bool: "true or false", dict: "a table", list: "a list"}
_FIELD_KEYS = {
    "key", "type", "label", "help", "legal_basis", "required", "filled_at", "section", "max_length",
    "min_items", "max_items", "choices", "columns", "default",
}  # fmt: skip
_LENGTHS = {FieldType.LONG_TEXT: 10_000, FieldType.LIST: 1_000}


def read_manifest(said: bytes, name: str, version: int, *, where: str) -> Manifest:
    """Judge the text of a manifest; raises `ManifestFaults` naming every fault by `where` and its key."""
    reader = _Reader(where)
    try:
        raw = tomllib.loads(said.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ManifestFaults([f"{where}: {error}"]) from error
    known = {"kind", "title", "confirmed", "sections", "fields", "articles", "rules"}
    reader.only(raw, known, "manifest")
    fields = tuple(_field(reader, where, row) for where, row in reader.rows(raw, "fields"))
    manifest = Manifest(
        name=name,
        version=version,
        kind=reader.value(raw, "kind", str, "manifest"),
        title=reader.label(raw, "title", "manifest"),
        confirmed=reader.value(raw, "confirmed", bool, "manifest", default=False),
        sections=tuple(
            Section(reader.value(row, "key", str, where), reader.label(row, "label", where))
            for where, row in reader.rows(raw, "sections")
        ),
        fields=fields,
        articles=tuple(_article(reader, where, row) for where, row in reader.rows(raw, "articles")),
        rules=tuple(_rule(reader, where, row) for where, row in reader.rows(raw, "rules")),
        by_key={each.key: each for each in fields},
    )
    _agree(reader, manifest)
    if reader.faults:
        raise ManifestFaults(reader.faults)
    return manifest


def _field(reader: _Reader, where: str, row: Mapping[str, Any]) -> Field:
    reader.only(row, _FIELD_KEYS, where)
    kind = reader.one_of(FieldType, reader.value(row, "type", str, where), f"{where}.type")
    drafting = FilledAt.DRAFTING.value
    return Field(
        key=reader.value(row, "key", str, where),
        type=kind,
        label=reader.label(row, "label", where),
        section=reader.value(row, "section", str, where),
        help=reader.label(row, "help", where) if "help" in row else None,
        legal_basis=reader.value(row, "legal_basis", str, where, default=""),
        required=reader.value(row, "required", bool, where, default=True),
        filled_at=reader.one_of(
            FilledAt, reader.value(row, "filled_at", str, where, default=drafting), f"{where}.filled_at"
        ),
        max_length=reader.value(row, "max_length", int, where, default=_LENGTHS.get(kind, 300)),
        min_items=reader.value(row, "min_items", int, where, default=0),
        max_items=reader.value(row, "max_items", int, where, default=50),
        choices=tuple(
            Choice(reader.value(each, "value", str, at), reader.label(each, "label", at))
            for at, each in reader.rows(row, "choices", where)
        ),
        columns=tuple(_column(reader, at, each) for at, each in reader.rows(row, "columns", where)),
        default=row.get("default"),
    )


def _column(reader: _Reader, where: str, row: Mapping[str, Any]) -> Column:
    return Column(
        reader.value(row, "key", str, where),
        reader.label(row, "label", where),
        reader.value(row, "required", bool, where, default=True),
        reader.value(row, "max_length", int, where, default=500),
    )


def _article(reader: _Reader, where: str, row: Mapping[str, Any]) -> Article:
    reader.only(row, {"key", "title", "body", "mandatory", "legal_basis", "included"}, where)
    return Article(
        key=reader.value(row, "key", str, where),
        title=reader.value(row, "title", str, where),
        body=reader.value(row, "body", str, where).strip(),
        mandatory=reader.value(row, "mandatory", bool, where),
        legal_basis=reader.value(row, "legal_basis", str, where, default=""),
        included=reader.value(row, "included", bool, where, default=True),
    )


def _rule(reader: _Reader, where: str, row: Mapping[str, Any]) -> Rule:
    reader.only(row, {"kind", "field", "other", "equals"}, where)
    return Rule(
        reader.one_of(RuleKind, reader.value(row, "kind", str, where), f"{where}.kind"),
        reader.value(row, "field", str, where),
        reader.value(row, "other", str, where),
        reader.value(row, "equals", str, where, default=""),
    )


def _agree(reader: _Reader, manifest: Manifest) -> None:
    """Check what the parts say about each other."""
    sections = {section.key for section in manifest.sections}
    for group, keys in (
        ("sections", [each.key for each in manifest.sections]),
        ("fields", [each.key for each in manifest.fields]),
        ("articles", [each.key for each in manifest.articles]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            reader.fault(f"{group}.{key}", "stands twice")
    for each in manifest.fields:
        _agree_on_field(reader, each, sections)
    articles = {article.key for article in manifest.articles}
    for index, rule in enumerate(manifest.rules):
        of_article = rule.kind is RuleKind.IN_ARTICLE
        if rule.field not in manifest.by_key:
            reader.fault(f"rules.{index}", f"there is no field {rule.field!r}")
        if rule.other not in (articles if of_article else manifest.by_key):
            reader.fault(f"rules.{index}", f"there is no {'article' if of_article else 'field'} {rule.other!r}")
    _agree_on_places(reader, manifest)


def _agree_on_field(reader: _Reader, each: Field, sections: set[str]) -> None:
    if each.section not in sections:
        reader.fault(f"fields.{each.key}.section", f"there is no section {each.section!r}")
    if each.type is FieldType.CHOICE and not each.choices:
        reader.fault(f"fields.{each.key}.choices", "a choice needs choices")
    if each.type is FieldType.TABLE and not each.columns:
        reader.fault(f"fields.{each.key}.columns", "a table needs columns")


def _agree_on_places(reader: _Reader, manifest: Manifest) -> None:
    """Check that each place in an article's text has a field or an article."""
    articles = {article.key for article in manifest.articles}
    for article in manifest.articles:
        for name in names_in(article.body):
            known = name.removeprefix("pasal.") in articles if name.startswith("pasal.") else name in manifest.by_key
            if not known:
                reader.fault(f"articles.{article.key}.body", f"there is nothing named {{{name}}}")
