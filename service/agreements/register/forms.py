"""Forms of the register."""

from flask_babel import lazy_gettext as _l

from service.agreements.register.bulk import LONGEST_TITLE
from service.agreements.register.saved import LONGEST_NAME
from service.web.forms import BaseForm, CheckField, ChoiceField, DateField, HiddenField, TextField, VersionedForm

SHARING = _l("Bagikan dengan seluruh kantor")


class SaveViewForm(BaseForm):
    """The present state of the list under a name."""

    name = TextField(_l("Nama tampilan"), longest=LONGEST_NAME, required=True)
    shared = CheckField(SHARING)
    query = HiddenField()


class ChangeViewForm(VersionedForm):
    """Another name for a view, or other eyes on it."""

    name = TextField(_l("Nama tampilan"), longest=LONGEST_NAME, required=True)
    shared = CheckField(SHARING)


class DutyForm(BaseForm):
    """A task for every ticked agreement."""

    title = TextField(_l("Tugas"), longest=LONGEST_TITLE, required=True)
    due_on = DateField(_l("Tenggat"), required=True)
    owner = ChoiceField(_l("Penanggung jawab"), choices=[], required=False)
    action = HiddenField()
    back = HiddenField()
