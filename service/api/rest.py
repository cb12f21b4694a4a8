"""The ground of every address for programs: who may call it, how it refuses, and how it describes itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import flask_smorest
import marshmallow as ma
from flask.typing import ResponseReturnValue
from flask_smorest.arguments import FlaskParser
from werkzeug.exceptions import HTTPException, UnprocessableEntity

from service.accounts.browser import scopes
from service.accounts.models import Scope
from service.core import refusals
from service.core.permissions import needs
from service.core.refusals import Refused
from service.web.errors import PROBLEM, problem
from service.web.fields import clean
from service.web.language import language
from service.web.security import csrf

View = TypeVar("View", bound=Callable[..., Any])
PREFIX = "/api/v1"
REFUSALS = (400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429)
LARGEST_PAGE = 100


PROBLEM_SCHEMA = {
    "type": "object",
    "description": "Penolakan (RFC 9457): `code` tetap, `detail` untuk orang, `fields` menunjuk isian yang salah.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    },
}


class Api(flask_smorest.Api):  # type: ignore[misc]  # flask-smorest carries no types
    """The describer; the pages keep their own handling of faults."""

    def _register_error_handlers(self) -> None:
        """Leave the handlers of the whole application alone: each blueprint of ours has its own."""


class Parser(FlaskParser):  # type: ignore[misc]
    """Reads what programs send as forms read what people type: without what nobody sees and no database takes."""

    def pre_load(self, location_data: Any, *, schema: Any, req: Any, location: str) -> Any:
        """The body of a request; what breaks the description as it was sent is refused even where cleaning mends it."""
        found = super().pre_load(location_data, schema=schema, req=req, location=location)
        if location != "json":
            return found
        cleaned = _cleaned(found)
        if cleaned != found and (faults := schema.validate(found)):
            raise ma.ValidationError(_cleaned(faults))  # the names of unknown fields are the sender's own words
        return cleaned


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value, lines=True)
    if isinstance(value, dict):
        return {clean(str(key), lines=False): _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


class Group(flask_smorest.Blueprint):  # type: ignore[misc]
    """A group of addresses whose bodies are read by our parser."""

    ARGUMENTS_PARSER = Parser()


def blueprint(name: str, description: str) -> Any:
    """A group of addresses that speaks JSON only, also when it refuses."""
    found = Group(f"api_{name}", __name__, url_prefix=PREFIX, description=description)
    found.register_error_handler(Refused, on_refused)
    found.register_error_handler(UnprocessableEntity, on_invalid)
    csrf.exempt(found)  # programs show a token, never a cookie
    return found


def permitted(permission: str, scope: Scope = Scope.READ) -> Callable[[View], View]:
    """Declare the permission that the person needs and the scope that the token needs."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if scope.value not in scopes():
                raise Refused("scope_missing", scope=scope.value)
            return view(*args, **kwargs)

        return cast(View, needs(permission)(guarded))

    return wrap


def on_refused(refusal: Refused) -> ResponseReturnValue:
    """The sentence of a refusal, in the language that was asked for."""
    if refusal.code == "sign_in_needed":
        refusal = Refused("token_needed")
    sentence = refusals.explain(refusal, language())
    fields = {refusal.field: [sentence]} if refusal.field else None
    return problem(refusals.sentence(refusal.code).status, refusal.code, sentence, fields)


def on_invalid(fault: HTTPException) -> ResponseReturnValue:
    """What the description forbids, by field."""
    told: dict[str, Any] = getattr(fault, "data", {}).get("messages", {})
    fields = dict(_flat(told))
    if not fields:
        return on_refused(Refused("request_malformed"))
    sentence = refusals.explain(Refused("fields_invalid", count=len(fields)), language())
    return problem(422, "fields_invalid", sentence, fields)


def _flat(told: Any, path: str = "") -> list[tuple[str, list[str]]]:
    if isinstance(told, dict):
        found = []
        for key, value in told.items():
            here = path if key in ("json", "query", "_schema") and not path else f"{path}.{key}".strip(".")
            found += _flat(value, here)
        return found
    lines = told if isinstance(told, list) else [told]
    return [(path or "body", [str(line) for line in lines])]


def describe(api: Any, groups: tuple[Any, ...]) -> dict[str, Any]:
    """Register the groups and complete their description: who must be asked, and how each address refuses."""
    api.spec.components.security_scheme(
        "token", {"type": "http", "scheme": "bearer", "description": "Token yang dibuat di halaman Akun saya."}
    )
    api.spec.components.schema("Problem", component=PROBLEM_SCHEMA)
    for one in groups:
        api.register_blueprint(one)
    told: dict[str, Any] = api.spec.to_dict()
    told["security"] = [{"token": []}]
    refusing = {
        "description": "Ditolak, dengan alasannya.",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for operations in told["paths"].values():
        for method, operation in operations.items():
            if method != "parameters":
                operation["responses"].pop("default", None)
                operation["responses"].update({str(status): refusing for status in REFUSALS})
    return told


class Page(ma.Schema):
    """Which part of a list is asked for."""

    page = ma.fields.Integer(
        load_default=1,
        validate=ma.validate.Range(min=1, max=1_000_000),
        metadata={"description": "Halaman, mulai dari 1."},
    )
    per_page = ma.fields.Integer(
        load_default=25,
        validate=ma.validate.Range(min=1, max=LARGEST_PAGE),
        metadata={"description": "Baris per halaman."},
    )
