"""The forms of the archive."""

from flask_babel import lazy_gettext as _

from service.agreements.lifecycle import Kind
from service.archive import words
from service.archive.rules import ContainerKind, Owner
from service.web.forms import (
    BaseForm,
    CheckField,
    ChecksField,
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    RadioField,
    TextField,
    VersionedForm,
)

BASIS = _("Peraturan, keputusan, atau surat yang menetapkan nilai ini.")
NO_BOX = ("", _("Tidak di dalam boks atau map"))


class SheetForm(VersionedForm):
    """What is known of an original."""

    sheet = NumberField(_("Lembar ke-"), least=1, most=99, required=True)
    owner = RadioField(_("Lembar milik pihak"), choices=list(words.OWNERS.items()), required=True)
    holder_kind = RadioField(_("Sekarang dipegang"), choices=list(words.OWNERS.items()), required=True)
    holder = TextField(
        _("Unit atau orang pemegang"),
        longest=160,
        conditional=True,
        help=_("Misalnya Subbagian Hukum dan Humas; wajib bila dipegang kantor Anda."),
    )
    archive_number = TextField(_("Nomor arsip"), longest=80, help=_("Nomor berkas menurut daftar arsip kantor Anda."))
    condition = ChoiceField(
        _("Keadaan fisik"), choices=[(key, word) for key, (word, _tone) in words.CONDITIONS.items()], required=True
    )
    pages = NumberField(_("Jumlah halaman"), least=1, most=5000)
    access_class = ChoiceField(_("Klasifikasi akses"), choices=list(words.ACCESS.items()), required=True)
    scanned_by = TextField(_("Dipindai oleh"), longest=160)
    scanned_on = DateField(
        _("Tanggal pemindaian"), help=_("Sesudah disimpan, orang lain menyatakan pindaian itu sesuai asli.")
    )
    notes = LongTextField(_("Catatan"), rows=2, longest=2000)


class SpotForm(VersionedForm):
    """Where something is put: in a box, or in a place of its own."""

    box = ChoiceField(_("Boks atau map"))
    room = TextField(_("Ruang"), longest=80)
    cabinet = TextField(_("Lemari"), longest=80)
    shelf = TextField(_("Rak"), longest=80)
    reason = TextField(_("Alasan pemindahan"), longest=300)


class NewSheetForm(SheetForm):
    """An original and where it lies."""

    box = ChoiceField(_("Boks atau map"))
    room = TextField(_("Ruang"), longest=80)
    cabinet = TextField(_("Lemari"), longest=80)
    shelf = TextField(_("Rak"), longest=80)


class BoxForm(VersionedForm):
    """A box or folder."""

    kind = RadioField(
        _("Jenis wadah"), choices=[(one.value, words.CONTAINERS[one]) for one in ContainerKind], required=True
    )
    code = TextField(_("Kode"), longest=40, required=True, help=_("Misalnya B-2026-01; tercetak pada label."))
    label = TextField(_("Keterangan isi"), longest=200)
    inside = ChoiceField(_("Di dalam boks"), help=_("Hanya untuk map; tempatnya mengikuti boksnya."))
    room = TextField(_("Ruang"), longest=80)
    cabinet = TextField(_("Lemari"), longest=80)
    shelf = TextField(_("Rak"), longest=80)


class BoxNameForm(VersionedForm):
    """The code and label of a box."""

    code = TextField(_("Kode"), longest=40, required=True)
    label = TextField(_("Keterangan isi"), longest=200)


class LendForm(BaseForm):
    """A loan."""

    borrower = TextField(_("Peminjam"), longest=200, required=True, help=_("Nama dan unit atau lembaganya."))
    purpose = TextField(_("Keperluan"), longest=500, required=True)
    out_on = DateField(_("Tanggal pinjam"), required=True)
    due_on = DateField(_("Harus kembali"), required=True)


class ReturnForm(BaseForm):
    """An original that is back."""

    returned_on = DateField(_("Tanggal kembali"), required=True)
    condition = ChoiceField(
        _("Keadaan saat kembali"),
        choices=[(key, word) for key, (word, _tone) in words.CONDITIONS.items()],
        required=True,
    )
    note = LongTextField(_("Catatan"), rows=2, longest=1000)


class RuleForm(BaseForm):
    """An entry of the retention schedule."""

    code = TextField(_("Kode klasifikasi"), longest=40, required=True, help=_("Misalnya HK.02.00."))
    name = TextField(_("Jenis arsip"), longest=200, required=True)
    kinds = ChecksField(
        _("Berlaku untuk"),
        choices=[(Kind.MOU.value, _("Nota Kesepahaman (MoU)")), (Kind.PKS.value, _("Perjanjian Kerja Sama (PKS)"))],
        required=True,
    )
    active_years = NumberField(
        _("Aktif (tahun)"), least=0, most=100, required=True, help=_("Sejak kerja sama berakhir.")
    )
    inactive_years = NumberField(_("Inaktif (tahun)"), least=0, most=100, required=True)
    fate = ChoiceField(_("Nasib akhir"), choices=list(words.FATES.items()), required=True)
    basis = LongTextField(
        _("Dasar hukum"),
        rows=2,
        longest=500,
        required=True,
        help=_("Peraturan yang menetapkan jangka ini."),
    )
    valid_from = DateField(_("Berlaku mulai"), required=True)


class HoldForm(BaseForm):
    """A legal hold."""

    reason = LongTextField(_("Alasan penahanan"), rows=3, longest=2000, required=True)
    letter_number = TextField(_("Nomor surat"), longest=120)


class ReasonForm(BaseForm):
    """A reason."""

    reason = LongTextField(_("Alasan"), rows=2, longest=2000, required=True)


class EmptyForm(BaseForm):
    """A button alone."""


class ExportForm(BaseForm):
    """An export of a year."""

    year = NumberField(_("Tahun penandatanganan"), least=1945, most=2199, required=True)


class PolicyForm(BaseForm):
    """A figure that the office decides."""

    value = NumberField(_("Nilai"), required=True)
    basis = LongTextField(
        _("Dasar"),
        rows=2,
        longest=500,
        required=True,
        help=_("Peraturan, keputusan, atau surat yang menetapkan nilai ini."),
    )


class FlagForm(BaseForm):
    """A yes or no that the office decides."""

    value = CheckField(_("Berlaku"))
    basis = LongTextField(
        _("Dasar"),
        rows=2,
        longest=500,
        required=True,
        help=_("Peraturan, keputusan, atau surat yang menetapkan nilai ini."),
    )


OFFICE, PARTNER = Owner.OFFICE.value, Owner.PARTNER.value
