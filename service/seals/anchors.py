"""Whom a verdict trusts: this installation's own roots, configured lists, and what --trust names."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from asn1crypto import pem, x509

DEMO_MARK = "CONTOH, TIDAK BERLAKU"


class AnchorKind(StrEnum):
    """Where a root certificate's trust comes from."""

    BUILT_IN = "builtin"  # this installation's own authority
    CERTIFIED = "certified"  # a certification provider recognised in Indonesia, such as BSrE
    CONFIGURED = "configured"  # the operator's own list
    GIVEN = "given"  # named on the command line


@dataclass(frozen=True, slots=True)
class Anchor:
    """A root certificate (DER) and why it is trusted."""

    certificate: bytes
    kind: AnchorKind

    @property
    def is_demo(self) -> bool:
        """Whether the root says of itself that it is an example."""
        return DEMO_MARK in x509.Certificate.load(self.certificate).subject.human_friendly


@dataclass(frozen=True, slots=True)
class Anchors:
    """All that a verdict trusts, with revocation lists known here and now."""

    anchors: tuple[Anchor, ...] = ()
    crls: tuple[bytes, ...] = ()

    def kind_of(self, certificate: bytes) -> Anchor | None:
        """The anchor of a root certificate."""
        return next((one for one in self.anchors if one.certificate == certificate), None)

    def without_demo(self) -> "Anchors":
        """What a production installation trusts: never a demo root."""
        return Anchors(tuple(one for one in self.anchors if not one.is_demo), self.crls)

    def plus(self, more: Iterable[Anchor]) -> "Anchors":
        """These and more; what is already known keeps its kind."""
        known = {one.certificate for one in self.anchors}
        return Anchors((*self.anchors, *(one for one in more if one.certificate not in known)), self.crls)


def certificates_in(text: bytes) -> list[bytes]:
    """The certificates of a PEM (or a single DER) file; raises ValueError where there is none."""
    if not pem.detect(text):
        x509.Certificate.load(text, strict=True).native  # noqa: B018  reading it is the check
        return [text]
    found = [der for kind, _, der in pem.unarmor(text, multiple=True) if kind == "CERTIFICATE"]
    if not found:
        raise ValueError("no certificate in this file")
    return found


def anchors_in_folder(folder: Path) -> Anchors:
    """The root store of an installation: one PEM file a kind of anchor; works without a database."""
    found = []
    for kind in AnchorKind:
        path = folder / f"{kind.value}.pem"
        if path.is_file():
            found += [Anchor(der, kind) for der in certificates_in(path.read_bytes())]
    crls = tuple(path.read_bytes() for path in sorted(folder.glob("*.crl")))
    return Anchors(tuple(found), crls)


def write_folder(folder: Path, kind: AnchorKind, certificates: Iterable[bytes]) -> Path:
    """Write one kind of anchor into the root store, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{kind.value}.pem"
    temporary = path.with_suffix(".new")
    temporary.write_bytes(b"".join(pem.armor("CERTIFICATE", one) for one in certificates))
    temporary.replace(path)
    return path
