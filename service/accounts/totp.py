"""The authenticator: its secret wrapped by the master key, its code taken once only."""

import os
from io import BytesIO

import pyotp
import segno
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_PERIOD = 30


def _key(master: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sijari/accounts/totp").derive(master)


def wrap(secret: str, master: bytes, about: bytes) -> bytes:
    """The secret encrypted; `about` (the person's id) ties it to its row."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key(master)).encrypt(nonce, secret.encode(), about)


def unwrap(wrapped: bytes, master: bytes, about: bytes) -> str:
    """The secret as it was wrapped."""
    return AESGCM(_key(master)).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], about).decode()


def new_secret() -> str:
    """A fresh secret for an authenticator."""
    return pyotp.random_base32()


def address(secret: str, email: str) -> str:
    """What the QR code says to the authenticator."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Sijari")


def qr_svg(text: str) -> str:
    """A QR code as an SVG image."""
    drawn = BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", scale=5, border=3, dark="#000", light="#fff", xmldecl=False)
    return drawn.getvalue().decode()


def matching_step(secret: str, code: str, at: float, last_step: int) -> int | None:
    """The time step whose code this is (now, or one before or after), unless it was used already."""
    clock = int(at) // _PERIOD
    generator = pyotp.TOTP(secret)
    for step in (clock, clock - 1, clock + 1):
        if step > last_step and pyotp.utils.strings_equal(generator.at(step * _PERIOD), code):
            return step
    return None
