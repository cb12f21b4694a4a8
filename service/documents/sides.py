"""The sides of a paper, PIHAK KESATU to PIHAK KELIMA: who stands on each, in which order they are named and sign.

Each side keeps an original of a paper signed by hand. The original of a side names that side first, and its duty stamp
stands where the side after it signs: so everybody gets an original that another one signed over the stamp.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from service.core.wording import roman
from service.documents.manifest import Manifest

SIDES = (
    ("kesatu", "PIHAK KESATU"),
    ("kedua", "PIHAK KEDUA"),
    ("ketiga", "PIHAK KETIGA"),
    ("keempat", "PIHAK KEEMPAT"),
    ("kelima", "PIHAK KELIMA"),
)
USUAL = 2  # sides that stand on the paper even before anybody is named; those after them only where they are filled
CAPACITY = {"Plt.": "Pelaksana Tugas (Plt.) ", "Plh.": "Pelaksana Harian (Plh.) "}
ROWS_OF_A_PAGE = 3  # so many pairs of signatures stay on one page; of more, the last is never left alone
DOTS = "." * 40
SECOND_FIRST = "kedua_dahulu"
FIRST_LEFT = "kesatu_kiri"
EMPTY_PLACE = {
    "sebutan": "", "jabatan": "", "lembaga": "", "nama": "", "nip": "", "tempat": "", "meterai": False,
}  # fmt: skip

Side = Mapping[str, Any]


def slot_name(side: str, number: int) -> str:
    """The name of the place where one signatory signs, from 1 on each side."""
    return f"ttd_{side}_{number}"


def sides_of(manifest: Manifest, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sides of this paper with everybody who stands on them."""
    found = [
        (place, key, title, values.get(f"pihak_{key}") or [])
        for place, (key, title) in enumerate(SIDES)
        if f"pihak_{key}" in manifest.by_key and (place < USUAL or values.get(f"pihak_{key}"))
    ]
    return [
        {
            "kunci": key,
            "sebutan": title,
            "angka": roman(place + 1),
            "anggota": (members := [_member(key, number, party) for number, party in enumerate(parties, 1)]),
            "bersama": len(members) > 1,
            "terakhir": place == found[-1][0],
        }
        for place, key, title, parties in found
    ]


def _member(side: str, number: int, party: Mapping[str, Any]) -> dict[str, str]:
    signatory = party.get("penandatangan") or {}
    said = {key: str(signatory.get(key, "")).strip() for key in ("nama", "jabatan", "kapasitas", "dasar", "nip")}
    return {
        "angka": str(number),
        "lembaga": str(party.get("lembaga", "")).strip(),
        "alamat": str(party.get("alamat", "")).strip(),
        "nama": said["nama"],
        "jabatan": CAPACITY.get(said["kapasitas"], "") + said["jabatan"],
        "jabatan_ttd": " ".join(filter(None, (said["kapasitas"], said["jabatan"]))),
        "dasar": said["dasar"],
        "nip": said["nip"],
        "tempat_ttd": slot_name(side, number),
    }


def named_between(sides: Sequence[Side]) -> list[dict[str, str]]:
    """The institutions below ANTARA, each with the word that links it to the one above it."""
    rows: list[dict[str, str]] = []
    for number, side in enumerate(sides):
        names = [member["lembaga"] for member in side["anggota"]]
        link = "ANTARA" if number == 0 else "DENGAN" if number == 1 else "DAN" if number == len(sides) - 1 else ""
        listed = 0 < number < len(sides) - 1 and len(sides) > USUAL + 1
        for index, name in enumerate(names):
            last = index == len(names) - 1
            inner = "DAN" if last and index else ""
            comma = "," if (listed if last else len(names) > USUAL) else ""
            rows.append({"sambung": inner if index else link, "nama": name + comma})
    return rows


def turned(sides: Sequence[Any], original: int) -> list[Any]:
    """The sides in the order of one original: the side that keeps it comes first."""
    start = (original - 1) % len(sides) if sides else 0
    return [*sides[start:], *sides[:start]]


def stamped_side(sides: Sequence[Side], original: int) -> str:
    """The key of the side that signs over the duty stamp of one original: the one after the side that keeps it."""
    return str(sides[original % len(sides)]["kunci"]) if sides else ""


def numbers_in_order(numbers: Sequence[str | None], count: int, *, second_first: bool, original: int) -> list[str]:
    """The numbers of so many sides as they are printed, dotted where one is not known yet."""
    known = [number or DOTS for number in (*numbers, *[None] * count)][:count]
    return turned(known[1:] + known[:1] if second_first else known, original)


def signature_rows(
    sides: Sequence[Side], *, left_first: bool, original: int = 1, stamped: str = ""
) -> list[dict[str, Any]]:
    """The rows of the signature block: two sides beside each other, one that is left over in the middle.

    `stamped` is the key of the side that signs over the duty stamp.
    """
    order = turned(sides, original)
    rows: list[dict[str, Any]] = []
    for start in range(0, len(order), 2):
        pair = order[start : start + 2]
        for index in range(max((len(side["anggota"]) for side in pair), default=0)):
            places = [_place(side, index, stamped) for side in pair]
            if len(places) == 1:
                rows.append({"tengah": places[0], "kiri": EMPTY_PLACE, "kanan": EMPTY_PLACE})
            else:
                left, right = places if left_first else places[::-1]
                rows.append({"tengah": "", "kiri": left, "kanan": right})
    for number, row in enumerate(rows, 1):
        row |= {
            "pertama": number == 1,
            "segel": "segel" if number == 1 else "",
            "bersambung": number < len(rows) and (len(rows) <= ROWS_OF_A_PAGE or number == len(rows) - 1),
        }
    return rows


def _place(side: Side, index: int, stamped: str) -> dict[str, Any]:
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
        "meterai": index == 0 and side["kunci"] == stamped,
    }
