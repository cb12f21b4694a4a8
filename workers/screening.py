"""The watch over independence on the schedule: phases put agreements up for screening."""

import structlog

from service.core.refusals import Refused
from service.core.tools import Tools
from service.screening import calendar, opening

log = structlog.get_logger("screening")


def watch(tools: Tools) -> None:
    """Load what is shipped, open what is due batch by batch, close what has become idle.

    Another schedule process that does the same at the same moment wins a batch; the rest is found the next time.
    """
    try:
        with tools.begin() as uow:
            calendar.load_shipped(uow)
        opened = _all(tools)
        with tools.begin() as uow:
            opening.lapse_over(uow)
    except Refused as refusal:
        log.info("screening.waits", code=refusal.code)
        return
    if opened:
        log.info("screening.opened", screenings=opened)


def _all(tools: Tools) -> int:
    total = 0
    while True:
        with tools.begin() as uow:
            opened = opening.open_due(uow)
        if not opened:
            return total
        total += opened
