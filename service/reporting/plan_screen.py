"""The action plan in words: lines with their links, and the table of the offices below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from werkzeug.routing import BuildError

from service.reporting import plan_sources
from service.reporting.plan_models import PlanOwner
from service.reporting.plan_queries import AGREEMENT_LINES, OfficeRow
from service.reporting.plan_rules import Line, Row, Standing
from service.reporting.plan_words import COUNTED, LATE, LINES, OLDEST, STANDINGS
from service.web.components import Status
from service.web.language import tanggal


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the five lines."""

    key: str
    title: Any
    status: Status
    counted: str
    oldest: str
    late: str
    url: str
    owner: str
    target: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One duty of one office in the table."""

    title: Any
    status: Status
    figures: str
    url: str


# Where the lists of the duties that agreements do not have are shown, if that room is there.
_OWN_LISTS = {Line.PARTNERS: "prospects.index", Line.REPORTS: "reports.index"}


def list_url(line: Line, office_id: UUID, *, own: bool) -> str:
    """Where exactly what was counted is listed; empty where the person has no list of it."""
    if line in AGREEMENT_LINES:
        return url_for("plan.listing", line=line.value, kantor=office_id, keadaan="terbuka")
    try:
        if line is Line.REPORTS and not own:
            return url_for("reports.area", office_id=office_id)
        if not own:
            return url_for(_OWN_LISTS[line], kantor=office_id)
        return url_for(_OWN_LISTS[line])
    except BuildError:  # the room is not part of this installation
        return ""


def lines(row: Row, owners: dict[str, PlanOwner], today: date, link: Callable[[Line], str]) -> list[Shown]:
    """The five lines of an office."""
    return [_line(row, line, owners.get(line.value), today, link(line)) for line in Line]


def _line(row: Row, line: Line, owner: PlanOwner | None, today: date, url: str) -> Shown:
    count = row.count(line)
    return Shown(
        key=line.value,
        title=LINES[line],
        status=Status(*STANDINGS[row.standing(line, today)]),
        counted=_sentence(row, line),
        oldest=f"{OLDEST[line]} {tanggal(count.oldest)}" if count.oldest and count.open else "",
        late=f"{count.late} {LATE[line]}" if count.late else "",
        url=url,
        owner=owner.name if owner else "",
        target=owner.target_on if owner else None,
    )


def _sentence(row: Row, line: Line) -> str:
    count = row.count(line)
    if line not in AGREEMENT_LINES and plan_sources.source(line) is None:
        return str(_("belum dihitung di sistem"))
    if not count.total:
        return str(_("tidak ada yang harus dikerjakan"))
    return f"{_('%(done)s dari %(total)s', done=count.done, total=count.total)} {COUNTED[line]}"


def cells(one: OfficeRow, today: date) -> list[Cell]:
    """The five duties of an office in the table."""
    found = []
    for line in Line:
        count = one.row.count(line)
        figures = _("%(done)s dari %(total)s", done=count.done, total=count.total) if count.total else ""
        status = Status(*STANDINGS[one.row.standing(line, today)])
        url = list_url(line, one.office.id, own=False) if count.total else ""
        found.append(Cell(LINES[line], status, figures, url))
    return found


SORTS = ("kantor", "tertinggal", *(line.value for line in Line))


def ordered(rows: Sequence[OfficeRow], by: str, today: date, *, late_only: bool) -> list[OfficeRow]:
    """The rows as asked for: by code, by how much is late, or by what share of a duty is done, the least first."""
    shown = [one for one in rows if not late_only or one.row.late_lines(today)]
    if by == "tertinggal":
        return sorted(shown, key=lambda one: (-len(one.row.late_lines(today)), one.office.code))
    if by in set(Line):
        line = Line(by)
        return sorted(shown, key=lambda one: (_rank(one, line, today), one.row.count(line).share, one.office.code))
    return shown


def _rank(one: OfficeRow, line: Line, today: date) -> int:
    order = (Standing.LATE, Standing.RUNNING, Standing.DONE, Standing.NOTHING)
    return order.index(one.row.standing(line, today))
