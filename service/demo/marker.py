"""Whether a demo was filled to its end; light, because every start asks."""

import json
from datetime import date
from pathlib import Path

MARKER = "demo-seeded.json"


def is_seeded(data: Path) -> bool:
    """Whether seeding came to its end; a seeding that was killed half-way does not count."""
    return (data / MARKER).exists()


def set_seeded(data: Path, today: date) -> None:
    """Remember that the demo is filled, and from which day its dates count."""
    (data / MARKER).write_text(json.dumps({"seeded_on": today.isoformat()}) + "\n", encoding="utf-8")


def unset_seeded(data: Path) -> None:
    """Forget it, before the demo is emptied."""
    (data / MARKER).unlink(missing_ok=True)
