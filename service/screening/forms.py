"""The forms of the watch."""

from flask_babel import lazy_gettext as _

from service.screening.rules import Finding
from service.screening.words import FINDINGS, KINDS, RESULT_CHOICES
from service.web.forms import (
    BaseForm,
    ChecksField,
    ChoiceField,
    DateField,
    FileField,
    LongTextField,
    RadioField,
    TextField,
    VersionedForm,
)

SCANS = (".pdf", ".jpg", ".jpeg", ".png")
_ANSWERS = [(one.value, FINDINGS[one]) for one in Finding]
_RESULTS = list(RESULT_CHOICES.items())
_BASIS = _("kebijakan bawaan; syarat kemandirian: bahan pelatihan Perbawaslu 7/2023")


class PhaseForm(VersionedForm):
    """A phase of the calendar; the reason is asked for when one is corrected."""

    contest = TextField(
        _("Pemilu atau pemilihan"), longest=160, required=True, help=_("Misalnya Pemilihan Bupati Jepara 2031.")
    )
    name = TextField(_("Nama tahapan"), longest=160, required=True)
    kind = ChoiceField(_("Jenis tahapan"), choices=list(KINDS.items()), required=True)
    first_on = DateField(_("Hari pertama"), required=True)
    last_on = DateField(_("Hari terakhir"), required=True, help=_("Hari terakhir masih termasuk tahapan."))
    area = ChoiceField(_("Wilayah"), required=True, help=_("Tahapan berlaku bagi kantor ini dan semua di bawahnya."))
    categories = ChecksField(
        _("Jenis mitra yang ditapis ulang"),
        required=True,
        help=_("Kerja sama berjalan dengan mitra jenis ini ditapis ulang saat tahapan dibuka."),
    )
    source = LongTextField(
        _("Sumber"), rows=2, longest=500, required=True, help=_("Peraturan atau keputusan yang menetapkan jadwalnya.")
    )


class PhaseChangeForm(PhaseForm):
    """A corrected phase."""

    reason = LongTextField(_("Alasan perubahan"), rows=2, longest=500, required=True)


class ReasonForm(VersionedForm):
    """An act that needs a reason only."""

    reason = LongTextField(_("Alasan"), rows=3, longest=2000, required=True)


class FindingsForm(VersionedForm):
    """What staff found."""

    candidate = RadioField(
        _("Apakah penanda tangan mitra menjadi bakal calon atau calon?"), choices=_ANSWERS, required=True
    )
    campaign = RadioField(
        _("Apakah mitra masuk tim kampanye atau menyatakan dukungan kepada peserta?"),
        choices=_ANSWERS,
        required=True,
        basis=_BASIS,
    )
    sources = LongTextField(
        _("Sumber yang diperiksa"),
        rows=4,
        longest=4000,
        required=True,
        help=_("Satu sumber per baris, misalnya daftar calon tetap, daftar tim kampanye, pernyataan mitra."),
    )
    looked_on = DateField(_("Tanggal diperiksa"), required=True)
    note = LongTextField(
        _("Catatan"), rows=3, longest=4000, conditional=True, help=_("Wajib bila jawabannya bukan “Tidak”.")
    )
    file = FileField(_("Bukti"), accept=SCANS, help=_("Misalnya tangkapan layar daftar atau surat pernyataan."))
    proposal = RadioField(_("Usulan keputusan"), choices=_RESULTS, required=True)


class DecisionForm(VersionedForm):
    """The decision."""

    result = RadioField(_("Keputusan"), choices=_RESULTS, required=True)
    allowed = LongTextField(
        _("Kegiatan yang masih boleh dilakukan"),
        rows=3,
        longest=4000,
        conditional=True,
        help=_("Wajib bila kegiatan dibatasi."),
    )
    reason = LongTextField(_("Alasan"), rows=3, longest=4000, required=True)


class ReturnForm(VersionedForm):
    """Handing back to staff."""

    note = LongTextField(_("Yang perlu dilengkapi"), rows=2, longest=2000, required=True)


class AskForm(VersionedForm):
    """Asking the level above."""

    question = LongTextField(
        _("Yang dimintakan pendapat"),
        rows=3,
        longest=4000,
        required=True,
        help=_("Temuan dan usul hasil ikut ditampilkan kepada kantor yang ditanya; catatan intern tidak."),
    )


class AnswerForm(VersionedForm):
    """The answer of the level above."""

    agrees = RadioField(_("Pendapat"), choices=[("yes", _("Sependapat")), ("no", _("Tidak sependapat"))], required=True)
    text = LongTextField(
        _("Penjelasan"), rows=3, longest=4000, conditional=True, help=_("Wajib bila tidak sependapat.")
    )


class LetterForm(BaseForm):
    """An answer that came by letter."""

    done_by = TextField(_("Yang menjawab"), longest=160, required=True, help=_("Nama dan jabatan menurut surat."))
    done_on = DateField(_("Tanggal surat"), required=True)
    letter_number = TextField(_("Nomor surat"), longest=120, required=True)
    agrees = RadioField(_("Pendapat"), choices=[("yes", _("Sependapat")), ("no", _("Tidak sependapat"))], required=True)
    text = LongTextField(_("Penjelasan menurut surat"), rows=3, longest=4000)
    scan = FileField(_("Pindaian surat"), accept=SCANS, required=True)
