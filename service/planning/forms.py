"""The forms of planning."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from service.agreements.lifecycle import Kind
from service.planning.rules import ContributionKind, Side, month_start
from service.web.forms import (
    BaseForm,
    CheckField,
    ChecksField,
    ChoiceField,
    DateField,
    FileField,
    LongTextField,
    RadioField,
    TextField,
    VersionedForm,
)

KINDS = [
    (Kind.MOU.value, _("Nota Kesepahaman (MoU): payung umum antara dua lembaga")),
    (Kind.PKS.value, _("Perjanjian Kerja Sama (PKS): pelaksanaan teknis, biasanya di bawah sebuah MoU")),
]
SIDES = {Side.OFFICE: _("Bawaslu"), Side.PARTNER: _("Mitra")}
CONTRIBUTIONS = {
    ContributionKind.DATA: _("Data"),
    ContributionKind.INFORMATION: _("Informasi"),
    ContributionKind.PEOPLE: _("Sumber daya manusia"),
    ContributionKind.KNOWLEDGE: _("Keahlian dan pengetahuan"),
    ContributionKind.FACILITIES: _("Sarana dan prasarana"),
}
SCANS = (".pdf", ".jpg", ".jpeg", ".png")


def choices(words: dict[Any, Any]) -> list[tuple[str, Any]]:
    """What a choice field offers."""
    return [(key.value, word) for key, word in words.items()]


class NewForm(BaseForm):
    """A new agreement."""

    kind = RadioField(
        _("Bentuk naskah"),
        choices=KINDS,
        required=True,
        help=_("MoU yang sudah ditandatangani wajib ditindaklanjuti PKS paling lambat 6 bulan kemudian."),
    )
    subject = TextField(
        _("Tentang"),
        longest=500,
        required=True,
        help=_("Judul seperti akan tertulis sesudah kata TENTANG, misalnya: Pengawasan Partisipatif Pemilihan Umum."),
    )
    parent = ChoiceField(
        _("MoU induk"),
        help=_("Hanya untuk PKS. Mitra, kebutuhan, dan ruang lingkup disalin dari MoU induk dan dapat diubah."),
    )
    further_offices = ChecksField(
        _("Kantor Bawaslu lain di pihak kita"), help=_("Kosongkan bila hanya kantor Anda yang menjadi pihak.")
    )


class TextForm(VersionedForm):
    """Subject, need and scope."""

    subject = TextField(_("Tentang"), longest=500, required=True)
    need = LongTextField(
        _("Kebutuhan"),
        required=True,
        help=_("Mengapa kerja sama ini diperlukan, dan apa yang tidak dapat dicapai tanpa kerja sama ini?"),
    )
    scope = LongTextField(
        _("Ruang lingkup"), required=True, help=_("Satu pokok tiap baris; dari sini disusun pasal Ruang Lingkup.")
    )
    work_plan = LongTextField(
        _("Kaitan dengan rencana kerja"),
        rows=2,
        help=_("Sebut program dalam renstra atau rencana kerja tahunan, atau alasan bila di luar rencana."),
    )


class ReasonForm(VersionedForm):
    """The short plan of an addendum, a renewal or a termination."""

    need = LongTextField(
        _("Alasan"),
        required=True,
        help=_("Mengapa naskah ini diubah, diperpanjang, atau diakhiri; menjadi konsiderans."),
    )
    work_plan = LongTextField(_("Kaitan dengan rencana kerja"), rows=2)


class AddendumForm(BaseForm):
    """Beginning an addendum."""

    reason = LongTextField(
        _("Alasan perubahan"), rows=3, required=True, help=_("Ketentuan mana yang perlu berubah, dan mengapa.")
    )
    end_on = DateField(
        _("Tanggal berakhir baru"),
        help=_("Isi hanya bila masa berlakunya ikut berubah. Berlaku begitu adendum selesai ditandatangani."),
    )


class RenewalForm(BaseForm):
    """Beginning a renewal."""

    reason = LongTextField(
        _("Alasan perpanjangan"), rows=3, required=True, help=_("Sebut hasil evaluasi dan apa yang akan dikerjakan.")
    )
    end_on = DateField(_("Tanggal berakhir baru"), required=True, help=_("Harus sesudah tanggal berakhir sekarang."))


class TerminationForm(BaseForm):
    """Beginning a termination by agreement."""

    reason = LongTextField(_("Alasan pengakhiran"), rows=3, required=True)
    ends_from = DateField(
        _("Tidak berlaku lagi sejak"), required=True, help=_("Disepakati kedua pihak dan dicetak dalam naskah.")
    )


class ContributionForm(VersionedForm):
    """What one side gives."""

    side = RadioField(_("Pihak"), choices=choices(SIDES), required=True)
    kind = ChoiceField(_("Bentuk"), choices=choices(CONTRIBUTIONS), required=True)
    description = LongTextField(_("Apa yang diberikan"), rows=2, longest=1000, required=True)
    personal_data = CheckField(
        _("Memuat data pribadi"),
        help=_("Misalnya nama, NIK, nomor telepon, atau foto. Lampiran pembagian data menjadi wajib dalam naskah."),
        basis=_("UU 27/2022 tentang Pelindungan Data Pribadi"),
    )


class ActivityForm(VersionedForm):
    """A planned joint activity."""

    title = TextField(_("Kegiatan"), longest=300, required=True)
    month = TextField(_("Bulan"), required=True, help=_("Contoh: 05-2026"), render_kw={"placeholder": "05-2026"})
    owner = TextField(
        _("Penanggung jawab"), longest=160, required=True, help=_("Nama atau jabatan orang yang mengurusnya.")
    )

    def validate_month(self, field: Any) -> None:
        """A month of this century."""
        if month_start(field.data or "") is None:
            raise ValidationError(str(_("Tuliskan bulan sebagai 05-2026.")))


class ChecksForm(VersionedForm):
    """The two checks."""

    lawful = CheckField(
        _("Saya sudah memeriksa: kerja sama ini tidak berpotensi melanggar peraturan perundang-undangan."),
    )
    independent = CheckField(
        _("Saya sudah memeriksa: kerja sama ini tidak mengganggu kemandirian dan netralitas Bawaslu."),
        help=_("Perhatikan hubungan mitra dengan partai politik, calon, atau tim kampanye."),
    )


class AskForm(VersionedForm):
    """The question to the level above."""

    question = LongTextField(
        _("Yang dikonsultasikan"),
        required=True,
        help=_("Tulis seperti isi surat: mengapa mitra ini dipilih dan pendapat apa yang diminta."),
    )


class AnswerForm(VersionedForm):
    """The answer of the level above."""

    outcome = RadioField(
        _("Jawaban"), choices=[("supported", _("Didukung")), ("refused", _("Tidak didukung"))], required=True
    )
    text = LongTextField(_("Pertimbangan"), help=_("Wajib diisi bila tidak didukung."))
    conditions = LongTextField(
        _("Syarat"),
        rows=3,
        help=_("Bila dukungan bersyarat: satu syarat tiap baris. Tiap syarat harus dipenuhi sebelum pengesahan."),
    )


class OutsideAnswerForm(AnswerForm):
    """An answer that came by letter."""

    done_by = TextField(_("Siapa yang menjawab, dengan jabatannya"), required=True)
    done_on = DateField(_("Tanggal surat jawaban"), required=True)
    letter_number = TextField(_("Nomor surat"), longest=120, required=True)
    scan = FileField(_("Pindaian surat jawaban"), required=True, accept=SCANS)


class GoOnForm(VersionedForm):
    """The chair goes on."""

    reason = LongTextField(_("Alasan melanjutkan"), rows=3, required=True)


class ConditionForm(VersionedForm):
    """How a condition was met."""

    note = LongTextField(_("Bagaimana syarat dipenuhi, dan apa buktinya"), rows=2, required=True)


class CancelForm(VersionedForm):
    """Giving up an attempt."""

    reason = LongTextField(_("Alasan pembatalan"), rows=3, required=True)


class BareForm(VersionedForm):
    """Nothing but the version: a button."""
