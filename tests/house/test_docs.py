"""What the documents say exists: commands, settings, links, pictures, packages."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from service.cli import COMMANDS, GROUPS
from service.demo.people import cast
from service.settings import OPTIONS
from tests.house.source import PROJECT, place

DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), PROJECT / "doc_templates" / "README.md"])
PICTURES = sorted((PROJECT / "docs" / "pictures").iterdir())
GUIDE = PROJECT / "docs" / "operator-guide.md"
LARGEST_PICTURE = 250_000

CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SIJARI = re.compile(r"(?:^|[\s/])sijari((?: [a-z][\w-]*)*)")
OPTION = re.compile(r"(?<=\s)--[a-z][\w-]*")
MAKE = re.compile(r"(?:^|\s)make ([a-z][\w-]*)")
PATH = re.compile(r"(?<![\w/.-])((?:service|workers|tests|tools|requirements|doc_templates|docs)/[\w./-]*)")
VARIABLE = re.compile(r"\b(?:SIJARI_[A-Z_]+|[A-Z]+_(?:URL|FROM))\b")
# Read elsewhere than in OPTIONS: which file of settings, details of a fault at a terminal, pictures of browser tests.
OTHER_VARIABLES = {"SIJARI_CONFIG", "SIJARI_DEBUG", "SIJARI_SHOTS"}
MADE_BY_SETUP = ("service/web/static/vendor",)
PLACEHOLDER = "/NAMA/"


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code(path: Path) -> list[str]:
    """Every line of code in a document, in blocks and in sentences."""
    return [line for found in CODE.finditer(text(path)) for line in (found[1] or found[2]).splitlines()]


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@cache
def anchors(path: Path) -> frozenset[str]:
    return frozenset(anchor(found) for found in re.findall(r"^#+ (.+)$", text(path), re.MULTILINE))


@cache
def targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z][\w-]*):", text(PROJECT / "Makefile"), re.MULTILINE))


def command_of(words: list[str]) -> str | None:
    """The longest command that these words begin with, or None where the first is no command."""
    for length in (2, 1):
        name = " ".join(words[:length])
        if len(words) >= length and name in COMMANDS:
            return name
    return None


@pytest.mark.parametrize("path", DOCUMENTS, ids=place)
def test_every_command_named_in_a_document_exists(path: Path) -> None:
    unknown = [
        line
        for line in code(path)
        for found in SIJARI.finditer(line)
        if found[1] and found[1].split()[0] not in GROUPS and command_of(found[1].split()) is None
    ]
    assert not unknown
    assert [name for line in code(path) for name in MAKE.findall(line) if name not in targets()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=place)
def test_every_option_named_with_a_command_is_one_of_its_options(path: Path) -> None:
    for line in code(path):
        found = SIJARI.search(line)
        name = command_of(found[1].split()) if found else None
        if found is None or name is None:
            continue
        command, words = COMMANDS[name].load(), found[1].split()[len(name.split()) :]
        below = command.commands.get(words[0]) if isinstance(command, click.Group) and words else None
        known = {option for one in (below or command).params for option in one.opts} | {"--help"}
        assert set(OPTION.findall(line[found.start() :].partition("#")[0])) <= known, line


def test_the_changelog_names_every_command() -> None:
    said = text(PROJECT / "CHANGELOG.md")
    assert [name for name in COMMANDS if f"`{name}`" not in said] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=place)
def test_every_link_and_picture_of_a_document_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(text(path)):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, part = unquote(target).partition("#")
        goal = (path.parent / name) if name else path
        assert goal.exists(), target
        assert not part or part in anchors(goal), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=place)
def test_every_file_named_in_a_document_exists(path: Path) -> None:
    named = {found.rstrip("/.") for line in code(path) for found in PATH.findall(line)}
    named = {one for one in named if not one.startswith(MADE_BY_SETUP) and PLACEHOLDER not in one}
    assert sorted(one for one in named if not (PROJECT / one).exists()) == []


@pytest.mark.parametrize("path", PICTURES, ids=place)
def test_every_picture_is_small_and_shown_somewhere(path: Path) -> None:
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size < LARGEST_PICTURE
    assert any(f"pictures/{path.name}" in text(one) for one in DOCUMENTS)


def test_the_operators_guide_lists_every_setting_and_no_other() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+?) \|", text(GUIDE), re.MULTILINE)
    assert [(name, variable) for name, variable, _ in rows] == [(one.name, one.variable) for one in OPTIONS]


def test_the_operators_guide_tells_the_defaults() -> None:
    from service.settings import Settings

    told = dict(re.findall(r"^\| `(\w+)` \| `\w+` \| `([\w.]+)` \|", text(GUIDE), re.MULTILINE))
    given = Settings(data=PROJECT, database_url="sqlite://")
    wrong = {name: value for name, value in told.items() if str(getattr(given, name)) != value}
    assert len(told) > 5
    assert not wrong


@pytest.mark.parametrize("path", DOCUMENTS, ids=place)
def test_every_variable_named_in_a_document_is_a_setting(path: Path) -> None:
    known = {one.variable for one in OPTIONS} | OTHER_VARIABLES
    assert {name for line in code(path) for name in VARIABLE.findall(line)} <= known


def test_the_readme_names_the_demo_people_as_they_are() -> None:
    said = text(PROJECT / "README.md")
    assert f"`{cast().password}`" in said
    for member in cast().members:
        assert f"`{member.email}`" in said
        assert not member.pin or f"`{member.pin}`" in said


def test_the_notice_names_every_package() -> None:
    said = set(re.findall(r"[@\w][\w./-]*\w", text(PROJECT / "NOTICE.md")))
    pinned = {
        name
        for lock in (PROJECT / "requirements").glob("*.txt")
        for name in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", text(lock), re.MULTILINE)
    }
    front_end = re.findall(
        r'^    "([^"]+)": "\d', text(PROJECT / "package.json").partition("overrides")[0], re.MULTILINE
    )
    assert front_end
    assert sorted((pinned | set(front_end)) - said) == []
