"""What runs in the limited child: reading a returned document and putting accepted changes together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from service.documents.content import ArticleText
from service.documents.package import open_parts
from service.documents.tracked.aligning import lay_over
from service.documents.tracked.changes import Change, gather
from service.documents.tracked.homes import Home, HomeKind, settle
from service.documents.tracked.marks import LINE_END, NONE, Atom, text_before
from service.documents.tracked.origins import Origin, Printed, unmark
from service.documents.tracked.reading import read_document
from service.documents.tracked.rebuilding import Rebuilt, rebuild
from service.documents.tracked.redline import redline


@dataclass(frozen=True, slots=True)
class Margin:
    """A comment, the words it is about, and where they belong."""

    author: str
    at: str
    text: str
    quoted: str
    home: Home


@dataclass(frozen=True, slots=True)
class Returned:
    """Everything found in a returned document. `notes` counts what was seen and is not taken over."""

    changes: tuple[Change, ...]
    comments: tuple[Margin, ...]
    notes: dict[str, int]


@dataclass(slots=True)
class _Laid:
    atoms: list[Atom]
    homes: list[Home]
    returned: Returned


LONGEST_QUOTE = 300


def find_changes(returned: bytes, sent: bytes, marked: bytes, origins: Sequence[Origin]) -> Returned:
    """What a returned document changes in the one that was sent."""
    return _lay(returned, sent, marked, origins).returned


def take_over(
    returned: bytes,
    sent: bytes,
    marked: bytes,
    origins: Sequence[Origin],
    articles: Sequence[ArticleText],
    accepted: Collection[int],
) -> tuple[Returned, Rebuilt]:
    """The text with these changes, and what was found once more, so that the caller can see that nothing moved."""
    laid = _lay(returned, sent, marked, origins)
    return laid.returned, rebuild(laid.atoms, laid.homes, articles, set(accepted))


def _lay(returned: bytes, sent: bytes, marked: bytes, origins: Sequence[Origin]) -> _Laid:
    base, homes = _own(sent, marked, origins)
    reading = read_document(open_parts(returned))
    atoms = lay_over(base, reading)
    changes = gather(atoms, homes, reading.revisions)
    comments = []
    for one in reading.comments:
        about = atoms[one.start : one.end]
        place = next(
            (atom for atom in [*about, *atoms[one.end :]] if atom.home != NONE and atom.char != LINE_END), None
        )
        home = homes[place.home] if place is not None else homes[0]
        comments.append(Margin(one.author, one.at, one.text, text_before(about)[:LONGEST_QUOTE], home))
    return _Laid(atoms, homes, Returned(tuple(changes), tuple(comments), reading.notes))


def _own(sent: bytes, marked: bytes, origins: Sequence[Origin]) -> tuple[list[Atom], list[Home]]:
    """The letters of what was sent, with their homes as the marked paper tells them."""
    atoms = read_document(open_parts(sent)).atoms
    printed = unmark(read_document(open_parts(marked)).atoms, origins) if marked else Printed([], [], [])
    homes = settle(printed)
    if [one.char for one in printed.atoms] == [one.char for one in atoms]:
        for atom, twin in zip(atoms, printed.atoms, strict=True):
            atom.home = twin.home
        return atoms, homes
    return lay_twins(atoms, printed.atoms), homes


def lay_twins(atoms: list[Atom], twins: list[Atom]) -> list[Atom]:
    """Homes from a marked paper that differs a little (its template was mended since): line by equal line."""
    from service.documents.tracked.aligning import differences, view_of

    ours, theirs = view_of(twins), view_of(atoms)
    for equal, a, b, c, _d in differences(ours.text, theirs.text):
        for step in range(b - a) if equal else ():
            atoms[theirs.at[c + step]].home = twins[ours.at[a + step]].home
    for atom in atoms:
        atom.home = max(atom.home, 0)
    return atoms


__all__ = ["HomeKind", "Margin", "Returned", "find_changes", "redline", "take_over"]
