"""LibreOffice as a tool of the tests: a document edited by its own hand, marks and all."""

import json
import subprocess
from pathlib import Path

from service.documents.converting import SYSTEM_PYTHON

SCRIPT = Path(__file__).with_name("office_edits.py")


def edited(folder: Path, docx: bytes, *steps: list[str]) -> bytes:
    """The document after these steps, saved as DOCX by LibreOffice."""
    source, target = folder / "source.docx", folder / "target.docx"
    source.write_bytes(docx)
    command = [SYSTEM_PYTHON, str(SCRIPT), str(folder / "profile"), str(source), str(target), json.dumps(steps)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr[-2000:]
    return target.read_bytes()
