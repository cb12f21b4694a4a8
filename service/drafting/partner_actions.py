"""Use cases of naskah mitra: a partner's file becomes the text, and the text becomes ours again."""

from dataclasses import dataclass
from uuid import UUID

from service.agreements.actions import stream
from service.agreements.models import Agreement, Nature
from service.agreements.permissions import load_for
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork
from service.documents import library, versions
from service.documents.catalogue import Template
from service.documents.content import Content
from service.documents.partner_facts import FILE, FILE_NAME, FONTS, MARKS, OF_FILE, TEMPLATE, kept_marks
from service.documents.partner_reading import PartnerText
from service.drafting import actions, prefill
from service.drafting.queries import OPEN_STAGES, Desk, desk


@dataclass(frozen=True, slots=True)
class Taken:
    """A partner's file that was checked, read and put into the storage."""

    stored: Stored
    name: str
    text: PartnerText


def use_file(uow: UnitOfWork, agreement_id: UUID, taken: Taken, *, seen_copy: int | None) -> None:
    """Make a partner's file the text; what was written before stays as a version."""
    agreement, now = _begun(uow, agreement_id, seen_copy)
    if agreement.nature_ is not Nature.ORIGINAL:
        raise Refused("partner_only_original")
    template = library.current(uow.session, agreement.lead_office_id, TEMPLATE)
    uow.keep(taken.stored, versions.DOCX)
    kept = prefill.fitting(
        template.manifest, {key: said for key, said in now.content.values.items() if key not in OF_FILE}
    )
    values = {
        **template.manifest.defaults(),
        "judul_naskah": prefill.TITLES[agreement.kind],
        **kept,
        FILE: taken.stored.sha256,
        FILE_NAME: taken.name,
        MARKS: kept_marks(taken.text.marks),
        FONTS: list(taken.text.fonts),
    }
    _write(uow, agreement, template, Content(values, taken.text.articles))
    uow.record(stream(agreement.id), "text:partner_file", hash=taken.stored.sha256, articles=len(taken.text.articles))


def own_again(uow: UnitOfWork, agreement_id: UUID, *, seen_copy: int | None) -> None:
    """Go back to our own template: to the last version made with it, else to a new beginning."""
    agreement, now = _begun(uow, agreement_id, seen_copy)
    if now.template.name != TEMPLATE:
        raise Refused("partner_not_used")
    last = next((row for row in now.saved if row.template_name != TEMPLATE), None)
    if last is not None:
        template = library.pinned(uow.session, last.template_hash, last.template_name, last.template_version)
        content = versions.content_of(last)
    else:
        template = library.current(uow.session, agreement.lead_office_id, prefill.template_name(agreement))
        content = prefill.first_content(uow.session, agreement, template)
    about = prefill.fitting(template.manifest, now.content.values)
    _write(uow, agreement, template, Content({**content.values, **about}, content.articles))
    uow.record(stream(agreement.id), "text:own_again", template=f"{template.name}/{template.version}")


def _begun(uow: UnitOfWork, agreement_id: UUID, seen_copy: int | None) -> tuple[Agreement, Desk]:
    """The agreement with its text, saved as a version where something would be lost."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft")
    if agreement.stage_ not in OPEN_STAGES:
        raise Refused("text_closed")
    actions.begin_text(uow, agreement)
    now = desk(uow.session, agreement)
    if seen_copy is not None and seen_copy != now.copy_version:
        raise Refused("stale_page")
    first = prefill.first_content(uow.session, agreement, now.template)
    if now.unsaved and now.content.content_hash() != first.content_hash():
        actions.save_version(uow, agreement_id, note=NOTE, seen_copy=None)
        now = desk(uow.session, agreement)
    return agreement, now


NOTE = "Disimpan sebelum sumber naskah diganti"


def _write(uow: UnitOfWork, agreement: Agreement, template: Template, content: Content) -> None:
    agreement.template_name, agreement.template_version = template.name, str(template.version)
    agreement.template_hash = template.sha256
    versions.write_copy(uow, agreement.id, content)
