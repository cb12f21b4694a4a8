"""The forms of follow-up."""

from flask_babel import lazy_gettext as _

from service.agreements.lifecycle import Kind
from service.agreements.models import Nature
from service.followup.words import RECURRENCES, SIDES
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
    VersionField,
)

SCANS = (".pdf",)
PROOFS = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".xlsx")


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


# ------------------------------------------------------------------------------------------- activities, obligations
class PlanForm(BaseForm):
    """A joint activity that is intended."""

    title = TextField(_("Kegiatan"), longest=300, required=True)
    planned_on = DateField(_("Tanggal rencana"), required=True, help=_("Di dalam masa berlaku kerja sama."))
    place = TextField(_("Tempat"))
    topic = ChoiceField(_("Jenis kegiatan"))
    other_topic = TextField(_("Jenis kegiatan lain"), longest=120, help=_("Isi bila tidak ada dalam pilihan."))
    participants = LongTextField(_("Peserta yang direncanakan"), rows=2, longest=2000)
    owner_id = ChoiceField(_("Penanggung jawab di kantor Anda"))
    owner = TextField(_("Atau penanggung jawab lain"), longest=160, help=_("Unit kerja, atau pejabat di pihak mitra."))


class ToldForm(BaseForm):
    """What is told of an activity that took place."""

    title = TextField(_("Kegiatan"), longest=300, required=True)
    held_on = DateField(_("Tanggal pelaksanaan"), required=True, help=_("Harus di dalam masa berlaku kerja sama."))
    place = TextField(_("Tempat"))
    topic = ChoiceField(_("Jenis kegiatan"))
    other_topic = TextField(_("Jenis kegiatan lain"), longest=120, help=_("Isi bila tidak ada dalam pilihan."))
    from_office = NumberField(_("Peserta dari Bawaslu"), most=1_000_000)
    from_partner = NumberField(_("Peserta dari mitra"), most=1_000_000)
    from_others = NumberField(_("Peserta lain"), most=1_000_000)
    participants = LongTextField(
        _("Keterangan peserta"), rows=2, longest=2000, help=_("Misalnya unit atau kelompoknya; bukan daftar nama.")
    )
    result = LongTextField(_("Hasil"), rows=3)
    obstacles = LongTextField(_("Kendala"), rows=2)


class HeldForm(ToldForm):
    """A joint activity that took place, with a first file of evidence."""

    file = FileField(
        _("Bukti dukung"),
        accept=PROOFS,
        help=_("Foto, laporan, atau daftar hadir. Berkas lain dapat ditambahkan sesudahnya."),
    )
    description = TextField(_("Keterangan bukti"))


class CorrectHeldForm(ToldForm):
    """What was written of an activity that took place, put right."""

    reason = LongTextField(_("Alasan perbaikan"), rows=2, required=True)
    version = VersionField()


class ReportForm(HeldForm):
    """A planned activity that took place."""

    version = VersionField()


class CorrectPlanForm(PlanForm):
    """A plan, put right."""

    reason = LongTextField(_("Alasan perbaikan"), rows=2, required=True)
    version = VersionField()


class PostponeForm(VersionedForm):
    """A planned activity that is put off."""

    planned_on = DateField(_("Tanggal baru"), help=_("Kosongkan bila belum ditentukan."))
    reason = LongTextField(_("Alasan penundaan"), rows=2, required=True)


class CallOffForm(VersionedForm):
    """A planned activity that is called off."""

    reason = LongTextField(_("Alasan pembatalan"), rows=2, required=True)


class TermsForm(BaseForm):
    """Who owes, from when, how often."""

    side = RadioField(_("Kewajiban siapa"), choices=list(SIDES.items()), required=True)
    first_due_on = DateField(_("Tenggat (pertama)"), required=True)
    recurrence = RadioField(_("Berulang"), choices=list(RECURRENCES.items()), default="once", required=True)
    until = DateField(_("Berulang sampai"), help=_("Kosongkan bila sampai akhir masa berlaku."))
    owner_id = ChoiceField(_("Penanggung jawab di kantor Anda"))
    owner = TextField(_("Atau penanggung jawab lain"), longest=160, help=_("Unit kerja, atau pejabat di pihak mitra."))


class ObligationForm(TermsForm):
    """An obligation typed by hand."""

    text = LongTextField(_("Kewajiban"), rows=3, longest=1000, required=True)
    reference = TextField(_("Pasal"), longest=120, help=_("Misalnya Pasal 4 ayat (2) huruf a."))


class FromTextForm(TermsForm):
    """Obligations ticked in the text."""

    lines = ChecksField(_("Kalimat yang merupakan kewajiban"))


class FulfilForm(BaseForm):
    """Whether what was owed was done."""

    outcome = RadioField(
        _("Keadaan"), choices=[("done", _("Dipenuhi")), ("failed", _("Tidak dipenuhi"))], default="done", required=True
    )
    note = LongTextField(_("Catatan"), rows=2, longest=1000, help=_("Wajib diisi bila tidak dipenuhi."))
    file = FileField(_("Bukti dukung"), accept=PROOFS)
    description = TextField(_("Keterangan bukti"))


class ReasonForm(BaseForm):
    """A step that needs a reason."""

    reason = LongTextField(_("Alasan"), rows=2, required=True)
