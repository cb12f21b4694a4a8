"""`sijari verify`: the verdict on a file, without a database."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from service.seals.anchors import Anchor, AnchorKind, Anchors, certificates_in
from service.seals.limited import Register, judge_limited
from service.seals.verdicts import SignatureKind, Verdict, VerdictCode

TITLES = {
    VerdictCode.AUTHENTIC: "ASLI: berkas utuh dan semua tanda tangannya sah",
    VerdictCode.INCOMPLETE: "BELUM LENGKAP: ini bukan salinan akhir",
    VerdictCode.UNTRUSTED: "TIDAK DIPERCAYA: penanda tangan atau penanda waktunya tidak dapat dipercaya",
    VerdictCode.ALTERED: "BERUBAH: berkas diubah sesudah ditandatangani",
    VerdictCode.UNSIGNED: "TIDAK BERTANDA TANGAN: tidak ada tanda tangan elektronik",
    VerdictCode.UNREADABLE: "TIDAK TERBACA: berkas tidak dapat diperiksa",
}
KINDS = {
    SignatureKind.SEAL: "segel",
    SignatureKind.SIGNATURE: "tanda tangan",
    SignatureKind.TIMESTAMP: "penanda waktu",
}


def verify_command(
    anchors: Callable[[], Anchors], now: Callable[[], datetime], register: Register | None = None
) -> click.Command:
    """The command; `anchors` gives whom this installation trusts, `now` its clock, `register` what it knows."""

    @click.command("verify")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
    @click.option(
        "--trust",
        "trust_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Root certificates (PEM) to trust as well.",
    )
    @click.pass_context
    def verify(context: click.Context, file: Path, as_json: bool, trust_file: Path | None) -> None:  # noqa: FBT001
        """Check the signatures of FILE. Exit 0 authentic, 1 any other verdict, 2 wrong use."""
        known = anchors()
        if trust_file is not None:
            known = known.plus(_given(trust_file))
        try:
            pdf = file.read_bytes()
        except OSError as fault:
            raise click.UsageError(f"{file}: {fault.strerror}") from fault
        verdict = judge_limited(pdf, known, when=now(), register=register)
        if as_json:
            click.echo(json.dumps(verdict.to_json(), indent=2, ensure_ascii=False))
        else:
            click.echo("\n".join(lines(verdict)))
        context.exit(0 if verdict.authentic else 1)

    return verify


def lines(verdict: Verdict) -> list[str]:
    """The verdict for people: the verdict first, then reasons, then every signature."""
    said = [TITLES[verdict.verdict]]
    said += [f"  - {reason.to_json()['id']}" for reason in verdict.reasons]
    for one in verdict.signatures:
        when = one.time.isoformat(timespec="seconds") if one.time else "waktu tidak diketahui"
        sound = "utuh" if one.intact and one.changes != "forbidden" else "TIDAK UTUH"
        trusted = "dipercaya" if one.trusted else "TIDAK DIPERCAYA"
        said.append(f"  {KINDS[one.kind]} {one.field}: {one.signer}, {when}, {one.level}, {sound}, {trusted}")
    said.append(f"  SHA-256 {verdict.sha256}")
    return said


def _given(path: Path) -> list[Anchor]:
    try:
        return [Anchor(der, AnchorKind.GIVEN) for der in certificates_in(path.read_bytes())]
    except (OSError, ValueError) as fault:
        raise click.UsageError(f"{path}: not a file of certificates") from fault
