"""The words of discussion on screen."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.discussion import queries
from service.discussion.rules import Side

EVENTS: dict[str, Any] = {
    "remark:made": _l("Catatan pembahasan ditambahkan"),
    "remark:answered": _l("Catatan pembahasan dibalas"),
    "remark:settled": _l("Catatan pembahasan diselesaikan"),
    "remark:opened": _l("Catatan pembahasan dibuka lagi"),
    "guest:link_made": _l("Tautan pribadi untuk mitra dibuat"),
    "guest:link_revoked": _l("Tautan pribadi untuk mitra dicabut"),
    "guest:code_asked": _l("Kode sekali pakai diminta mitra"),
    "guest:code_accepted": _l("Mitra membuktikan diri dengan kode"),
    "guest:code_refused": _l("Kode sekali pakai ditolak"),
    "minutes:begun": _l("Konsep berita acara dibuat"),
    "minutes:filed": _l("Berita acara difinalkan"),
    "minutes:discarded": _l("Konsep berita acara dibuang"),
}


def turn(session: Session, agreement: Agreement) -> str | None:
    """Who has to answer: the side that did not have the last word on an open remark of both sides."""
    waiting = queries.last_words(session, agreement.id)
    if Side.PARTNER in waiting:
        return str(_("Menunggu tanggapan Bawaslu atas %(n)s catatan mitra", n=waiting.count(Side.PARTNER)))
    if Side.OFFICE in waiting:
        return str(_("Menunggu tanggapan mitra atas %(n)s catatan", n=waiting.count(Side.OFFICE)))
    return None
