"""When an address is locked, which passwords are taken, how long a session lives."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_LOCK = timedelta(minutes=5)
PIN_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=1)
FORGET_AFTER = timedelta(hours=24)

IDLE = timedelta(hours=8)
LONGEST_SESSION = timedelta(days=7)
SECOND_FACTOR_WAIT = timedelta(minutes=10)
STEP_UP = timedelta(minutes=10)
SEEN_EVERY = timedelta(minutes=5)

LINK_LIFE = timedelta(days=3)
SHORTEST, LONGEST = 10, 200

# The passwords that everybody tries first, as they begin; compared without case.
COMMON = frozenset(
    {"password", "kata sandi", "katasandi", "bawaslu", "qwerty", "1234567890", "indonesia", "admin", "rahasia"}
)


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries so far and until when the address is locked."""

    failures: int = 0
    locked_until: datetime | None = None


def after_failure(tries: Tries, now: datetime, *, first: timedelta = FIRST_LOCK) -> Tries:
    """One more wrong try: the fifth locks for `first` (five minutes), each further one twice as long, up to an hour."""
    failures = tries.failures + 1
    if failures < FREE_TRIES:
        return Tries(failures)
    lock = min(first * 2 ** min(failures - FREE_TRIES, 10), LONGEST_LOCK)
    return Tries(failures, now + lock)


def is_locked(tries: Tries, now: datetime) -> bool:
    """Whether no try is taken at this instant."""
    return tries.locked_until is not None and now < tries.locked_until


def password_fault(password: str, *about: str) -> str | None:
    """The code of what is wrong with a new password; `about` are the person's own words (name, address)."""
    if len(password) < SHORTEST:
        return "password_short"
    if len(password) > LONGEST:
        return "password_long"
    low = password.lower()
    own = {word for text in about for word in text.lower().replace("@", " ").replace(".", " ").split() if len(word) > 3}  # noqa: PLR2004
    without = low
    for word in own | COMMON:
        without = without.replace(word, "")
    if len(without) < SHORTEST // 2 or len(set(low)) < 5:  # noqa: PLR2004  "aaaaaaaaaa" and "Bawaslu123"
        return "password_guessable"
    return None


def email_key(email: str) -> str:
    """The form in which two spellings of one mail address are the same."""
    return email.strip().lower()


def session_ends(created: datetime, last_seen: datetime) -> datetime:
    """When a session ends by itself: after hours without use, and after a week in any case."""
    return min(last_seen + IDLE, created + LONGEST_SESSION)


def stepped_up(step_up_at: datetime | None, now: datetime, max_age: timedelta) -> bool:
    """Whether the person proved recently enough who he is."""
    return step_up_at is not None and now - step_up_at < max_age


# What a browser calls itself, the more particular first, because each also names those it descends from.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
           ("Linux", "Linux"))  # fmt: skip


def device_name(agent: str) -> str:
    """What people call the browser and the machine: "Chrome, Windows"; as it names itself where we do not know it."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(part for part in (browser, system) if part) or agent[:60]
