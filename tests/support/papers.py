"""Papers for tests: plain PDFs, and the whole way of a paper from preparation to archive."""

import io
from datetime import timedelta
from functools import cache

from reportlab.pdfgen import canvas

from service.authority.desk import Credential
from service.seals import acts, archive, prepare
from service.seals.plan import SignatureSlot, SigningPlan
from service.seals.rules import Box, SignerKind
from service.seals.stamp import Stamp
from service.seals.timestampers import Timestamper
from tests.support.authority import MemoryAuthority


@cache
def plain_pdf(pages: int = 2, text: str = "Nota Kesepahaman") -> bytes:
    output = io.BytesIO()
    drawn = canvas.Canvas(output, pagesize=(595, 842), pageCompression=1, pdfVersion=(1, 7), invariant=1)
    for page in range(pages):
        drawn.drawString(60, 780, f"{text}, halaman {page + 1}")
        drawn.showPage()
    drawn.save()
    return output.getvalue()


def plan_for(signers: int) -> SigningPlan:
    return SigningPlan(
        tuple(
            SignatureSlot(
                f"Pihak{n + 1}",
                -1,
                Box(40 + 260 * (n % 2), 60 + 90 * (n // 2), 280 + 260 * (n % 2), 140 + 90 * (n // 2)),
                SignerKind.PERSON,
            )
            for n in range(signers)
        )
    )


def stamp_for(n: int = 0) -> Stamp:
    return Stamp(
        f"Penanda Tangan Ke-{n + 1}, S.H.", "Ketua Bawaslu Kabupaten Contoh", "https://sijari.example.go.id/v/8F3A-27QX"
    )


def locked_pdf(authority: MemoryAuthority, signers: int, pdf: bytes | None = None) -> bytes:
    plan = plan_for(signers)
    ready = prepare.prepare(pdf or plain_pdf(), plan)
    return prepare.lock(ready, plan, authority.seal(), authority.timestamper(), authority.now)


def sign(authority: MemoryAuthority, pdf: bytes, field: str, signer: Credential, n: int = 0) -> bytes:
    return sign_with(authority, pdf, field, signer, authority.timestamper(), n)


def sign_with(
    authority: MemoryAuthority, pdf: bytes, field: str, signer: Credential, timestamper: Timestamper, n: int = 0
) -> bytes:
    begun = acts.begin_signature(
        pdf,
        field=field,
        certificate=signer.certificate,
        chain=signer.chain,
        stamp=stamp_for(n),
        when=authority.now,
        reason="Persetujuan",
        token_size=timestamper.size(),
    )
    raw = signer.sign(begun.state.signed_attributes)
    return acts.finish_signature(begun.pdf, begun.state, raw, signer.certificate, signer.chain, timestamper)


def signed_steps(authority: MemoryAuthority, signers: int, pdf: bytes | None = None) -> list[bytes]:
    """The locked paper, then the paper after each signature."""
    steps = [locked_pdf(authority, signers, pdf)]
    for n in range(signers):
        authority.now += timedelta(minutes=5)
        steps.append(
            sign(authority, steps[-1], f"Pihak{n + 1}", authority.person(f"Penanda Tangan Ke-{n + 1}, S.H."), n)
        )
    return steps


def archived_pdf(authority: MemoryAuthority, pdf: bytes) -> bytes:
    authority.now += timedelta(minutes=5)
    return archive.archive(
        pdf, authority.ocsp_for, authority.timestamper(), authority.chain[1:], authority.crls(), authority.now
    )
