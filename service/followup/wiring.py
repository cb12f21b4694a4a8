"""What follow-up adds to the agreement: tab, panel, lists, counters, deadlines, what happens on entering it."""

from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _l

from service.accounts import takeover
from service.agreements.permissions import Access
from service.agreements.register import keeping
from service.agreements.registry import REGISTRY, Counter, Filter, Panel, Tab
from service.agreements.waiting import add_near, add_waiting
from service.agreements.words import EVENTS
from service.core import mail, policies, refusals
from service.followup import actions, deadlines, escalation, letters, lists, near, screen, timeline, words
from service.followup.models import JointActivity
from service.followup.sentences import SENTENCES
from service.followup.takeover import TaskTakeover

# The label of each ready-made list, the label of its counter on the home page (none: no counter), whether it is urgent.
LISTS: dict[str, tuple[Any, Any, bool]] = {
    "mou-tanpa-pks": (_l("MoU tanpa PKS"), None, False),
    "pks-jatuh-tempo": (_l("PKS jatuh tempo dalam 30 hari"), _l("MoU yang PKS-nya jatuh tempo dalam 30 hari"), False),
    "pks-terlambat": (_l("PKS terlambat"), _l("MoU yang PKS-nya terlambat"), True),
    "berakhir-90-hari": (_l("Berakhir dalam 90 hari"), _l("Berakhir dalam 90 hari"), False),
    "tanpa-kegiatan": (_l("Tanpa kegiatan"), _l("Lama tanpa kegiatan bersama"), False),
    "tugas-jatuh-tempo": (_l("Tugas jatuh tempo"), _l("Dengan tugas jatuh tempo"), False),
}


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    policies.register(*lists.POLICIES, *escalation.POLICIES)
    mail.register(letters.LETTERS)
    EVENTS.update(words.EVENTS)
    takeover.register("followup", TaskTakeover())
    REGISTRY.add_on_stage(actions.on_stage)
    REGISTRY.add_on_end_moved(actions.end_moved)
    REGISTRY.duty_opener, REGISTRY.duty_closer = actions.open_duty, actions.close_duty
    REGISTRY.add_deadlines(deadlines.deadlines)
    REGISTRY.add_timeline(timeline.moments)
    keeping.add_notes(JointActivity, ("title", "place", "result"))  # the search finds an agreement by its activities
    for soon in near.NEAR:
        add_near(soon)
    for source in near.WAITING:
        add_waiting(source)
    REGISTRY.add_tab(Tab("followup", _l("Tindak lanjut"), "followup.show", 60, Access.TEXT))
    REGISTRY.add_panel(Panel("followup/_panel.html", screen.panel, 60))
    REGISTRY.add_panel(Panel("agreements/_paper.html", screen.paper_panel, 90))
    for key, (label, counted, urgent) in LISTS.items():
        REGISTRY.filters.setdefault(key, Filter(label, lists.FILTERS[key]))
        if counted is not None:
            REGISTRY.add_counter(_counter(key, counted, urgent=urgent))


def _counter(key: str, label: Any, *, urgent: bool) -> Counter:
    return Counter(
        f"followup_{key}",
        label,
        partial(lists.own_that, key),
        "agreements.index",
        {"saring": key},
        urgent,
    )
