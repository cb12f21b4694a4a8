"""What waits for a person in the rooms that do not say so themselves, and the counter of it all."""

from functools import partial

from flask_babel import lazy_gettext as _l

from service.agreements import waiting
from service.agreements.registry import REGISTRY, Counter
from service.home import sources


def register() -> None:
    """Add everything once, however often it runs."""
    for source in sources.SOURCES:
        waiting.add_waiting(source)
    for soon in sources.NEAR:
        waiting.add_near(soon)
    REGISTRY.add_counter(
        Counter(
            "waiting_for_me",
            _l("Menunggu saya"),
            waiting.all_waiting,
            "home.waiting",
            urgent=True,
        )
    )
    for key, label, which, urgent in (
        ("papers_being_made", _l("Naskah sedang dibuat"), sources.MAKING, False),
        ("failed_work", _l("Pekerjaan yang gagal"), sources.FAILED, True),
    ):
        asks = partial(sources.work_ids, which=which)
        REGISTRY.add_counter(Counter(key, label, asks, "home.work_list", {"keadaan": which}, urgent))
