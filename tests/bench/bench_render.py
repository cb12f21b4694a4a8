"""How long papers take, beside other ways of converting the same DOCX, all in one run on one machine.

    python tests/bench/bench_render.py [ROUNDS [PAPERS [MEMORY]]]

ROUNDS (11) of each way for the medians, PAPERS (40) for papers a second, MEMORY (500) papers watched for growth. The
rounds are interleaved, so that a drift of the machine hits all alike. The table goes to docs/measurements.md between
its own marks when there were at least 11 rounds.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from service.core import sandbox  # noqa: E402
from service.documents import filling  # noqa: E402
from service.documents.catalogue import Template, load_catalogue  # noqa: E402
from service.documents.content import ArticleText, Content  # noqa: E402
from service.documents.context import build_context  # noqa: E402
from service.documents.converting import Converter  # noqa: E402
from service.documents.filling import fill  # noqa: E402
from service.documents.fontkit import FontKit, build_kit  # noqa: E402
from service.documents.normalising import normalise  # noqa: E402
from service.documents.package import open_parts, write_parts  # noqa: E402
from service.documents.previewing import PreviewMaker  # noqa: E402
from service.documents.quick import Shelf  # noqa: E402
from service.documents.rendering import render_paper  # noqa: E402
from tests.bench.paper_peers import Bare, Unoserver, one_shot, unoserver_python  # noqa: E402
from tests.bench.results import PAPER, say  # noqa: E402
from tests.documents import samples  # noqa: E402

BEGIN, END = "<!-- papers: begin -->", "<!-- papers: end -->"
KINDS = {"MoU": "nota_kesepahaman", "PKS": "perjanjian_kerja_sama"}
ENOUGH = 11
WHOLE, WHOLE_DOCXTPL, FLOOR = "whole paper, quick filler", "whole paper, docxtpl", "bare warm UNO, plain PDF"


class WithoutKept(Shelf):
    """Nothing is kept: docxtpl fills each paper."""

    def find(self, docx: bytes) -> tuple[str, bool, None]:
        """As if this template had been tried and could not be kept."""
        return super().find(docx)[0], True, None


def with_docxtpl(run: Callable[[], object]) -> object:
    """Run with docxtpl as the filler."""
    kept, filling._shelf = filling._shelf, WithoutKept()
    try:
        return run()
    finally:
        filling._shelf = kept


def converted_copy(docx: bytes, kit: FontKit) -> bytes:
    """The copy that is converted, with our fonts in it."""
    parts = open_parts(docx)
    kit.embed(parts)
    return write_parts(parts)


def only_docxtpl(template: Template, content: Content, given: Any) -> Callable[[], object]:
    """docxtpl as its manual shows it, in this process, without a sandbox and all that follows it."""
    from service.documents.filling_child import _fill

    context = build_context(template.manifest, content, given, demo=False, preview=False)
    return lambda: _fill(template.docx, context)


def ways(
    template: Template, kit: FontKit, converter: Converter, bare: Bare, uno: Unoserver | None, folder: Path
) -> dict[str, Callable[[], object]]:
    """What is measured."""
    content = samples.short(template)
    given = samples.engrossment(template, content)

    def whole() -> object:
        return render_paper(template, content, given, demo=False, converter=converter, fonts=kit)

    docx = fill(template, content, given, demo=False)
    copy = converted_copy(docx, kit)
    pdf = converter.convert(copy).pdf
    measured: dict[str, Callable[[], object]] = {
        FLOOR: lambda: bare.convert(docx),
        WHOLE: whole,
        WHOLE_DOCXTPL: lambda: with_docxtpl(whole),
        "- filling, quick, in its sandbox": lambda: fill(template, content, given, demo=False),
        "- filling, docxtpl, in its sandbox": lambda: with_docxtpl(lambda: fill(template, content, given, demo=False)),
        "- embedding the fonts": lambda: converted_copy(docx, kit),
        "- warm conversion to PDF/A-2b, tagged": lambda: converter.convert(copy),
        "- normalising": lambda: normalise(pdf),
        "bare warm UNO with our fonts embedded": lambda: bare.convert(copy),
        "peer: docxtpl alone, no PDF": only_docxtpl(template, content, given),
        "peer: soffice --convert-to": lambda: one_shot(docx, folder / "one-shot"),
    }
    if uno is not None:
        measured["peer: unoserver 3.7"] = lambda: uno.convert(docx)
    return measured


def medians(measured: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Milliseconds of each way; the first round is not counted."""
    times: dict[str, list[float]] = {each: [] for each in measured}
    for _ in range(rounds + 1):
        for each, run in measured.items():
            times[each].append(timed(run))
    return {each: statistics.median(taken[1:]) for each, taken in times.items()}


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000


def papers_a_second(workers: list[Callable[[], object]], papers: int) -> float:
    """So many papers by these workers at once."""
    for run in workers:
        run()
    share = max(1, papers // len(workers))
    with ThreadPoolExecutor(len(workers)) as pool:
        started = time.perf_counter()
        list(pool.map(lambda run: [run() for _ in range(share)], workers))
    return share * len(workers) / (time.perf_counter() - started)


def throughput(template: Template, kit: FontKit, stack: ExitStack, folder: Path, papers: int) -> dict[str, float]:
    """Papers a second with one and two workers, ours and the peers'."""
    content = samples.short(template)
    given = samples.engrossment(template, content)
    docx = fill(template, content, given, demo=False)
    python = unoserver_python()

    def ours(converter: Converter) -> Callable[[], object]:
        return lambda: render_paper(template, content, given, demo=False, converter=converter, fonts=kit)

    def served(uno: Unoserver) -> Callable[[], object]:
        return lambda: uno.convert(docx)

    def once(place: Path) -> Callable[[], object]:
        return lambda: one_shot(docx, place)

    made = {"whole papers, ours": [ours(stack.enter_context(Converter(folder))) for _ in range(2)]}
    made["soffice --convert-to"] = [once(folder / f"many-{number}") for number in range(2)]
    if python is not None:
        servers = [stack.enter_context(Unoserver(folder / f"uno-{number}", python)) for number in range(2)]
        made["unoserver 3.7"] = [served(uno) for uno in servers]
    return {
        f"{name}, {count} worker{'s'[: count - 1]}": papers_a_second(runs[:count], papers)
        for name, runs in made.items()
        for count in (1, 2)
    }


def large(catalogue: Any, kit: FontKit, converter: Converter) -> dict[str, str]:
    """A paper of about 100 pages and an annex of 1,000 rows."""
    template = catalogue.latest(KINDS["PKS"])
    short = samples.short(template)
    body = "\n".join(f"{number}. {'Para pihak melaksanakan kerja sama ini. ' * 12}" for number in range(1, 9))
    more = tuple(ArticleText(f"tambahan_{number}", f"Ketentuan {number}", body) for number in range(1, 57))
    texts = {"100-page paper": Content(short.values, (*short.articles, *more))}
    if key := next((each for each in template.manifest.by_key if each == "rencana_kegiatan"), None):
        texts["1,000-row annex"] = Content({**short.values, key: samples.plan(1000)}, short.articles)
    result = {}
    for name, content in texts.items():
        given = samples.engrossment(template, content)
        started = time.perf_counter()
        paper = render_paper(template, content, given, demo=False, converter=converter, fonts=kit)
        result[name] = f"{time.perf_counter() - started:.1f} s, {paper.pages} pages"
    return result


def memory(template: Template, kit: FontKit, converter: Converter, papers: int) -> dict[str, str]:
    """Megabytes of this process, of the sandbox's server and of LibreOffice as the papers go by."""
    content = samples.short(template)
    given = samples.engrossment(template, content)
    said = {}
    for number in range(1, papers + 1):
        render_paper(template, content, given, demo=False, converter=converter, fonts=kit)
        if number in {1, papers} or number % max(1, papers // 5) == 0:
            server = sandbox._default._server
            ours, theirs = resident("self"), resident(str(server.pid)) if server else 0
            office = converter._child.memory_mb if converter._child else 0
            said[f"memory after {number} papers"] = f"{ours} MB, sandbox {theirs} MB, LibreOffice {office} MB"
    return said


def resident(process: str) -> int:
    """Megabytes that a process holds in memory."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def typing(template: Template, kit: FontKit, folder: Path, rounds: int) -> tuple[float, float]:
    """p50 and p95 of a preview, each of a text that was not seen before."""
    short = samples.short(template)
    texts = [
        Content({**short.values, "judul": f"Uji ketikan {number}"}, short.articles) for number in range(rounds + 2)
    ]
    with Converter(folder) as converter:
        maker = PreviewMaker(converter, kit, demo=False)

        def preview(content: Content) -> Callable[[], object]:
            return lambda: maker.preview(template, content, asker="bench")

        taken = sorted([timed(preview(each)) for each in texts][2:])
    return statistics.median(taken), taken[min(len(taken) - 1, int(0.95 * len(taken)))]


def table(times: dict[str, dict[str, float]], further: dict[str, str]) -> str:
    """Both tables as Markdown."""
    lines = [
        "| median ms | " + " | ".join(f"{kind} | of bare" for kind in times) + " |",
        "|---|" + "---:|" * 2 * len(times),
    ]
    for way in times["MoU"]:
        cells = (f"{taken[way]:.1f} | {taken[way] / taken[FLOOR]:.2f}" for taken in times.values())
        lines.append(f"| {way} | {' | '.join(cells)} |")
    lines += ["", "| what | result |", "|---|---:|", *(f"| {what} | {said} |" for what, said in further.items())]
    return "\n".join(lines)


def keep(said: str) -> None:
    """Put the tables into the paper, between their marks; at its end when they are not there yet."""
    known = PAPER.read_text(encoding="utf-8")
    if BEGIN not in known:
        known += f"\n## Papers\n\n{BEGIN}\n{END}\n"
    before, rest = known.split(BEGIN)
    PAPER.write_text(f"{before}{BEGIN}\n{said}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def measure(rounds: int, papers: int, many: int) -> str:
    """All of it, in one run."""
    catalogue = load_catalogue(ROOT / "doc_templates")
    mou = catalogue.latest(KINDS["MoU"])
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        kit = build_kit(folder)
        python = unoserver_python()
        if python is None:
            say("unoserver could not be had; it is left out.")
        converter = stack.enter_context(Converter(folder))
        bare = stack.enter_context(Bare(folder / "bare"))
        uno = stack.enter_context(Unoserver(folder / "uno", python)) if python else None
        times = {
            short: medians(ways(catalogue.latest(kind), kit, converter, bare, uno, folder), rounds)
            for short, kind in KINDS.items()
        }
        each_second = throughput(mou, kit, stack, folder, papers)
        further = {f"papers a second: {what}": f"{count:.2f}" for what, count in each_second.items()}
        p50, p95 = typing(mou, kit, folder, max(4, rounds * 2))
        further["preview on the server, p50 / p95"] = f"{p50:.0f} / {p95:.0f} ms"
        further |= large(catalogue, kit, converter)
        further |= memory(mou, kit, converter, many)
    return f"{table(times, further)}\n\n{os.cpu_count()} cores, {platform.machine()}, {rounds} rounds."


def main() -> None:
    """Print the tables, and keep them when they were measured well enough."""
    said = [*(int(each) for each in sys.argv[1:4]), *(11, 40, 500)[len(sys.argv[1:4]) :]]
    result = measure(*said)
    say(result)
    if said[0] >= ENOUGH:
        keep(result)


if __name__ == "__main__":
    main()
