"""The templates that are shipped or published: folders NAME/VERSION/, read once and never changed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.core.refusals import Refused
from service.documents.manifest import Manifest, ManifestFaults, load_manifest


@dataclass(frozen=True, slots=True)
class Template:
    """One version of one kind of paper. `sha256` is over every file of its folder."""

    name: str
    version: int
    folder: Path
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
    file = folder / "template.docx"
    if not file.is_file():
        raise ManifestFaults([f"{file}: is missing"])
    return Template(
        name=name,
        version=version,
        folder=folder,
        manifest=load_manifest(folder / "manifest.toml", name, version),
        docx=file.read_bytes(),
        sample=_sample(folder / "sample.json"),
        sha256=_folder_hash(folder),
    )


def _sample(file: Path) -> Mapping[str, Any]:
    if not file.is_file():
        return {}
    try:
        sample = json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ManifestFaults([f"{file}: {error}"]) from error
    if not isinstance(sample, dict):
        raise ManifestFaults([f"{file}: must be a JSON object"])
    return sample


def _folder_hash(folder: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        total.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
