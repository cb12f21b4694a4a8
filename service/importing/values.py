"""Reading the other cells: kind, category, legal status, term, file name. Nothing here guesses."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from service.agreements.lifecycle import Kind
from service.importing.columns import head_key
from service.offices.catalogue import categories
from service.offices.rules import LegalStatus

_NOTHING = frozenset(
    {"", "-", "--", "---", "–", "—", "?", "n/a", "na", "nihil", "tidak ada", "belum ada", "tidak diketahui", "kosong",
     "null", "none", "tdk ada", "blm ada", "(kosong)", "tidak tahu", "..."}
)  # fmt: skip
_ENDLESS = frozenset(
    {"tidak terbatas", "tanpa batas", "tanpa batas waktu", "tidak berbatas", "tidak berbatas waktu", "tidak dibatasi",
     "sampai dicabut", "selamanya", "seterusnya", "tanpa tanggal berakhir"}
)  # fmt: skip
_KINDS: dict[str, Kind] = {
    "mou": Kind.MOU,
    "m o u": Kind.MOU,
    "nota kesepahaman": Kind.MOU,
    "nota kesepahaman mou": Kind.MOU,
    "mou nota kesepahaman": Kind.MOU,
    "nk": Kind.MOU,
    "kesepakatan bersama": Kind.MOU,
    "nota kesepakatan": Kind.MOU,
    "memorandum of understanding": Kind.MOU,
    "pks": Kind.PKS,
    "p k s": Kind.PKS,
    "perjanjian kerja sama": Kind.PKS,
    "perjanjian kerja sama pks": Kind.PKS,
    "pks perjanjian kerja sama": Kind.PKS,
    "perjanjian kerja": Kind.PKS,
    "moa": Kind.PKS,
    "memorandum of agreement": Kind.PKS,
}
_CATEGORIES: dict[str, str] = {
    "pemda": "local_government",
    "pemerintah kabupaten": "local_government",
    "pemerintah kota": "local_government",
    "pemerintah provinsi": "local_government",
    "opd": "regional_agency",
    "dinas": "regional_agency",
    "perangkat daerah": "regional_agency",
    "vertikal": "vertical_agency",
    "polri": "vertical_agency",
    "kepolisian": "vertical_agency",
    "kejaksaan": "vertical_agency",
    "tni": "vertical_agency",
    "kementerian": "ministry",
    "lembaga negara": "ministry",
    "ptn": "public_university",
    "universitas negeri": "public_university",
    "pts": "private_university",
    "universitas swasta": "private_university",
    "fakultas": "faculty",
    "sekolah negeri": "public_school",
    "pesantren": "private_school",
    "pondok pesantren": "private_school",
    "sekolah swasta": "private_school",
    "pers": "press",
    "media": "press",
    "media massa": "press",
    "lsm": "ngo",
    "lembaga swadaya masyarakat": "ngo",
    "ormas": "mass_organisation",
    "organisasi kemasyarakatan": "mass_organisation",
    "organisasi masyarakat": "mass_organisation",
    "okp": "youth_organisation",
    "organisasi kepemudaan": "youth_organisation",
    "pegiat pemilu": "election_activist",
    "bumn": "state_enterprise",
    "bumd": "state_enterprise",
    "swasta": "company",
    "perusahaan": "company",
    "lain": "other",
    "lainnya": "other",
    "lain lain": "other",
    "pihak lain": "other",
    "partai politik": "political_party",
    "parpol": "political_party",
}
STATUSES: dict[LegalStatus, str] = {
    LegalStatus.PUBLIC_BODY: "Badan publik",
    LegalStatus.LEGAL_ENTITY: "Berbadan hukum",
    LegalStatus.NO_LEGAL_ENTITY: "Tidak berbadan hukum",
    LegalStatus.PART_OF_BODY: "Bagian dari lembaga induk",
}
_STATUS_WORDS: dict[str, LegalStatus] = {
    **{head_key(word): status for status, word in STATUSES.items()},
    "ya": LegalStatus.LEGAL_ENTITY,
    "ada": LegalStatus.LEGAL_ENTITY,
    "badan hukum": LegalStatus.LEGAL_ENTITY,
    "sudah": LegalStatus.LEGAL_ENTITY,
    "tidak": LegalStatus.NO_LEGAL_ENTITY,
    "belum": LegalStatus.NO_LEGAL_ENTITY,
    "bukan badan hukum": LegalStatus.NO_LEGAL_ENTITY,
    "pemerintah": LegalStatus.PUBLIC_BODY,
    "instansi pemerintah": LegalStatus.PUBLIC_BODY,
    "unit": LegalStatus.PART_OF_BODY,
}
_PUBLIC = frozenset({"local_government", "vertical_agency", "ministry", "public_university", "public_school"})
_UNITS = {"setahun": 12, "semester": 6}
_NUMBERS = {
    name: number
    for number, name in enumerate(
        ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
    )
}
LONGEST_TERM = 600


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return " ".join(text.split()).casefold() in _NOTHING


def is_endless(text: str) -> bool:
    """Whether a cell says that the agreement has no end."""
    return " ".join(text.split()).casefold().rstrip(".") in _ENDLESS


def read_kind(text: str) -> Kind | None:
    """MoU or PKS, or None when the cell does not say it plainly."""
    return _KINDS.get(head_key(text)) or _KINDS.get(head_key(text.replace("(", " ").replace(")", " ")))


@cache
def _category_words() -> Mapping[str, str]:
    known = dict(_CATEGORIES)
    for one in categories().values():
        for name in (one.name_id, one.name_en, one.key):
            known[head_key(name)] = one.key
            known[head_key(name.replace("(", " ").replace(")", " "))] = one.key
    return known


def read_category(text: str) -> str | None:
    """The key of a partner category, or None."""
    found = _category_words().get(head_key(text)) or _category_words().get(head_key(re.sub(r"[()]", " ", text)))
    return found if found in categories() else None


def read_status(text: str) -> LegalStatus | None:
    """What the partner is in law, or None."""
    return _STATUS_WORDS.get(head_key(text))


def usual_status(category: str) -> LegalStatus:
    """What a partner of a category usually is in law, until someone has looked."""
    if category in _PUBLIC:
        return LegalStatus.PUBLIC_BODY
    if category in categories() and categories()[category].unit:
        return LegalStatus.PART_OF_BODY
    return LegalStatus.LEGAL_ENTITY if category != "other" else LegalStatus.NO_LEGAL_ENTITY


def read_term(text: str) -> int | None:
    """A term in months: "3 tahun", "3 (tiga) tahun", "36 bulan", "1 tahun 6 bulan"; None when it is not understood."""
    said = re.sub(r"\([^)]*\)", " ", " ".join(text.split()).casefold())
    said = re.sub(r"\b(selama|jangka waktu|masa|kalender|sejak .*|terhitung .*)", " ", said).strip(" .")
    words = [str(_NUMBERS.get(word, word)) for word in said.split()]
    said = " ".join(words)
    if said in _UNITS:
        return _UNITS[said]
    found = re.fullmatch(
        r"(?:(\d+)\s*(?:tahun|thn|th|years?|y))?\s*(?:dan)?\s*(?:(\d+)\s*(?:bulan|bln|bl|months?|m))?", said
    )
    if not found or not (found[1] or found[2]):
        return None
    months = int(found[1] or 0) * 12 + int(found[2] or 0)
    return months if 0 < months <= LONGEST_TERM else None


def file_key(name: str) -> str:
    """A file name reduced to what tells two apart: no folder, no ending, no case, blanks alike."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2].strip().casefold()
    return " ".join(plain.removesuffix(".pdf").split())


def bare_key(text: str) -> str:
    """Letters and digits only, to find the file that is named by a letter number."""
    return "".join(re.findall(r"[a-z0-9]+", text.casefold()))
