"""An agreement of the signed-in staff's own office, with a whole text, for tests of drafting and discussion pages."""

from uuid import UUID

from service.agreements.actions import new_public_code
from service.agreements.lifecycle import Mode, Stage
from service.agreements.models import Agreement
from service.core.database import new_id
from service.core.tools import Tools
from service.documents.content import ArticleText, Content
from service.documents.shipped import shipped
from service.drafting import actions
from service.offices.models import Partner
from tests.support.people import Staff


def sample_content() -> Content:
    """The whole sample text of the Nota Kesepahaman."""
    template = shipped().latest("nota_kesepahaman")
    articles = tuple(ArticleText(one.key, one.title, one.body) for one in template.manifest.articles if one.included)
    return Content(dict(template.sample["values"]), articles)


def make_agreement(tools: Tools, staff: Staff, stage: Stage = Stage.DRAFTING, *, saved: bool = False) -> UUID:
    """An MoU of the staff's office with a university; `saved` gives it a complete first version."""
    with tools.begin() as uow:
        partner = Partner(
            id=new_id(),
            name="Universitas Contoh",
            name_key="universitas contoh",
            category="public_university",
            legal_status="public_body",
            office_id=staff.office_id,
            created_at=uow.now,
            liaison_name="Sri Hartati",
            liaison_email="sri@mitra.example",
        )
        uow.session.add(partner)
        uow.session.flush()
        agreement = Agreement(
            id=new_id(),
            kind="mou",
            subject="Pengawasan Partisipatif",
            stage=Stage.DRAFTING.value,
            stage_since=uow.now,
            lead_office_id=staff.office_id,
            partner_id=partner.id,
            mode=Mode.ELECTRONIC.value,
            public_code=new_public_code(),
            created_at=uow.now,
        )
        uow.session.add(agreement)
        uow.session.flush()
        actions.begin_text(uow, agreement)
    if saved:
        with tools.begin(staff.actor("drafter")) as uow:
            actions.change_text(uow, agreement.id, lambda *_: sample_content(), seen_copy=None)
            actions.save_version(uow, agreement.id, seen_copy=None)
    with tools.begin() as uow:
        uow.session.get_one(Agreement, agreement.id).stage = stage.value
    return agreement.id
