"""What waits in the middle of the way: a consultation, a discussion with remarks, an approval."""

from collections.abc import Callable

from service.approval import actions as approval
from service.core.tools import Tools
from service.demo.journey import Journey, Script
from service.discussion import actions as discussion
from service.discussion.rules import Visibility

CONSULTED = Script(
    "Lembaga Kajian Demos Pesisir",
    "Kajian Bersama Data Pengawasan",
    "Hasil pengawasan belum dikaji bersama masyarakat.",
    "Kajian data pengawasan\nForum warga",
    "",
)
DISCUSSED = Script(
    "SMA Negeri Bina Karsa Contoh",
    "Sekolah Demokrasi bagi Pemilih Pemula",
    "Pemilih pemula belum mengenal cara melaporkan dugaan pelanggaran.",
    "Kelas demokrasi\nSimulasi pengawasan",
    "",
)
APPROVED = Script(
    "Universitas Negeri Kalinyamat",
    "Penelitian dan Pengabdian Bidang Kepemiluan",
    "Kajian kepemiluan tingkat daerah masih sedikit.",
    "Penelitian bersama\nPengabdian kepada masyarakat",
    "",
)


def leave_waiting(tools: Tools, say: Callable[[str], None]) -> None:
    """Three agreements on their way, each at another stage."""
    for script, walk in ((CONSULTED, _consult), (DISCUSSED, _discuss), (APPROVED, _approve)):
        say(f"On its way: {script.subject} …")
        walk(Journey(tools, script))


def _consult(journey: Journey) -> None:
    journey.ask()


def _discuss(journey: Journey) -> None:
    journey.plan()
    journey.draft()
    drafter = journey.person("drafter")
    with journey.tools.begin(drafter) as uow:
        words = discussion.Words("Mohon ditambahkan jadwal kelas pada ruang lingkup.")
        remark_id = discussion.add_remark(uow, journey.agreement_id, words).id
    with journey.tools.begin(journey.person("coordinator")) as uow:
        discussion.reply(uow, journey.agreement_id, remark_id, "Usul: dua kali setahun, di luar masa ujian.")
        inner = discussion.Words("Periksa dahulu ketersediaan anggaran.", visibility=Visibility.INTERNAL)
        discussion.add_remark(uow, journey.agreement_id, inner)
    with journey.tools.begin(drafter) as uow:
        key = journey.tools.settings.session()
        discussion.invite(uow, journey.agreement_id, "Wakil Kepala Sekolah", "wakil.sma-bina@mitra.example", key=key)


def _approve(journey: Journey) -> None:
    journey.plan()
    journey.draft()
    journey.discuss()
    with journey.tools.begin(journey.person("coordinator")) as uow:
        approval.decide(uow, journey.agreement_id, approval.Verdict(approved=True))
