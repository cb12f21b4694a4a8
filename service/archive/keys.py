"""The master key beside a backup: its id always, the key itself only under a passphrase."""

import base64
import hashlib
import json
import os

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.core.refusals import Refused

MEMORY_KIB = 64 * 1024
ROUNDS = 3


def key_id(master: bytes) -> str:
    """A short name of a key that tells nothing about it."""
    return hashlib.sha256(b"sijari-master-key-id" + master).hexdigest()[:16]


def wrap_keys(master: bytes, session: bytes, passphrase: str) -> str:
    """Both keys under a passphrase (Argon2id, AES-256-GCM), as JSON."""
    salt, nonce = os.urandom(16), os.urandom(12)
    said = json.dumps({"master": master.hex(), "session": session.hex()}).encode()
    sealed = AESGCM(_derive(passphrase, salt)).encrypt(nonce, said, b"sijari-backup-keys")
    return json.dumps(
        {name: base64.b64encode(part).decode() for name, part in (("salt", salt), ("nonce", nonce), ("sealed", sealed))}
    )


def unwrap_keys(wrapped: str, passphrase: str) -> tuple[bytes, bytes]:
    """The master key and the session secret; raises Refused('passphrase_wrong')."""
    parts = {name: base64.b64decode(part) for name, part in json.loads(wrapped).items()}
    try:
        said = json.loads(
            AESGCM(_derive(passphrase, parts["salt"])).decrypt(parts["nonce"], parts["sealed"], b"sijari-backup-keys")
        )
    except InvalidTag as fault:
        raise Refused("passphrase_wrong") from fault
    return bytes.fromhex(said["master"]), bytes.fromhex(said["session"])


def _derive(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, ROUNDS, MEMORY_KIB, 1, 32, Type.ID)
