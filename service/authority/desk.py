"""The authority as other rooms use it: seals, chains, tokens, revocation answers."""

import threading
from dataclasses import dataclass, field
from uuid import UUID

from cryptography import x509
from cryptography.x509 import ocsp
from sqlalchemy.orm import Session

from service.authority import actions, certificates, keys, queries, revocation, timestamp
from service.authority.actions import AuthorityConfig
from service.authority.certificates import Issuer
from service.authority.keys import PrivateKey
from service.authority.models import AuthorityCertificate
from service.authority.rules import CertificateKind
from service.authority.timestamp import TimestampUnit
from service.core.clock import Clock
from service.core.database import Database
from service.core.tools import Tools


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate with its chain (issuer first, root last), all as DER, and the key where the server holds it."""

    certificate: bytes
    chain: tuple[bytes, ...]
    key: PrivateKey | None = None

    def sign(self, attributes: bytes) -> bytes:
        """The raw signature with the key that the server holds."""
        assert self.key is not None
        return keys.sign_raw(self.key, attributes)


@dataclass(slots=True)
class Authority:
    """The built-in authority of one process; the server's own keys stay unlocked in its memory."""

    config: AuthorityConfig
    database: Database
    clock: Clock
    _keys: dict[str, PrivateKey] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def chain(self) -> tuple[bytes, ...]:
        """Issuing and root certificates."""
        with self.database.reading() as session:
            return self._chain(session)

    def roots(self) -> list[bytes]:
        """Every root that this installation has had; a demo root in production is refused."""
        with self.database.reading() as session:
            rows = queries.of_kind(session, CertificateKind.ROOT)
            for row in rows:
                actions.refuse_demo(row, self.config)
            return [row.certificate for row in rows]

    def seal(self, office_id: UUID) -> Credential:
        """The seal of an office, ready to sign."""
        with self.database.reading() as session:
            row = queries.usable(session, CertificateKind.SEAL, office_id, self.clock.now())
            return self._credential(session, row)

    def has_seal(self, office_id: UUID) -> bool:
        """Whether an office has a seal that is in force."""
        with self.database.reading() as session:
            row = queries.newest(session, CertificateKind.SEAL, office_id)
            return row is not None and row.not_after > self.clock.now()

    def person(self, person_id: UUID, pin: str) -> Credential:
        """A member of staff's certificate and, the PIN being right, his key."""
        with self.database.reading() as session:
            row = queries.usable(session, CertificateKind.PERSON, person_id, self.clock.now())
            chain = self._chain(session)
        return Credential(row.certificate, chain, actions.unlock_person(row, self.config, pin))

    def timestamp(self, request: bytes) -> bytes:
        """The timestamp authority's answer to a request."""
        with self.database.reading() as session:
            row = queries.needed(session, CertificateKind.TIMESTAMP)
            unit = TimestampUnit(row.certificate, self._chain(session), self._key(row))
        return timestamp.answer(request, unit, self.clock.now())

    def ocsp_for(self, certificate_der: bytes) -> bytes | None:
        """A fresh answer about one of our certificates; None for a foreign one."""
        serial = certificates.serial_text(certificates.load(certificate_der))
        with self.database.reading() as session:
            row = queries.by_serial(session, serial)
            if row is None or row.certificate != certificate_der or row.kind in _BY_ROOT:
                return None
            return self._ocsp(session, row, None)

    def ocsp(self, request: bytes) -> bytes:
        """The responder's answer to a request."""
        try:
            asked = ocsp.load_der_ocsp_request(request)
            serial = f"{asked.serial_number:x}"
        except ValueError:
            return revocation.ocsp_refusal(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
        with self.database.reading() as session:
            row = queries.by_serial(session, serial)
            if row is None or row.kind in _BY_ROOT:
                return revocation.ocsp_refusal(ocsp.OCSPResponseStatus.UNAUTHORIZED)
            return self._ocsp(session, row, _nonce(asked))

    def crl(self, kind: CertificateKind) -> bytes:
        """The revocation list of the root or of the issuing certificate."""
        now = self.clock.now()
        with self.database.reading() as session:
            issuer = self._issuer(session, kind)
            listed = queries.revoked(session, by_root=kind is CertificateKind.ROOT)
        return revocation.revocation_list(issuer, listed, now, int(now.timestamp()))

    def crls(self) -> list[bytes]:
        """Both revocation lists."""
        return [self.crl(CertificateKind.ROOT), self.crl(CertificateKind.ISSUING)]

    def _chain(self, session: Session) -> tuple[bytes, ...]:
        issuing = queries.needed(session, CertificateKind.ISSUING)
        root = queries.needed(session, CertificateKind.ROOT)
        actions.refuse_demo(root, self.config)
        return (issuing.certificate, root.certificate)

    def _credential(self, session: Session, row: AuthorityCertificate) -> Credential:
        return Credential(row.certificate, self._chain(session), self._key(row))

    def _issuer(self, session: Session, kind: CertificateKind) -> Issuer:
        row = queries.needed(session, kind)
        return Issuer(certificates.load(row.certificate), self._key(row))

    def _key(self, row: AuthorityCertificate) -> PrivateKey:
        with self._lock:
            if row.serial not in self._keys:
                self._keys[row.serial] = actions.unlock_service(row, self.config)
            return self._keys[row.serial]

    def _ocsp(self, session: Session, row: AuthorityCertificate, nonce: bytes | None) -> bytes:
        revoked = queries.as_revoked(row)
        issuer = certificates.load(queries.needed(session, CertificateKind.ISSUING).certificate)
        responder = self._issuer(session, CertificateKind.OCSP)
        subject = certificates.load(row.certificate)
        return revocation.ocsp_answer(subject, issuer, responder, revoked, self.clock.now(), nonce)


_BY_ROOT = (CertificateKind.ROOT.value, CertificateKind.ISSUING.value)


def _nonce(request: ocsp.OCSPRequest) -> bytes | None:
    try:
        return request.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    except x509.ExtensionNotFound:
        return None


def config_from(tools: Tools) -> AuthorityConfig:
    """What the settings say about the authority."""
    settings = tools.settings
    return AuthorityConfig(master_key=settings.master(), public_url=settings.public_url, demo=settings.demo)


def build(tools: Tools) -> Authority:
    """The authority of this process (a factory of `Tools`)."""
    return Authority(config_from(tools), tools.database, tools.clock)
