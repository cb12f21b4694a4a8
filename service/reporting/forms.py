"""The forms of the monthly report."""

from flask_babel import lazy_gettext as _l

from service.web.forms import BaseForm, DateField, FileField, LongTextField, RadioField, TextField


class OutsideForm(BaseForm):
    """A sending or an answer on paper (rule 35)."""

    what = RadioField(
        _l("Yang terjadi"),
        choices=[
            ("sent", _l("Laporan dikirim sebagai cetakan")),
            ("received", _l("Laporan diterima kantor di atas")),
            ("returned", _l("Laporan dikembalikan kantor di atas")),
        ],
        required=True,
    )
    done_by = TextField(_l("Nama pejabat yang melakukannya"), required=True, longest=120)
    done_on = DateField(_l("Tanggal"), required=True)
    letter_number = TextField(_l("Nomor surat"), longest=100)
    reason = LongTextField(_l("Alasan bila dikembalikan"), rows=2, longest=2000)
    file = FileField(_l("Pindaian surat"), required=True, accept=("pdf", "jpg", "png"))


class CheckOutsideForm(BaseForm):
    """The second person's comparison with the scan."""

    decision = RadioField(
        _l("Hasil pemeriksaan"),
        choices=[("ok", _l("Isian cocok dengan pindaian")), ("no", _l("Tidak cocok, tolak"))],
        required=True,
    )
    reason = LongTextField(_l("Alasan bila ditolak"), longest=2000)
