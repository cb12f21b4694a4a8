"""Holds one LibreOffice and converts what it is told, one JSON line per paper; run by the system's own Python.

    python3 libreoffice_child.py serve PROFILE        lines {"source", "target"} in, {"ok", ...} out
    python3 libreoffice_child.py once PROFILE SOURCE TARGET

It imports nothing of the service, because python3-uno belongs to another Python. When its standard input closes, it
kills LibreOffice and leaves; when it is itself killed, the kernel kills LibreOffice.
"""

import contextlib
import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
START_SECONDS = 60
ASK_AGAIN = 81  # soffice's way of saying that a fresh profile is ready and it wants to be started again
IMPORT_FILTER = "MS Word 2007 XML"
EXPORT_FILTER = "writer_pdf_Export"
EXPORT = {
    "SelectPdfVersion": 2,  # PDF/A-2b
    "UseTaggedPDF": True,
    "ExportNotes": False,
    "ExportNotesInMargin": False,
    "ExportBookmarks": True,
    "ExportBookmarksToPDFDestination": True,
    "ExportFormFields": False,
    "EmbedStandardFonts": True,
}
SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Common/Save/Document", "AutoSave", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Office.Common/Cache/GraphicManager", "TotalCacheSize", "20000000"),
)


def program() -> str:
    """The LibreOffice program itself, not the script around it."""
    found = shutil.which("soffice") or shutil.which("libreoffice") or ""
    beside = Path(found).resolve().parent / "soffice.bin"
    if not found or not beside.exists():
        raise SystemExit("soffice is not installed")
    return str(beside)


def write_settings(profile: Path) -> None:
    """Forbid links, macros and recovery before LibreOffice reads its profile; drop what a crash left behind."""
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    file = user / "registrymodifications.xcu"
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
    )
    kept = file.read_text(encoding="utf-8") if file.exists() else head + "</oor:items>\n"
    kept = kept if kept.rstrip().endswith("</oor:items>") else head + "</oor:items>\n"
    rows = ""
    for path, name, value in SETTINGS:
        kept = re.sub(
            rf'<item oor:path="{re.escape(path)}"><prop oor:name="{name}".*?</item>\n?', "", kept, flags=re.DOTALL
        )
        rows += f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
    file.write_text(kept.replace("</oor:items>", rows + "</oor:items>"), encoding="utf-8")
    for leftover in (user / "temp", user / "backup"):
        shutil.rmtree(leftover, ignore_errors=True)
    (profile / ".lock").unlink(missing_ok=True)


def alone() -> None:
    """In the new process: leave the network where the kernel allows it, and die with the parent."""
    libc = ctypes.CDLL(None)
    if libc.unshare(CLONE_NEWNET) != 0:
        user, group = os.getuid(), os.getgid()
        if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0:
            for name, text in (
                ("setgroups", "deny"),
                ("uid_map", f"{user} {user} 1"),
                ("gid_map", f"{group} {group} 1"),
            ):
                with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123  no imports after fork
                    file.write(text)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def network_closed() -> bool:
    """Whether `alone` will really close the network here."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); import libreoffice_child as c, os; b = os.readlink('/proc/self/ns/net'); c.alone(); sys.exit(b == os.readlink('/proc/self/ns/net'))"  # noqa: E501
    here = str(Path(__file__).parent)
    return subprocess.run([sys.executable, "-c", code, here], check=False, capture_output=True).returncode == 0


def start(profile: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """LibreOffice in a session of its own with its own profile."""
    common = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
    return subprocess.Popen(
        [program(), f"-env:UserInstallation={profile.resolve().as_uri()}", *common, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=alone,  # noqa: PLW1509  this process has no other thread yet
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp", "HOME": str(profile)},
    )


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice and all it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def property_of(name: str, value: object) -> Any:
    """A UNO property."""
    from com.sun.star.beans import PropertyValue

    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class Office:
    """A listening LibreOffice."""

    def __init__(self, profile: Path) -> None:
        import uno

        write_settings(profile)
        self.uno = uno
        pipe = f"sijari{os.getpid()}x{time.monotonic_ns()}"
        accept = f"--accept=pipe,name={pipe};urp;"
        self.process = start(profile, accept)
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:  # noqa: BLE001  UNO raises types of its own while nobody listens yet
                ended = self.process.poll()
                if ended == ASK_AGAIN:
                    self.process = start(profile, accept)
                elif ended is not None or time.monotonic() > deadline:
                    kill(self.process)
                    raise SystemExit(f"LibreOffice did not start (status {ended})") from None
                time.sleep(0.02)
        self.desktop = remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)

    def convert(self, source: str, target: str) -> None:
        """One DOCX to PDF/A-2b; only as DOCX, because LibreOffice would take any text for a document."""
        document = self.desktop.loadComponentFromURL(
            Path(source).as_uri(),
            "_blank",
            0,
            (
                property_of("Hidden", value=True),
                property_of("ReadOnly", value=True),
                property_of("FilterName", IMPORT_FILTER),
                property_of("MacroExecutionMode", 0),
                property_of("UpdateDocMode", 0),
            ),
        )
        if document is None:
            raise ValueError("not loaded")
        try:
            data = tuple(property_of(name, value) for name, value in EXPORT.items())
            typed = self.uno.Any("[]com.sun.star.beans.PropertyValue", data)
            options = (property_of("FilterName", EXPORT_FILTER), property_of("FilterData", typed))
            document.storeToURL(Path(target).as_uri(), options)
        finally:
            document.close(True)  # noqa: FBT003  UNO knows no keywords

    def memory_mb(self) -> int:
        """What LibreOffice holds in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii", errors="replace")
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) // 1024 if found else 0


def serve(profile: Path) -> None:
    """Start LibreOffice, say so, then convert until standard input closes."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    closed = network_closed()
    office = Office(profile)

    def say(answer: dict[str, object]) -> None:
        out.write(json.dumps(answer) + "\n")
        out.flush()

    lines: list[str] = []
    ready = threading.Condition()

    def listen() -> None:
        for line in sys.stdin:
            with ready:
                lines.append(line)
                ready.notify()
        kill(office.process)
        os._exit(0)

    say({"ready": True, "network_closed": closed, "pid": office.process.pid})
    threading.Thread(target=listen, daemon=True).start()
    while True:
        with ready:
            ready.wait_for(lambda: bool(lines))
            asked = json.loads(lines.pop(0))
        began = time.perf_counter()
        try:
            office.convert(asked["source"], asked["target"])
            say({"ok": True, "ms": round((time.perf_counter() - began) * 1000), "memory_mb": office.memory_mb()})
        except Exception as error:  # noqa: BLE001  whatever UNO raises, the parent decides what follows
            time.sleep(0.05)
            alive = office.process.poll() is None
            say({"ok": False, "alive": alive, "error": type(error).__name__})


def once(profile: Path, source: Path, target: Path) -> None:
    """Convert one paper with a LibreOffice that ends afterwards."""
    write_settings(profile)
    options = {name: {"type": _type_of(value), "value": str(value).lower()} for name, value in EXPORT.items()}
    command = (
        f"--infilter={IMPORT_FILTER}",
        "--convert-to",
        f"pdf:{EXPORT_FILTER}:{json.dumps(options)}",
        "--outdir",
        str(target.parent),
        str(source),
    )
    for _ in range(2):
        process = start(profile, *command)
        threading.Thread(target=_end_with_input, args=(process,), daemon=True).start()
        status = process.wait()
        if status != ASK_AGAIN:
            break
    made = target.parent / (source.stem + ".pdf")
    if made.exists() and made != target:
        made.replace(target)
    sys.exit(0 if target.exists() else 1)


def _end_with_input(process: "subprocess.Popen[bytes]") -> None:
    sys.stdin.read()
    kill(process)
    os._exit(1)


def _type_of(value: object) -> str:
    return "boolean" if isinstance(value, bool) else "long"


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(Path(sys.argv[2]))
    else:
        once(Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
