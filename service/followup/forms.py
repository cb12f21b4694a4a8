"""The forms of follow-up."""

from flask_babel import lazy_gettext as _

from service.agreements.lifecycle import Kind
from service.agreements.models import Nature
from service.web.forms import (
    BaseForm,
    CheckField,
    ChecksField,
    ChoiceField,
    DateField,
    FileField,
    LongTextField,
    NumberField,
    RadioField,
    TextField,
    VersionedForm,
)

SCANS = (".pdf",)
PROOFS = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".xlsx")


class ActivityForm(BaseForm):
    """A joint activity that took place."""

    title = TextField(_("Kegiatan"), longest=300, required=True)
    held_on = DateField(_("Tanggal pelaksanaan"), required=True, help=_("Harus di dalam masa berlaku kerja sama."))
    place = TextField(_("Tempat"))
    participants = LongTextField(
        _("Peserta"), rows=2, longest=2000, help=_("Siapa saja dan berapa orang; tidak perlu daftar nama lengkap.")
    )
    result = LongTextField(_("Hasil"), rows=3)
    file = FileField(_("Bukti dukung"), accept=PROOFS, help=_("Misalnya laporan, daftar hadir, atau foto."))
    description = TextField(_("Keterangan bukti"))


class EvidenceForm(BaseForm):
    """Another file for an activity."""

    file = FileField(_("Bukti dukung"), required=True, accept=PROOFS)
    description = TextField(_("Keterangan bukti"))


class TaskForm(BaseForm):
    """A duty."""

    title = TextField(_("Yang harus dikerjakan"), longest=300, required=True)
    due_on = DateField(_("Tenggat"), required=True)
    owner_id = ChoiceField(_("Penanggung jawab di kantor Anda"))
    owner = TextField(
        _("Atau penanggung jawab lain"), longest=160, help=_("Nama atau jabatan, misalnya pejabat di pihak mitra.")
    )


class FinishForm(BaseForm):
    """A task that is done."""

    note = LongTextField(_("Catatan hasil"), rows=2, longest=1000)


class TerminateForm(VersionedForm):
    """Ending before its time."""

    ended_on = DateField(_("Tidak berlaku lagi mulai tanggal"), required=True)
    reason = LongTextField(_("Alasan dan dasar pengakhiran"), rows=3, required=True)


class EndDateForm(VersionedForm):
    """A corrected end date."""

    end_on = DateField(
        _("Tanggal berakhir"),
        help=_("Hari terakhir masa berlaku menurut pasal jangka waktu. Kosongkan bila naskah tidak menyebut batas."),
    )
    reason = LongTextField(_("Alasan perubahan"), rows=2, required=True)


class ExistingForm(BaseForm):
    """A signed agreement that existed before."""

    kind = RadioField(
        _("Bentuk naskah"),
        choices=[(Kind.MOU.value, _("Nota Kesepahaman (MoU)")), (Kind.PKS.value, _("Perjanjian Kerja Sama (PKS)"))],
        required=True,
    )
    nature = ChoiceField(
        _("Sifat naskah"),
        choices=[
            (Nature.ORIGINAL.value, _("Naskah kerja sama")),
            (Nature.ADDENDUM.value, _("Adendum")),
            (Nature.RENEWAL.value, _("Perpanjangan")),
            (Nature.TERMINATION.value, _("Kesepakatan pengakhiran")),
        ],
        default=Nature.ORIGINAL.value,
    )
    amends = ChoiceField(
        _("Naskah yang diubah, diperpanjang, atau diakhiri"),
        help=_("Hanya untuk adendum, perpanjangan, dan pengakhiran; naskah semula harus sudah dimasukkan."),
    )
    subject = TextField(_("Tentang"), longest=500, required=True)
    partner = ChoiceField(_("Mitra"), required=True)
    parent = ChoiceField(_("MoU induk"), help=_("Hanya untuk PKS, dan hanya bila ditandatangani sesudah MoU-nya."))
    further_offices = ChecksField(_("Kantor Bawaslu lain di pihak kita"))
    office_number = TextField(_("Nomor dari pihak Bawaslu"), longest=120, required=True)
    partner_number = TextField(_("Nomor dari pihak mitra"), longest=120)
    signed_on = DateField(
        _("Tanggal penandatanganan"),
        required=True,
        help=_("Bila para pihak menandatangani pada hari berbeda, isi tanggal yang terakhir."),
    )
    effective_on = DateField(
        _("Mulai berlaku"),
        help=_("Kosongkan bila sama dengan tanggal penandatanganan. Pada pengakhiran: sejak kapan tidak berlaku lagi."),
    )
    term_months = NumberField(
        _("Jangka waktu dalam bulan"), least=1, most=1200, help=_("Misalnya 36 untuk tiga tahun.")
    )
    end_on = DateField(
        _("Tanggal berakhir"),
        help=_(
            "Isi bila tertulis dalam naskah; jika kosong, dihitung dari jangka waktu. "
            "Pada adendum dan perpanjangan: tanggal berakhir yang baru."
        ),
    )
    scan = FileField(_("Pindaian naskah yang ditandatangani"), required=True, accept=SCANS)
    same_number_is_right = CheckField(
        _("Nomor yang sama memang dipakai untuk naskah lain, sudah saya periksa."), required=False
    )
