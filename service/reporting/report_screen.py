"""The monthly report on screen, in the language of the reader; its paper and its witness file stay Indonesian."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service.reporting.papers import DISTRICT, short
from service.reporting.rules import read_month
from service.reporting.words import CHANGES, PKS
from service.web.language import language

# The paper's words, told here so that the English catalogue gathers them.
SPOKEN = (
    _l("ditandatangani"), _l("adendum"), _l("perpanjangan"), _l("pengakhiran"), _l("diakhiri"),
    _l("berakhir masa berlakunya"), _l("ditangguhkan"), _l("PKS ditandatangani"), _l("tenggat PKS lewat"),
    _l("sudah ada PKS"), _l("sudah ada PKS, terlambat"), _l("menunggu PKS"),
    _l("belum ada"), _l("belum dikirim"), _l("terkirim, belum diterima"), _l("dikembalikan"), _l("diterima"),
)  # fmt: skip


def month(day: date | str) -> str:
    """A month in words: Maret 2026."""
    found = read_month(day) if isinstance(day, str) else day
    return format_date(found, "MMMM y", locale=language()) if found else str(day)


def pks(line: Mapping[str, Any]) -> str:
    """Whether the MoU has its PKS."""
    word = PKS[line["pks"]]
    return word if word == "–" else _(word)


def changes(line: Mapping[str, Any]) -> str:
    """What changed, with the mark of a late entry."""
    late, mark = set(line.get("late_changes", ())), _("entri susulan")
    return ", ".join(f"{_(CHANGES[one])}{f' ({mark})' if one in late else ''}" for one in line["changes"])


def activities(line: Mapping[str, Any]) -> str:
    """The activities of the month."""
    mark = _("entri susulan")
    return "; ".join(
        f"{one['title']} ({short(one['held_on'])}{f', {mark}' if one['late'] else ''})" for one in line["activities"]
    )


def district(state: str) -> str:
    """How the report of an office below stands."""
    return str(_(DISTRICT[state]))
