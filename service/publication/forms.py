"""The forms of publication."""

from flask_babel import lazy_gettext as _l

from service.publication.rules import Decision
from service.web.forms import BaseForm, CheckField, DateField, FileField, LongTextField, RadioField, VersionField

PDF = (".pdf",)


class DecideForm(BaseForm):
    """Open or exempt."""

    seen = VersionField()
    decision = RadioField(
        _l("Keputusan"),
        required=True,
        choices=[
            (Decision.OPEN.value, _l("Terbuka: salinan publik dapat dibaca siapa pun")),
            (Decision.EXEMPT.value, _l("Dikecualikan: tidak tampil di register publik")),
        ],
        help=_l(
            "Badan publik wajib menyediakan perjanjian dengan pihak ketiga setiap saat (UU 14/2008), "
            "kecuali informasi yang dikecualikan."
        ),
    )
    ground = LongTextField(
        _l("Alasan pengecualian"),
        rows=3,
        longest=2000,
        conditional=True,
        help=_l("Wajib bila dikecualikan, dengan dasar hukumnya."),
    )
    review_on = DateField(
        _l("Ditinjau kembali pada"), conditional=True, help=_l("Wajib bila dikecualikan, paling lama lima tahun.")
    )


class BringForm(BaseForm):
    """A copy whose contacts were covered by hand."""

    seen = VersionField()
    file = FileField(
        _l("Salinan publik"),
        required=True,
        accept=PDF,
        help=_l("Pindaian yang telepon, surel, NIK, dan tanda tangan pribadinya sudah ditutup permanen."),
    )
    looked = CheckField(
        _l("Setiap halaman sudah saya periksa: tidak ada telepon, surel, NIK, atau NIP yang terbaca"), required=True
    )


class CheckCopyForm(BaseForm):
    """What the second person saw."""

    seen = VersionField()
    clean = RadioField(
        _l("Hasil pemeriksaan"),
        required=True,
        choices=[
            ("yes", _l("Bersih: tidak ada data pribadi pada halaman mana pun")),
            ("no", _l("Belum bersih: kembalikan kepada pengunggah")),
        ],
    )


class SeenForm(BaseForm):
    """One button."""

    seen = VersionField()


class WithdrawForm(BaseForm):
    """Taking back."""

    seen = VersionField()
    reason = LongTextField(_l("Alasan penarikan"), rows=3, required=True, longest=1000)
