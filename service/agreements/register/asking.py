"""What somebody typed into the search box, taken apart, and said to each database. No database is asked here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.agreements.register.ddl import OUTLINE, SCOPE
from service.agreements.register.rules import tokens
from service.agreements.register.stemming import keys

_CHUNK = re.compile(r'"([^"]*)"?|(\S+)')
_LITTLE = frozenset(
    {"dan", "di", "ke", "dari", "yang", "dengan", "untuk", "tentang", "antara", "atau", "pada", "the", "of"}
)
_MOST = 12  # clauses; whoever pastes a page is answered by its first words


@dataclass(frozen=True, slots=True)
class Clause:
    """Keys that follow each other; the last word as it was typed, when it may be the beginning of a longer one."""

    keys: tuple[str, ...]
    begun: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """All clauses have to be found; without any, nothing is."""

    clauses: tuple[Clause, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Every key, for marking what was found."""
        return frozenset(key for clause in self.clauses for key in clause.keys)

    @property
    def begun(self) -> str:
        """The beginning of a word that is being typed."""
        return self.clauses[-1].begun if self.clauses else ""


def parse(text: str) -> Asked:
    """Words all of which are sought, "phrases" and numbers whose parts follow each other, the last word as begun."""
    found: list[Clause] = []
    for match in _CHUNK.finditer(text):
        quoted = match.group(1) is not None
        words = tokens(match.group(1) if quoted else match.group(2))
        if words:
            begun = "" if quoted or match.end() < len(text.rstrip()) else words[-1]
            found.append(Clause(tuple(key for word in words for key in keys(word)), begun))
    telling = [one for one in found if len(one.keys) > 1 or one.keys[0] not in _LITTLE or one.begun]
    return Asked(tuple((telling or found)[:_MOST]))


# ------------------------------------------------------------------------------------------------------------- SQLite
def to_fts5(asked: Asked, *, outline: bool, marks: Sequence[str] = ()) -> str:
    """The query of an FTS5 table. Keys are letters and digits, so nothing in them can be taken for an operator.

    With `marks`, an agreement has to carry one of them.
    """
    said = " AND ".join(_fts5_clause(one) for one in asked.clauses)
    if outline:
        said = f"{{{' '.join(OUTLINE)}}} : ({said})"
    if not marks:
        return said
    offices = " OR ".join(f'"{mark}"' for mark in marks)
    return f"({{{SCOPE}}} : ({offices})) AND ({said})"


def _fts5_clause(clause: Clause) -> str:
    phrase = f'"{" ".join(clause.keys)}"'
    if not clause.begun:
        return phrase
    return f'({phrase} OR "{" ".join((*clause.keys[:-1], clause.begun))}" *)'


# --------------------------------------------------------------------------------------------------------- PostgreSQL
def to_tsquery(asked: Asked, *, marks: Sequence[str] = ()) -> str:
    """The text of a tsquery, cast as it is: its lexemes are our keys and pass no dictionary."""
    said = [_tsquery_clause(one) for one in asked.clauses]
    if marks:
        said.insert(0, f"({' | '.join(map(_lexeme, marks))})")
    return " & ".join(said)


def _lexeme(said: str) -> str:
    return f"'{said}'"


def _tsquery_clause(clause: Clause) -> str:
    phrase = _follow(clause.keys)
    if not clause.begun:
        return f"({phrase})"
    return f"(({phrase}) | ({_follow((*clause.keys[:-1], clause.begun))}:*))"


def _follow(lexemes: tuple[str, ...]) -> str:
    return " <-> ".join(map(_lexeme, lexemes))
