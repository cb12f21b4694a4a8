"""The forms of applications, of the applicant and of the office."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service.offices.catalogue import categories
from service.offices.words import LEGAL_STATUSES, name_of
from service.publication.application_actions import LONGEST, Said
from service.publication.application_rules import LONGEST_NOTE, MOST_FILE
from service.publication.application_words import WISHES
from service.web.forms import (
    BaseForm,
    CheckField,
    ChoiceField,
    FileField,
    LongTextField,
    MailField,
    RadioField,
    SecretNumberField,
    TextField,
    VersionField,
)


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("Pilih jenis lembaga")), *((key, name_of(one)) for key, one in categories().items())]


class ApplyForm(BaseForm):
    """What a partner writes."""

    institution = TextField(_l("Nama lembaga"), required=True, longest=LONGEST["institution"])
    category = ChoiceField(
        _l("Jenis lembaga"),
        required=True,
        choices=_kinds,
        help=_l(
            "LSM dan ormas hanya dapat menjadi mitra bila berbadan hukum; "
            "SKT atau surat Kesbangpol tidak membuktikannya."
        ),
    )
    legal_status = ChoiceField(_l("Status hukum"), required=True, choices=list(LEGAL_STATUSES.items()))
    seat = TextField(_l("Kedudukan"), longest=LONGEST["seat"], help=_l("Kota atau kabupaten."))
    wish = RadioField(_l("Bentuk yang diinginkan"), required=True, choices=list(WISHES.items()))
    purpose = LongTextField(_l("Maksud dan tujuan"), rows=3, required=True, longest=LONGEST["purpose"])
    scope = LongTextField(_l("Ruang lingkup"), rows=3, required=True, longest=LONGEST["scope"])
    activity = LongTextField(
        _l("Rencana kegiatan"),
        rows=3,
        required=True,
        longest=LONGEST["activity"],
        help=_l("Paling sedikit satu kegiatan bersama."),
    )
    contact_name = TextField(_l("Nama narahubung"), required=True, longest=LONGEST["contact_name"])
    contact_position = TextField(_l("Jabatan"), required=True, longest=LONGEST["contact_position"])
    contact_phone = TextField(_l("Telepon"), required=True, longest=LONGEST["contact_phone"])
    contact_email = MailField(_l("Surel"), required=True, help=_l("Kode dan kabar permohonan dikirim ke sini."))
    letter = FileField(
        _l("Surat permohonan"),
        required=True,
        accept=(".pdf",),
        most=MOST_FILE,
        help=_l("Ditujukan kepada pimpinan kantor tujuan."),
    )
    paper = FileField(_l("Rancangan naskah"), accept=(".pdf", ".docx"), most=MOST_FILE, help=_l("Bila sudah ada."))
    consent = CheckField(_l("Saya menyetujui penggunaan data seperti dijelaskan di atas"), required=True)
    website = TextField(_l("Kosongkan kolom ini"), longest=2000)

    def said(self) -> Said:
        """What was entered."""
        return Said(**{name: getattr(self, name).data or "" for name in Said.__slots__})


class ProofForm(BaseForm):
    """The one-time code."""

    code = SecretNumberField(_l("Kode enam angka dari surel"), required=True)


class ReplyForm(BaseForm):
    """What completes an application."""

    code = SecretNumberField(_l("Kode enam angka dari surel"), required=True)
    text = LongTextField(
        _l("Jawaban"),
        rows=4,
        required=True,
        longest=LONGEST_NOTE,
        help=_l("Tampil pada riwayat; jangan menuliskan telepon atau surel di sini."),
    )
    file = FileField(_l("Lampiran"), accept=(".pdf", ".docx"), most=MOST_FILE)


class SendForm(BaseForm):
    """One button."""


class StepForm(BaseForm):
    """A step of the office."""

    seen = VersionField()
    note = LongTextField(
        _l("Catatan untuk pemohon"),
        rows=4,
        longest=LONGEST_NOTE,
        conditional=True,
        help=_l("Dikirim kepada pemohon dan tampil pada halaman pelacakan. Jangan menuliskan data pribadi."),
    )


class ForwardForm(StepForm):
    """To another office."""

    office = RadioField(_l("Kantor yang dituju"), required=True, choices=[])
