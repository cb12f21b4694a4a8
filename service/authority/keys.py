"""Private keys: making, locking, unlocking and the one raw signature; a key never leaves memory unlocked."""

import base64
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from itertools import pairwise

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from service.core.refusals import Refused

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
RSA_BITS = 3072
VERSION = 1
PIN_LENGTH = 6
PIN_VARIETY = 3


@dataclass(frozen=True, slots=True)
class PinCost:
    """What one try at a PIN costs; tests use less than the default."""

    memory_kib: int = 64 * 1024
    rounds: int = 3
    lanes: int = 1


DEFAULT_PIN_COST = PinCost()


@dataclass(frozen=True, slots=True)
class KeyOwner:
    """To whom a locked key belongs; changing any of it makes the key impossible to unlock."""

    owner: str
    serial: str

    def bound(self, version: int) -> bytes:
        """The bytes the lock is bound to."""
        return f"{self.owner}|{self.serial}|{version}".encode()


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A locked private key: data key under the master key (and the PIN), private key under the data key. All base64."""

    version: int
    master: str
    salt: str
    locked_data_key: str
    locked_key: str
    pin_memory_kib: int = 0
    pin_rounds: int = 0
    pin_lanes: int = 0

    def to_text(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "WrappedKey":
        """As it was stored."""
        return cls(**json.loads(text))


def master_key_id(master_key: bytes) -> str:
    """A name for the master key that tells nothing about it."""
    return _derive(master_key, b"", b"sijari master key id")[:8].hex()


def new_rsa_key() -> rsa.RSAPrivateKey:
    """A key for a person, a seal or a certificate authority."""
    return rsa.generate_private_key(65537, RSA_BITS)


def new_curve_key() -> ec.EllipticCurvePrivateKey:
    """A key for the timestamp authority and the OCSP responder."""
    return ec.generate_private_key(ec.SECP256R1())


def check_pin(pin: str) -> None:
    """Refuse a PIN that is short, repeats itself or runs in order."""
    steps = {ord(b) - ord(a) for a, b in pairwise(pin)}
    if len(pin) < PIN_LENGTH or len(set(pin)) < PIN_VARIETY or steps in ({1}, {-1}):
        raise Refused("pin_weak", field="pin")


def wrap_for_service(key: PrivateKey, master_key: bytes, owner: KeyOwner) -> WrappedKey:
    """Lock one of the server's own keys under the master key alone."""
    salt = os.urandom(16)
    return _wrap(key, master_key, owner, salt, _derive(master_key, salt, b"sijari service key"), None)


def wrap_for_person(key: PrivateKey, master_key: bytes, owner: KeyOwner, pin: str, cost: PinCost) -> WrappedKey:
    """Lock a person's key under the master key and the PIN together: the server alone cannot open it."""
    salt = os.urandom(16)
    return _wrap(key, master_key, owner, salt, _person_lock(master_key, pin, salt, cost), cost)


def unwrap_for_service(wrapped: WrappedKey, master_key: bytes, owner: KeyOwner) -> PrivateKey:
    """Unlock one of the server's own keys."""
    lock = _derive(master_key, _unpack(wrapped.salt), b"sijari service key")
    return _unwrap(wrapped, master_key, owner, lock, "master_key_wrong")


def unwrap_for_person(wrapped: WrappedKey, master_key: bytes, owner: KeyOwner, pin: str) -> PrivateKey:
    """Unlock a person's key with his PIN; a wrong PIN is refused and changes nothing."""
    cost = PinCost(wrapped.pin_memory_kib, wrapped.pin_rounds, wrapped.pin_lanes)
    if wrapped.master != master_key_id(master_key):
        raise Refused("master_key_wrong")
    return _unwrap(wrapped, master_key, owner, _person_lock(master_key, pin, _unpack(wrapped.salt), cost), "pin_wrong")


def rewrap_data_key(wrapped: WrappedKey, old: bytes, new: bytes, owner: KeyOwner) -> WrappedKey:
    """Move one of the server's own keys from an old master key to a new one."""
    return wrap_for_service(unwrap_for_service(wrapped, old, owner), new, owner)


def sign_raw(key: PrivateKey, attributes: bytes) -> bytes:
    """The raw signature (SHA-256) over the bytes given."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(attributes, padding.PKCS1v15(), hashes.SHA256())
    return key.sign(attributes, ec.ECDSA(hashes.SHA256()))


def load_key(der: bytes) -> PrivateKey:
    """A key that we made ourselves; checking an RSA key again would cost 120 ms at every signature."""
    key = serialization.load_der_private_key(der, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise TypeError("only RSA and P-256 keys are made here")
    return key


def _wrap(
    key: PrivateKey, master_key: bytes, owner: KeyOwner, salt: bytes, lock: bytes, cost: PinCost | None
) -> WrappedKey:
    data_key = AESGCM.generate_key(256)
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return WrappedKey(
        version=VERSION,
        master=master_key_id(master_key),
        salt=_pack(salt),
        locked_data_key=_pack(_seal(lock, data_key, owner.bound(VERSION))),
        locked_key=_pack(_seal(data_key, plain, owner.bound(VERSION))),
        pin_memory_kib=cost.memory_kib if cost else 0,
        pin_rounds=cost.rounds if cost else 0,
        pin_lanes=cost.lanes if cost else 0,
    )


def _unwrap(wrapped: WrappedKey, master_key: bytes, owner: KeyOwner, lock: bytes, refusal: str) -> PrivateKey:
    if wrapped.master != master_key_id(master_key):
        raise Refused("master_key_wrong")
    bound = owner.bound(wrapped.version)
    try:
        data_key = _open(lock, _unpack(wrapped.locked_data_key), bound)
        plain = _open(data_key, _unpack(wrapped.locked_key), bound)
    except InvalidTag:
        raise Refused(refusal) from None
    return load_key(plain)


def _person_lock(master_key: bytes, pin: str, salt: bytes, cost: PinCost) -> bytes:
    kdf = Argon2id(salt=salt, length=32, iterations=cost.rounds, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return _derive(master_key + kdf.derive(pin.encode()), salt, b"sijari person key")


def _derive(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt or None, info=purpose).derive(secret)


def _seal(lock: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(lock).encrypt(nonce, plain, bound)


def _open(lock: bytes, sealed: bytes, bound: bytes) -> bytes:
    return AESGCM(lock).decrypt(sealed[:12], sealed[12:], bound)


def _pack(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _unpack(text: str) -> bytes:
    return base64.b64decode(text)


def fingerprint(certificate_der: bytes) -> str:
    """SHA-256 (hex) of a certificate, as shown to people."""
    return hashlib.sha256(certificate_der).hexdigest()
