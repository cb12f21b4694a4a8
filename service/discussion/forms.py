"""The forms of discussion."""

from typing import Any

from flask_babel import lazy_gettext as _l

from service.discussion.actions import LONGEST
from service.discussion.rules import Outcome, Visibility
from service.web.forms import (
    BaseForm,
    ChoiceField,
    DateField,
    FileField,
    LongTextField,
    MailField,
    RadioField,
    TextField,
    VersionedForm,
    VersionField,
)

SCANS = (".pdf", ".jpg", ".jpeg", ".png")
OUTCOMES = [(Outcome.AGREED.value, _l("Disepakati")), (Outcome.NOT_AGREED.value, _l("Belum disepakati"))]


class GuestRemarkForm(BaseForm):
    """A remark of the partner, or of anybody on one place of the text."""

    place = ChoiceField(_l("Bagian naskah"))
    text = LongTextField(_l("Catatan"), longest=LONGEST, rows=4, required=True)


class RemarkForm(GuestRemarkForm):
    """A remark of our side."""

    visibility = RadioField(
        _l("Siapa yang boleh membaca"),
        choices=[
            (Visibility.SHARED.value, _l("Kedua pihak")),
            (Visibility.INTERNAL.value, _l("Internal Bawaslu, tidak terlihat oleh mitra")),
        ],
        default=Visibility.SHARED.value,
        required=True,
    )


class ReplyForm(BaseForm):
    """An answer to a remark."""

    text = LongTextField(_l("Balasan"), longest=LONGEST, rows=2, required=True)


class SettleForm(VersionedForm):
    """How a remark was settled."""

    how = TextField(_l("Bagaimana diselesaikan"), longest=LONGEST, required=True)


class InviteForm(BaseForm):
    """Inviting a person of the partner."""

    name = TextField(_l("Nama"), longest=120, required=True)
    email = MailField(
        _l("Surel"),
        required=True,
        help=_l("Tautan pribadi dikirim ke surel ini dan juga dapat disalin dari halaman ini."),
    )


class OutsideForm(VersionedForm):
    """An act that happened outside the system (rule 35)."""

    done_by = TextField(_l("Siapa, dengan jabatannya"), required=True)
    done_on = DateField(_l("Tanggal"), required=True)
    letter_number = TextField(_l("Nomor surat"), longest=120)
    scan = FileField(_l("Pindaian"), required=True, accept=SCANS)


class OutsideRemarkForm(OutsideForm):
    """A remark that the partner made by letter or mail."""

    place = ChoiceField(_l("Bagian naskah"))
    text = LongTextField(_l("Catatan mitra"), longest=LONGEST, rows=4, required=True)


class OutsideMinutesForm(OutsideForm):
    """Minutes that were written and signed outside."""

    outcome = RadioField(_l("Hasil pembahasan"), choices=OUTCOMES, required=True)


class MinutesForm(BaseForm):
    """The draft of minutes; the other fields come from the manifest."""

    copy_version = VersionField()
    outcome = RadioField(
        _l("Hasil pembahasan"),
        choices=OUTCOMES,
        help=_l("Hanya berita acara yang disepakati membuka jalan ke pengesahan."),
        required=True,
    )


class CompareForm(BaseForm):
    """Two versions to compare."""

    class Meta(BaseForm.Meta):
        """A form that changes nothing needs no token."""

        csrf = False

    dari = ChoiceField(_l("Dari versi"), coerce=int, required=True)
    ke = ChoiceField(_l("Ke versi"), coerce=int, required=True)


def with_places(form: Any, places: list[tuple[str, str]], whole: Any) -> Any:
    """Offer the places of the text in a form."""
    form.place.choices = [("", whole), *places]
    form.place.required = True  # the empty place is an answer too
    return form
