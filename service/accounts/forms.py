"""Forms about people and signing in."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import EqualTo

from service.accounts.rules import SHORTEST
from service.accounts.tokens import LONGEST_LIFE
from service.accounts.words import ROLES, SCOPES
from service.web.forms import (
    BaseForm,
    ChecksField,
    ChoiceField,
    HiddenField,
    MailField,
    NumberField,
    PasswordField,
    RadioField,
    SecretNumberField,
    TextField,
    VersionedForm,
)


class SignInForm(BaseForm):
    """Address and password."""

    email = MailField(_l("Surel"), required=True, render_kw={"autocomplete": "username"})
    password = PasswordField(_l("Kata sandi"), required=True, render_kw={"autocomplete": "current-password"})
    next = HiddenField()


class CodeForm(BaseForm):
    """The authenticator's code."""

    code = SecretNumberField(
        _l("Kode autentikator"),
        required=True,
        help=_l("Enam angka yang sekarang tampil di aplikasi autentikator Anda."),
    )
    next = HiddenField()


class StepUpForm(BaseForm):
    """Password or code, whichever the person has at hand."""

    password = PasswordField(_l("Kata sandi"), render_kw={"autocomplete": "current-password"})
    code = SecretNumberField(_l("Kode autentikator"))
    next = HiddenField()


class NewPasswordForm(BaseForm):
    """A new password, typed twice."""

    password = PasswordField(
        _l("Kata sandi baru"),
        required=True,
        help=_l(
            "Sedikitnya %(shortest)s huruf. Rangkaian beberapa kata mudah diingat dan sulit ditebak.", shortest=SHORTEST
        ),
        render_kw={"autocomplete": "new-password"},
    )
    repeated = PasswordField(
        _l("Ulangi kata sandi baru"), [EqualTo("password")], required=True, render_kw={"autocomplete": "new-password"}
    )


class ChangePasswordForm(NewPasswordForm):
    """A new password, with the old one as proof."""

    current = PasswordField(_l("Kata sandi sekarang"), required=True, render_kw={"autocomplete": "current-password"})


class LanguageForm(BaseForm):
    """The language a person reads."""

    language = RadioField(_l("Bahasa halaman"), required=True, choices=[("id", "Bahasa Indonesia"), ("en", "English")])


def _role_choices() -> list[tuple[str, object]]:
    return [(role.value, word) for role, word in ROLES.items()]


class PersonForm(BaseForm):
    """A new person."""

    name = TextField(
        _l("Nama lengkap"), longest=120, required=True, help=_l("Dengan gelar, seperti pada surat keputusan.")
    )
    title = TextField(_l("Jabatan"), longest=160, required=True, help=_l("Contoh: Koordinator Divisi Hukum."))
    email = MailField(_l("Surel"), required=True, help=_l("Dipakai untuk masuk dan menerima pemberitahuan."))
    roles = ChecksField(_l("Peran"), required=True, choices=_role_choices)


class ChangePersonForm(VersionedForm):
    """What may change of a person."""

    name = TextField(_l("Nama lengkap"), longest=120, required=True)
    title = TextField(_l("Jabatan"), longest=160, required=True)
    roles = ChecksField(_l("Peran"), required=True, choices=_role_choices)


class DeactivateForm(BaseForm):
    """Who takes over."""

    successor = ChoiceField(_l("Pengganti"), help=_l("Tugas terbuka orang ini berpindah kepadanya."))


def _scope_choices() -> list[tuple[str, object]]:
    return [(scope.value, word) for scope, word in SCOPES.items()]


class TokenForm(BaseForm):
    """A token for a program."""

    name = TextField(
        _l("Nama"), longest=80, required=True, help=_l("Program yang akan memakainya, misalnya: Portal provinsi.")
    )
    scopes = ChecksField(
        _l("Izin"),
        required=True,
        choices=_scope_choices,
        help=_l(
            "Program tidak pernah boleh lebih daripada Anda sendiri, dan tidak dapat mengesahkan atau menandatangani."
        ),
    )
    days = NumberField(
        _l("Berlaku (hari)"),
        least=1,
        most=LONGEST_LIFE,
        required=True,
        default=90,
        help=_l("Paling lama %(longest)s hari.", longest=LONGEST_LIFE),
    )
