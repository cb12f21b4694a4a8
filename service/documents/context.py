"""What a template may read: plain texts, numbers, lists and tables made from the content and its engrossment.

The names are Indonesian because the lawyers who edit the templates read them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from service.core.refusals import Refused
from service.core.wording import (
    date_in_words,
    date_long,
    money_with_words,
    number_with_words,
    term_in_words,
)
from service.documents.bodies import Line, LineKind, letter, lines_of
from service.documents.content import Content, Engrossment, SigningMode
from service.documents.layout import Huruf, Kertas, Layout
from service.documents.manifest import Field, FieldType, Manifest
from service.documents.placeholders import PLACE, put_in
from service.documents.sides import (
    DOTS,
    FIRST_LEFT,
    SECOND_FIRST,
    Side,
    named_between,
    numbers_in_order,
    sides_of,
    signature_rows,
    stamped_side,
    turned,
)
from service.documents.values import PERSON_PARTS, TABLE_ROWS, is_empty, read_date

SHORT_DOTS = "." * 20
STAMPED = "ya"


def build_context(
    manifest: Manifest, content: Content, engrossment: Engrossment | None, *, demo: bool, preview: bool = False
) -> dict[str, Any]:
    """The context of one paper; its values are str, int, bool, list and dict only."""
    values = content.values
    sides = sides_of(manifest, values)
    if engrossment and engrossment.mode is SigningMode.ELECTRONIC and not _all_numbered(engrossment, len(sides)):
        raise Refused("number_pending_electronic")
    mode = engrossment.mode if engrossment else content.mode
    name = _text(values.get("judul_naskah")) or manifest.title.id
    return {
        "demo": demo,
        "pratinjau": preview,
        "judul_naskah": name.upper(),
        "nama_naskah": name,
        "mode": mode.value,
        "isi": {field.key: format_value(field, values.get(field.key)) for field in manifest.fields},
        "tanggal_huruf": _dates_in_words(manifest, values),
        "kolom": {field.key: _filled_columns(field, values) for field in manifest.fields if field.columns},
        "pembuka": _opening(content, engrossment),
        "pihak": sides,
        "pasal": _articles(manifest, content),
        "verifikasi": _verification(engrossment),
        "tata_letak": _layout(manifest, values, mode),
        **_in_order(sides, values, engrossment, mode),
    }


def _all_numbered(engrossment: Engrossment, sides: int) -> bool:
    return sum(number is not None for number in engrossment.numbers[:sides]) == sides


def _in_order(
    sides: list[dict[str, Any]], values: Mapping[str, Any], engrossment: Engrossment | None, mode: SigningMode
) -> dict[str, Any]:
    """What changes its order from one original to the other: names, numbers, signatures, the seat of the stamp."""
    original = engrossment.original if engrossment else 1
    wet, stamped = mode is SigningMode.WET, values.get("meterai") == STAMPED
    return {
        "pihak_judul": turned(sides, original),
        "antara": named_between(turned(sides, original)),
        "nomor": numbers_in_order(
            engrossment.numbers if engrossment else (),
            len(sides),
            second_first=values.get("urutan_nomor") == SECOND_FIRST,
            original=original,
        ),
        "ttd": signature_rows(
            sides,
            left_first=values.get("urutan_tanda_tangan") == FIRST_LEFT,
            original=original,
            stamped=stamped_side(sides, original) if wet and stamped else "",
        ),
        "rangkap": _original(sides, original) if wet and engrossment and len(sides) > 1 else "",
        "meterai_elektronik": stamped and not wet,
    }


def _original(sides: Sequence[Side], original: int) -> dict[str, Any]:
    keeper = sides[(original - 1) % len(sides)]
    return {"ke": original, "dari": len(sides), "untuk": keeper["sebutan"]}


def _layout(manifest: Manifest, values: Mapping[str, Any], mode: SigningMode) -> dict[str, str]:
    """Paper and letters of a template that lets them be chosen; an electronic duty stamp is made for A4 only."""
    if "ukuran_kertas" not in manifest.by_key:
        return {}
    electronic_stamp = values.get("meterai") == STAMPED and mode is not SigningMode.WET
    wanted = "" if electronic_stamp else _text(values.get("ukuran_kertas"))
    paper = Kertas(wanted) if wanted in set(Kertas) else Kertas.A4
    letters = _text(values.get("huruf"))
    return Layout(paper, Huruf(letters) if letters in set(Huruf) else Huruf.BOOKMAN).to_plain()


def _dates_in_words(manifest: Manifest, values: Mapping[str, Any]) -> dict[str, str]:
    days = {field.key: read_date(values.get(field.key)) for field in manifest.fields if field.type is FieldType.DATE}
    return {key: date_in_words(day) if day else "" for key, day in days.items()}


def _filled_columns(field: Field, values: Mapping[str, Any]) -> dict[str, bool]:
    """Which columns of a table anybody filled: a column of nothing needs no place on the paper."""
    rows = values.get(field.key) or []
    return {column.key: any(_text(row.get(column.key)) for row in rows) for column in field.columns}


def _text(value: object) -> str:
    return str(value or "").strip()


def format_value(field: Field, value: Any) -> Any:
    """A value as the paper prints it."""
    if is_empty(value):
        return [] if field.type in (FieldType.LIST, FieldType.TABLE, FieldType.PARTY) else ""
    if field.type is FieldType.CHOICE:
        return next((choice.label.id for choice in field.choices if choice.value == value), "")
    if field.type is FieldType.TABLE:
        return _table(field, value)
    return FORMATS.get(field.type, _stripped)(value)


def _stripped(value: object) -> str:
    return str(value).strip()


def _date(value: object) -> str:
    day = read_date(value)
    return date_long(day) if day else ""


def _period(value: Mapping[str, int]) -> str:
    return term_in_words(12 * value.get("tahun", 0) + value.get("bulan", 0))


def _person(value: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"label": part.label, "teks": str(value[part.key]).strip()}
        for part in PERSON_PARTS
        if not is_empty(value.get(part.key))
    ]


FORMATS: Mapping[FieldType, Callable[[Any], Any]] = {
    FieldType.DATE: _date,
    FieldType.PERIOD: _period,
    FieldType.NUMBER: number_with_words,
    FieldType.MONEY: money_with_words,
    FieldType.PERSON: _person,
    FieldType.LIST: lambda value: [str(item).strip().rstrip(" ;.,") for item in value],
    FieldType.PARTY: lambda value: [str(party["lembaga"]) for party in value],
    FieldType.LONG_TEXT: lambda value: [line.strip() for line in str(value).splitlines() if line.strip()],
}


def _table(field: Field, rows: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    if len(rows) > TABLE_ROWS:
        raise Refused("table_too_long", field=field.key, key=field.label.id, rows=len(rows), limit=TABLE_ROWS)
    return [
        {"nomor": index, **{column.key: str(row.get(column.key, "")).strip() for column in field.columns}}
        for index, row in enumerate(rows, 1)
    ]


def _opening(content: Content, engrossment: Engrossment | None) -> dict[str, str]:
    """The opening by mode of signing: "Pada hari ini" only when all sign on that day (rule 26)."""
    mode = engrossment.mode if engrossment else content.mode
    stated = engrossment.stated_date if engrossment else None
    place = (engrossment.place if engrossment else "") or SHORT_DOTS
    if stated is not None:
        return {"jenis": "hari_ini", "tanggal": date_in_words(stated), "tempat": place}
    if mode is SigningMode.WET:
        dots = f"{SHORT_DOTS} tanggal {SHORT_DOTS} bulan {SHORT_DOTS} tahun {SHORT_DOTS}"
        return {"jenis": "hari_ini", "tanggal": dots, "tempat": place}
    if mode is SigningMode.COUNTERPARTS:
        return {"jenis": "rangkap", "tanggal": "", "tempat": place}
    return {"jenis": "elektronik", "tanggal": "", "tempat": place}


def _verification(engrossment: Engrossment | None) -> dict[str, str] | str:
    if engrossment is None or not engrossment.verification_url:
        return ""
    return {"alamat": engrossment.verification_url, "kode": engrossment.code}


def _articles(manifest: Manifest, content: Content) -> list[dict[str, Any]]:
    numbers = {f"pasal.{article.key}": f"Pasal {index}" for index, article in enumerate(content.articles, 1)}
    articles = []
    for article in content.articles:
        lines: list[Line] = []
        for line in lines_of(article.body):
            lines.extend(_filled(line, manifest, content.values, numbers))
        articles.append({"judul": article.title, "baris": _rows(lines)})
    return articles


def _rows(lines: Sequence[Line]) -> list[dict[str, str]]:
    """Lines as the template reads them; what stands below a numbered clause has levels of its own, further in."""
    rows = []
    in_clause = False
    for line in lines:
        in_clause = in_clause or line.kind is LineKind.CLAUSE
        inner = in_clause and line.kind in (LineKind.LETTER, LineKind.DIGIT)
        rows.append({"jenis": line.kind.value + ("_dalam" if inner else ""), "teks": line.text, "label": line.label})
    return rows


def _filled(line: Line, manifest: Manifest, values: Mapping[str, Any], numbers: Mapping[str, str]) -> list[Line]:
    """A line with its places filled; a list or a person alone on a line becomes lines of its own."""
    alone = PLACE.fullmatch(line.text) if line.kind is LineKind.PLAIN else None
    if alone and alone[1] in manifest.by_key:
        field = manifest.by_key[alone[1]]
        if field.type is FieldType.LIST:
            return _enumerated(format_value(field, values.get(field.key)))
        if field.type is FieldType.PERSON:
            rows = format_value(field, values.get(field.key)) or []
            return [Line(LineKind.DETAIL, row["teks"], label=row["label"]) for row in rows]
    return [Line(line.kind, put_in(line.text, lambda name: _inline(name, manifest, values, numbers)), line.marker)]


def _inline(name: str, manifest: Manifest, values: Mapping[str, Any], numbers: Mapping[str, str]) -> str:
    if name.startswith("pasal."):
        return numbers.get(name, DOTS)
    field = manifest.by_key.get(name)
    if field is None:
        return "{" + name + "}"
    shown = format_value(field, values.get(name))
    if isinstance(shown, str):
        return shown or DOTS
    return ", ".join(str(each.get("teks", "")) if isinstance(each, dict) else str(each) for each in shown) or DOTS


def _enumerated(items: Sequence[str]) -> list[Line]:
    """Items as a., b., c. with the semicolons and the "dan" that a lawyer expects."""
    lines = []
    for index, item in enumerate(items, 1):
        text = item.rstrip(" ;.,")
        ending = "." if index == len(items) else "; dan" if index == len(items) - 1 else ";"
        lines.append(Line(LineKind.LETTER, text + ending, letter(index)))
    return lines
