"""An office, a partner, a drafter's text: what a test about a later stage starts from."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.agreements.actions import new_public_code
from service.agreements.lifecycle import Kind, Mode, Stage
from service.agreements.models import Agreement
from service.core.actor import Actor, ActorKind
from service.core.database import new_id
from service.core.tools import Tools
from service.documents.content import Content
from service.documents.models import DocumentVersion
from service.offices.models import Office, Partner, Signatory
from tests.support.people import Staff, make_staff


def person(office_id: UUID, *roles: str, name: str = "") -> Actor:
    """A member of staff of an office in these roles."""
    name = name or f"Pejabat {'-'.join(roles)}"
    return Actor(ActorKind.PERSON, new_id(), name, office_id=office_id, roles=frozenset(roles), address="192.0.2.7")


@dataclass(slots=True)
class Started:
    """What was made: ids, and people of the office."""

    office_id: UUID
    partner_id: UUID
    agreement_id: UUID
    version_id: UUID
    office_signatory: UUID
    partner_signatory: UUID
    people: dict[str, Actor] = field(default_factory=dict)


def content(subject: str = "Pengawasan Partisipatif") -> Content:
    """A text that needs no template."""
    return Content({"judul": subject})


def add_version(session: Session, owner_id: UUID, number: int, text: Content, at: Any, **more: Any) -> DocumentVersion:
    """Save a version of a text, as drafting would."""
    import json

    row = DocumentVersion(
        id=new_id(),
        owner_id=owner_id,
        number=number,
        template_name="nota_kesepahaman",
        template_version="1",
        template_hash="",
        content=json.loads(text.canonical_json()),
        content_hash=text.content_hash(),
        created_by="Staf Penyusun",
        created_at=at,
    )
    for name, value in more.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return row


def start(
    tools: Tools, stage: Stage = Stage.DISCUSSION, mode: Mode = Mode.ELECTRONIC, text: Content | None = None
) -> Started:
    """An MoU of a district office with a university, in the stage asked for, with one saved version."""
    text = text or content()
    with tools.begin() as uow:
        session = uow.session
        office = Office(
            id=new_id(),
            code="TEST-01",
            name="Bawaslu Kabupaten Contoh",
            full_name="Badan Pengawas Pemilihan Umum Kabupaten Contoh",
            short_name="Bawaslu Kab. Contoh",
            level="kabkota",
            zone="WIB",
            seat="Contoh",
            letter_code="K.CT-01",
            email="kantor@contoh.example",
        )
        session.add(office)
        session.flush()
        partner = Partner(
            id=new_id(),
            name="Universitas Contoh",
            name_key="universitas contoh",
            category="public_university",
            legal_status="public_body",
            office_id=office.id,
            created_at=uow.now,
            liaison_email="penghubung@mitra.example",
        )
        session.add(partner)
        session.flush()
        agreement = Agreement(
            id=new_id(),
            kind=Kind.MOU.value,
            subject="Pengawasan Partisipatif",
            stage=stage.value,
            stage_since=uow.now,
            lead_office_id=office.id,
            partner_id=partner.id,
            mode=mode.value,
            public_code=new_public_code(),
            created_at=uow.now,
            term_months=36,
        )
        session.add(agreement)
        session.flush()
        version = add_version(session, agreement.id, 1, text, uow.now)
        made = Started(office.id, partner.id, agreement.id, version.id, new_id(), new_id())
        roles = ("drafter", "coordinator", "secretariat", "chair", "admin", "archivist")
        made.people = {role: person(office.id, role) for role in roles}
        session.add(_signatory(made.office_signatory, "Rahmat Hidayat", "Ketua", uow.now, office_id=office.id))
        session.add(_signatory(made.partner_signatory, "Prof. Siti Aminah", "Rektor", uow.now, partner_id=partner.id))
        session.get_one(Signatory, made.office_signatory).person_id = made.people["chair"].id
    return made


def with_accounts(tools: Tools, made: Started) -> Staff:
    """Give the office real people who can sign in; they take the places of those in `made.people`."""
    with tools.reading() as session:
        office = session.get_one(Office, made.office_id)
    staff = make_staff(tools, office)
    made.people = {role: staff.actor(role) for role in staff.people}
    with tools.begin() as uow:
        uow.session.get_one(Signatory, made.office_signatory).person_id = staff.chair.id
    return staff


def _signatory(identity: UUID, name: str, position: str, now: Any, **side: UUID) -> Signatory:
    return Signatory(
        id=identity,
        name=name,
        position=position,
        decree_kind="appointment",
        decree_number="123/KP.01/2024",
        decree_date=date(2024, 1, 2),
        valid_from=date(2024, 1, 2),
        valid_until=None,
        email=f"{position.lower()}@contoh.example",
        may_sign=["mou", "pks"],
        created_at=now,
        **side,
    )
