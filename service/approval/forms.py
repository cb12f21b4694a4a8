"""Forms of approval."""

from flask_babel import lazy_gettext as _

from service.accounts.words import ROLES
from service.approval.rules import MAX_STEPS
from service.core.permissions import TABLE
from service.web.forms import (
    BaseForm,
    ChoiceField,
    DateField,
    FileField,
    HiddenField,
    LongTextField,
    RadioField,
    TextField,
    VersionedForm,
    make_form,
)

APPROVE, RETURN = "approve", "return"
OUTCOMES = [(APPROVE, _("Setuju: naskah ini boleh ditandatangani")), (RETURN, _("Kembalikan untuk diperbaiki"))]


class DecisionForm(VersionedForm):
    """Approve or return; `round` is the round that the page showed."""

    round = HiddenField()
    decision = RadioField(_("Keputusan"), choices=OUTCOMES, required=True)
    reason = LongTextField(
        _("Alasan"), rows=3, longest=2000, help=_("Wajib bila dikembalikan: apa yang harus diperbaiki, di pasal mana.")
    )


class OutsideForm(DecisionForm):
    """The decision of an official who decided on paper (rule 35)."""

    done_by = TextField(_("Siapa yang memutuskan"), required=True, help=_("Nama dan jabatan pejabatnya."))
    done_on = DateField(_("Tanggal keputusan"), required=True)
    letter_number = TextField(_("Nomor surat atau lembar disposisi"))
    scan = FileField(_("Pindaian"), accept=("pdf", "jpg", "png"), required=True)


def chain_form(roles: tuple[str, ...]) -> BaseForm:
    """One choice a place in the chain; empty places are skipped."""
    entitled = [(role.value, ROLES[role]) for role in ROLES if role in TABLE["agreement:approve"]]
    fields = {
        f"place{number}": ChoiceField(
            _("Pemberi persetujuan ke-%(number)s", number=number),
            choices=[("", _("(tidak ada)")), *entitled],
            default=roles[number - 1] if number <= len(roles) else "",
        )
        for number in range(1, min(MAX_STEPS, len(entitled)) + 1)
    }
    return make_form("ChainForm", fields)()


def chain_of(form: BaseForm) -> list[str]:
    """The roles chosen, in their order."""
    return [field.data for field in form if field.name.startswith("place") and field.data]
