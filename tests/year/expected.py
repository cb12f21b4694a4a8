"""What has to happen in the simulated year, typed by hand from the rules; nothing here is computed by the service.

Days are those of the office that is told. Reminders come 90, 30, 7 and 0 days before a deadline, once each (rule 16);
those that would have come before a deadline was known to the service (2027-06-30, or the day it arose) are not made
up for. The schedule stands still from 2027-11-29 to 2027-12-05: what fell into that week comes on 2027-12-06, once.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """An office was told on a day of a deadline, because a threshold (days before it) was reached."""

    day: date
    office: str
    clock: str
    what: str
    due: date
    threshold: int


def _row(line: str) -> Row:
    day, office, clock, what, due, threshold = line.split()
    return Row(date.fromisoformat(day), office, clock, what, date.fromisoformat(due), int(threshold))


def _rows(table: str) -> list[Row]:
    return [_row(line.partition("#")[0]) for line in table.strip().splitlines() if line.partition("#")[0].strip()]


# day        office clock  of              deadline   days    why
REMINDERS = _rows("""
2027-07-02 D1 pks d1-mou-tepat 2027-09-30 90   # signed 2027-03-31: six months end on 09-30 (rules 3, 6)
2027-08-31 D1 pks d1-mou-tepat 2027-09-30 30   # a PKS of 09-20 stops the clock: no 09-23, no 09-30 (rule 9)
2027-07-01 D2 pks d2-mou-lambat 2027-07-31 30  # signed 2027-01-31; 90 days before (05-02) the service was not there
2027-07-24 D2 pks d2-mou-lambat 2027-07-31 7
2027-07-31 D2 pks d2-mou-lambat 2027-07-31 0   # a Saturday: the date stays (rule 7)
2027-08-15 P above-pks d2-mou-lambat 2027-07-31 -1  # more than 14 days over: the province is told, once
2027-08-01 P pks p-mou-induk 2027-10-30 90     # signed 2027-04-30; the PKS of D2 of 08-16 stops it: no 09-30 (rule 10)
2027-12-06 W pks w-mou-jepit 2028-02-29 90     # signed 2027-08-31: to the leap day (rules 3, 4); 12-01 stood still
2028-01-30 W pks w-mou-jepit 2028-02-29 30
2028-02-22 W pks w-mou-jepit 2028-02-29 7
2028-02-29 W pks w-mou-jepit 2028-02-29 0
2028-03-15 RI above-pks w-mou-jepit 2028-02-29 -1   # 02-29 and 14 days are over
2028-03-01 T pks t-mou-akhir 2028-05-30 90     # signed 2027-11-30 (rule 6); ended on 04-03: no 04-30 (rule 14)
2028-05-31 P pks p-mou-kabisat 2028-08-29 90   # signed on the leap day (rule 5)
2027-07-15 RI above-pks w-mou-lama 2025-05-30 -1    # entered on 06-30 as long overdue: W had its 14 days first

2027-12-06 D1 expiry d1-pks-habis 2028-02-29 90     # 12-01 stood still
2028-01-30 D1 expiry d1-pks-habis 2028-02-29 30
2028-02-22 D1 expiry d1-pks-habis 2028-02-29 7
2028-02-29 D1 expiry d1-pks-habis 2028-02-29 0
2027-10-02 W expiry w-mou-perpanjang 2027-12-31 90
2027-12-06 W expiry w-mou-perpanjang 2027-12-31 30  # 12-01 stood still; renewed on 12-20 to 2029-12-31: no 12-24
2027-09-01 W expiry w-mou-lama 2027-11-30 90
2027-10-31 W expiry w-mou-lama 2027-11-30 30
2027-11-23 W expiry w-mou-lama 2027-11-30 7
2027-12-06 W expiry w-mou-lama 2027-11-30 0         # 11-30 stood still
2027-11-02 T expiry t-pks-adendum 2028-01-31 90
2028-01-01 T expiry t-pks-adendum 2028-01-31 30     # the addendum of 01-10 moves the end: no 01-24, no 01-31 (rule 22)
2028-01-31 T expiry t-pks-adendum 2028-04-30 90
2028-03-31 T expiry t-pks-adendum 2028-04-30 30
2028-04-23 T expiry t-pks-adendum 2028-04-30 7
2028-04-30 T expiry t-pks-adendum 2028-04-30 0

# the decision on a renewal is due 90 days before the end
2027-09-02 D1 renewal d1-pks-habis 2027-12-01 90
2027-11-01 D1 renewal d1-pks-habis 2027-12-01 30
2027-11-24 D1 renewal d1-pks-habis 2027-12-01 7
2027-12-06 D1 renewal d1-pks-habis 2027-12-01 0     # stood still; nobody decides: it expires
2027-07-04 W renewal w-mou-perpanjang 2027-10-02 90
2027-09-02 W renewal w-mou-perpanjang 2027-10-02 30
2027-09-25 W renewal w-mou-perpanjang 2027-10-02 7
2027-10-02 W renewal w-mou-perpanjang 2027-10-02 0  # decided on 11-10
2027-08-02 W renewal w-mou-lama 2027-09-01 30       # 90 days before it the service was not there
2027-08-25 W renewal w-mou-lama 2027-09-01 7
2027-09-01 W renewal w-mou-lama 2027-09-01 0
2027-08-04 T renewal t-pks-adendum 2027-11-02 90
2027-10-03 T renewal t-pks-adendum 2027-11-02 30
2027-10-26 T renewal t-pks-adendum 2027-11-02 7
2027-11-02 T renewal t-pks-adendum 2027-11-02 0
2028-01-11 T renewal t-pks-adendum 2028-01-31 90  # the end is now 04-30: to decide 90 days before it; 11-02 and
2028-01-11 T renewal t-pks-adendum 2028-01-31 30  # 01-01 had passed when it moved: one letter says both
2028-01-24 T renewal t-pks-adendum 2028-01-31 7
2028-01-31 T renewal t-pks-adendum 2028-01-31 0
2027-12-06 W task w-mou-perpanjang 2027-12-10 7     # decided 11-10: to be drawn up within 30 days; 12-03 stood still
2027-12-10 W task w-mou-perpanjang 2027-12-10 0     # the renewal of 12-20 closes it

# an obligation on the last day of each month from 08-31 to 11-30; each time is known when the one before falls due
2027-08-01 D2 obligation d2-mou-wajib 2027-08-31 30 # entered on 07-01
2027-08-24 D2 obligation d2-mou-wajib 2027-08-31 7  # fulfilled on 08-30: nothing on 08-31
2027-08-31 D2 obligation d2-mou-wajib 2027-09-30 30
2027-09-23 D2 obligation d2-mou-wajib 2027-09-30 7
2027-09-30 D2 obligation d2-mou-wajib 2027-09-30 0  # fulfilled later that day
2027-10-01 D2 obligation d2-mou-wajib 2027-10-31 30
2027-10-24 D2 obligation d2-mou-wajib 2027-10-31 7
2027-10-31 D2 obligation d2-mou-wajib 2027-10-31 0
2027-11-15 P above-obligation d2-mou-wajib 2027-10-31 -1   # never fulfilled: more than 14 days over
2027-10-31 D2 obligation d2-mou-wajib 2027-11-30 30
2027-11-23 D2 obligation d2-mou-wajib 2027-11-30 7
2027-12-06 D2 obligation d2-mou-wajib 2027-11-30 0  # stood still; fulfilled on 12-10, before 14 days were over

2028-02-14 D2 activity d2-mou-wajib 2028-03-15 30   # planned on 01-05, so not 90 days before; February has 29 days
2028-03-08 D2 activity d2-mou-wajib 2028-03-15 7
2028-03-15 D2 activity d2-mou-wajib 2028-03-15 0    # reported as held on 03-16

# a phase opens on 10-12: MoU and PKS with the regional government are put up for screening, 14 days each
2027-10-12 D1 screening d1-mou-pemda 2027-10-26 14
2027-10-12 D1 screening d1-pks-pemda 2027-10-26 14
2027-10-19 D1 screening d1-mou-pemda 2027-10-26 7   # decided on 10-20
2027-10-19 D1 screening d1-pks-pemda 2027-10-26 7
2027-10-26 D1 screening d1-pks-pemda 2027-10-26 0
2027-10-29 D1 screening d1-pks-pemda 2027-10-26 -3  # three days late; decided on 11-02

2027-09-08 D1 prospect penjajakan 2027-09-15 7
2027-09-15 D1 prospect penjajakan 2027-09-15 0
2027-09-18 D1 prospect penjajakan 2027-09-15 -3     # dropped on 10-01
2028-01-02 D1 exemption d1-mou-tepat 2028-02-01 30  # kept from the public until a review (rule 34)
2028-02-01 D1 exemption d1-mou-tepat 2028-02-01 0
2027-10-26 D1 loan d1-pks-habis 2027-10-29 3        # an original lent on 10-01
2027-10-29 D1 loan d1-pks-habis 2027-10-29 0
2027-11-05 D1 loan d1-pks-habis 2027-10-29 -7
2027-11-28 D1 loan d1-pks-habis 2027-10-29 -30      # back on 12-08
""")

# The report of a month is due on the 5th of the next (rule 31). A week before, all five offices are told (the month
# still runs); on the day itself those that have not sent at six in the morning: D1 and D2 have, P and W send in the
# day's last minute, T on the 8th.
# month   due        a week before  on the day  who on the day
_REPORTS = """
2027-06 2027-07-05 2027-07-01 2027-07-05 P,W,T      # the service begins on 06-30, after 06-28
2027-07 2027-08-05 2027-07-29 2027-08-05 P,W,T
2027-08 2027-09-05 2027-08-29 2027-09-05 P,W,T
2027-09 2027-10-05 2027-09-28 2027-10-05 P,W,T
2027-10 2027-11-05 2027-10-29 2027-11-05 P,W,T,D2   # D2 never sends this one
2027-11 2027-12-05 2027-11-28 2027-12-06 T          # stood still on 12-05; P and W had sent by 12-06
2027-12 2028-01-05 2027-12-29 2028-01-05 P,W,T
2028-01 2028-02-05 2028-01-29 2028-02-05 P,W,T
2028-02 2028-03-05 2028-02-27 2028-03-05 P,W,T      # leap year: a week before 03-05 is 02-27
2028-03 2028-04-05 2028-03-29 2028-04-05 P,W,T
2028-04 2028-05-05 2028-04-28 2028-05-05 P,W,T
2028-05 2028-06-05 2028-05-29 2028-06-05 P,W,T
2028-06 2028-07-05 2028-06-28 2028-07-05 -          # after the year
"""


def _report_rows() -> list[Row]:
    """One row an office, as it stands in the table above."""
    found = _rows(
        "2027-09-02 D2 monthly_report 2027-07 2027-08-05 0"
    )  # returned that morning: owed again, told at night
    for line in _REPORTS.strip().splitlines():
        month, due, before, day, offices = line.partition("#")[0].split()
        found += [_row(f"{before} {one} monthly_report {month} {due} 7") for one in ("P", "D1", "D2", "W", "T")]
        found += [_row(f"{day} {one} monthly_report {month} {due} 0") for one in offices.split(",") if one != "-"]
    return found


TOLD = sorted(REMINDERS + _report_rows())

# How the report of a month stands: D1 and D2 half a minute into the 5th; P, W and T half a minute into the 6th, local.
# A month without any change is nil (rule 31); the province's holds its districts' and is never nil; T is late.
# month   D1   D2   P    W    T       what changed
REPORTS = {
    line.split()[0]: tuple(line.partition("#")[0].split()[1:])
    for line in """
2027-06 sent sent sent nil  late   # D1 signed two on 06-01, D2 a PKS on 06-14
2027-07 nil  nil  sent nil  late   # D2: the PKS is due on 07-31 and not overdue before 08-01 (rule 2)
2027-08 nil  sent sent sent late   # D2: PKS of 08-16, overdue since 08-01; W: MoU of 08-31
2027-09 sent nil  sent nil  late   # D1: PKS of 09-20
2027-10 nil  due_today sent nil late # D2 does not send: due on the 5th and still in time, late ever after
2027-11 nil  nil  sent sent late   # W: an MoU ends on 11-30
2027-12 nil  nil  sent sent late   # W: renewal of 12-20
2028-01 nil  nil  sent nil  late
2028-02 sent nil  sent nil  late   # D1: a PKS ends on 02-29
2028-03 nil  sent sent sent late   # D2: activity of 03-15; W: PKS overdue since 03-01 (rule 2)
2028-04 nil  nil  sent nil  late
2028-05 nil  nil  sent nil  late
""".strip().splitlines()
}
# What T sent on the 8th: nil but for the MoU of 11-30, the addendum of 01-10, and an ending and an expiry in April.
T_NOT_NIL = ("2027-11", "2028-01", "2028-04")
REVISIONS = {("D2", "2027-07"): 2}  # returned and sent again; every other was sent once
NEVER_SENT = ("D2", "2027-10")

# The last half minute in which an agreement is in force, on the wall of its office, and the first in which it is not.
ENDS = {
    "d1-pks-habis": ("2028-02-29 23:59:30", "2028-03-01 00:00:30"),  # rule 18: the end date counts all day
    "w-mou-lama": ("2027-11-30 23:59:30", "2027-12-01 00:00:30"),  # also while the schedule stands still
    "t-pks-adendum": ("2028-04-30 23:59:30", "2028-05-01 00:00:30"),  # the new end
    "t-mou-akhir": ("2028-04-02 23:59:30", "2028-04-03 10:00:30"),  # ended by an act in the morning of 04-03
}

# From which day on, and the days by which a continuation is (or was) to be decided: 90 days before each end.
WINDOWS = {
    "w-mou-perpanjang": (date(2027, 12, 20), [date(2027, 10, 2), date(2029, 10, 2)]),  # decided; renewed to 2029-12-31
    "t-pks-adendum": (
        date(2028, 1, 10),
        [date(2028, 1, 31)],
    ),  # nobody decided: the one window moves to 90 before 04-30
}
