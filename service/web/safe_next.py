"""Where to go back to: only to a page of our own."""

from urllib.parse import urlsplit

from flask import request, url_for


def safe_next(target: str | None, fallback: str = "/") -> str:
    """The target when it is a path of this service, else the fallback."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return fallback
    if any(ord(char) < 32 or char == "\\" for char in target):  # noqa: PLR2004  control characters end at the space
        return fallback
    parts = urlsplit(target)
    return fallback if parts.scheme or parts.netloc else target


def here() -> str:
    """The page in front of the person, as a path that can be returned to."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def came_from(fallback: str = "/") -> str:
    """The page of ours that the person came from, where the browser says so."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return fallback
    return safe_next(parts.path + (f"?{parts.query}" if parts.query else ""), fallback)


def sign_in_url(endpoint: str) -> str:
    """The sign-in page that leads back here."""
    back = here() if request.method == "GET" else came_from()
    return url_for(endpoint, next=back) if back != "/" else url_for(endpoint)
