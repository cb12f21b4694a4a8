"""The forms of the Word round trip; the decisions on single changes are read from the request as they come."""

from flask_babel import lazy_gettext as _l

from service.drafting.roundtrip_actions import LONGEST_NAME, LONGEST_REASON
from service.web.forms import BaseForm, ChoiceField, FileField, LongTextField, TextField, VersionedForm


class SendForm(BaseForm):
    """Sending a version out."""

    version_id = ChoiceField(_l("Versi"), required=True)
    sent_to = TextField(
        _l("Dikirim kepada"),
        longest=LONGEST_NAME,
        required=True,
        help=_l("Nama orang atau unit di pihak mitra yang akan menyuntingnya."),
    )


class ReturnForm(BaseForm):
    """Taking in a file that came back."""

    dispatch_id = ChoiceField(_l("Kiriman yang dijawab"), required=True)
    file = FileField(_l("Berkas Word dari mitra"), required=True, accept=(".docx",))


class DecideForm(VersionedForm):
    """The decisions on the changes of one page."""


class RefuseRestForm(VersionedForm):
    """Refusing all that is left for one reason."""

    reason = LongTextField(_l("Alasan penolakan"), longest=LONGEST_REASON, rows=2, required=True)


class SetAsideForm(VersionedForm):
    """Closing a file without taking anything over."""

    why = LongTextField(_l("Alasan dikesampingkan"), longest=LONGEST_REASON, rows=2, required=True)
