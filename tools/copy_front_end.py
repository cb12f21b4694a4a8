"""Copy the front-end files that pages use from node_modules to the git-ignored vendor folder, with licences."""

import shutil
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SOURCE = PROJECT / "node_modules"
TARGET = PROJECT / "service" / "web" / "static" / "vendor"

# From node_modules to the vendor folder; a folder is copied whole.
FILES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap/bootstrap.bundle.min.js",
    "bootstrap/LICENSE": "bootstrap/LICENSE",
    "diff/libesm/diff/array.js": "diff/array.js",
    "diff/libesm/diff/base.js": "diff/base.js",
    "diff/LICENSE": "diff/LICENSE",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE",
    "pdfjs-dist/build/pdf.min.mjs": "pdfjs/pdf.min.mjs",
    "pdfjs-dist/build/pdf.worker.min.mjs": "pdfjs/pdf.worker.min.mjs",
    "pdfjs-dist/cmaps": "pdfjs/cmaps",
    "pdfjs-dist/standard_fonts": "pdfjs/standard_fonts",
    "pdfjs-dist/wasm": "pdfjs/wasm",
    "pdfjs-dist/LICENSE": "pdfjs/LICENSE",
}
_MAP_NOTE = "sourceMappingURL="


def main() -> int:
    """Copy everything beside the old folder, then change places, so that a running service never misses a file."""
    missing = [name for name in FILES if not (SOURCE / name).exists()]
    if missing:
        print(f"not in node_modules: {', '.join(missing)}", file=sys.stderr)
        return 1
    fresh, old = TARGET.with_name("vendor.new"), TARGET.with_name("vendor.old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    for source, target in FILES.items():
        _copy(SOURCE / source, fresh / target)
    if TARGET.exists():
        TARGET.rename(old)
    fresh.rename(TARGET)
    shutil.rmtree(old, ignore_errors=True)
    return 0


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.suffix in {".js", ".mjs", ".css"}:
        # The maps are not copied, and a browser that looks for them would only find "not found".
        lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
        target.write_text("".join(line for line in lines if _MAP_NOTE not in line or len(line) > 400), encoding="utf-8")  # noqa: PLR2004
    else:
        shutil.copyfile(source, target)


if __name__ == "__main__":
    sys.exit(main())
