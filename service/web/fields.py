"""The fields of our forms: each with a help line and, where lawyers argue about it, its legal basis."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import wtforms
from flask_wtf import file as flask_file
from wtforms import validators, widgets
from wtforms.fields.choices import SelectChoice

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199  # a day outside is a slip, and reckoning with it would leave the calendar
LARGEST_NUMBER = 2**31 - 1  # what every column of ours can hold
LONGEST_AMOUNT = 20
# Marks that turn the direction of writing: a name printed with them reads otherwise than it is stored.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
UNSEEN = frozenset({"Cc", "Cs"})  # control characters; halves of letters, which no database takes
DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def clean(text: str, *, lines: bool) -> str:
    """What was typed without what nobody sees: control characters and marks that turn the writing.

    Line ends stay where several lines are asked for, and become a space elsewhere: no name may begin a new line, in a
    letter's head for instance.
    """
    said = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if not lines:
        said = said.replace("\n", " ")
    return "".join(one for one in said if one in "\n\t" or not (unicodedata.category(one) in UNSEEN or one in TURNING))


class Explained:
    """What every field of ours takes: `help`, `basis` (its legal basis), `required`.

    `conditional` says that a field is needed in some cases, which its help names: it is not marked as one to leave out.
    """

    def __init__(
        self,
        label: Any = None,
        checks: Sequence[Any] = (),
        *,
        help: Any = "",  # noqa: A002  the word the manifest uses
        basis: Any = "",
        required: bool = False,
        conditional: bool = False,
        **options: Any,
    ) -> None:
        first = self.when_required() if required else [validators.Optional(strip_whitespace=True)]
        super().__init__(label, [*first, *checks], description=help, **options)  # type: ignore[call-arg]
        self.basis = basis
        self.required = required
        self.conditional = conditional

    @staticmethod
    def when_required() -> list[Any]:
        """The check of a field that must be filled in."""
        return [validators.DataRequired()]


class TextField(Explained, wtforms.StringField):
    """One line of text."""

    kind = "text"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, without what nobody sees."""
        super().process_formdata([clean(one, lines=False) for one in valuelist])

    def __init__(self, label: Any = None, checks: Sequence[Any] = (), *, longest: int = 200, **options: Any) -> None:
        options.setdefault("filters", [_stripped])
        super().__init__(label, [validators.Length(max=longest), *checks], **options)


class LongTextField(Explained, wtforms.TextAreaField):
    """Several lines of text."""

    kind = "area"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, without what nobody sees."""
        super().process_formdata([clean(one, lines=True) for one in valuelist])

    def __init__(
        self, label: Any = None, checks: Sequence[Any] = (), *, longest: int = 10_000, rows: int = 5, **options: Any
    ) -> None:
        options.setdefault("filters", [_stripped])
        options.setdefault("render_kw", {"rows": rows})
        super().__init__(label, [validators.Length(max=longest), *checks], **options)


class MailField(TextField):
    """A mail address."""

    widget = widgets.EmailInput()

    def __init__(self, label: Any = None, checks: Sequence[Any] = (), **options: Any) -> None:
        form = validators.Regexp(
            r"^[^@\s<>\"',;:()\[\]\\]+@[^@\s<>\"',;:()\[\]\\]+\.[^@\s<>\"',;:()\[\]\\.]+\Z",
            message="Invalid email address.",
        )
        super().__init__(label, [_Translated(form), *checks], longest=254, **options)


class PasswordField(Explained, wtforms.PasswordField):
    """A secret; never shown again and never stripped."""

    kind = "text"


class NumberField(Explained, wtforms.IntegerField):
    """A whole number, not below `least` and not above `most`."""

    kind = "short"

    def __init__(
        self,
        label: Any = None,
        checks: Sequence[Any] = (),
        *,
        least: int = 0,
        most: int = LARGEST_NUMBER,
        **options: Any,
    ) -> None:
        super().__init__(label, [_Between(least, most), *checks], **options)

    @staticmethod
    def when_required() -> list[Any]:
        """Nought is a number too."""
        return [validators.InputRequired()]


class MoneyField(Explained, wtforms.Field):
    """Rupiah; takes "1.500.000", "1500000" and "Rp1.500.000,00"."""

    widget = widgets.TextInput()
    kind = "short"
    data: Decimal | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:,.0f}".replace(",", ".") if isinstance(self.data, Decimal) else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        if not valuelist or not valuelist[0].strip():
            return
        text = valuelist[0].strip().removeprefix("Rp").replace(" ", "").replace(".", "").replace(",", ".")
        try:
            if len(text) > LONGEST_AMOUNT or not set(text) <= set("0123456789.-"):
                raise InvalidOperation
            self.data = Decimal(text)
        except InvalidOperation:
            self.data = None
            raise ValueError(self.gettext("Not a valid decimal value.")) from None


class DateField(Explained, wtforms.DateField):
    """A calendar day: the browser's own field, and typed days such as 28-05-2025."""

    kind = "short"
    data: Any

    def __init__(self, label: Any = None, checks: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(label, checks, format=DATE_FORMATS, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; one that no calendar of ours reaches is a slip of the pen."""
        super().process_formdata(valuelist)
        day: date | None = self.data
        if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            self.data = None
            raise ValueError(self.gettext("Not a year of ours."))

    def _value(self) -> str:
        """The form that the browser's date field understands, whatever was typed."""
        if self.data is not None:
            return str(self.data.isoformat())
        return " ".join(self.raw_data) if self.raw_data else ""


class TimeField(Explained, wtforms.TimeField):
    """A time of day."""

    kind = "short"

    def __init__(self, label: Any = None, checks: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(label, checks, format=["%H:%M", "%H.%M", "%H:%M:%S"], **options)


class Choosing(Explained):
    """What the fields with choices take: pairs (value, word), a function that gives them, or groups."""

    def __init__(self, label: Any = None, checks: Sequence[Any] = (), *, choices: Any = None, **options: Any) -> None:
        super().__init__(label, checks, choices=_as_choices(choices), **options)

    @property
    def choices(self) -> Any:
        """The choices as WTForms keeps them."""
        return wtforms.SelectField.choices.fget(self)

    @choices.setter
    def choices(self, value: Any) -> None:
        wtforms.SelectField.choices.fset(self, _as_choices(value))


def _as_choices(value: Any) -> Any:
    """Pairs as the choices of WTForms; a function stays one, so that it is asked for each form."""
    if value is None:
        return None
    if callable(value):
        return lambda: _as_choices(value())
    if isinstance(value, Mapping):  # group: pairs
        return [_one_choice(pair, str(group)) for group, pairs in value.items() for pair in pairs]
    return [_one_choice(one) for one in value]


def _one_choice(one: Any, group: str | None = None) -> Any:
    if not isinstance(one, tuple):
        return one
    return SelectChoice(str(one[0]), one[1], optgroup=group)


class ChoiceField(Choosing, wtforms.SelectField):
    """One out of many, as a list that opens."""

    kind = "select"


class RadioField(Choosing, wtforms.RadioField):
    """One out of a few, all of them seen."""

    kind = "radios"

    @staticmethod
    def when_required() -> list[Any]:
        """An untouched group is a field that was not filled in, and says so."""
        return [validators.InputRequired()]


class ChecksField(Choosing, wtforms.SelectMultipleField):
    """Any of several."""

    kind = "checks"
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class CheckField(Explained, wtforms.BooleanField):
    """One statement that is true or not."""

    kind = "check"


class FileField(Explained, flask_file.FileField):
    """One file; `accept` are the endings offered, `most` its bytes where fewer are taken than elsewhere.

    What the file really is, the room checks.
    """

    kind = "file"

    def __init__(
        self,
        label: Any = None,
        checks: Sequence[Any] = (),
        *,
        accept: Sequence[str] = (),
        most: int = 0,
        **options: Any,
    ) -> None:
        options["render_kw"] = {"accept": ",".join(accept)} | options.get("render_kw", {})
        allowed = [_Translated(_Endings(accept))] if accept else []
        super().__init__(label, [*allowed, *checks], **options)
        self.accept = tuple(accept)
        self.most = most

    @staticmethod
    def when_required() -> list[Any]:
        """A file must have been chosen."""
        return [flask_file.FileRequired(message=None)]

    def content(self) -> bytes:
        """The bytes of the file, or nothing."""
        return bytes(self.data.read()) if self.data else b""

    def file_name(self) -> str:
        """The name that the person's machine gave the file, without folders."""
        return str(self.data.filename or "").replace("\\", "/").rpartition("/")[2][:200] if self.data else ""


class SecretNumberField(Explained, wtforms.StringField):
    """A one-time code: digits, offered from the mail or the authenticator by the browser."""

    kind = "short"

    def __init__(self, label: Any = None, checks: Sequence[Any] = (), **options: Any) -> None:
        options.setdefault("render_kw", {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 8})
        options.setdefault("filters", [lambda value: "".join((value or "").split())])
        super().__init__(label, checks, **options)


class HiddenField(wtforms.HiddenField):
    """Something the form carries with it."""


class VersionField(wtforms.IntegerField):
    """The version that the person saw; a change of an older one is refused as stale."""

    widget = widgets.HiddenInput()

    def __init__(self, **options: Any) -> None:
        super().__init__("", [validators.InputRequired()], **options)


class _Between:
    """A number that could be read lies within its bounds."""

    def __init__(self, least: int, most: int) -> None:
        self._range = validators.NumberRange(min=least, max=most)

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is not None:
            self._range(form, field)


class _Translated:
    """A check whose sentence is looked up in our own table."""

    def __init__(self, check: Any) -> None:
        self._check = check

    def __call__(self, form: Any, field: Any) -> None:
        try:
            self._check(form, field)
        except validators.StopValidation as fault:
            raise validators.StopValidation(field.gettext(str(fault))) from None
        except ValueError as fault:
            raise validators.ValidationError(field.gettext(str(fault))) from None


class _Endings:
    """The ending of a file's name is among those offered."""

    def __init__(self, endings: Sequence[str]) -> None:
        self._endings = tuple(ending.lower() for ending in endings)

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data and not str(field.data.filename or "").lower().endswith(self._endings):
            raise validators.ValidationError("Wrong kind of file.")
