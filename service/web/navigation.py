"""The entries of the menu; each room adds its own when it is registered."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for

from service.core.permissions import OPEN, SIGNED_IN, holds
from service.web.visitor import shell, visitor

PASSER_BY = "passer-by"  # seen by those who are not signed in: staff reach the same page from their own


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its words (lazy), where it leads, who sees it, and its place (lower comes first)."""

    label: Any
    endpoint: str
    permission: str = SIGNED_IN
    order: int = 100


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as the page shows it."""

    label: str
    url: str
    here: bool


def add(app: Flask, entry: Entry) -> None:
    """Add an entry to the menu."""
    shell(app).entries.append(entry)


def add_person_link(app: Flask, entry: Entry) -> None:
    """Add an entry to the menu under the person's name."""
    shell(app).person_links.append(entry)


def menu() -> list[Link]:
    """The entries this visitor sees, in their order."""
    return _links(shell().entries)


def person_menu() -> list[Link]:
    """The entries under the person's name."""
    return _links(shell().person_links)


def _links(entries: list[Entry]) -> list[Link]:
    shown = sorted((entry for entry in entries if _seen(entry)), key=lambda entry: entry.order)
    return [Link(str(entry.label), url_for(entry.endpoint), _is_here(entry)) for entry in shown]


def _seen(entry: Entry) -> bool:
    found = visitor()
    if entry.permission == OPEN:
        return True
    if entry.permission == PASSER_BY:
        return found is None
    if found is None:
        return False
    return entry.permission == SIGNED_IN or holds(found.actor, entry.permission)


def _is_here(entry: Entry) -> bool:
    room = entry.endpoint.partition(".")[0]
    return request.endpoint == entry.endpoint or (request.blueprint == room and room not in ("accounts", "web"))
