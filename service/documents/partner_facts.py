"""What the content of a partner's text says about its file: sides, signatories, markers. Reads no file."""

from dataclasses import dataclass

from service.documents.content import Content
from service.documents.partner_marks import Mark, read_mark
from service.documents.partner_reading import MarkSeen
from service.documents.sides import SIDES, USUAL, slot_name

TEMPLATE = "naskah_mitra"
FILE, FILE_NAME, MARKS, FONTS, SHEET = "berkas_mitra", "nama_berkas", "tanda_mitra", "huruf_mitra", "lembar_ttd"
OF_FILE = (FILE, FILE_NAME, MARKS, FONTS)  # written when a file is taken in, never typed
SECTION = "berkas"
MISPLACED = " (salah tempat)"
YES = "ya"


def is_partner(content: Content) -> bool:
    """Whether the text of record is a partner's file."""
    return bool(content.values.get(FILE))


def sheet_wanted(content: Content) -> bool:
    """Whether the drafter wants what is missing on a sheet of its own."""
    return bool(content.values.get(SHEET) == YES)


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs: the place, and what stands above and below it."""

    slot: str
    mark: str
    above: tuple[str, ...]
    below: tuple[str, ...]


def sides(content: Content) -> list[tuple[str, str]]:
    """The sides of this paper: the usual two, and those after them that are named."""
    return [
        (key, title) for place, (key, title) in enumerate(SIDES) if place < USUAL or content.values.get(f"pihak_{key}")
    ]


def members(content: Content) -> list[Signer]:
    """Everybody who signs, side by side."""
    found = []
    for key, title in sides(content):
        for number, party in enumerate(content.values.get(f"pihak_{key}") or [{}], start=1):
            person = party.get("penandatangan") or {}
            office = " ".join(filter(None, (person.get("kapasitas", ""), person.get("jabatan", ""))))
            above = tuple(filter(None, (f"{title},", str(party.get("lembaga", "")), office)))
            below = tuple(filter(None, (str(person.get("nama", "")), str(person.get("nip", "")))))
            found.append(Signer(slot_name(key, number), _typed(key, number), above, below))
    return found


def _typed(key: str, number: int) -> str:
    return f"TTD {key.upper()}" + (f" {number}" if number > 1 else "")


@dataclass(frozen=True, slots=True)
class MarkInFile:
    """A marker of the file: as it was typed, what it is, and whether it stands where nothing can be placed."""

    name: str
    mark: Mark | None
    misplaced: bool


def marks_in(content: Content) -> list[MarkInFile]:
    """The markers that were found when the file was taken in, in the order in which they stand."""
    said = content.values.get(MARKS)
    found = []
    for one in said if isinstance(said, list) else []:
        name = str(one).removesuffix(MISPLACED)
        mark = read_mark(name)
        found.append(MarkInFile(mark.name if mark else name, mark, str(one).endswith(MISPLACED)))
    return found


def kept_marks(seen: tuple[MarkSeen, ...]) -> list[str]:
    """The markers of a file as its content keeps them."""
    return [one.typed + (MISPLACED if one.misplaced else "") for one in seen]
