"""The base of every form: our sentences, refusals shown at their field, forms made from data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, cast

from flask_wtf import FlaskForm
from wtforms.fields import FieldList, FormField
from wtforms.widgets import HiddenInput

from service.core import refusals
from service.core.refusals import Refused
from service.web.fields import (
    CheckField,
    ChecksField,
    ChoiceField,
    DateField,
    FileField,
    HiddenField,
    LongTextField,
    MailField,
    MoneyField,
    NumberField,
    PasswordField,
    RadioField,
    SecretNumberField,
    TextField,
    TimeField,
    VersionField,
)
from service.web.language import language
from service.web.messages import MESSAGES, FormMessages

__all__ = [
    "BaseForm", "CheckField", "ChecksField", "ChoiceField", "DateField", "FileField", "HiddenField", "LongTextField",
    "MailField", "MoneyField", "NumberField", "PasswordField", "RadioField", "SecretNumberField", "TextField",
    "TimeField", "VersionField", "VersionedForm", "make_form",
]  # fmt: skip

OK, INVALID = 200, 422


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the summary on top: the field's id to jump to (empty for the whole form) and the sentence."""

    anchor: str
    label: str
    sentence: str


class BaseForm(FlaskForm):
    """A form with our sentences, used by a page like this.

    form = DecisionForm()
    if form.validate_on_submit():
        with form.refusing():
            with begin() as uow:
                actions.decide(uow, ...)
            flash(_("Keputusan Anda sudah dicatat."))
            return redirect(...)
    return render_template("approval/decide.html", form=form), form.status
    """

    class Meta(FlaskForm.Meta):
        """Where WTForms finds its sentences."""

        def get_translations(self, _form: Any) -> FormMessages:
            """Our own table instead of the catalogues of WTForms."""
            return MESSAGES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._refused_status = 0

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form."""
        if self._refused_status:
            return self._refused_status
        return INVALID if self.is_submitted() and (self.errors or self.form_errors) else OK

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal at the field it names, or on top of the form."""
        sentence = refusals.explain(refusal, language())
        field = self._fields.get(refusal.field) if refusal.field else None
        if field is None:
            self.form_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]
        self._refused_status = refusals.sentence(refusal.code).status

    def refusing(self) -> "Refusing":
        """A block in which a refusal is shown in this form instead of on a page of its own."""
        return Refusing(self)

    def faults(self) -> list[Fault]:
        """Everything that is wrong, in the order of the fields, for the summary on top."""
        own = [Fault("", "", str(sentence)) for sentence in self.form_errors]
        return own + list(_faults(self))

    def hidden(self) -> list[Any]:
        """The fields that nobody sees."""
        return [field for field in self if isinstance(field.widget, HiddenInput)]

    def visible(self) -> list[Any]:
        """The fields that people fill in, in their order."""
        return [field for field in self if not isinstance(field.widget, HiddenInput)]


class VersionedForm(BaseForm):
    """A form about something that somebody else may change meanwhile: pass `form.version.data` as the seen version."""

    version = VersionField()


class Refusing:
    """Catches a refusal and puts it into a form."""

    def __init__(self, form: BaseForm) -> None:
        self._form = form

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(fault, Refused):
            return False
        self._form.refuse(fault)
        return True


def make_form(name: str, fields: Mapping[str, Any], *, base: type[BaseForm] = BaseForm) -> type[BaseForm]:
    """A form class from unbound fields, for forms that data describe (the manifest of a template)."""
    return cast("type[BaseForm]", type(name, (base,), dict(fields)))


def _faults(form: Any) -> Iterator[Fault]:
    for field in form:
        if isinstance(field, FormField):
            yield from _faults(field.form)
        elif isinstance(field, FieldList):
            yield from _list_faults(field)
        else:
            for sentence in field.errors:
                yield Fault(_anchor(field), _label(field), str(sentence))


def _list_faults(field: Any) -> Iterator[Fault]:
    for entry in field.entries:
        if isinstance(entry, FormField):
            yield from _faults(entry.form)
        else:
            for sentence in entry.errors:
                yield Fault(entry.id, _label(field), str(sentence))


def _anchor(field: Any) -> str:
    if isinstance(field.widget, HiddenInput):
        return ""
    return f"{field.id}-0" if getattr(field, "kind", "") in ("radios", "checks") else str(field.id)


def _label(field: Any) -> str:
    return "" if isinstance(field.widget, HiddenInput) else str(field.label.text)
