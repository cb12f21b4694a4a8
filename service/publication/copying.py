"""What the public copy is made from, and the last look at it before anybody may publish it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.core.refusals import Refused
from service.core.wording import date_long
from service.documents import library, versions
from service.documents.catalogue import Template
from service.documents.content import ArticleText, Content, Engrossment
from service.documents.pdf_parts import sayings
from service.offices.queries import office
from service.publication.models import Publication
from service.publication.rules import CopyState, Personal, leaks, mask
from service.signing.engrossing import engrossment_of
from service.signing.models import SigningEvent
from service.signing.queries import frozen_version

NOTE = (
    "SALINAN PUBLIK. Dibuat dari naskah yang sama; data kontak disamarkan. Naskah asli ditandatangani para pihak "
    "{signed} dan disimpan oleh {office}. Periksa keasliannya: {url}"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that makes a public copy, apart from the database."""

    agreement_id: UUID
    template: Template
    content: Content
    engrossment: Engrossment
    note: str
    masked: dict[str, int]


def asked(session: Session, publication_id: UUID, public_url: str) -> Asked | None:
    """What a decision asks to be made; None where it is made already or no longer in force."""
    row = session.get(Publication, publication_id)
    if row is None or row.live_key is None or row.copy_ is not CopyState.WANTED:
        return None
    agreement = session.get_one(Agreement, row.agreement_id)
    version = frozen_version(session, agreement)
    content, counts = covered(versions.content_of(version))
    event = session.scalars(select(SigningEvent).where(SigningEvent.live_key == agreement.id)).first()
    if event is None:
        raise Refused("publication_not_signed")
    engrossment = engrossment_of(event, agreement, public_url)
    note = NOTE.format(
        signed=f"pada {date_long(agreement.signed_on)}" if agreement.signed_on else "",
        office=office(session, agreement.lead_office_id).name,
        url=engrossment.verification_url,
    )
    template = library.pinned(session, version.template_hash, version.template_name, version.template_version)
    return Asked(agreement.id, template, content, engrossment, note, counts)


def covered(content: Content) -> tuple[Content, dict[str, int]]:
    """The same text with its personal data masked, and how many pieces of each kind that were."""
    values, articles = mask(dict(content.values)), mask([[one.title, one.body] for one in content.articles])
    texts = [
        ArticleText(one.key, title, body) for one, (title, body) in zip(content.articles, articles.value, strict=True)
    ]
    counts = {
        kind.value: values.counts.get(kind, 0) + articles.counts.get(kind, 0)
        for kind in Personal
        if values.counts.get(kind) or articles.counts.get(kind)
    }
    return Content(values.value, tuple(texts)), counts


def refuse_leaks(pdf: bytes) -> None:
    """Refuse a copy in whose text or metadata personal data can still be read, naming only their kinds."""
    found = leaks(sayings(pdf))
    if found:
        raise Refused("public_copy_leaks", field="file", kinds=", ".join(sorted(kind.value for kind in found)))
