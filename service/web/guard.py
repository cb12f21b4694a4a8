"""Deny first: nothing is served that did not say who may call it."""

from flask import Flask, current_app, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.core.permissions import OPEN, SIGNED_IN, declared, require
from service.core.refusals import Refused
from service.web.safe_next import sign_in_url
from service.web.visitor import shell, visitor


def install(app: Flask) -> None:
    """Ask for the permission of the endpoint before each request."""
    app.before_request(enforce)


def is_static(endpoint: str) -> bool:
    """Whether Flask itself made the endpoint, to serve the files of a static folder."""
    return endpoint == "static" or endpoint.endswith(".static")


def undeclared(app: Flask) -> list[str]:
    """The endpoints that forgot to declare a permission."""
    return sorted(
        endpoint for endpoint, view in app.view_functions.items() if not is_static(endpoint) and declared(view) is None
    )


def enforce() -> Response | None:
    """Let the request pass, send the person to sign in, or refuse."""
    permission = _permission()
    if permission is None or permission == OPEN:
        return None
    found = visitor()
    if found is None:
        return _to_sign_in()
    if permission != SIGNED_IN:
        require(found.actor, permission)
    return None


def _permission() -> str | None:
    endpoint = request.endpoint
    if endpoint is None or is_static(endpoint):
        return None
    permission = declared(current_app.view_functions[endpoint])
    if permission is None:
        raise Refused("not_permitted")
    return permission


def _to_sign_in() -> Response:
    endpoint = shell().sign_in_endpoint
    if not endpoint or request.path.startswith("/api/"):
        raise Refused("sign_in_needed")
    if request.method != "GET":
        flash(_("Sesi Anda sudah berakhir, jadi isian terakhir belum tersimpan. Masuk lagi, lalu ulangi."), "warning")
    return redirect(sign_in_url(endpoint))
