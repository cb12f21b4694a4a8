"""Addresses of static files that change with their content, so browsers may keep them for long."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, request, url_for
from werkzeug.wrappers import Response

STATIC = Path(__file__).resolve().parent / "static"
A_YEAR = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Give the templates `asset()` and let answers with a fingerprint be kept."""
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep)


def asset(name: str) -> str:
    """The address of a static file with its fingerprint."""
    return url_for("web.static", filename=name, v=fingerprint(name))


@lru_cache(maxsize=256)
def fingerprint(name: str) -> str:
    """The first letters of the file's SHA-256; a file that was not fetched yet has none."""
    path = STATIC / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "0"


def _keep(response: Response) -> Response:
    if request.endpoint == "web.static" and request.args.get("v", "0") != "0" and response.status_code == 200:  # noqa: PLR2004
        response.headers["Cache-Control"] = A_YEAR
    return response
