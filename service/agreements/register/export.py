"""The present result as a spreadsheet: chosen columns, each line leading to its agreement."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from flask_babel import gettext as _

from service.agreements.register.columns import Column
from service.agreements.register.listing import Row
from service.core.spreadsheets import Cell, Link, Sheet

MOST = 100_000
MOST_LINKS = 60_000  # a worksheet holds 65,530 links; beyond, the address stands as text


def sheet(rows: Iterable[Row], columns: Sequence[Column], today: date, public_url: str, *, linked: bool) -> Sheet:
    """The lines with the subject first; the address of each agreement behind its title, and last as text."""
    heads = [_("Tentang"), *(str(one.label) for one in columns), _("Tautan")]
    return Sheet(_("Kerja sama"), heads, _lines(rows, columns, today, public_url, linked=linked))


def _lines(
    rows: Iterable[Row], columns: Sequence[Column], today: date, public_url: str, *, linked: bool
) -> Iterator[list[Cell | Link]]:
    for row in rows:
        url = f"{public_url.rstrip('/')}/kerja-sama/{row.agreement.id}"
        subject = row.agreement.subject
        yield [Link(subject, url) if linked else subject, *(one.value(row, today) for one in columns), url]
