"""The description for programs, and the page that tells people how to begin."""

from typing import Any

from flask import Blueprint, Flask, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.routing import BaseConverter

from service.api import reading_api, reports_api, writing_api
from service.api.rest import PREFIX, Api, describe
from service.core.permissions import open_to_all

bp = Blueprint("api", __name__, template_folder="templates")
DESCRIPTION = "SIJARI_OPENAPI"


class Sha256(BaseConverter):
    """A SHA-256 in an address."""

    regex = "[0-9a-f]{64}"


@bp.get(f"{PREFIX}/openapi.json")
@open_to_all
def openapi() -> ResponseReturnValue:
    """The description of every address, as OpenAPI 3."""
    return jsonify(current_app.config[DESCRIPTION])


@bp.get("/api")
@open_to_all
def guide() -> ResponseReturnValue:
    """How a program begins, and what it may call."""
    told: dict[str, Any] = current_app.config[DESCRIPTION]
    calls = [
        (method.upper(), path, _(what))
        for path, operations in told["paths"].items()
        for method, operation in operations.items()
        if method != "parameters" and (what := operation["summary"])
    ]
    return render_template("api/guide.html", calls=calls)


def install(app: Flask) -> None:
    """Register the addresses and write their description once."""
    app.url_map.converters["regex_sha"] = Sha256
    app.config.update(API_TITLE="Sijari", API_VERSION="v1", OPENAPI_VERSION="3.0.3", OPENAPI_URL_PREFIX=None)
    api = Api(app)
    api.register_converter(Sha256, lambda _converter: {"type": "string", "pattern": "^[0-9a-f]{64}$"})
    app.config[DESCRIPTION] = describe(api, (reading_api.bp, writing_api.bp, reports_api.bp))
