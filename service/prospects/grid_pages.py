"""The grid of partner categories: with whom does an office, or an area, have no agreement in force."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from service.core.permissions import needs
from service.offices import queries as offices
from service.offices.catalogue import categories
from service.offices.words import name_of
from service.prospects import queries
from service.prospects.desk import bp, known_category, office_of
from service.web import work


@bp.get("/jenis-mitra")
@needs("agreement:read")
def grid() -> ResponseReturnValue:
    """The grid of one office, or of the own office with all below it."""
    with work.reading() as session:
        actor, today = work.actor(), work.today()
        office = office_of(session, request.args.get("kantor", ""))
        below = offices.below(session, office.id) if office.id == actor.office_id else []
        area = bool(below) and request.args.get("lingkup", "") == "wilayah"
        lines, total = queries.grid_of_area(session, actor, today) if area else (
            queries.grid_of_office(session, office.id, today), 1
        )  # fmt: skip
        missing = known_category(request.args.get("tanpa", "")) if area else ""
        return render_template(
            "prospects/grid.html",
            office=office,
            own=office.id == actor.office_id,
            has_below=bool(below),
            area=area,
            lines=lines,
            total=total,
            missing=missing,
            without=queries.offices_without(session, office.id, missing, today) if missing else [],
            names={key: name_of(one) for key, one in categories().items()},
        )
