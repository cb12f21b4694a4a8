"""The forms of a partner's file."""

from flask_babel import lazy_gettext as _l

from service.drafting.forms import CopyForm
from service.web.forms import FileField


class PartnerFileForm(CopyForm):
    """Taking in the file that becomes the text."""

    file = FileField(
        _l("Berkas Word dari mitra"),
        required=True,
        accept=(".docx",),
        help=_l("Tanpa perubahan terlacak, komentar, dan makro."),
    )


class OwnAgainForm(CopyForm):
    """Going back to our own template."""
