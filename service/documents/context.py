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
    roman,
    term_in_words,
)
from service.documents.bodies import Line, LineKind, letter, lines_of
from service.documents.content import Content, Engrossment, SigningMode
from service.documents.manifest import Field, FieldType, Manifest
from service.documents.placeholders import PLACE, put_in
from service.documents.values import PERSON_PARTS, TABLE_ROWS, is_empty, read_date

DOTS = "." * 40
SHORT_DOTS = "." * 20
SIDES = (("kesatu", "PIHAK KESATU"), ("kedua", "PIHAK KEDUA"))
CAPACITY = {"Plt.": "Pelaksana Tugas (Plt.) ", "Plh.": "Pelaksana Harian (Plh.) "}
SECOND_FIRST = "kedua_dahulu"
FIRST_LEFT = "kesatu_kiri"


def build_context(
    manifest: Manifest, content: Content, engrossment: Engrossment | None, *, demo: bool, preview: bool = False
) -> dict[str, Any]:
    """The context of one paper; its values are str, int, bool, list and dict only."""
    values = content.values
    if engrossment is not None and engrossment.mode is SigningMode.ELECTRONIC and None in engrossment.numbers:
        raise Refused("number_pending_electronic")
    formatted = {field.key: format_value(field, values.get(field.key)) for field in manifest.fields}
    sides = [_side(key, title, values) for key, title in SIDES if f"pihak_{key}" in manifest.by_key]
    return {
        "demo": demo,
        "pratinjau": preview,
        "judul_naskah": manifest.title.id.upper(),
        "nama_naskah": manifest.title.id,
        "mode": (engrossment.mode if engrossment else content.mode).value,
        "isi": formatted,
        "nomor": _numbers(values, engrossment),
        "pembuka": _opening(content, engrossment),
        "pihak": sides,
        "pasal": _articles(manifest, content),
        "ttd": _signature_rows(sides, left_first=values.get("urutan_tanda_tangan") == FIRST_LEFT),
        "verifikasi": _verification(engrossment),
    }


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


def _numbers(values: Mapping[str, Any], engrossment: Engrossment | None) -> list[str]:
    numbers = [number or DOTS for number in (engrossment.numbers if engrossment else (None, None))]
    return numbers[::-1] if values.get("urutan_nomor") == SECOND_FIRST else numbers


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


def _side(key: str, title: str, values: Mapping[str, Any]) -> dict[str, Any]:
    parties = values.get(f"pihak_{key}") or []
    members = []
    for index, party in enumerate(parties, 1):
        signatory = party.get("penandatangan") or {}
        capacity = signatory.get("kapasitas", "")
        members.append(
            {
                "angka": str(index),
                "lembaga": str(party.get("lembaga", "")).strip(),
                "alamat": str(party.get("alamat", "")).strip(),
                "nama": str(signatory.get("nama", "")).strip(),
                "jabatan": CAPACITY.get(capacity, "") + str(signatory.get("jabatan", "")).strip(),
                "jabatan_ttd": " ".join(filter(None, (capacity, str(signatory.get("jabatan", "")).strip()))),
                "dasar": str(signatory.get("dasar", "")).strip(),
                "nip": str(signatory.get("nip", "")).strip(),
                "tempat_ttd": slot_name(key, index),
            }
        )
    position = [each for each, _ in SIDES].index(key)
    return {
        "kunci": key,
        "sebutan": title,
        "angka": roman(position + 1),
        "anggota": members,
        "bersama": len(members) > 1,
        "terakhir": position == len(SIDES) - 1,
    }


def slot_name(side: str, number: int) -> str:
    """The name of the place where one signatory signs, from 1 on each side."""
    return f"ttd_{side}_{number}"


def _signature_rows(sides: Sequence[Mapping[str, Any]], *, left_first: bool) -> list[dict[str, Any]]:
    """The rows of the signature block, PIHAK KEDUA at the left unless the paper says otherwise."""
    if len(sides) != len(SIDES):
        return []
    left, right = (sides[0], sides[1]) if left_first else (sides[1], sides[0])
    rows = []
    for index in range(max(len(left["anggota"]), len(right["anggota"]))):
        pair = {name: _place(side, index) for name, side in (("kiri", left), ("kanan", right))}
        rows.append({**pair, "pertama": index == 0, "segel": "segel" if index == 0 else ""})
    return rows


EMPTY_PLACE = {"sebutan": "", "jabatan": "", "lembaga": "", "nama": "", "nip": "", "tempat": ""}


def _place(side: Mapping[str, Any], index: int) -> dict[str, str]:
    if index >= len(side["anggota"]):
        return EMPTY_PLACE
    member = side["anggota"][index]
    return {
        "sebutan": f"{side['sebutan']}," if index == 0 else "",
        "jabatan": member["jabatan_ttd"],
        "lembaga": member["lembaga"],
        "nama": member["nama"],
        "nip": member["nip"],
        "tempat": member["tempat_ttd"],
    }


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
