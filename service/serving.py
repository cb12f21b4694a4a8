"""The application as gunicorn runs it: behind the proxies that were declared, and naming its endpoint for the log."""

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from service.app import create_app
from service.settings import load
from service.wiring import make_tools


def application() -> Flask:
    """The web application of this process."""
    settings = load()
    app = create_app(make_tools(settings))
    app.before_request_funcs.setdefault(None, []).insert(0, _name_endpoint)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def _name_endpoint() -> None:
    request.environ["sijari.endpoint"] = request.endpoint or "-"
