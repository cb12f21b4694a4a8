"""Handing out a file under a name that every machine can keep."""

import re
import unicodedata
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

LONGEST = 120


def file_name(title: str, ending: str) -> str:
    """A file name from any title: plain letters, digits and hyphens, no path, never empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", plain)
    return f"{'-'.join(words)[:LONGEST].strip('-') or 'naskah'}.{ending}"


def hand_out(data: bytes, title: str, ending: str, media_type: str, *, attach: bool = True) -> Response:
    """A file as an answer; nothing between us and the person keeps a copy."""
    answer: Response = send_file(
        BytesIO(data), mimetype=media_type, as_attachment=attach, download_name=file_name(title, ending), etag=False
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
