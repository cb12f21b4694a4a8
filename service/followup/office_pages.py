"""The activities of the office, month by month, and the same as a table to take along."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.core.permissions import needs
from service.core.spreadsheets import Sheet, write_csv, write_xlsx
from service.core.terms import add_months
from service.core.wording import month_long
from service.followup import programme
from service.followup.programme import Row, Wanted
from service.followup.rules import OPEN_ACTIVITIES
from service.followup.words import ACTIVITIES, topic_words
from service.offices.queries import office
from service.offices.rules import Level
from service.web import work
from service.web.components import Status
from service.web.downloads import hand_out

bp = Blueprint("activities", __name__, url_prefix="/kegiatan", template_folder="templates")
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
EARLIEST, LATEST = 2000, 2100


@bp.get("/")
@needs("agreement:read")
def index() -> ResponseReturnValue:
    """What is on, what was done, what was put off, in one month."""
    wanted = _wanted()
    with work.reading() as session:
        found = programme.rows(session, work.actor(), wanted)
        unreported = programme.unreported(session, work.actor(), work.today())
        own_id = work.actor().office_id
        has_below = own_id is not None and office(session, own_id).level_ is not Level.KABKOTA
    days = [(day, list(rows)) for day, rows in groupby(found, key=lambda row: row.activity.day)]
    return render_template(
        "followup/programme.html",
        wanted=wanted,
        days=days,
        count=len(found),
        unreported=unreported,
        states=ACTIVITIES,
        open_states=OPEN_ACTIVITIES,
        topic=topic_words,
        status=lambda state: Status(*ACTIVITIES[state]),
        today=work.today(),
        month_words=_month_words(wanted.month),
        before=_address(wanted, add_months(wanted.month, -1)),
        after=_address(wanted, add_months(wanted.month, 1)),
        keep=_keep(wanted),
        has_below=has_below,
    )


@bp.get("/unduh.<ending>")
@needs("agreement:read")
def download(ending: str) -> ResponseReturnValue:
    """The same list as XLSX or CSV."""
    if ending not in TYPES:
        return _unknown()
    wanted = _wanted()
    with work.reading() as session:
        found = programme.rows(session, work.actor(), wanted)
    words = str(_("tanpa tanggal")) if wanted.undated else _month_words(wanted.month)
    sheet = Sheet(
        str(_("Kegiatan")), _columns(), [_line(row) for row in found], title=(f"{_('Kegiatan bersama')} {words}",)
    )
    data = write_xlsx(sheet) if ending == "xlsx" else write_csv(sheet)
    return hand_out(data, f"kegiatan {words}", ending, TYPES[ending])


def _unknown() -> ResponseReturnValue:
    from service.core.refusals import Refused

    raise Refused("not_found")


def _columns() -> Sequence[str]:
    return [
        str(one)
        for one in (
            _("Tanggal"), _("Keadaan"), _("Kegiatan"), _("Jenis"), _("Kerja sama"), _("Mitra"), _("Kantor"),
            _("Tempat"), _("Peserta Bawaslu"), _("Peserta mitra"), _("Peserta lain"), _("Keterangan peserta"),
            _("Hasil"), _("Kendala"), _("Alasan"), _("Jumlah bukti"),
        )
    ]  # fmt: skip


def _line(row: Row) -> Sequence[Any]:
    one = row.activity
    return (
        one.day, str(ACTIVITIES[one.state][0]), one.title, topic_words(one.topic), row.subject, row.partner, row.office,
        one.place, one.from_office, one.from_partner, one.from_others, one.participants, one.result, one.obstacles,
        one.reason, row.proofs,
    )  # fmt: skip


def _wanted() -> Wanted:
    state = request.args.get("keadaan", "")
    return Wanted(
        month=_month(request.args.get("bulan", "")) or work.today().replace(day=1),
        state=state if state in ACTIVITIES else "",
        below=request.args.get("cakupan") == "bawahan",
        undated=request.args.get("bulan") == "tanpa-tanggal",
    )


def _month(text: str) -> date | None:
    with suppress(ValueError):
        found = date.fromisoformat(f"{text}-01")
        return found if EARLIEST <= found.year <= LATEST else None
    return None


def _keep(wanted: Wanted) -> dict[str, str]:
    month = "tanpa-tanggal" if wanted.undated else f"{wanted.month:%Y-%m}"
    kept = {"bulan": month, "keadaan": wanted.state, "cakupan": "bawahan" if wanted.below else ""}
    return {name: value for name, value in kept.items() if value}


def _address(wanted: Wanted, month: date) -> dict[str, str]:
    return _keep(wanted) | {"bulan": f"{month:%Y-%m}"}


def _month_words(month: date) -> str:
    return f"{month:%B %Y}" if work.language() == "en" else month_long(month)
