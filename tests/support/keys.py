"""RSA keys and PINs at the price of a test: a key of 3072 bits takes up to a second to make, and a PIN 64 MiB.

Each test draws the same keys in the same order, never one twice; they are made once in a run, for all its processes.
"""

from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from service.authority import keys
from tests.support.postgres import locked

CHEAP = keys.PinCost(memory_kib=64, rounds=1)
_new_key = keys.new_rsa_key
_folder = Path()
_numbers: Iterator[int] = count()


def share(run_folder: Path) -> None:
    """Draw keys from the run's from now on, and lock them at little cost."""
    global _folder  # noqa: PLW0603
    _folder = run_folder / "keys"
    keys.new_rsa_key = lambda: spare_key(next(_numbers))
    keys.DEFAULT_PIN_COST = CHEAP


def start_anew() -> None:
    """Each test begins with the first key."""
    global _numbers  # noqa: PLW0603
    _numbers = count()


@cache
def spare_key(number: int) -> rsa.RSAPrivateKey:
    """The key of this number, made at the first call in the run."""
    path = _folder / f"{number}.der"
    if not path.exists():
        with locked(_folder.parent):
            if not path.exists():
                _make(path)
    key = serialization.load_der_private_key(path.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    plain = _new_key().private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.with_suffix(".new").write_bytes(plain)
    path.with_suffix(".new").rename(path)
