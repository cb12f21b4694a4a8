"""The forms of reviews and renewal decisions."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from flask_babel import lazy_gettext as _

from service.reviews.rules import Answer, Item, Outcome, Said
from service.reviews.words import DECISION_CHOICES, OUTCOME_CHOICES, SAID_SHORT, item_name
from service.web.forms import (
    BaseForm,
    ChecksField,
    DateField,
    FileField,
    LongTextField,
    RadioField,
    TextField,
    VersionedForm,
    make_form,
)

LONGEST_NOTE = 500


class ReviewBase(VersionedForm):
    """What every review has beside its questions."""

    outcome = RadioField(
        _("Hasil reviu"),
        choices=list(OUTCOME_CHOICES.items()),
        required=True,
    )
    note = LongTextField(_("Catatan reviu"), rows=2, longest=2000)


def review_form(items: Iterable[Item]) -> type[ReviewBase]:
    """The form of one instrument: for each question an answer and a note."""
    fields: dict[str, Any] = {}
    for item in items:
        name = item_name(item)
        fields[f"item_{item.key}"] = RadioField(name, choices=list(SAID_SHORT.items()), required=True)
        fields[f"note_{item.key}"] = TextField(_("Catatan"), longest=LONGEST_NOTE)
    return cast("type[ReviewBase]", make_form("ReviewForm", fields, base=ReviewBase))


def answers_of(form: Any, items: Iterable[Item]) -> Mapping[str, Answer]:
    """What was answered."""
    return {
        item.key: Answer(Said(form[f"item_{item.key}"].data), form[f"note_{item.key}"].data or "") for item in items
    }


def outcome_of(form: Any) -> Outcome:
    """The outcome that was chosen."""
    return Outcome(form.outcome.data)


class ConfirmForm(VersionedForm):
    """The second person's answer to a review."""

    decision = RadioField(
        _("Keputusan Anda"),
        choices=[("yes", _("Konfirmasi: reviu ini berlaku")), ("no", _("Kembalikan kepada penyusun"))],
        required=True,
    )
    reason = LongTextField(
        _("Alasan pengembalian"), rows=2, longest=2000, conditional=True, help=_("Wajib bila dikembalikan.")
    )


class ManyForm(BaseForm):
    """Several reviews confirmed at once."""

    reviews = ChecksField(_("Reviu yang dikonfirmasi"))


class DecisionForm(VersionedForm):
    """What becomes of an agreement that ends."""

    decision = RadioField(
        _("Keputusan"),
        choices=list(DECISION_CHOICES.items()),
        required=True,
    )
    reason = LongTextField(_("Alasan"), rows=3, longest=4000, required=True)
    benefit = LongTextField(
        _("Manfaat, kendala, dan pelajaran"), rows=3, longest=4000, help=_("Ringkas; dibawa ke naskah berikutnya.")
    )
    met_on = DateField(_("Tanggal rapat"), required=True)
    met_at = TextField(_("Tempat rapat"), longest=200)
    attendants = LongTextField(_("Yang hadir"), rows=2, longest=2000)
    minutes = LongTextField(
        _("Isi berita acara"), rows=4, conditional=True, help=_("Ketik di sini, atau unggah pindaiannya di bawah.")
    )
    file = FileField(_("Pindaian berita acara"), accept=(".pdf",), conditional=True)
