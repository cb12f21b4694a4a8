"""Indonesian by default, English by a switch; dates and times as people here write them."""

from datetime import date, datetime
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, g, has_app_context, has_request_context, request
from flask_babel import Babel, Domain, refresh

from service.core.clock import Zone, local_time
from service.web.visitor import visitor

INDONESIAN, ENGLISH = "id", "en"
LANGUAGES = (INDONESIAN, ENGLISH)
COOKIE = "sijari_bahasa"
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"


class Texts(Domain):
    """The catalogue of a request, looked up once: a page has hundreds of texts, and each lookup takes longer than one.

    It is kept where Flask-Babel empties it itself when the language is changed or forced.
    """

    def get_translations(self) -> Any:
        """The catalogue in the language of this request."""
        if not has_app_context():
            return super().get_translations()
        kept = g.get("_flask_babel")
        found = getattr(kept, "babel_translations", None)
        if found is None:
            found = super().get_translations()
            g._flask_babel.babel_translations = found  # noqa: SLF001  its own place for it
        return found


def install(app: Flask) -> None:
    """Set up Flask-Babel with catalogues compiled in memory; a missing catalogue leaves the Indonesian texts."""
    babel = Babel()
    babel.init_app(app, default_locale=INDONESIAN, locale_selector=language)
    texts = babel.domain_instance = Texts()
    for code in LANGUAGES:
        texts.cache[code, "messages"] = _shipped(code)
    environment: Any = app.jinja_env  # with the extension that Flask-Babel adds
    environment.install_gettext_callables(
        gettext=lambda text: texts.get_translations().ugettext(text),
        ngettext=lambda one, many, number: texts.get_translations().ungettext(one, many, number),
        newstyle=True,
        pgettext=lambda about, text: texts.get_translations().upgettext(about, text),
    )
    app.jinja_env.filters.update(tanggal=tanggal, waktu=waktu, ukuran=ukuran)
    app.jinja_env.globals["language"] = language


@cache
def _shipped(code: str) -> Translations:
    return catalogue(CATALOGUES / code / "LC_MESSAGES" / "messages.po")


def catalogue(path: Path) -> Translations:
    """A catalogue compiled from its text file; an empty one where the file is missing."""
    if not path.is_file():
        return Translations()
    with path.open("rb") as file:
        texts = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    return Translations(compiled)


def language() -> str:
    """The language of this request: the switch's cookie, else the person's choice, else Indonesian."""
    if not has_request_context():
        return INDONESIAN
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    found = visitor()
    return found.language if found and found.language in LANGUAGES else INDONESIAN


def set_language(response: Any, code: str) -> Any:
    """Remember the language in the browser for a year."""
    if code in LANGUAGES:
        response.set_cookie(COOKIE, code, max_age=31_536_000, samesite="Lax", httponly=True, secure=request.is_secure)
        refresh()
    return response


def tanggal(value: date | datetime | None, zone: Zone | None = None, *, short: bool = False) -> str:
    """Write "28 Mei 2025" ("3 Agu 2025" when `short`); an instant is read in the office's zone."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = local_time(value, zone or _zone()).date()
    return _written(value, "d MMM y" if short else "d MMMM y", language())


@lru_cache(maxsize=4_000)
def _written(day: date, form: str, code: str) -> str:
    return format_date(day, form, locale=code)


def waktu(value: datetime | None, zone: Zone | None = None) -> str:
    """Write "28 Mei 2025 pukul 14.05 WIB": an instant with the label of the office's zone."""
    if value is None:
        return "–"
    zone = zone or _zone()
    local = local_time(value, zone)
    day = _written(local.date(), "d MMMM y", language())
    if language() == ENGLISH:
        return f"{day}, {local:%H:%M} {zone.value}"
    return f"{day} pukul {local:%H.%M} {zone.value}"


def ukuran(size: int) -> str:
    """The size of a file as people read it: "1,4 MB"."""
    for unit, scale in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= scale:
            number = f"{size / scale:.1f}"
            return f"{number if language() == ENGLISH else number.replace('.', ',')} {unit}"
    return f"{size} byte"


def _zone() -> Zone:
    found = visitor()
    return found.zone if found else Zone.WIB
