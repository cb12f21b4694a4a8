"""Forms of signing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _

from service.signing.actions import NewEvent
from service.signing.rules import Order
from service.web.forms import (
    BaseForm,
    CheckField,
    ChoiceField,
    DateField,
    FileField,
    HiddenField,
    LongTextField,
    NumberField,
    PasswordField,
    RadioField,
    TextField,
    VersionedForm,
    make_form,
)

ORDERS = [(Order.SECOND.value, _("PIHAK KEDUA lebih dahulu")), (Order.FIRST.value, _("PIHAK KESATU lebih dahulu"))]
CHOICE = "pilih_"


class EventForm(VersionedForm):
    """Opening an acara penandatanganan."""

    held_on = DateField(
        _("Tanggal acara"), required=True, help=_("Pada tanda tangan elektronik: hari ini atau sesudahnya.")
    )
    place = TextField(_("Tempat"), longest=120, required=True)
    stated = CheckField(
        _("Semua menandatangani pada tanggal itu"),
        help=_(
            "Bila dicentang, naskah mencetak “Pada hari ini ...”. Bila tidak, naskah elektronik menyebut tanggal tanda "
            "tangan masing-masing dan berlaku sejak tanda tangan terakhir."
        ),
    )
    order = RadioField(_("Urutan tanda tangan"), choices=ORDERS, default=Order.SECOND.value, required=True)
    partner_number = TextField(
        _("Nomor naskah dari mitra"),
        longest=120,
        help=_(
            "Wajib untuk tanda tangan elektronik; boleh menyusul untuk tanda tangan basah. Bila pihaknya lebih dari "
            "dua, pisahkan nomor masing-masing dengan titik koma menurut urutan pihak."
        ),
    )
    office_number = TextField(
        _("Nomor naskah kantor Anda"),
        longest=120,
        help=_(
            "Kosongkan supaya diambil dari urutan nomor kantor. Isi hanya bila nomornya sudah diambil di buku agenda."
        ),
    )
    office_sequence = NumberField(
        _("Nomor urut dalam buku agenda"), least=1, most=9_999_999, help=_("Hanya bila nomor diisi sendiri.")
    )


def event_form(choices: Mapping[str, list[tuple[str, str]]], **known: Any) -> EventForm:
    """The form, with a choice for each place where several signatories bear the printed name."""
    fields = {
        f"{CHOICE}{place}": ChoiceField(
            _("Penanda tangan %(name)s", name=options[0][1]), choices=options, required=True
        )
        for place, options in choices.items()
    }
    form: EventForm = make_form("EventFormOf", fields, base=EventForm)(**known)
    return form


def new_event(form: EventForm) -> NewEvent:
    """What was entered; the form has been validated, so the date is there."""
    assert form.held_on.data is not None
    chosen = {
        field.name.removeprefix(CHOICE): UUID(field.data)
        for field in form
        if field.name.startswith(CHOICE) and field.data
    }
    return NewEvent(
        held_on=form.held_on.data,
        place=form.place.data,
        stated=form.stated.data,
        order=Order(form.order.data),
        partner_number=form.partner_number.data or "",
        office_number=form.office_number.data or "",
        office_sequence=form.office_sequence.data,
        chosen=chosen,
    )


class VoidForm(VersionedForm):
    """Calling an event off."""

    reason = LongTextField(_("Alasan"), rows=2, longest=1000, required=True)


class OriginalForm(VersionedForm):
    """The original signed by hand (rules 8, 26, 35)."""

    done_by = TextField(_("Siapa saja yang menandatangani"), longest=300, required=True)
    signed_on = DateField(
        _("Tanggal tanda tangan terakhir"), required=True, help=_("Jangka waktu dihitung dari tanggal ini.")
    )
    partner_number = TextField(_("Nomor naskah dari mitra"), longest=120)
    scan = FileField(
        _("Pindaian naskah asli"), accept=("pdf",), required=True, help=_("Satu berkas PDF yang memuat semua halaman.")
    )


class SignForm(BaseForm):
    """A guest signs: `paper` is the SHA-256 of what he was shown."""

    paper = HiddenField()
    consent = CheckField(_("Saya menyatakan hal di atas dan menandatangani naskah ini."))


class StaffSignForm(SignForm):
    """A member of staff signs with the PIN of his key."""

    pin = PasswordField(
        _("PIN kunci tanda tangan"), required=True, render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )


class KeyForm(BaseForm):
    """A new signing key."""

    pin = PasswordField(
        _("PIN baru"),
        required=True,
        help=_("Paling sedikit enam angka atau huruf, tidak berurutan. Sistem tidak dapat membacanya kembali."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(_("Ulangi PIN"), required=True, render_kw={"autocomplete": "new-password"})
