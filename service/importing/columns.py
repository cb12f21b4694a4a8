"""The columns of the spreadsheet: what each is called on screen, and by which heads it is known."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Column(StrEnum):
    """What a column tells of an agreement."""

    KIND = "kind"
    SUBJECT = "subject"
    PARTNER = "partner"
    CATEGORY = "category"
    LEGAL_STATUS = "legal_status"
    OFFICE_NUMBER = "office_number"
    PARTNER_NUMBER = "partner_number"
    SIGNED_ON = "signed_on"
    EFFECTIVE_ON = "effective_on"
    TERM = "term"
    END_ON = "end_on"
    PARENT = "parent"
    FILE = "file"
    NOTE = "note"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Head:
    """How a column is called in both languages, and the other heads that mean it."""

    name_id: str
    name_en: str
    others: tuple[str, ...] = ()
    needed: bool = False

    def name(self, language: str) -> str:
        """The name in the language asked for."""
        return self.name_en if language == "en" else self.name_id


C = Column
HEADS: dict[Column, Head] = {
    C.KIND: Head(
        "Jenis",
        "Kind",
        ("jenis naskah", "jenis dokumen", "jenis kerja sama", "jenis perjanjian", "bentuk", "bentuk kerja sama", "tipe",
         "mou/pks", "mou atau pks", "type", "instrument"),
        needed=True,
    ),
    C.SUBJECT: Head(
        "Tentang",
        "Subject",
        ("judul", "perihal", "judul naskah", "judul kerja sama", "judul mou", "judul pks", "judul mou/pks",
         "nama kerja sama", "judul/tentang", "uraian", "isi kerja sama", "ruang lingkup", "title", "about"),
        needed=True,
    ),
    C.PARTNER: Head(
        "Mitra",
        "Partner",
        ("nama mitra", "mitra kerja sama", "pihak mitra", "pihak kedua", "pihak ii", "instansi", "nama instansi",
         "lembaga", "nama lembaga", "lembaga mitra", "pihak lain", "instansi mitra", "partner name"),
        needed=True,
    ),
    C.CATEGORY: Head(
        "Kategori mitra",
        "Partner category",
        ("kategori", "jenis mitra", "kelompok mitra", "unsur", "unsur mitra", "jenis lembaga", "jenis instansi",
         "bidang instansi", "bidang mitra", "category"),
    ),
    C.LEGAL_STATUS: Head(
        "Status badan hukum", "Legal status", ("badan hukum", "status hukum", "berbadan hukum", "legal entity")
    ),
    C.OFFICE_NUMBER: Head(
        "Nomor Bawaslu",
        "Bawaslu number",
        ("nomor", "no surat", "nomor surat", "nomor naskah", "nomor mou", "nomor pks", "nomor mou/pks",
         "nomor dokumen", "nomor perjanjian", "nomor pihak kesatu", "nomor pihak pertama", "nomor kantor",
         "nomor dari bawaslu", "nomor surat bawaslu", "office number"),
    ),
    C.PARTNER_NUMBER: Head(
        "Nomor mitra",
        "Partner number",
        ("nomor pihak kedua", "nomor dari mitra", "nomor surat mitra", "nomor pihak ii", "nomor instansi"),
    ),
    C.SIGNED_ON: Head(
        "Tanggal tanda tangan",
        "Signed on",
        ("tanggal", "tanggal penandatanganan", "tanggal ditandatangani", "tanggal naskah", "tanggal mou",
         "tanggal pks", "tgl ttd", "tanggal ttd", "ditandatangani", "waktu penandatanganan", "tanggal perjanjian",
         "tanggal kerja sama", "signing date", "date"),
        needed=True,
    ),
    C.EFFECTIVE_ON: Head(
        "Berlaku sejak",
        "In force from",
        ("mulai berlaku", "tanggal mulai", "tanggal berlaku", "berlaku mulai", "mulai", "tmt", "effective date"),
    ),
    C.TERM: Head(
        "Jangka waktu",
        "Term",
        ("masa berlaku", "lama", "lama kerja sama", "durasi", "jangka waktu kerja sama", "period"),
    ),
    C.END_ON: Head(
        "Berakhir",
        "Ends on",
        ("tanggal berakhir", "berlaku sampai", "berlaku sampai dengan", "berlaku s/d", "sampai dengan", "s/d", "s.d.",
         "tanggal selesai", "akhir masa berlaku", "tanggal akhir", "selesai", "end date", "expiry date"),
    ),
    C.PARENT: Head(
        "Nomor MoU induk",
        "Number of the MoU above",
        ("mou induk", "induk", "nomor induk", "tindak lanjut dari", "dasar mou", "mou dasar", "nomor mou dasar",
         "parent mou"),
    ),
    C.FILE: Head(
        "Nama berkas",
        "File name",
        ("berkas", "file", "nama file", "pindaian", "scan", "nama pindaian", "softfile", "soft file", "softcopy", "pdf",
         "nama pdf", "dokumen"),
    ),
    C.NOTE: Head("Keterangan", "Remarks", ("catatan", "ket", "keterangan lain", "note", "notes")),
    C.LOCATION: Head(
        "Lokasi arsip",
        "Archive location",
        ("lokasi", "lokasi penyimpanan", "tempat penyimpanan", "letak arsip", "letak", "lemari", "rak", "box", "boks"),
    ),
}  # fmt: skip
NEEDED = tuple(column for column, head in HEADS.items() if head.needed)
ROW_NUMBERS = frozenset({"", "no", "nomor urut", "no urut", "number"})
_SHORT = {"no": "nomor", "nmr": "nomor", "tgl": "tanggal", "kerjasama": "kerja sama", "ttd": "tanda tangan"}


def head_key(text: str) -> str:
    """A head reduced to what tells it from others: small letters, no marks, no brackets, words in full."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]|\*", " ", plain)
    words = re.findall(r"[a-z0-9]+", plain)
    if words in (["no"], ["nomor", "urut"], ["no", "urut"]):
        return " ".join(words)
    return " ".join(_SHORT.get(word, word) for word in words)


def _known() -> Mapping[str, Column]:
    known: dict[str, Column] = {}
    for column, head in HEADS.items():
        for name in (head.name_id, head.name_en, *head.others):
            known.setdefault(head_key(name), column)
    return known


KNOWN = _known()


@dataclass(frozen=True, slots=True)
class Matched:
    """Which column of the sheet (from 0) says what; what was not understood, and what two columns claim."""

    places: Mapping[Column, int]
    unknown: tuple[int, ...] = ()
    doubled: tuple[tuple[Column, tuple[int, ...]], ...] = ()

    @property
    def missing(self) -> tuple[Column, ...]:
        """Columns without which no row can be read."""
        return tuple(column for column in NEEDED if column not in self.places)


def guess(head: str) -> Column | None:
    """What a head means, small slips of the pen forgiven."""
    key = head_key(head)
    if not key or key in ROW_NUMBERS:
        return None
    if key in KNOWN:
        return KNOWN[key]
    close = get_close_matches(key, KNOWN, n=1, cutoff=0.86)
    return KNOWN[close[0]] if close else None


def match(heads: Sequence[str]) -> Matched:
    """Match heads with columns; where two claim one, the one with the exact name wins, otherwise the first."""
    claims: dict[Column, list[int]] = {}
    unknown = []
    for place, head in enumerate(heads):
        column = guess(head)
        if column is not None:
            claims.setdefault(column, []).append(place)
        elif head_key(head) not in ROW_NUMBERS:
            unknown.append(place)
    places = {column: _best(column, heads, found) for column, found in claims.items()}
    doubled = tuple((column, tuple(found)) for column, found in claims.items() if len(found) > 1)
    return Matched(places, tuple(unknown), doubled)


def _best(column: Column, heads: Sequence[str], places: Iterable[int]) -> int:
    exact = {head_key(HEADS[column].name_id), head_key(HEADS[column].name_en)}
    return min(places, key=lambda place: (head_key(heads[place]) not in exact, place))


def corrected(heads: Sequence[str], chosen: Mapping[Column, int]) -> Matched:
    """The matching that a person chose."""
    used = set(chosen.values())
    unknown = [at for at, head in enumerate(heads) if at not in used and head_key(head) not in ROW_NUMBERS]
    return Matched(dict(chosen), tuple(unknown))


def letter(place: int) -> str:
    """The letter of a column of a spreadsheet, from 0: A, B, ... Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
