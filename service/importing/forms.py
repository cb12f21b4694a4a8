"""The forms of the import."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import MultipleFileField

from service.importing.columns import HEADS, Column
from service.web.fields import Explained
from service.web.forms import (
    BaseForm,
    CheckField,
    ChoiceField,
    DateField,
    FileField,
    LongTextField,
    TextField,
    VersionedForm,
    make_form,
)
from service.web.language import language


class FilesField(Explained, MultipleFileField):
    """Several files at once."""

    kind = "file"

    def __init__(self, label: Any = None, *, accept: Sequence[str] = (), **options: Any) -> None:
        options["render_kw"] = {"accept": ",".join(accept), "multiple": True}
        super().__init__(label, **options)
        self.accept = tuple(accept)

    def chosen(self) -> list[tuple[str, bytes]]:
        """Name and bytes of each file that was chosen."""
        return [(str(one.filename or ""), one.read()) for one in self.data or () if one and one.filename]


SCANS = (".pdf", ".zip")


class UploadForm(BaseForm):
    """A spreadsheet with its scans."""

    sheet = FileField(_("Daftar naskah"), required=True, accept=(".xlsx",))
    scans = FilesField(
        _("Pindaian"),
        accept=SCANS,
        help=_("Pilih banyak PDF sekaligus, atau satu ZIP. Dapat juga ditambahkan sesudahnya."),
    )


class ScansForm(BaseForm):
    """More scans for a trial."""

    scans = FilesField(_("Pindaian"), accept=SCANS, help=_("Pilih banyak PDF sekaligus, atau satu ZIP."))


class RunForm(VersionedForm):
    """Enter everything that can be entered."""

    skip_wrong = CheckField(_("Lewati baris yang salah; baris itu tidak masuk"))


class UndoForm(BaseForm):
    """Taking a batch out again."""

    reason = LongTextField(_("Alasan"), rows=2, longest=500, required=True)


class CompleteForm(VersionedForm):
    """What was missing in an imported agreement; `without` drops the fields that are filled already."""

    office_number = TextField(_("Nomor Bawaslu"), longest=200)
    partner_number = TextField(_("Nomor mitra"), longest=200)
    end_on = DateField(_("Tanggal berakhir"), help=_("Hari terakhir masa berlaku menurut pasal jangka waktu."))
    endless = CheckField(_("Naskah tidak menyebut batas waktu"))
    parent = ChoiceField(_("MoU induk"))
    scan = FileField(_("Pindaian"), accept=(".pdf",))

    def without(self, *names: str) -> "CompleteForm":
        """Drop the fields of what is known already."""
        for name in names:
            del self[name]
        return self


def matching_form(places: Sequence[tuple[str, Any]]) -> type[BaseForm]:
    """A form with one choice of a sheet's column for each of ours."""
    choices = [("", _("Tidak ada")), *places]
    fields = {
        column.value: ChoiceField(head.name(language()), choices=choices, required=head.needed)
        for column, head in HEADS.items()
    }
    return make_form("MatchingForm", fields)


def chosen_places(form: Any) -> dict[Column, int]:
    """What was chosen in the form of columns."""
    found = {}
    for column in Column:
        said = form[column.value].data
        if said:
            found[column] = int(said)
    return found


def needed_names() -> str:
    """The columns without which no row can be read, in words."""
    return ", ".join(head.name(language()) for head in HEADS.values() if head.needed)
