"""The public register: search, one agreement, its public copy, and the open data."""

import hashlib
import json
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service.agreements.models import Nature
from service.agreements.words import KINDS, kind_name
from service.core.database import read_id
from service.core.permissions import open_to_all
from service.core.refusals import Refused
from service.core.spreadsheets import Sheet, write_csv
from service.offices.catalogue import categories
from service.publication import queries
from service.publication.queries import PublicRow, PublicSearch
from service.verification.rules import Dates, Standing, standing
from service.web import work
from service.web.components import Paging, Status, Tone
from service.web.downloads import hand_out
from service.web.language import language

bp = Blueprint("public", __name__, url_prefix="/publik", template_folder="templates")
MOST_ROWS = 100_000
COLUMNS = (
    "kode", "jenis", "sifat", "tentang", "kantor", "mitra", "kategori_mitra", "nomor_bawaslu", "nomor_mitra",
    "ditandatangani", "berlaku_sejak", "berakhir", "diakhiri", "keberlakuan", "alamat",
)  # fmt: skip

COLUMN_WORDS = {
    "kode": _l("kode naskah, juga pada halaman verifikasinya"),
    "jenis": _l("mou atau pks"),
    "sifat": _l("original (naskah pokok), addendum, renewal (perpanjangan), termination (pengakhiran)"),
    "tentang": _l("judul"),
    "kantor": _l("kantor pengawas pemilu"),
    "mitra": _l("lembaga mitra"),
    "kategori_mitra": _l("kunci jenis mitra, misalnya public_university"),
    "nomor_bawaslu": _l("nomor pada kantor"),
    "nomor_mitra": _l("nomor pada mitra"),
    "ditandatangani": _l("tanggal tanda tangan terakhir"),
    "berlaku_sejak": _l("tanggal mulai berlaku"),
    "berakhir": _l("hari terakhir berlaku"),
    "diakhiri": _l("tanggal pengakhiran, bila diakhiri lebih awal"),
    "keberlakuan": _l("berlaku, belum berlaku, berakhir, diakhiri, ditangguhkan, ditandatangani (untuk perubahan)"),
    "alamat": _l("halaman publiknya"),
}


@bp.get("/")
@open_to_all
def index() -> ResponseReturnValue:
    """Say what Bawaslu has agreed, and with whom."""
    search = _search()
    with work.reading() as session:
        today = work.today()
        paging = Paging.of_request(queries.count(session, search, today))
        found = queries.rows(session, search, today, offset=paging.offset, limit=paging.size)
        return render_template(
            "publication/index.html",
            rows=[(row, kind_name(row.kind, row.nature), _status(row)) for row in found],
            paging=paging,
            search=search,
            kinds=KINDS,
            categories=_categories(),
            offices=queries.offices_with_papers(session),
            asked=bool(search.text or search.kind or search.category or search.validity or search.office),
            narrowed=bool(search.kind or search.category or search.validity or search.office or search.sort != "baru"),
        )


def _search() -> PublicSearch:
    asked = request.args
    return PublicSearch(
        text=asked.get("q", "")[:200].strip(),
        kind=asked.get("jenis", "") if asked.get("jenis") in KINDS else "",
        category=asked.get("kategori", "") if asked.get("kategori") in categories() else "",
        validity=asked.get("keberlakuan", "") if asked.get("keberlakuan") in ("berlaku", "berakhir") else "",
        office=read_id(asked.get("kantor", "")),
        sort=asked.get("urut", "baru") if asked.get("urut") in queries.SORTS else "baru",
    )


def _categories() -> dict[str, str]:
    return {key: one.name_en if language() == "en" else one.name_id for key, one in categories().items()}


class _State(StrEnum):
    """Whether it is in force; the values are what the open data say, in whatever language somebody reads the pages."""

    SIGNED = "ditandatangani"  # what changes another: whether it holds is read there
    SUSPENDED = "ditangguhkan"
    ACTIVE = "berlaku"
    EXPIRED = "berakhir"
    ENDED = "diakhiri"
    NOT_YET = "belum berlaku"
    INCOMPLETE = "belum lengkap"


def _state(row: PublicRow) -> _State:
    if row.nature != Nature.ORIGINAL.value:
        return _State.SIGNED
    if row.suspended_on is not None:
        return _State.SUSPENDED
    dates = Dates(row.signed_on, row.effective_on, row.end_on, row.ended_on)
    return {
        Standing.ACTIVE: _State.ACTIVE,
        Standing.EXPIRED: _State.EXPIRED,
        Standing.ENDED: _State.ENDED,
        Standing.NOT_YET: _State.NOT_YET,
        Standing.INCOMPLETE: _State.INCOMPLETE,
    }[standing(dates, work.today(), concluded=True)]


def _status(row: PublicRow) -> Status:
    """Whether it is in force today, in words."""
    return {
        _State.SIGNED: Status(_("ditandatangani"), Tone.DONE),
        _State.SUSPENDED: Status(_("ditangguhkan"), Tone.WAITING),
        _State.ACTIVE: Status(_("berlaku"), Tone.DONE),
        _State.EXPIRED: Status(_("berakhir"), Tone.QUIET),
        _State.ENDED: Status(_("diakhiri"), Tone.QUIET),
        _State.NOT_YET: Status(_("belum berlaku"), Tone.WAITING),
        _State.INCOMPLETE: Status(_("belum lengkap"), Tone.WAITING),
    }[_state(row)]


@bp.get("/<code>")
@open_to_all
def show(code: str) -> ResponseReturnValue:
    """One published agreement: its facts, its public copy, what came of it."""
    with work.reading() as session:
        row = queries.row_of(session, code[:40])
        return render_template(
            "publication/public.html",
            row=row,
            kind=kind_name(row.kind, row.nature),
            status=_status(row),
            category=_categories().get(row.category, ""),
            activities=queries.activities_of(session, row.code),
        )


@bp.get("/<code>/salinan.pdf")
@open_to_all
def copy_file(code: str) -> ResponseReturnValue:
    """The public copy; the signed file itself is not served (rule 34)."""
    with work.reading() as session:
        row = queries.row_of(session, code[:40])
    if not row.copy_sha256:
        raise Refused("not_found")
    return hand_out(
        work.tools().storage.get(row.copy_sha256),
        f"salinan publik {row.subject}",
        "pdf",
        "application/pdf",
        attach=False,
    )


# ---------------------------------------------------------------------------------------------------------- open data
@bp.get("/data")
@open_to_all
def about_data() -> ResponseReturnValue:
    """What the open data holds, column by column."""
    return render_template("publication/data.html", columns=[(one, COLUMN_WORDS[one]) for one in COLUMNS])


@bp.get("/data.json")
@open_to_all
def data_json() -> ResponseReturnValue:
    """Every published agreement that the search finds, as JSON."""
    told = json.dumps({"data": [_data(row) for row in _rows()]}, ensure_ascii=False, default=str)
    return _open_data(told.encode(), "application/json")


@bp.get("/data.csv")
@open_to_all
def data_csv() -> ResponseReturnValue:
    """The same as CSV."""
    lines = [list(_data(row).values()) for row in _rows()]
    return _open_data(write_csv(Sheet("publik", COLUMNS, lines)), "text/csv")


def _rows() -> list[PublicRow]:
    with work.reading() as session:
        return queries.rows(session, _search(), work.today(), limit=MOST_ROWS)


def _data(row: PublicRow) -> dict[str, Any]:
    said = asdict(row)
    values = (
        row.code, row.kind, row.nature, row.subject, row.office, row.partner, row.category, row.office_number,
        row.partner_number, said["signed_on"], said["effective_on"], said["end_on"], said["ended_on"],
        _state(row).value, url_for("public.show", code=row.code, _external=True),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _open_data(data: bytes, media_type: str) -> Response:
    answer = Response(data, mimetype=media_type)
    answer.headers["Access-Control-Allow-Origin"] = "*"  # open data: any page may read it, nothing is tied to a person
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Cache-Control"] = "public, max-age=300"
    answer.set_etag(hashlib.sha256(data).hexdigest()[:32])
    answer.make_conditional(request)
    return answer
