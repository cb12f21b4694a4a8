"""What is committed: pinned with hashes, no registry's address, no path of one machine, nothing of the workplace."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.house.source import PROJECT, committed_files, place

LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))
# Written apart so that this file does not find itself.
FORBIDDEN = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"https?://[\w.-]*(?:regi" + r"stry|py" + r"pi|npm" + r"js|pythonhos" + r"ted|deb\.deb" + r"ian)",
        r"(?<![\w.~])/wo" + r"rk/(?:main|sha" + r"red|\.lib)",
        r"(?<![\w.~])/ro" + r"ot/",
        r"(?<![\w.~])/ho" + r"me/[a-z]\w+/",
        r"\bfa" + r"rm-\w+",
        r"\bsha" + r"red/(?:design|domain|lessons|screens|style|research)",
        r"\biss" + r"ues show\b",
    )
]


@pytest.mark.parametrize("path", LOCKS, ids=place)
def test_every_requirement_is_pinned_with_its_hashes(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert entries
    for entry in entries:
        assert re.match(r"[A-Za-z0-9_.-]+(?:\[[\w,-]+\])?==\S+", entry), entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:80]


def test_the_service_needs_nothing_that_is_not_pinned() -> None:
    assert tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["dependencies"] == []


def test_what_tests_use_agrees_with_what_runs() -> None:
    def pins(name: str) -> dict[str, str]:
        found = re.findall(r"^([\w.-]+)==(\S+)", (PROJECT / "requirements" / name).read_text(), re.MULTILINE)
        return dict(found)

    run, dev = pins("run.txt"), pins("dev.txt")
    assert {name: (version, dev.get(name)) for name, version in run.items() if dev.get(name) != version} == {}


def test_the_front_end_lock_names_contents_and_no_addresses() -> None:
    lock = json.loads((PROJECT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []


def test_no_committed_file_names_a_registry_a_machine_or_the_workplace() -> None:
    found = []
    for path in committed_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{place(path)}: {match.group(0)}" for pattern in FORBIDDEN if (match := pattern.search(text))]
    assert found == [], "\n".join(found)


def test_nothing_fetched_or_made_is_committed() -> None:
    strangers = [
        place(path) for path in committed_files() if {"node_modules", "vendor", "var", ".venv"} & set(path.parts[:-1])
    ]
    assert strangers == [], "\n".join(strangers)


def test_no_secret_is_committed() -> None:
    marks = re.compile(r"-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}")
    assert [place(path) for path in committed_files() if marks.search(path.read_text(errors="ignore"))] == []
