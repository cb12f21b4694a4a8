"""Who is looking at the page, and what the pages may ask about the installation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Flask, current_app, g, has_request_context, request

from service.core.actor import Actor, ActorKind
from service.core.clock import Zone
from service.core.jobs import Job
from service.core.tools import Tools

if TYPE_CHECKING:
    from service.web.navigation import Entry

EXTENSION = "sijari"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person: the actor, what the header shows, and where his wall clock hangs."""

    actor: Actor
    office_name: str = ""
    title: str = ""
    zone: Zone = Zone.WIB
    language: str = ""
    session_id: UUID | None = None


def nobody() -> Visitor | None:
    """The loader of an application without accounts: nobody is ever signed in."""
    return None


def nothing_may_be_retried(_actor: Actor, _job: Job) -> bool:
    """The answer while no room said whose work a person may see."""
    return False


@dataclass(slots=True)
class Shell:
    """What the shell of one application knows; upper rooms fill its hooks when the application is built."""

    tools: Tools
    load_visitor: Callable[[], Visitor | None] = nobody
    sign_in_endpoint: str = ""
    may_retry: Callable[[Actor, Job], bool] = nothing_may_be_retried
    entries: list["Entry"] = field(default_factory=list)
    person_links: list["Entry"] = field(default_factory=list)
    work_titles: dict[str, Any] = field(default_factory=dict)
    checked: bool = False


def shell(app: Flask | None = None) -> Shell:
    """The shell of this application (or of the one in use)."""
    found: Shell = (app or current_app).extensions[EXTENSION]
    return found


def set_actor_loader(app: Flask, loader: Callable[[], Visitor | None], *, sign_in: str) -> None:
    """Say who finds the visitor of a request, and which endpoint lets a person sign in."""
    shell(app).load_visitor = loader
    shell(app).sign_in_endpoint = sign_in


def visitor() -> Visitor | None:
    """The signed-in person of this request, looked up once."""
    if not has_request_context():
        return None
    if "sijari_visitor" not in g:
        g.sijari_visitor = None  # a loader that fails must not be asked again by the error page
        g.sijari_visitor = shell().load_visitor()
    found: Visitor | None = g.sijari_visitor
    return found


def forget_visitor() -> None:
    """Look the visitor up anew (after signing in or out)."""
    g.pop("sijari_visitor", None)
    g.pop("sijari_guest", None)


def act_as(actor: Actor) -> None:
    """Let a guest (a partner with a personal link) act for the rest of this request."""
    g.sijari_guest = actor


def actor() -> Actor:
    """Who acts: the guest of this request, the signed-in person, or somebody unknown."""
    guest: Actor | None = g.get("sijari_guest")
    if guest is not None:
        return guest
    found = visitor()
    return found.actor if found else passer_by()


def passer_by() -> Actor:
    """Somebody whom we do not know; never the service itself, which may do everything."""
    return Actor(kind=ActorKind.PUBLIC, id=None, name="-", address=address(), agent=agent())


def address() -> str:
    """The network address of the request; behind a proxy it is set right when the application is built."""
    return request.remote_addr or ""


def agent() -> str:
    """What the browser calls itself, cut to a sensible length."""
    return request.user_agent.string[:200]
