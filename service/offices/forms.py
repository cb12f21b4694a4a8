"""Forms about partners, evidence, signatories and offices."""

from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from service.offices import words
from service.offices.actions import EvidenceFacts, OfficeFacts, PartnerFacts
from service.offices.catalogue import categories, evidence_kinds
from service.offices.models import Office, Partner, Signatory
from service.offices.rules import Acting, Independence, LegalStatus
from service.offices.signatories import SignatoryFacts
from service.web.forms import (
    BaseForm,
    CheckField,
    ChecksField,
    ChoiceField,
    DateField,
    FileField,
    LongTextField,
    MailField,
    RadioField,
    TextField,
    VersionField,
)

SCANS = (".pdf", ".jpg", ".jpeg", ".png")
FULL = words.FULL
LOGOS = (".png", ".jpg", ".jpeg")


class PartnerForm(BaseForm):
    """The main facts of a partner."""

    name = TextField(_l("Nama mitra"), required=True, help=_l("Nama resmi lengkap, seperti akan tertulis di naskah."))
    category = ChoiceField(
        _l("Jenis mitra"), required=True, help=_l("Menentukan bukti apa yang harus ada sebelum kerja sama dirumuskan.")
    )
    legal_status = RadioField(_l("Kedudukan hukum"), required=True)
    parent_id = ChoiceField(
        _l("Bagian dari"), help=_l("Lembaga induk, misalnya universitas dari sebuah fakultas."), coerce=str
    )
    seat = TextField(
        _l("Tempat kedudukan"), longest=120, help=_l("Kota atau kabupaten, seperti akan tertulis di naskah.")
    )
    address = LongTextField(_l("Alamat"), longest=500, rows=2)
    liaison_name = TextField(_l("Nama penghubung"), longest=120)
    liaison_phone = TextField(_l("Telepon penghubung"), longest=60)
    liaison_email = MailField(_l("Surel penghubung"), [Length(max=200)])
    independence = RadioField(
        _l("Kaitan dengan peserta pemilu"),
        required=True,
        help=_l("Kerja sama tidak boleh memengaruhi kemandirian dan netralitas Bawaslu."),
    )
    independence_note = LongTextField(
        _l("Dasar pemeriksaan"),
        longest=2000,
        rows=2,
        help=_l("Apa yang diperiksa dan dari mana, misalnya daftar calon."),
    )
    different = CheckField(_l("Saya sudah melihat mitra bernama serupa; ini mitra yang berbeda"))
    version = VersionField(default=0)

    def offer(self, parents: list[Partner]) -> "PartnerForm":
        """Fill in what can be chosen, in the reader's language."""
        kinds = [(one.key, words.name_of(one)) for one in categories().values()]
        self.category.choices = [("", _("Pilih jenis")), *kinds]
        self.legal_status.choices = [(key.value, label) for key, label in words.LEGAL_STATUSES.items()]
        self.independence.choices = [(key.value, label) for key, label in words.INDEPENDENCE.items()]
        self.parent_id.choices = [("", _("Bukan bagian dari lembaga lain")), *((str(p.id), p.name) for p in parents)]
        return self

    def facts(self) -> PartnerFacts:
        """What was entered."""
        return PartnerFacts(
            name=self.name.data,
            category=self.category.data,
            legal_status=LegalStatus(self.legal_status.data),
            address=self.address.data or "",
            seat=self.seat.data or "",
            liaison_name=self.liaison_name.data or "",
            liaison_phone=self.liaison_phone.data or "",
            liaison_email=self.liaison_email.data or "",
            parent_id=UUID(self.parent_id.data) if self.parent_id.data else None,
            independence=Independence(self.independence.data),
            independence_note=self.independence_note.data or "",
        )

    def show(self, one: Partner) -> None:
        """Put in what is known."""
        for name in PartnerFacts.__dataclass_fields__:
            self[name].data = getattr(one, name)
        self.parent_id.data = str(one.parent_id) if one.parent_id else ""
        self.version.data = one.version


class EvidenceForm(BaseForm):
    """A document that shows what a partner is."""

    kind = ChoiceField(_l("Jenis bukti"), required=True)
    number = TextField(_l("Nomor dokumen"), required=True, longest=120)
    issued_on = DateField(_l("Tanggal dokumen"), required=True)
    valid_until = DateField(_l("Berlaku sampai"), help=_l("Kosongkan bila tidak ada batas waktu."))
    file = FileField(_l("Pindaian dokumen"), required=True, accept=SCANS)

    def offer(self, first: set[str]) -> "EvidenceForm":
        """Fill in the kinds, those that the partner's category asks for first."""
        kinds = sorted(evidence_kinds().values(), key=lambda one: one.key not in first)
        self.kind.choices = [("", _("Pilih jenis")), *((one.key, words.name_of(one)) for one in kinds)]
        return self

    def facts(self) -> EvidenceFacts:
        """What was entered."""
        return EvidenceFacts(self.kind.data, self.number.data, self.issued_on.data, self.valid_until.data)


class WithdrawForm(BaseForm):
    """Why a document no longer counts."""

    reason = LongTextField(_l("Alasan"), required=True, longest=1000, rows=2)


class SignatoryForm(BaseForm):
    """Who signs, and by what decree."""

    name = TextField(_l("Nama lengkap dengan gelar"), required=True, longest=120)
    position = TextField(_l("Jabatan"), required=True, longest=160, help=_l("Seperti akan tertulis di naskah."))
    acting_capacity = RadioField(_l("Kapasitas"), required=True, choices=list(words.ACTING.items()), default=FULL)
    may_sign = ChecksField(_l("Boleh menandatangani"), required=True, choices=list(words.SIGNS.items()))
    decree_kind = ChoiceField(_l("Dasar kewenangan"), required=True, choices=list(words.DECREES.items()))
    decree_number = TextField(
        _l("Nomor keputusan atau surat kuasa"),
        longest=120,
        help=_l("Nomor, tanggal, dan masa berlaku harus lengkap sebelum penandatanganan dibuka."),
    )
    decree_date = DateField(_l("Tanggal keputusan"))
    valid_from = DateField(_l("Mulai berlaku"))
    valid_until = DateField(_l("Berlaku sampai"), help=_l("Kosongkan bila berlaku sampai ada keputusan baru."))
    email = MailField(
        _l("Surel"), [Length(max=200)], help=_l("Tautan penandatanganan dan kode sekali pakai dikirim ke sini.")
    )
    phone = TextField(_l("Telepon"), longest=60)
    file = FileField(_l("Pindaian keputusan atau surat kuasa"), accept=SCANS)
    version = VersionField(default=0)

    def facts(self, person_id: UUID | None = None) -> SignatoryFacts:
        """What was entered; the link to an account is kept as it was."""
        return SignatoryFacts(
            name=self.name.data,
            position=self.position.data,
            decree_kind=self.decree_kind.data,
            decree_number=self.decree_number.data or "",
            decree_date=self.decree_date.data,
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            acting_capacity=Acting(self.acting_capacity.data.removeprefix(FULL)),
            may_sign=tuple(self.may_sign.data or ()),
            email=self.email.data or "",
            phone=self.phone.data or "",
            person_id=person_id,
        )

    def show(self, one: Signatory) -> None:
        """Put in what is known."""
        for name in SignatoryFacts.__dataclass_fields__:
            if name in self:
                self[name].data = getattr(one, name)
        self.acting_capacity.data = one.acting_capacity or FULL
        self.version.data = one.version


class OfficeForm(BaseForm):
    """What an administrator keeps of an office."""

    name = TextField(_l("Nama"), required=True)
    full_name = TextField(_l("Nama lengkap"), required=True, help=_l("Tertulis di kepala naskah."))
    short_name = TextField(_l("Nama pendek"), required=True, longest=120)
    seat = TextField(_l("Tempat kedudukan"), longest=120)
    address = LongTextField(_l("Alamat"), longest=500, rows=2)
    email = MailField(_l("Surel kantor"), [Length(max=200)])
    phone = TextField(_l("Telepon kantor"), longest=60)
    letter_code = TextField(_l("Kode surat"), longest=40, help=_l("Kode kantor di dalam nomor, misalnya K.XX-01."))
    number_format = TextField(
        _l("Format nomor"),
        required=True,
        longest=120,
        help=_l(
            "Bagian yang tersedia: {sequence}, {classification}, {code}, {month}, {roman_month}, {year}. "
            "Angka setelah titik dua menambah nol di depan, misalnya {sequence:3}."
        ),
    )
    classification = TextField(
        _l("Klasifikasi baku"), required=True, longest=20, help=_l("Dipakai bila naskah tidak memilih yang lain.")
    )
    users_expected = CheckField(_l("Kantor ini memakai Sijari"))
    version = VersionField(default=0)

    def facts(self) -> OfficeFacts:
        """What was entered."""
        return OfficeFacts(
            name=self.name.data,
            full_name=self.full_name.data,
            short_name=self.short_name.data,
            seat=self.seat.data or "",
            address=self.address.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
            letter_code=self.letter_code.data or "",
            number_format=self.number_format.data,
            classification=self.classification.data,
            users_expected=bool(self.users_expected.data),
        )

    def show(self, one: Office) -> None:
        """Put in what is known."""
        for name in (*OfficeFacts.__dataclass_fields__, "version"):
            self[name].data = getattr(one, name)


class LogoForm(BaseForm):
    """The office's own logo."""

    file = FileField(_l("Logo kantor"), required=True, accept=LOGOS)
