"""Words of Indonesian as the search compares them: pure rules, no database, no outside package.

A dictionary-free stemmer loses the first letter of a root that a nasal prefix swallowed (menulis: tulis or nulis?).
So the initial consonants that one prefix makes alike are made alike in every word: p and m, t and n, k and nothing.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

SHORTEST = 4  # shorter words are roots already
_TOKEN = re.compile(r"[a-z0-9]+")
_VOWELS = "aeiou"
_SWALLOWED = str.maketrans({"p": "m", "t": "n", "f": "m"})

# Words written together that are two words elsewhere, and roots that no rule could find.
KNOWN: dict[str, tuple[str, ...]] = {
    "kerjasama": ("kerja", "sama"),
    "bekerjasama": ("kerja", "sama"),
    "tandatangan": ("tanda", "tangan"),
    "bertandatangan": ("tanda", "tangan"),
    "menandatangani": ("tanda", "tangan"),
    "ditandatangani": ("tanda", "tangan"),
    "penandatangan": ("tanda", "tangan"),
    "penandatanganan": ("tanda", "tangan"),
    "pertanggungjawaban": ("tanggung", "jawab"),
    "tanggungjawab": ("tanggung", "jawab"),
    "bertanggungjawab": ("tanggung", "jawab"),
    "penyebarluasan": ("sebar", "luas"),
    "menyebarluaskan": ("sebar", "luas"),
    "disebarluaskan": ("sebar", "luas"),
    "keikutsertaan": ("ikut", "serta"),
    "mengikutsertakan": ("ikut", "serta"),
    "mengesahkan": ("sah",),
    "pengesahan": ("sah",),
    "disahkan": ("sah",),
    "keabsahan": ("sah",),
    "pemilu": ("pemilu",),
    "perjanjian": ("janji",),
    "pengetahuan": ("tahu",),
    "mengetahui": ("tahu",),
    "diketahui": ("tahu",),
    "belajar": ("ajar",),
    "pelajar": ("ajar",),
    "pelajaran": ("ajar",),
    "pembelajaran": ("ajar",),
    "mempelajari": ("ajar",),
    "dipelajari": ("ajar",),
    "mempunyai": ("punya",),
    "mereka": ("mereka",),
    "kabupaten": ("kabupaten",),
    "kepolisian": ("polisi",),
    "kejaksaan": ("jaksa",),
    "kehakiman": ("hakim",),
}


def fold(text: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in their order; signs between them part them."""
    return _TOKEN.findall(fold(text))


def without_nasal(word: str) -> str:
    """Take the prefix meN- or peN- away and leave its nasal where it stands for a letter of the root.

    >>> [without_nasal(word) for word in ("membina", "mendidik", "memilih", "menulis", "menyusun", "mengirim")]
    ['bina', 'didik', 'milih', 'nulis', 'susun', 'irim']
    """
    for before, after, rest in _NASALS:
        if word.startswith(before) and len(word) > len(before) and word[len(before)] in after:
            root = rest + word[len(before) :]
            return root if _syllables(root) > 1 else word
    return word


# (prefix, letters that may follow, what goes before the rest), the longest first.
_NASALS: tuple[tuple[str, str, str], ...] = (
    *((f"{one}mper", "abcdefghijklmnopqrstuvwxyz", "") for one in ("me", "pe")),
    *((f"{one}ny", _VOWELS, "s") for one in ("me", "pe")),
    *((f"{one}ng", _VOWELS, "") for one in ("me", "pe")),
    *((f"{one}ng", "ghkq", "") for one in ("me", "pe")),
    *((f"{one}m", "bfv", "") for one in ("me", "pe")),
    *((f"{one}n", "dcjsz", "") for one in ("me", "pe")),
    *((one, "mn", "") for one in ("me", "pe")),
    *((one, "lwy", "") for one in ("me", "pe")),
    ("me", "r", ""),  # per- is a prefix of its own
    ("per", "abcdefghijklmnopqrstuvwxyz", ""),
)


def _syllables(word: str) -> int:
    return sum(letter in _VOWELS for letter in word)


def initial_alike(root: str) -> str:
    """Make initial letters alike that a nasal prefix makes alike: tulis and nulis, pilih and milih, kirim and irim."""
    if len(root) < SHORTEST or len(root) < 2 or root[1] not in _VOWELS:  # noqa: PLR2004  a second letter
        return root
    if root[0] == "k":
        return root[1:]
    return root[0].translate(_SWALLOWED) + root[1:]


# Roots that begin or end like an affix.
_WHOLE = frozenset({
    "didik", "kelola", "kerja", "kelompok", "kemas", "kepala", "kesan", "percaya", "peran", "pertama",
    "personel", "periksa", "perintah",
    "perkara", "perlu", "pernah", "persen", "perempuan", "pemuda", "pesisir", "petugas", "bersih", "berita", "berani",
    "berat", "dinas", "direktur", "disiplin", "digital", "dinamika", "seminar", "sekolah", "setia", "tani", "terima",
    "terang", "ternak", "bukti", "tinggi", "janji", "saksi", "polisi", "ilmu", "buku", "perangkat", "pelihara",
})  # fmt: skip
_PREFIXES = ("di", "ber", "be", "ter", "ke", "se", "per", "")
_SUFFIXES = ("nya", "kan", "an", "i", "")


def _whole(word: str) -> str | None:
    """The root among those in _WHOLE that the word is a form of."""
    for start in (word, without_nasal(word)):
        for prefix in _PREFIXES:
            if not start.startswith(prefix):
                continue
            for suffix in _SUFFIXES:
                middle = start[len(prefix) : len(start) - len(suffix)] if start.endswith(suffix) else ""
                if middle in _ALIKE:
                    return _ALIKE[middle]
    return None


def root_of(word: str, snowball: Callable[[str], str]) -> str:
    """The key under which a word is found: the same for the forms of one root."""
    if len(word) < SHORTEST or any(letter.isdigit() for letter in word):
        return initial_alike(word)
    whole = _whole(word)
    if whole is not None:
        return whole
    found = word
    for _turn in range(3):
        shorter = _suffix_i(snowball(without_nasal(_without_di(found))))
        if shorter == found or len(shorter) < 3:  # noqa: PLR2004  two letters are no root
            break
        found = shorter
    return _ends_alike(initial_alike(found))


def _ends_alike(root: str) -> str:
    """Without a last k after a vowel: the stemmer takes tindakan for tinda-kan."""
    return root[:-1] if len(root) > SHORTEST and root.endswith("k") and root[-2] in _VOWELS else root


def _without_di(word: str) -> str:
    """Di- and ter- before a prefix that the stemmer does not look behind."""
    for prefix in ("diper", "terper", "keper"):
        if word.startswith(prefix) and _syllables(word[len(prefix) :]) > 1:
            return word[len(prefix) :]
    return word


def _suffix_i(word: str) -> str:
    """The suffix -i after s, which the stemmer leaves because of words in -asi and -isi."""
    root = word[:-1]
    if word.endswith("si") and _syllables(root) == 2 and word[-3] in _VOWELS and word in _VERBS_IN_SI:  # noqa: PLR2004
        return root
    return word


_VERBS_IN_SI = frozenset({"awasi", "batasi", "atasi", "kuasai", "tangisi", "balasi", "lunasi", "bebasi", "tugasi"})


_ALIKE = {form: initial_alike(one) for one in _WHOLE for form in (one, initial_alike(one))}


def keys_of(word: str, snowball: Callable[[str], str]) -> tuple[str, ...]:
    """The keys of one word: one, or two for a word that is written together."""
    known = KNOWN.get(word)
    if known is None:
        return (root_of(word, snowball),)
    return tuple(root_of(one, snowball) for one in known)


def unique(words: Iterable[str]) -> list[str]:
    """Each word once, in the order of its first place."""
    return list(dict.fromkeys(words))
