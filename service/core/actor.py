"""Who is acting."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """A member of staff, a partner's signer without an account, anybody on an open page, or the service itself."""

    PERSON = "person"
    GUEST = "guest"
    PUBLIC = "public"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, from which office and in which roles; `address` is the network address the act came from."""

    kind: ActorKind
    id: UUID | None
    name: str
    office_id: UUID | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    address: str = ""
    agent: str = ""

    def has(self, *roles: str) -> bool:
        """Whether the actor holds any of these roles."""
        return not self.roles.isdisjoint(roles)


SYSTEM = Actor(kind=ActorKind.SYSTEM, id=None, name="Sijari")
