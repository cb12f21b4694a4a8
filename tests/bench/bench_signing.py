"""How long signing, archiving and judging take, with peers in the same rounds.

    python tests/bench/bench_signing.py [ROUNDS]

Peers: pyHanko as its manual shows it (SimpleSigner, new timestamp size each time), pdfsig for checking, `openssl dgst`
for the floor of one RSA-3072 signature. The rounds are interleaved, so that a drift of the machine hits all alike.
"""

import asyncio
import io
import json
import logging
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from asn1crypto import keys as asn1_keys  # noqa: E402
from cryptography.hazmat.primitives import serialization  # noqa: E402
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: E402
from pyhanko.sign import fields, signers  # noqa: E402
from reportlab.pdfgen import canvas  # noqa: E402

from service.authority import keys  # noqa: E402
from service.authority.desk import Credential  # noqa: E402
from service.authority.keys import KeyOwner, PinCost  # noqa: E402
from service.seals import acts  # noqa: E402
from service.seals.judge import judge  # noqa: E402
from service.seals.limited import judge_limited  # noqa: E402
from service.seals.pdf import certificate, store_of  # noqa: E402
from tests.support.authority import MemoryAuthority  # noqa: E402
from tests.support.papers import archived_pdf, locked_pdf, sign, signed_steps, stamp_for  # noqa: E402

Ways = dict[str, Callable[[], object]]


def paper(pages: int = 3) -> bytes:
    """A paper of some pages full of text."""
    output = io.BytesIO()
    drawn = canvas.Canvas(output, pagesize=(595, 842), pageCompression=1, pdfVersion=(1, 7), invariant=1)
    for page in range(pages):
        for line in range(45):
            drawn.drawString(60, 780 - 15 * line, f"Pasal {page + 1}.{line + 1} Para pihak sepakat bekerja sama.")
        drawn.showPage()
    drawn.save()
    return output.getvalue()


def ways(folder: Path) -> Ways:
    """What is measured."""
    authority = MemoryAuthority(datetime(2026, 3, 2, 3, tzinfo=UTC))
    timestamper, person = authority.timestamper(), authority.person()
    locked = locked_pdf(authority, 2, paper())

    def begin() -> acts.Prepared:
        return acts.begin_signature(
            locked,
            field="Pihak1",
            certificate=person.certificate,
            chain=person.chain,
            stamp=stamp_for(),
            when=authority.now,
            token_size=timestamper.size(),
        )

    begun = begin()
    raw = person.sign(begun.state.signed_attributes)
    complete = signed_steps(authority, 2, paper())[-1]
    archived = archived_pdf(authority, complete)
    (folder / "a.pdf").write_bytes(archived)
    anchors = authority.anchors()
    owner = KeyOwner("person:1", "1")
    assert person.key is not None
    locked_key = keys.wrap_for_person(person.key, bytes(32), owner, "kunci-42", PinCost())
    measured: Ways = {
        "one B-T signature with its visible mark, checked": lambda: sign(authority, locked, "Pihak1", person),
        "- in front of the person: prepare, stamp": begin,
        "- in front of the person: open the key with the PIN (Argon2id, 64 MiB)": lambda: keys.unwrap_for_person(
            locked_key, bytes(32), owner, "kunci-42"
        ),
        "- in front of the person: raw RSA-3072": lambda: person.sign(begun.state.signed_attributes),
        "- worker: token, CMS, fill, check": lambda: acts.finish_signature(
            begun.pdf, begun.state, raw, person.certificate, person.chain, timestamper
        ),
        "a new RSA-3072 key (guest)": keys.new_rsa_key,
        "archive 1 seal + 2 signatures to B-LTA, judged": lambda: archived_pdf(authority, complete),
        "judge the archive copy": lambda: judge(archived, anchors, when=authority.now),
        "judge the archive copy in its sandbox": lambda: judge_limited(archived, anchors, when=authority.now),
        "peer: pyHanko as in its manual, one B-T signature, not checked": lambda: by_the_manual(
            authority, locked, person
        ),
    }
    if shutil.which("pdfsig"):
        command = ["pdfsig", "-nocert", str(folder / "a.pdf")]
        measured["peer: pdfsig (integrity alone)"] = lambda: subprocess.run(command, check=False, capture_output=True)
    return measured


def by_the_manual(authority: MemoryAuthority, pdf: bytes, signer: Credential) -> bytes:
    """What one gets by following pyHanko's manual."""
    assert signer.key is not None
    der = signer.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    simple = signers.SimpleSigner(
        signing_cert=certificate(signer.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(der),
        cert_registry=store_of(signer.chain),
    )
    metadata = signers.PdfSignatureMetadata(field_name="Pihak1", subfilter=fields.SigSeedSubFilter.PADES)
    output = io.BytesIO()
    asyncio.run(
        signers.PdfSigner(metadata, simple, timestamper=authority.timestamper()).async_sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), output=output
        )
    )
    return output.getvalue()


def measure(rounds: int) -> dict[str, float]:
    """Median milliseconds of each way; the first round is not counted."""
    logging.disable(logging.WARNING)
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        measured = ways(Path(folder))
        for _ in range(rounds + 1):
            for name, call in measured.items():
                begun = time.perf_counter()
                call()
                times.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
    logging.disable(logging.NOTSET)
    return {name: round(statistics.median(found[1:]), 1) for name, found in times.items()}


def show(medians: dict[str, float]) -> None:
    """A table, and as the last line the same as JSON."""
    lines = [f"{milliseconds:9.1f} ms  {name}" for name, milliseconds in medians.items()]
    sys.stdout.write("\n".join(["", *lines, json.dumps(medians), ""]))


if __name__ == "__main__":
    show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
