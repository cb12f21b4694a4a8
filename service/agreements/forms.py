"""Forms of the agreement's own pages."""

from flask_babel import lazy_gettext as _l

from service.web.forms import BaseForm, HiddenField, LongTextField, RadioField, VersionedForm


class StepForm(VersionedForm):
    """One step along the lifecycle table."""

    action = HiddenField()


class CancelForm(VersionedForm):
    """Giving an agreement up, with the reason."""

    reason = LongTextField(_l("Alasan pembatalan"), longest=2000, required=True)


class CheckActForm(BaseForm):
    """The second person's check of an act recorded from outside (rule 35)."""

    decision = RadioField(
        _l("Hasil pemeriksaan"),
        choices=[("ok", _l("Isian cocok dengan pindaian")), ("no", _l("Tidak cocok, tolak"))],
        required=True,
    )
    reason = LongTextField(_l("Alasan bila ditolak"), longest=2000)
