"""A paper to sign without LibreOffice, and an agreement that is ready for signing."""

import io
from dataclasses import dataclass
from functools import cache
from typing import Any

import docx

from service.agreements.lifecycle import Mode, Stage
from service.agreements.models import Agreement
from service.authority import actions as authority_actions
from service.authority.certificates import Subject
from service.authority.desk import Authority, config_from
from service.core.mail import MailTransport
from service.core.tools import Tools
from service.documents.catalogue import Template
from service.documents.content import Content, Engrossment
from service.documents.converting import Engine
from service.documents.ports import Renderer
from service.documents.rendering import Anchor, Paper
from service.seals.ports import PaperSealer
from tests.support.agreements import Started, start, with_accounts
from tests.support.papers import plain_pdf
from tests.support.people import Staff

PIN = "194508"
TEXT = Content(
    {
        "judul": "Pengawasan Partisipatif",
        "pihak_kesatu": [
            {
                "lembaga": "Bawaslu Kabupaten Contoh",
                "alamat": "Contoh",
                "penandatangan": {"nama": "Rahmat Hidayat", "jabatan": "Ketua"},
            }
        ],
        "pihak_kedua": [
            {
                "lembaga": "Universitas Contoh",
                "alamat": "Contoh",
                "penandatangan": {"nama": "Prof. Siti Aminah", "jabatan": "Rektor"},
            }
        ],
    }
)


@cache
def small_docx() -> bytes:
    made = docx.Document()
    made.add_paragraph("Nota Kesepahaman")
    made.add_paragraph("Kedua pihak bekerja sama.")
    output = io.BytesIO()
    made.save(output)
    return output.getvalue()


@dataclass
class PlainRenderer:
    """Makes a small PDF with places for two signatures; remembers what it was asked for."""

    asked: list[Engrossment | None]

    def render(
        self, template: Template, content: Content, engrossment: Engrossment | None = None, *, logos: Any = None
    ) -> Paper:
        self.asked.append(engrossment)
        places = {
            "ttd_kesatu_1": Anchor("ttd_kesatu_1", 1, 320.2, 60.4, 540.7, 140.1),
            "ttd_kedua_1": Anchor("ttd_kedua_1", 1, 40.2, 60.4, 270.7, 140.1),
        }
        number = engrossment.numbers[0] if engrossment else ""
        original = f" rangkap {engrossment.original}" if engrossment and engrossment.original > 1 else ""
        return Paper(small_docx(), plain_pdf(2, f"Nomor {number}{original}"), 2, places, Engine.LIBREOFFICE)


class SilentPost:
    """Takes letters and forgets them."""

    def send(self, to_address: str, subject: str, body: str) -> None:
        """Nothing leaves a test."""


def equip(tools: Tools) -> PlainRenderer:
    """Real authority and seals, the plain renderer, and a post that goes nowhere."""
    if MailTransport not in tools._parts:
        tools.use(MailTransport, SilentPost())
    tools.factories[Authority] = "service.authority.desk:build"
    tools.factories[PaperSealer] = "service.seals.workshop:build"
    renderer = PlainRenderer([])
    tools.use(Renderer, renderer)
    return renderer


def ready_to_sign(tools: Tools, mode: Mode = Mode.ELECTRONIC, text: Content = TEXT) -> Started:
    """An approved, frozen agreement; the office has its seal and the chair her signing key."""
    made = start(tools, Stage.SIGNING, mode, text)
    _give_keys(tools, made, text)
    return made


def ready_to_sign_with_accounts(tools: Tools, mode: Mode = Mode.ELECTRONIC) -> tuple[Staff, Started]:
    """The same with people who can sign in."""
    made = start(tools, Stage.SIGNING, mode, TEXT)
    staff = with_accounts(tools, made)
    _give_keys(tools, made, TEXT)
    return staff, made


def _give_keys(tools: Tools, made: Started, text: Content) -> None:
    chair = made.people["chair"]
    config = config_from(tools)
    with tools.begin() as uow:
        agreement = uow.session.get_one(Agreement, made.agreement_id)
        agreement.frozen_version_id, agreement.frozen_hash = made.version_id, text.content_hash()
        authority_actions.init_authority(uow, config)
        authority_actions.ensure_seal(uow, config, made.office_id, "Bawaslu Kabupaten Contoh")
        assert chair.id is not None
        subject = Subject("Rahmat Hidayat", "Bawaslu Kabupaten Contoh", title="Ketua")
        authority_actions.issue_person(uow, config, chair.id, subject, made.office_id, PIN)
