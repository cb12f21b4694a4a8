"""Templates as files: folders NAME/VERSION/ that are shipped, and packages of the same files that offices publish."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.core.refusals import Refused
from service.documents.manifest import Manifest, ManifestFaults, read_manifest


@dataclass(frozen=True, slots=True)
class Template:
    """One version of one kind of paper. `sha256` is over every one of its files."""

    name: str
    version: int
    manifest: Manifest
    docx: bytes
    sample: Mapping[str, Any]
    sha256: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All templates, by name and version."""

    templates: tuple[Template, ...]

    def get(self, name: str, version: int) -> Template:
        """One version; refuses an unknown one."""
        for template in self.templates:
            if (template.name, template.version) == (name, version):
                return template
        raise Refused("template_unknown", name=f"{name}/{version}")

    def latest(self, name: str) -> Template:
        """The newest version; refuses an unknown name."""
        versions = [template for template in self.templates if template.name == name]
        if not versions:
            raise Refused("template_unknown", name=name)
        return max(versions, key=lambda template: template.version)

    def by_hash(self, sha256: str) -> Template:
        """The template an agreement is pinned to."""
        for template in self.templates:
            if template.sha256 == sha256:
                return template
        raise Refused("template_unknown", name=sha256[:12])

    def pinned(self, sha256: str, name: str, version: str) -> Template:
        """The pinned template; when a release mended a word in its folder, the same version as it is now."""
        for template in self.templates:
            if template.sha256 == sha256:
                return template
        return self.get(name, int(version) if version.isdigit() else 0)

    @property
    def names(self) -> tuple[str, ...]:
        """The kinds of paper there are."""
        return tuple(sorted({template.name for template in self.templates}))


def load_catalogue(folder: Path) -> Catalogue:
    """Read every template under a folder; raises `ManifestFaults` with all faults of all of them."""
    templates: list[Template] = []
    faults: list[str] = []
    for version in sorted(folder.glob("*/*/")):
        if not version.name.isdigit():
            faults.append(f"{version}: the folder of a version is named by a number")
            continue
        try:
            templates.append(load_template(version))
        except ManifestFaults as error:
            faults.extend(error.faults)
    if not templates and not faults:
        faults.append(f"{folder}: there is no template here")
    if faults:
        raise ManifestFaults(faults)
    return Catalogue(tuple(templates))


def load_template(folder: Path) -> Template:
    """Read one template folder, named VERSION inside NAME (any other folder counts as version 0)."""
    folder = folder.resolve()
    numbered = folder.name.isdigit()
    name, version = (folder.parent.name, int(folder.name)) if numbered else (folder.name, 0)
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    return template_of(files, name, version, where=str(folder))


def template_of(files: Mapping[str, bytes], name: str, version: int, *, where: str) -> Template:
    """The template that these files are; raises `ManifestFaults`, each fault named by `where` and its file."""
    for needed in ("template.docx", "manifest.toml"):
        if needed not in files:
            raise ManifestFaults([f"{where}/{needed}: is missing"])
    return Template(
        name=name,
        version=version,
        manifest=read_manifest(files["manifest.toml"], name, version, where=f"{where}/manifest.toml"),
        docx=files["template.docx"],
        sample=_sample(files.get("sample.json", b"{}"), f"{where}/sample.json"),
        sha256=_hash(files),
    )


def _sample(said: bytes, where: str) -> Mapping[str, Any]:
    try:
        sample = json.loads(said)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ManifestFaults([f"{where}: {error}"]) from error
    if not isinstance(sample, dict):
        raise ManifestFaults([f"{where}: must be a JSON object"])
    return sample


def _hash(files: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for name in sorted(files, key=lambda each: each.split("/")):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()


# ------------------------------------------------------------------------------------------------------------ packages
PACKAGE_FILES = ("template.docx", "manifest.toml", "sample.json", "expected.txt")
PACKAGE_TIME = (2000, 1, 1, 0, 0, 0)  # the same files give the same package


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files of a template as one ZIP, as it is kept and handed out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(files):
            package.writestr(zipfile.ZipInfo(name, PACKAGE_TIME), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(package: bytes) -> dict[str, bytes]:
    """The files of a package that `pack` made; what comes from outside is looked at first, in a limited child."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if name in PACKAGE_FILES}
