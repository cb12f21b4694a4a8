"""How often one address may ask; counted in Valkey, and in memory while Valkey does not answer."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from service.core.queue_server import socket_url
from service.core.tools import Tools

View = TypeVar("View", bound=Callable[..., Any])
_ATTRIBUTE = "sijari_limit"


def limit(rate: str) -> Callable[[View], View]:
    """Declare how often an address may call an endpoint: `@limit("10 per minute")`, below `@bp.post`."""

    def mark(view: View) -> View:
        setattr(view, _ATTRIBUTE, rate)
        return view

    return mark


def apply(app: Flask, tools: Tools) -> None:
    """Put the declared limits before their endpoints; called once all rooms are registered."""
    url = tools.settings.redis_url or socket_url(tools.settings.data)
    limiter = Limiter(
        key_func=get_remote_address,
        app=app,
        storage_uri=storage_uri(url),
        storage_options={"socket_connect_timeout": 1, "socket_timeout": 2},
        in_memory_fallback_enabled=True,
        swallow_errors=True,
        headers_enabled=False,
    )
    for endpoint, view in list(app.view_functions.items()):
        rate = getattr(view, _ATTRIBUTE, None)
        if rate is not None:
            limited: Any = limiter.limit(rate, methods=["POST"])(view)
            app.view_functions[endpoint] = limited


def storage_uri(redis_url: str) -> str:
    """The address of the queue as the limiter spells it."""
    return f"redis+{redis_url}" if redis_url.startswith("unix:") else redis_url
