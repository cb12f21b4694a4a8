"""Small helps that the component templates call."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask

from service.web.visitor import shell


def install(app: Flask) -> None:
    """Give the templates these helps."""
    app.jinja_env.globals.update(attributes=attributes, upload_limit=upload_limit)


def attributes(field: Any, about: Sequence[str], extra: Mapping[str, Any]) -> dict[str, Any]:
    """What an input says about itself to a screen reader, beside what the page adds."""
    said: dict[str, Any] = dict(extra)
    if about:
        said["aria-describedby"] = " ".join(about)
    if field.errors:
        said["aria-invalid"] = "true"
    return said


def upload_limit() -> int:
    """The largest file taken, in bytes."""
    return shell().tools.settings.max_upload_bytes
