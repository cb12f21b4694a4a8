"""The forms of prospects."""

from flask_babel import lazy_gettext as _

from service.agreements.lifecycle import Kind
from service.offices.words import LEGAL_STATUSES
from service.prospects.actions import ProspectFacts
from service.prospects.words import SOURCE_CHOICES
from service.web.forms import (
    CheckField,
    ChoiceField,
    DateField,
    LongTextField,
    MailField,
    RadioField,
    TextField,
    VersionedForm,
)


class ProspectForm(VersionedForm):
    """An institution that is explored."""

    name = TextField(_("Nama lembaga"), required=True)
    category = ChoiceField(_("Jenis mitra"), required=True)
    seat = TextField(_("Kedudukan"), longest=120, help=_("Kota atau kabupaten."))
    need = LongTextField(
        _("Kebutuhan atau topik"),
        rows=3,
        longest=4000,
        required=True,
        help=_("Terbawa ke rencana bila naskah dimulai."),
    )
    source = RadioField(_("Asal"), choices=list(SOURCE_CHOICES.items()), required=True)
    contact_name = TextField(_("Nama narahubung"), longest=120)
    contact_position = TextField(_("Jabatan narahubung"), longest=160)
    contact_phone = TextField(_("Telepon"), longest=60)
    contact_email = MailField(_("Surel"))
    different = CheckField(_("Lembaga ini berbeda dari yang serupa namanya"), required=False)

    def facts(self) -> ProspectFacts:
        """What was entered."""
        return ProspectFacts(
            name=self.name.data,
            category=self.category.data,
            need=self.need.data,
            seat=self.seat.data or "",
            contact_name=self.contact_name.data or "",
            contact_position=self.contact_position.data or "",
            contact_phone=self.contact_phone.data or "",
            contact_email=self.contact_email.data or "",
        )


class StepForm(VersionedForm):
    """A step taken."""

    target = RadioField(_("Langkah"), required=True)
    day = DateField(_("Tanggal"), required=True)
    text = LongTextField(
        _("Catatan"),
        rows=2,
        longest=4000,
        conditional=True,
        help=_("Wajib bila tidak dilanjutkan: tuliskan alasannya."),
    )


class NoteForm(VersionedForm):
    """Something that happened."""

    day = DateField(_("Tanggal"), required=True)
    text = LongTextField(_("Catatan"), rows=3, longest=4000, required=True)


class NextForm(VersionedForm):
    """What comes next."""

    text = TextField(_("Langkah berikutnya"), longest=300, conditional=True, help=_("Kosongkan bila tidak ada."))
    due_on = DateField(_("Tenggat"), conditional=True)
    owner_id = ChoiceField(_("Penanggung jawab"), conditional=True)


class StartForm(VersionedForm):
    """The agreement begins."""

    kind = RadioField(
        _("Bentuk naskah"),
        choices=[(Kind.MOU.value, _("Nota Kesepahaman (MoU)")), (Kind.PKS.value, _("Perjanjian Kerja Sama (PKS)"))],
        required=True,
    )
    subject = TextField(_("Tentang"), longest=500, required=True)
    partner = RadioField(_("Mitra"), required=True)
    legal_status = ChoiceField(
        _("Status hukum mitra baru"),
        choices=list(LEGAL_STATUSES.items()),
        help=_("Dipakai bila mitra baru ditambahkan; buktinya dilengkapi pada halaman mitra."),
    )
