"""A partner's own file on its whole way: engrossed with numbers, sealed, signed twice, archived; nothing faked."""

from datetime import date

import pytest

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.tools import Tools
from service.documents.models import DocumentVersion
from service.documents.parts import make_renderer
from service.documents.ports import Renderer
from service.documents.rendering import text_of
from service.documents.shipped import shipped
from service.documents.versions import DOCX
from service.seals.ports import PaperSealer
from service.signing.actions import NewEvent
from service.signing.rules import Order
from tests.signing.test_acts import sign_next
from tests.signing.test_events import event_of, open_it
from tests.support.partner import partner_content, partner_docx
from tests.support.programs import needs
from tests.support.signing import equip, ready_to_sign
from workers.runtime import drain

EVENT = NewEvent(date(2026, 3, 2), "Klungkung", stated=True, order=Order.SECOND, partner_number="12/UN/2026")


@needs("soffice")
@pytest.mark.slow
def test_a_partners_file_is_engrossed_signed_and_archived(sqlite_tools: Tools):
    equip(sqlite_tools)
    renderer = make_renderer(sqlite_tools)
    sqlite_tools.use(Renderer, renderer)
    data = partner_docx()
    stored = sqlite_tools.storage.put(data)
    made = ready_to_sign(sqlite_tools, text=partner_content(data, stored.sha256))
    template = shipped().latest("naskah_mitra")
    with sqlite_tools.begin() as uow:
        uow.keep(stored, DOCX)
        row = uow.session.get_one(DocumentVersion, made.version_id)
        row.template_name, row.template_version, row.template_hash = template.name, "1", template.sha256
    open_it(sqlite_tools, made, EVENT)
    drain(sqlite_tools)
    event = event_of(sqlite_tools, made)
    engrossed = sqlite_tools.storage.get(event.engrossed_sha256)
    said = " ".join(text_of(engrossed).split())
    for one in (event.office_number, "12/UN/2026", "pada 2 Maret 2026 di Klungkung", "Kode naskah:"):
        assert one in said
    assert "Pasal 1" in " ".join(one["text"] for one in event.reading)
    for _ in range(2):
        sign_next(sqlite_tools, made)
        drain(sqlite_tools)
    renderer.converter.close()
    with sqlite_tools.reading() as session:
        agreement = session.get_one(Agreement, made.agreement_id)
    assert agreement.stage == Stage.FOLLOW_UP
    final = sqlite_tools.storage.get(agreement.final_sha256)
    assert final.startswith(engrossed)
    assert sqlite_tools.part(PaperSealer).judge(final).authentic
