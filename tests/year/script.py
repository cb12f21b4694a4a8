"""What people do in the simulated year: acts at instants on the wall of their own office."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from service.agreements.lifecycle import Kind
from service.agreements.models import Nature
from service.archive import loans, originals
from service.archive.rules import Condition, Owner, Place
from service.followup import actions as followup
from service.followup import activities, obligations
from service.followup.models import JointActivity, Task
from service.followup.rules import Owing, Recurrence
from service.prospects import actions as prospects
from service.prospects.rules import Step
from service.publication import actions as publication
from service.publication.rules import Decision as Openness
from service.reporting import actions as reporting
from service.reporting.queries import newest
from service.reviews import actions as reviews
from service.reviews.rules import Decision
from service.screening import calendar
from service.screening.rules import PhaseKind
from tests.year.offices import Year

Act = tuple[datetime, str, Callable[[], object]]
BEGUN = ("2027-06-30", "10:00")  # the day on which the offices enter what they have; their service begins then
MONTHS = [date(2027, 6, 1), *(date(2027, month, 1) for month in range(7, 13)), *(date(2028, m, 1) for m in range(1, 6))]


def enter_old(year: Year) -> None:
    """What was signed before the service began."""
    mou, pks = Kind.MOU, Kind.PKS
    year.enter("d1-mou-tepat", "D1", mou, "2027-03-31", "2030-03-31")
    year.enter("d2-mou-lambat", "D2", mou, "2027-01-31", "2030-01-31")
    year.enter("d1-pks-habis", "D1", pks, "2026-02-28", "2028-02-29")
    year.enter("w-mou-perpanjang", "W", mou, "2025-12-31", "2027-12-31")
    year.enter("w-pks-perpanjang", "W", pks, "2026-03-02", "2029-03-02", under="w-mou-perpanjang")
    year.enter("t-pks-adendum", "T", pks, "2026-01-31", "2028-01-31")
    year.enter("d1-mou-pemda", "D1", mou, "2027-06-01", "2030-06-01", category="local_government")
    year.enter("d1-pks-pemda", "D1", pks, "2027-06-01", "2029-06-01", under="d1-mou-pemda", category="local_government")
    year.enter("d2-mou-wajib", "D2", mou, "2027-05-31", "2030-05-31")
    year.enter("d2-pks-wajib", "D2", pks, "2027-06-14", "2029-06-14", under="d2-mou-wajib")
    year.enter("p-mou-induk", "P", mou, "2027-04-30", "2030-04-30")
    year.enter("w-mou-lama", "W", mou, "2024-11-30", "2027-11-30")


def acts(year: Year) -> list[Act]:
    """Everything that people do, in the order of time."""
    sources = (_agreements, _duties, _watch, _desk, _reports)
    return sorted((act for source in sources for act in source(year)), key=lambda act: act[0])


def _agreements(year: Year) -> Iterator[Act]:
    mou, pks = Kind.MOU, Kind.PKS

    def signed(day: str, key: str, office: str, kind: Kind, end: str, **more: object) -> Act:
        return year.at(office, day), key, lambda: year.enter(key, office, kind, day, end, **more)

    yield signed("2027-08-16", "d2-pks-induk", "D2", pks, "2029-08-16", under="p-mou-induk")
    yield signed("2027-08-31", "w-mou-jepit", "W", mou, "2030-08-31")
    yield signed("2027-09-20", "d1-pks-tepat", "D1", pks, "2029-09-20", under="d1-mou-tepat")
    yield signed("2027-10-04", "d2-pks-lambat", "D2", pks, "2029-10-04", under="d2-mou-lambat")
    yield signed("2027-11-30", "t-mou-akhir", "T", mou, "2030-11-30")
    yield signed("2028-02-29", "p-mou-kabisat", "P", mou, "", term_months=36)
    minutes = reviews.Minutes(date(2027, 11, 10), "Kantor", "Ketua dan anggota", "Rapat menyepakati perpanjangan.")
    chosen = reviews.Chosen(Decision.RENEWED, "Masih dibutuhkan", "Kuliah umum tahunan", minutes)
    yield (
        year.at("W", "2027-11-10"), "diputuskan",
        lambda: year.act("W", lambda uow: reviews.decide(uow, year.known["w-mou-perpanjang"], chosen)),
    )  # fmt: skip
    yield (
        year.at("W", "2027-12-20"), "diperpanjang",
        lambda: year.change(
            "w-perpanjangan", Nature.RENEWAL, "W", "w-mou-perpanjang", "2027-12-20", "2029-12-31"
        ),
    )  # fmt: skip
    yield (
        year.at("T", "2028-01-10"), "adendum",
        lambda: year.change("t-adendum", Nature.ADDENDUM, "T", "t-pks-adendum", "2028-01-10", "2028-04-30"),
    )  # fmt: skip
    yield (
        year.at("T", "2028-04-03"), "diakhiri",
        lambda: year.act(
            "T",
            lambda uow: followup.terminate(
                uow, year.known["t-mou-akhir"], date(2028, 4, 3), "Mitra dibubarkan", seen_version=None
            ),
        ),
    )  # fmt: skip


def _duties(year: Year) -> Iterator[Act]:
    def oblige() -> None:
        terms = obligations.Terms(
            Owing.OFFICE, date(2027, 8, 31), owner="Staf", recurrence=Recurrence.MONTHLY, until=date(2027, 11, 30)
        )
        words = [obligations.Wording("Menyampaikan data pengawasan")]
        year.act("D2", lambda uow: obligations.add_obligations(uow, year.known["d2-mou-wajib"], words, terms))

    def fulfil(due: date) -> None:
        with year.tools.reading() as session:
            query = select(Task.id).where(Task.obligation_id.is_not(None), Task.due_on == due)
            task_id = session.scalars(query).one()
        year.act("D2", lambda uow: obligations.fulfil(uow, year.known["d2-mou-wajib"], task_id, "Data dikirim"))

    def plan() -> None:
        said = activities.Plan("Kuliah umum", date(2028, 3, 15), owner="Staf")
        year.act("D2", lambda uow: activities.plan_activity(uow, year.known["d2-mou-wajib"], said))

    def hold() -> None:
        with year.tools.reading() as session:
            row = session.scalars(select(JointActivity)).one()
        held = activities.Held("Kuliah umum", date(2028, 3, 15), "Aula", "80 orang", "Terlaksana")
        agreement_id = year.known["d2-mou-wajib"]
        year.act("D2", lambda uow: activities.report_activity(uow, agreement_id, row.id, held, seen=row.version))

    yield year.at("D2", "2027-07-01"), "kewajiban", oblige
    for day, due in (
        ("2027-08-30", date(2027, 8, 31)),
        ("2027-09-30", date(2027, 9, 30)),
        ("2027-12-10", date(2027, 11, 30)),
    ):
        yield year.at("D2", day), "dipenuhi", lambda due=due: fulfil(due)
    yield year.at("D2", "2028-01-05"), "rencana", plan
    yield year.at("D2", "2028-03-16"), "terlaksana", hold


def _watch(year: Year) -> Iterator[Act]:
    facts = calendar.PhaseFacts(
        "Pemilihan 2027", "Pendaftaran pasangan calon", PhaseKind.CANDIDACY, date(2027, 10, 12), date(2027, 10, 14),
        None, ("local_government",), "Peraturan KPU rekaan",
    )  # fmt: skip
    yield (
        year.at("RI", "2027-09-01"),
        "tahapan",
        lambda: year.act("RI", lambda uow: calendar.add_phase(uow, facts)),
    )
    yield year.at("D1", "2027-10-20"), "ditapis", lambda: year.screened("d1-mou-pemda")
    yield year.at("D1", "2027-11-02"), "ditapis", lambda: year.screened("d1-pks-pemda")


def _desk(year: Year) -> Iterator[Act]:
    made: dict[str, UUID] = {}

    def explore() -> None:
        facts = prospects.ProspectFacts("Radio Bahari", "press", "Menyebarkan materi pengawasan")
        made["prospect"] = year.act("D1", lambda uow: prospects.create(uow, facts).id)
        said = prospects.Next("Menemui pimpinan", date(2027, 9, 15), owner="Staf")
        year.act("D1", lambda uow: prospects.set_next(uow, made["prospect"], said, seen_version=None))
        year.known["penjajakan"] = made["prospect"]

    def drop() -> None:
        year.act(
            "D1",
            lambda uow: prospects.take_step(
                uow, made["prospect"], Step.DROPPED, "Tidak berbadan hukum", date(2027, 10, 1), seen_version=None
            ),
        )

    def exempt() -> None:
        verdict = publication.Verdict(Openness.EXEMPT, "Memuat strategi pengawasan", date(2028, 2, 1))
        agreement_id = year.known["d1-mou-tepat"]
        year.act("D1", lambda uow: publication.decide(uow, agreement_id, verdict, seen=None), role="arsip")

    def lend() -> None:
        sheet = originals.Sheet(1, Owner.OFFICE, Owner.OFFICE, "Arsip")
        spot = originals.Spot(place=Place("Arsip", "1", "2"))
        agreement_id = year.known["d1-pks-habis"]
        made["original"] = year.act(
            "D1", lambda uow: originals.add_original(uow, agreement_id, sheet, spot).id, role="arsip"
        )
        said = loans.Lending("Divisi Hukum", "Kajian", date(2027, 10, 1), date(2027, 10, 29))
        year.act("D1", lambda uow: loans.lend(uow, made["original"], said), role="arsip")

    def give_back() -> None:
        year.act(
            "D1",
            lambda uow: loans.take_back(uow, made["original"], date(2027, 12, 8), Condition.GOOD),
            role="arsip",
        )

    yield year.at("D1", "2027-07-20"), "penjajakan", explore
    yield year.at("D1", "2027-10-01"), "dihentikan", drop
    yield year.at("D1", "2027-08-02"), "dikecualikan", exempt
    yield year.at("D1", "2027-10-01"), "dipinjam", lend
    yield year.at("D1", "2027-12-08"), "kembali", give_back


def _reports(year: Year) -> Iterator[Act]:
    """D1 sends on the 3rd, D2 on the 4th, P and W in the last minute of the 5th, T on the 8th, too late."""
    for month in MONTHS:
        after = f"{month.year + month.month // 12}-{month.month % 12 + 1:02}"
        for office, day, hour in (
            ("D1", "03", "10:00"), ("D2", "04", "10:00"), ("P", "05", "23:59"), ("W", "05", "23:59"),
            ("T", "08", "10:00"),
        ):  # fmt: skip
            if (office, month) != ("D2", date(2027, 10, 1)):  # this one is never sent
                yield year.at(office, f"{after}-{day}", hour), "kirim", lambda o=office, m=month: send(year, o, m)
        for office in ("D1", "D2"):
            if (office, month) not in (("D2", date(2027, 10, 1)), ("D2", date(2027, 7, 1))):
                yield year.at("P", f"{after}-05", "12:00"), "terima", lambda o=office, m=month: judge(year, "P", o, m)
        for office in ("P", "W", "T"):
            yield year.at("RI", f"{after}-10"), "terima", lambda o=office, m=month: judge(year, "RI", o, m)
    july = date(2027, 7, 1)  # left lying by the province, then returned after the next month was over, and sent again
    yield year.at("P", "2027-09-02"), "kembalikan", lambda: judge(year, "P", "D2", july, "Lengkapi kendala")
    yield year.at("D2", "2027-09-03"), "kirim ulang", lambda: send(year, "D2", july)
    yield year.at("P", "2027-09-03", "12:00"), "terima", lambda: judge(year, "P", "D2", july)


def send(year: Year, office: str, month: date) -> None:
    """An office checks and sends its report."""
    year.act(office, lambda uow: reporting.check(uow, month))
    year.act(office, lambda uow: reporting.send(uow, month))


def judge(year: Year, above: str, office: str, month: date, reason: str = "") -> None:
    """The office above receives or returns a report."""
    with year.tools.reading() as session:
        row = newest(session, year.offices[office].id, month)
        assert row is not None
    year.act(above, lambda uow: reporting.judge(uow, row.id, reason=reason))
