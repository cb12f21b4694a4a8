"""Deny first: an endpoint says which permission it needs, or that it is open; nothing else is served."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from service.core.actor import Actor
from service.core.refusals import Refused

View = TypeVar("View", bound=Callable[..., Any])
OPEN = "open"
SIGNED_IN = "signed-in"
_ATTRIBUTE = "sijari_permission"


class Role(StrEnum):
    """What a person may be in an office; the words on screen stand in the accounts room."""

    DRAFTER = "drafter"  # staf penyusun
    COORDINATOR = "coordinator"  # koordinator divisi
    SECRETARIAT = "secretariat"  # kepala sekretariat
    CHAIR = "chair"  # ketua
    PPID = "ppid"  # pejabat pengelola informasi dan dokumentasi
    ARCHIVIST = "archivist"  # arsiparis
    AUDITOR = "auditor"
    ADMIN = "admin"  # pengelola


EVERYBODY = frozenset(Role)
MAKERS = frozenset({Role.DRAFTER, Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR})

# Which roles hold a permission at all; whether it holds for one agreement (office, stage) is decided in
# agreements/permissions.py.
TABLE: dict[str, frozenset[Role]] = {
    "agreement:read": EVERYBODY,
    "agreement:draft": MAKERS,
    "agreement:approve": frozenset({Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR}),
    "agreement:sign": frozenset({Role.CHAIR, Role.SECRETARIAT}),
    "agreement:follow_up": MAKERS,
    "consultation:answer": frozenset({Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR}),
    "act:record": MAKERS | {Role.ARCHIVIST},
    "act:check": MAKERS | {Role.ARCHIVIST},
    "partner:edit": MAKERS,
    "office:manage": frozenset({Role.ADMIN}),
    "work:retry": frozenset(Role) - {Role.AUDITOR},
    "import:run": MAKERS | {Role.ARCHIVIST},
    "view:share": frozenset({Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR, Role.ADMIN}),
    "review:do": MAKERS,
    "renewal:decide": frozenset({Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR}),
    "screening:do": MAKERS,
    "screening:decide": frozenset({Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR}),
    "calendar:edit": frozenset({Role.ADMIN, Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR}),
    "prospect:edit": MAKERS,
    "application:handle": MAKERS | {Role.PPID},
    "report:compile": MAKERS,
    "report:send": frozenset({Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR}),
    "report:receive": frozenset({Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR}),
    "instruction:send": frozenset({Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR}),
    "publication:decide": frozenset({Role.PPID}),
    "archive:read": EVERYBODY,
    "archive:keep": frozenset({Role.ARCHIVIST, Role.SECRETARIAT}),
    "retention:decide": frozenset({Role.ARCHIVIST, Role.ADMIN}),
    "policy:edit": frozenset({Role.ADMIN}),
    "template:manage": frozenset({Role.ADMIN}),
    "clause:edit": frozenset({Role.ADMIN, Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR}),
    "token:manage": frozenset({Role.ADMIN}),
    "audit:read": frozenset({Role.AUDITOR, Role.ADMIN, Role.CHAIR, Role.SECRETARIAT}),
}


def needs(permission: str) -> Callable[[View], View]:
    """Declare the permission that an endpoint needs."""
    if permission not in TABLE and permission not in (OPEN, SIGNED_IN):
        raise ValueError(f"unknown permission {permission!r}")

    def mark(view: View) -> View:
        setattr(view, _ATTRIBUTE, permission)
        return view

    return mark


def open_to_all(view: View) -> View:
    """Declare an endpoint that anybody may call."""
    setattr(view, _ATTRIBUTE, OPEN)
    return view


def declared(view: Callable[..., Any]) -> str | None:
    """The permission an endpoint declared, or None when it forgot."""
    return getattr(view, _ATTRIBUTE, None)


def holds(actor: Actor, permission: str) -> bool:
    """Whether any of the actor's roles carries the permission."""
    return actor.has(*(role.value for role in TABLE[permission]))


def require(actor: Actor, permission: str) -> None:
    """Refuse an actor whose roles do not carry the permission."""
    if not holds(actor, permission):
        raise Refused("not_permitted")
