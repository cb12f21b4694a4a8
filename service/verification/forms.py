"""The form of verification."""

from flask_babel import lazy_gettext as _

from service.web.forms import BaseForm, FileField


class FileForm(BaseForm):
    """A file to be checked; it is not kept."""

    file = FileField(_("Berkas PDF"), required=True, help=_("Berkas hanya diperiksa, tidak disimpan."))
