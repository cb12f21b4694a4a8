"""What upper rooms show on the page of a partner."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.core.actor import Actor


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement of a partner that the actor may see; kind and stage are words on screen."""

    agreement_id: UUID
    subject: str
    kind: Any
    stage: Any


AgreementSource = Callable[[Session, Actor, UUID], list[AgreementLine]]
_sources: list[AgreementSource] = []


def add_agreement_source(source: AgreementSource) -> None:
    """Say who knows the agreements of a partner; adding it again changes nothing."""
    if source not in _sources:
        _sources.append(source)


def agreements_of(session: Session, actor: Actor, partner_id: UUID) -> list[AgreementLine]:
    """The agreements of a partner that the actor may see."""
    return [line for source in _sources for line in source(session, actor, partner_id)]
