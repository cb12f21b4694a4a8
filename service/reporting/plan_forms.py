"""The forms of the action plan."""

from flask_babel import lazy_gettext as _

from service.web.forms import BaseForm, ChecksField, ChoiceField, DateField, LongTextField


class OwnerForm(BaseForm):
    """Who sees to a duty."""

    person = ChoiceField(_("Penanggung jawab"), required=True)
    target_on = DateField(_("Sasaran selesai"), help=_("Sesudah hari ini, yang masih terbuka tampil tertinggal."))


class InstructionForm(BaseForm):
    """A dated instruction to offices below."""

    offices = ChecksField(_("Kepada"))
    text = LongTextField(_("Yang harus dikerjakan"), rows=4, longest=4000, required=True)
    due_on = DateField(_("Tenggat"), required=True)


class AnswerForm(BaseForm):
    """The answer to an instruction."""

    answer = LongTextField(_("Jawaban"), rows=3, longest=4000, required=True)
