"""Every fault as a page with a plain sentence; the reason for the operator goes to the log under a reference."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, current_app, g, json, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge
from werkzeug.wrappers import Response

from service.core import refusals
from service.core.refusals import Refused
from service.web.language import language, ukuran
from service.web.safe_next import came_from

log = logging.getLogger("sijari.web")

_BY_STATUS = {
    400: "request_malformed",
    401: "sign_in_needed",
    403: "not_permitted",
    404: "page_unknown",
    405: "method_unknown",
    413: "request_too_large",
    429: "too_many_requests",
}
_SERVER_FAULT = 500
PROBLEM = "application/problem+json"


def install(app: Flask) -> None:
    """Turn refusals, HTTP faults and unexpected errors into pages."""
    app.register_error_handler(Refused, on_refused)
    app.register_error_handler(CSRFError, lambda _fault: on_refused(Refused("form_expired")))
    app.register_error_handler(RateLimitExceeded, lambda _fault: on_refused(Refused("too_many_requests")))
    app.register_error_handler(RequestEntityTooLarge, on_too_large)
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(Exception, on_unexpected)


def reference() -> str:
    """The number that ties what the person saw to the line in the log."""
    if "sijari_reference" not in g:
        g.sijari_reference = secrets.token_hex(4).upper()
    found: str = g.sijari_reference
    return found


def on_refused(refusal: Refused) -> ResponseReturnValue:
    """The sentence of a refusal with its status."""
    status = refusals.sentence(refusal.code).status
    if status >= _SERVER_FAULT:
        log.error("web.refused code=%s reference=%s", refusal.code, reference())
    return _page(refusals.explain(refusal, language()), status, refusal.code)


def on_too_large(_fault: RequestEntityTooLarge) -> ResponseReturnValue:
    """A request over the limit."""
    limit = ukuran(int(current_app.config["MAX_CONTENT_LENGTH"]))
    return on_refused(Refused("request_too_large", limit=limit))


def on_http(fault: HTTPException) -> ResponseReturnValue:
    """A fault that Flask itself raised; redirects pass."""
    if fault.code is None or fault.code < 400:  # noqa: PLR2004  below 400 nothing is at fault
        return fault
    answer = on_refused(Refused(_BY_STATUS.get(fault.code, "request_malformed")))
    if isinstance(fault, MethodNotAllowed) and isinstance(answer, Response):
        answer.headers["Allow"] = ", ".join(sorted(fault.valid_methods or ()))
    return answer


def on_unexpected(fault: Exception) -> ResponseReturnValue:
    """An error nobody foresaw: logged with its trace, shown without."""
    log.error("web.unexpected reference=%s endpoint=%s", reference(), request.endpoint, exc_info=fault)
    if current_app.config.get("SIJARI_RAISE", False):
        raise fault
    return _page(refusals.explain(Refused("unexpected"), language()), _SERVER_FAULT, "unexpected")


def problem(status: int, code: str, detail: str, fields: Mapping[str, Sequence[str]] | None = None) -> Response:
    """A refusal for programs, as RFC 9457 has it; `code` is stable, `detail` is for people."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": code.replace("_", " "),
        "status": status,
        "code": code,
        "detail": detail,
    }
    if fields:
        said["fields"] = fields
    if status >= _SERVER_FAULT:
        said["reference"] = reference()
    answer = Response(json.dumps(said, ensure_ascii=False), status=status, mimetype=PROBLEM)
    if status == 401:  # noqa: PLR2004  RFC 9110 wants the scheme to be named
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Sijari"'
    return answer


def _page(sentence: str, status: int, code: str) -> ResponseReturnValue:
    if request.path.startswith("/api/"):
        return problem(status, code, sentence)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=code, message=sentence, reference=reference()), status
    facts: dict[str, Any] = {
        "sentence": sentence,
        "status": status,
        "reference": reference() if status >= _SERVER_FAULT else "",
        "back": came_from(""),
    }
    return render_template("web/error.html", **facts), status
