"""An authority in memory for tests of papers: real certificates and tokens, no database."""

from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509

from service.authority import certificates, keys, revocation, timestamp
from service.authority.certificates import Issuer, Subject
from service.authority.desk import Credential
from service.authority.keys import PrivateKey
from service.authority.revocation import Revoked
from service.authority.rules import CertificateKind, RevocationReason
from service.authority.timestamp import TimestampUnit
from service.seals.anchors import Anchor, AnchorKind, Anchors
from service.seals.timestampers import Timestamper, in_process
from tests.support.keys import spare_key

BASE = "https://sijari.example.go.id"


@dataclass
class MemoryAuthority:
    """Root, issuing, OCSP and timestamp certificates; issues seals and persons; can revoke."""

    now: datetime
    organisation: str = "Otoritas Uji"
    first_key: int = 0
    revoked: dict[int, Revoked] = field(default_factory=dict)
    known: dict[bytes, x509.Certificate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._next = self.first_key
        self.root = self._make(CertificateKind.ROOT, "Akar Uji", None)
        self.issuing = self._make(CertificateKind.ISSUING, "Penerbit Uji", self.root)
        self.responder = self._make(CertificateKind.OCSP, "Status Uji", self.issuing)
        self.tsa = self._make(CertificateKind.TIMESTAMP, "Penanda Waktu Uji", self.issuing)

    def credential(self, kind: CertificateKind, name: str, **said: str) -> Credential:
        made = self._make(kind, name, self.issuing, **said)
        return Credential(certificates.der(made.certificate), self.chain, made.key)

    def seal(self) -> Credential:
        return self.credential(CertificateKind.SEAL, "Segel Bawaslu Kabupaten Contoh")

    def person(self, name: str = "Siti Rahmawati, S.H.", title: str = "Ketua") -> Credential:
        return self.credential(CertificateKind.PERSON, name, title=title)

    @property
    def chain(self) -> tuple[bytes, ...]:
        return (certificates.der(self.issuing.certificate), certificates.der(self.root.certificate))

    def timestamper(self) -> Timestamper:
        return in_process(self.answer)

    def answer(self, request: bytes) -> bytes:
        unit = TimestampUnit(certificates.der(self.tsa.certificate), self.chain[:1], self.tsa.key)
        return timestamp.answer(request, unit, self.now)

    def revoke(self, credential: Credential, at: datetime) -> None:
        serial = certificates.load(credential.certificate).serial_number
        self.revoked[serial] = Revoked(serial, at, RevocationReason.KEY_COMPROMISE)

    def ocsp_for(self, der: bytes) -> bytes | None:
        certificate = self.known.get(der)
        if certificate is None:
            return None
        gone = self.revoked.get(certificate.serial_number)
        return revocation.ocsp_answer(certificate, self.issuing.certificate, self.responder, gone, self.now)

    def crls(self) -> list[bytes]:
        return [
            revocation.revocation_list(self.root, [], self.now, 1),
            revocation.revocation_list(self.issuing, self.revoked.values(), self.now, 1),
        ]

    def anchors(self, kind: AnchorKind = AnchorKind.BUILT_IN, *, crls: bool = False) -> Anchors:
        return Anchors((Anchor(self.chain[-1], kind),), tuple(self.crls()) if crls else ())

    def _make(self, kind: CertificateKind, name: str, issuer: Issuer | None, **said: str) -> Issuer:
        if kind in (CertificateKind.OCSP, CertificateKind.TIMESTAMP):
            key: PrivateKey = keys.new_curve_key()
        else:
            key, self._next = spare_key(self._next), self._next + 1
        subject = Subject(name=name, organisation=self.organisation, **said)
        certificate = certificates.build(kind, subject, key, issuer, BASE, self.now)
        self.known[certificates.der(certificate)] = certificate
        return Issuer(certificate, key)


__all__ = ["MemoryAuthority", "spare_key"]
