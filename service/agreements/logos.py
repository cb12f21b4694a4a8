"""Whose marks stand at the head of an agreement's papers."""

from uuid import UUID

from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.offices.models import Office, Partner


def logo_names(session: Session, agreement_id: UUID | None) -> dict[str, str]:
    """The stored logos of both sides by the name of their picture, as far as they were uploaded."""
    agreement = session.get(Agreement, agreement_id) if agreement_id else None
    if agreement is None:
        return {}
    office = session.get(Office, agreement.lead_office_id)
    partner = session.get(Partner, agreement.partner_id) if agreement.partner_id else None
    found = {
        "logo_kesatu": office.logo_sha256 if office else "",
        "logo_kedua": partner.logo_sha256 if partner else "",
    }
    return {name: sha256 for name, sha256 in found.items() if sha256}
