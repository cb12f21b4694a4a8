"""Argon2id for passwords, random tokens and their hashes."""

import hashlib
import hmac
import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # the OWASP recommendation, about 30 ms


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """The Argon2id hash to keep; takes tens of milliseconds, so never inside a transaction."""
    return _hasher().hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether the password fits; an unknown person takes as long as a known one."""
    try:
        _hasher().verify(kept or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def new_token() -> str:
    """A random token that nobody can guess."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What we keep of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(text: str, key: bytes) -> str:
    """A hash that cannot be made without our key, for mail addresses that need not be ours."""
    return hmac.new(key, b"sign-in:" + text.encode(), hashlib.sha256).hexdigest()
