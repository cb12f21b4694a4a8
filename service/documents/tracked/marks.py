"""The pieces of a document with tracked changes: letters that know who put them in or took them out."""

from dataclasses import dataclass, field

from service.documents.bodies import LineKind

NONE = -1
UNTRACKED = -2  # a difference that no mark tells of
LINE_END = "\n"
MOST_CHANGES = 3_000


@dataclass(frozen=True, slots=True)
class Revision:
    """One mark: who made it, when (as the file says, without a zone), and the name of the move it belongs to."""

    author: str
    at: str
    move: str = ""


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a paragraph is numbered; `heading` is the first line of an article."""

    kind: LineKind = LineKind.PLAIN
    heading: bool = False


PLAIN = LineStyle()


@dataclass(slots=True)
class Atom:
    """One letter, or the end of a paragraph (which then has a style).

    `ins` and `dele` number the marks that put it in and took it out. `home` is the place in our own text where a
    letter belongs, `change` the number of the change it is part of.
    """

    char: str
    ins: int = NONE
    dele: int = NONE
    style: LineStyle | None = None
    in_row: bool = False  # part of a table row or cell that was itself put in or taken out
    home: int = NONE
    change: int = NONE

    @property
    def before(self) -> bool:
        """Whether it stands in the text with all changes rejected."""
        return self.ins == NONE

    @property
    def after(self) -> bool:
        """Whether it stands in the text with all changes accepted."""
        return self.dele == NONE


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote in the margin, and the letters it is about (numbers of atoms, `end` not included)."""

    author: str
    at: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Reading:
    """A document as it was read. `notes` counts what is seen but not taken over, by a short code."""

    atoms: list[Atom] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    def note(self, code: str, count: int = 1) -> None:
        """Count something that is not taken over."""
        self.notes[code] = self.notes.get(code, 0) + count


def text_before(atoms: list[Atom]) -> str:
    """The text with all changes rejected."""
    return clean("".join(atom.char for atom in atoms if atom.before))


def text_after(atoms: list[Atom]) -> str:
    """The text with all changes accepted."""
    return clean("".join(atom.char for atom in atoms if atom.after))


def clean(text: str) -> str:
    """A text without doubled blanks and empty lines."""
    lines = (" ".join(line.split()) for line in text.split(LINE_END))
    return LINE_END.join(line for line in lines if line)
