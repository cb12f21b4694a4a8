"""How long papers take, beside other ways of converting the same DOCX, all in one run on one machine.

    python tests/bench/bench_render.py [ROUNDS]

Peers: bare warm conversion to plain PDF by the same child (the floor), `soffice --convert-to` with a reused profile,
rdocx, and unoserver where it is installed. The rounds are interleaved, so that a drift of the machine hits all alike.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from service.documents.catalogue import Template, load_catalogue  # noqa: E402
from service.documents.converting import Converter, Engine  # noqa: E402
from service.documents.filling import fill  # noqa: E402
from service.documents.fontkit import build_kit  # noqa: E402
from service.documents.normalising import normalise  # noqa: E402
from service.documents.package import open_parts, write_parts  # noqa: E402
from service.documents.rendering import render_paper, text_of  # noqa: E402
from tests.documents import samples  # noqa: E402


def one_shot(docx: bytes, folder: Path) -> None:
    """A new LibreOffice for each paper, as most programs do it."""
    source = folder / "paper.docx"
    source.write_bytes(docx)
    profile = (folder / "profile-peer").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True)


def ways(template: Template, folder: Path, converter: Converter) -> dict[str, Callable[[], object]]:
    """What is measured."""
    kit = build_kit(folder)
    content = samples.short(template)
    given = samples.engrossment(template, content)
    docx = fill(template, content, given, demo=False)
    parts = open_parts(docx)
    kit.embed(parts)
    copy = write_parts(parts)
    pdf = converter.convert(copy).pdf
    rdocx = Converter(folder, engine=Engine.RDOCX)
    measured: dict[str, Callable[[], object]] = {
        "whole paper (fill, fonts, PDF/A, same bytes, places)": lambda: render_paper(
            template, content, given, demo=False, converter=converter, fonts=kit
        ),
        "- filling in its sandbox": lambda: fill(template, content, given, demo=False),
        "- embedding the fonts": lambda: _embed(docx, kit),
        "- warm conversion to PDF/A-2b": lambda: converter.convert(copy),
        "- normalising": lambda: normalise(pdf),
        "text of the PDF": lambda: text_of(pdf),
        "warm conversion without the kit": lambda: converter.convert(docx),
        "peer: soffice --convert-to, reused profile": lambda: one_shot(docx, folder),
        "peer: rdocx in its sandbox (preview)": lambda: rdocx.convert(copy),
    }
    if shutil.which("unoconvert"):
        (folder / "uno.docx").write_bytes(docx)
        command = ["unoconvert", str(folder / "uno.docx"), str(folder / "uno.pdf")]
        measured["peer: unoserver"] = lambda: subprocess.run(command, check=True, capture_output=True)
    return measured


def _embed(docx: bytes, kit: object) -> bytes:
    parts = open_parts(docx)
    kit.embed(parts)  # type: ignore[attr-defined]
    return write_parts(parts)


def show(line: str) -> None:
    """One line for the terminal."""
    sys.stdout.write(line + "\n")


def main() -> None:
    """Print a table and, as the last line, the same as JSON."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    catalogue = load_catalogue(ROOT / "doc_templates")
    result: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name, Converter(Path(name)) as converter:
        for kind in ("nota_kesepahaman", "perjanjian_kerja_sama"):
            measured = ways(catalogue.latest(kind), Path(name), converter)
            times: dict[str, list[float]] = {each: [] for each in measured}
            for _ in range(rounds + 1):
                for each, run in measured.items():
                    started = time.perf_counter()
                    run()
                    times[each].append((time.perf_counter() - started) * 1000)
            result[kind] = {each: round(statistics.median(taken[1:]), 1) for each, taken in times.items()}
    width = max(len(each) for each in result["nota_kesepahaman"])
    show(f"{'median ms of ' + str(rounds):{width}}  {'MoU':>8}  {'PKS':>8}")
    for each in result["nota_kesepahaman"]:
        show(f"{each:{width}}  {result['nota_kesepahaman'][each]:8.1f}  {result['perjanjian_kerja_sama'][each]:8.1f}")
    show(json.dumps(result))


if __name__ == "__main__":
    main()
