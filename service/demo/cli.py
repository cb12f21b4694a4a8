"""`sijari demo`: the main job without a browser; `sijari demo-reset`: the demo's data anew."""

import fcntl
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from service.agreements.models import Agreement
from service.authority.certificates import load as load_certificate
from service.authority.certificates import pem
from service.authority.desk import Authority
from service.core.clock import SystemClock
from service.core.refusals import Refused
from service.core.tools import Tools
from service.demo import seeding
from service.demo.journey import SCRIPTS, Journey, Step
from service.demo.marker import is_seeded
from service.keyfiles import Mode, create_installation, read_installation
from service.seals.ports import PaperSealer
from service.settings import load
from service.wiring import make_tools, register_rooms

FAILED = 1


def _demo_tools() -> Tools:
    """The tools of a demo installation, made where there is none yet."""
    register_rooms()
    first = load(demo=None, complete=False)
    known = read_installation(first.data)
    if known is not None and known.mode is not Mode.DEMO:
        raise Refused("not_a_demo")
    create_installation(first.data, Mode.DEMO, SystemClock().now())
    return make_tools(load(demo=True), silent=True)


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the results.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.pass_context
def demo(context: click.Context, *, out: Path, as_json: bool) -> None:
    """Do the main job without a browser: a real MoU from form data to its archive, and the verdict on it."""
    tools = _demo_tools()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refused("demo_out_unwritable", folder=str(out)) from fault
    try:
        if not is_seeded(tools.settings.data):
            if not as_json:
                click.echo("A new demo installation; filling it first.")
            seeding.seed(tools, lambda _said: None)
        journey = Journey(tools, SCRIPTS[0], on_step=lambda step: None if as_json else _tell(step))
        journey.run()
        result = _deliver(tools, journey, out)
    finally:
        tools.database.dispose()
    if as_json:
        click.echo(json.dumps(result, indent=2, ensure_ascii=False))
    else:
        _conclude(result, out)
    if result["verdict"] != "authentic":
        context.exit(FAILED)


def _tell(step: Step) -> None:
    click.echo(f"{step.stage:<11} {step.seconds:7.3f} s  {step.done}")


def _deliver(tools: Tools, journey: Journey, out: Path) -> dict[str, Any]:
    """Write the results into the folder and judge the file that lies there."""
    event = journey.event()
    final = tools.storage.get(event.final_sha256)
    (out / "final.pdf").write_bytes(final)
    (out / "bundle.zip").write_bytes(tools.storage.get(event.bundle_sha256))
    roots = tools.part(Authority).roots()
    (out / "root.pem").write_text("".join(pem(load_certificate(root)) for root in roots), encoding="ascii")
    with tools.reading() as session:
        agreement = session.get_one(Agreement, journey.agreement_id)
        signed_on, end_on = agreement.signed_on, agreement.end_on
        code = agreement.public_code
    verdict = tools.part(PaperSealer).judge((out / "final.pdf").read_bytes())
    result = {
        "agreement": str(journey.agreement_id),
        "public_code": code,
        "final": {"file": "final.pdf", "sha256": event.final_sha256, "bytes": len(final)},
        "signed_on": signed_on.isoformat() if signed_on else None,
        "ends_on": end_on.isoformat() if end_on else None,
        "steps": [asdict(step) for step in journey.steps],
        "seconds": round(sum(step.seconds for step in journey.steps), 3),
        "verdict": verdict.verdict,
        "trust_class": verdict.trust_class,
    }
    (out / "steps.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return result


def _conclude(result: dict[str, Any], out: Path) -> None:
    click.echo(f"Total       {result['seconds']:7.3f} s")
    click.echo(f"Results in {out}: final.pdf, bundle.zip, root.pem, steps.json")
    click.echo(f"Signed on {result['signed_on']}, in force until {result['ends_on']}.")
    click.echo(f"Verdict of `sijari verify`: {result['verdict']} ({result['trust_class']}). CONTOH, TIDAK BERLAKU.")


@click.command(name="demo-reset")
@click.option("--if-empty", is_flag=True, help="Only where the demo has not been filled yet.")
def demo_reset(*, if_empty: bool) -> None:
    """Throw the demo's data away and seed it anew; dates count from today."""
    tools = _demo_tools()
    if if_empty and is_seeded(tools.settings.data):
        click.echo("The demo data are there.")
        return
    if not if_empty:
        _refuse_while_running(tools.settings.data)
    seeding.empty(tools)
    fresh = make_tools(tools.settings, silent=True)
    try:
        seeding.seed(fresh, click.echo)
    finally:
        fresh.database.dispose()
    click.echo("The demo is filled.")


def _refuse_while_running(data: Path) -> None:
    lock = data / "run" / "up.lock"
    if not lock.exists():
        return
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise Refused("demo_is_running") from fault
