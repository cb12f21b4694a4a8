"""What every answer says to the browser, and which requests are not even looked at."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from service.core.refusals import Refused
from service.core.tools import Tools

MAX_REQUEST = 50 * 1024 * 1024
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors {ancestors}"
)
csrf = CSRFProtect()
View = TypeVar("View", bound=Callable[..., Any])


def install(app: Flask, tools: Tools) -> None:
    """Cookies, request size, form tokens, the check of where a change comes from, and the headers."""
    settings = tools.settings
    https = settings.public_url.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.session(),
        SESSION_COOKIE_NAME="__Host-sijari" if https else "sijari",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=max(MAX_REQUEST, settings.max_upload_bytes + 1024 * 1024),
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        PREFERRED_URL_SCHEME="https" if https else "http",
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as the session: a long form must not be lost
        WTF_CSRF_SSL_STRICT=False,  # personal links send no Referer; check_origin looks at Sec-Fetch-Site and Origin
        SIJARI_HTTPS=https,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.before_request(check_address)
    app.before_request(check_origin)
    app.after_request(add_headers)


def protect_forms(app: Flask) -> None:
    """Check form tokens; registered after the guard, so that an ended session leads to sign-in and not to a fault."""
    csrf.init_app(app)


def check_address() -> None:
    """Refuse an address that holds the character NUL: no page of ours has one, and PostgreSQL takes none."""
    if "\0" in request.path or any("\0" in part for pair in request.args.items(multi=True) for part in pair):
        raise Refused("request_malformed")


def check_origin() -> None:
    """Refuse a change that another site sent, as far as the browser tells."""
    if request.method not in CHANGING:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise Refused("foreign_origin")
        return
    origin = request.headers.get("Origin", "null")
    if origin != "null" and origin.partition("://")[2] != request.host:
        raise Refused("foreign_origin")


def for_programs(view: View) -> View:
    """Mark an endpoint that programs call without a form of ours (timestamps, certificate status): no form token."""
    exempted: View = csrf.exempt(view)
    return exempted


def personal_link() -> None:
    """Say that the address of this page is a secret: no other site may learn it and nothing stores it."""
    g.sijari_referrer = "no-referrer"


def allow_framing() -> None:
    """Let pages of our own show this answer in a frame (the PDF where the viewer cannot run)."""
    g.sijari_framing = True


def add_headers(response: Response) -> Response:
    """The headers of every answer."""
    framed = g.get("sijari_framing", False) or response.mimetype == "application/pdf"
    headers = response.headers
    headers["Content-Security-Policy"] = POLICY.format(ancestors="'self'" if framed else "'none'")
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "SAMEORIGIN" if framed else "DENY"
    headers["Referrer-Policy"] = g.get("sijari_referrer", "same-origin")
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
    if current_app.config["SIJARI_HTTPS"]:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if response.mimetype == "text/html" and "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response
