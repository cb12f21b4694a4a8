"""What the monthly report adds: sentences, words, its policy, the effect of papers, reminders, its counter."""

from flask_babel import lazy_gettext as _l

from service.agreements.models import ActKind
from service.agreements.registry import REGISTRY, Counter
from service.agreements.words import EVENTS
from service.core import policies, refusals
from service.core.policies import Policy, Unit
from service.reporting import actions, plan_sources, queries, words
from service.reporting.plan_rules import Line
from service.reporting.sentences import SENTENCES


def register() -> None:
    """Add everything once, however often it runs."""
    refusals.register(SENTENCES)
    EVENTS.update(words.EVENTS)
    policies.register(
        Policy(
            queries.DUE_DAY,
            Unit.DAY_OF_MONTH,
            5,
            1,
            28,
            "Hari terakhir laporan bulanan pada bulan berikutnya",
            "Last day for the monthly report in the following month",
            "Keputusan desain; hari pelaporan belum ditetapkan dalam Perbawaslu 7/2023 yang terbaca",
        )
    )
    plan_sources.register(Line.REPORTS, queries.plan_counts)
    REGISTRY.office_effects[ActKind.REPORT_RECEIPT] = actions.outside_checked
    REGISTRY.add_office_deadlines(queries.deadlines)
    REGISTRY.add_counter(
        Counter(
            "reports",
            _l("Laporan bulanan yang belum dikirim"),
            queries.count_owed,
            "reports.index",
            {"keadaan": "belum"},
            urgent=True,
        )
    )
    REGISTRY.add_counter(
        Counter(
            "reports_to_receive",
            _l("Laporan menunggu penerimaan"),
            queries.count_waiting,
            "reports.index",
            {"keadaan": "menunggu"},
            urgent=True,
        )
    )
