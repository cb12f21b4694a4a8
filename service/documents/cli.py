"""`sijari render`: a paper from a template and a JSON file, without a database."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NoReturn

import click

from service.core.refusals import UNKNOWN, Refused
from service.documents.catalogue import Template, load_catalogue, load_template
from service.documents.content import ArticleText, Content, Engrossment, articles_from
from service.documents.converting import Converter
from service.documents.fontkit import build_kit
from service.documents.manifest import FilledAt, ManifestFaults
from service.documents.rendering import Paper, render_paper
from service.documents.sentences import SENTENCES
from service.documents.sides import SIDES
from service.documents.values import Fault, check_values, read_date

ROOT = Path(__file__).resolve().parents[2]
REFUSED, WRONG_USE = 1, 2


@click.command("render")
@click.argument("template")
@click.option("--data", "data_file", required=True, type=click.Path(path_type=Path), help="Berkas JSON isian.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Berkas PDF yang dibuat.")
@click.option("--docx", type=click.Path(path_type=Path), help="Berkas Word yang ikut disimpan.")
@click.option("--json", "as_json", is_flag=True, help="Jawaban sebagai JSON.")
@click.option("--templates", type=click.Path(path_type=Path), default=ROOT / "doc_templates", help="Folder templat.")
@click.option("--storage", "data", type=click.Path(path_type=Path), envvar="SIJARI_DATA", default=ROOT / "var")
@click.option("--final", is_flag=True, help="Tanpa tanda CONTOH, TIDAK BERLAKU.")
@click.option("--original", type=click.IntRange(1, len(SIDES)), default=1, help="Rangkap asli keberapa (tinta basah).")
def render(  # noqa: PLR0913, PLR0917  one parameter an option, as click wants it
    template: str,
    data_file: Path,
    out: Path,
    docx: Path | None,
    as_json: bool,  # noqa: FBT001
    templates: Path,
    data: Path,
    final: bool,  # noqa: FBT001
    original: int,
) -> None:
    """Buat naskah PDF dari TEMPLATE dan berkas JSON.

    TEMPLATE adalah nama (nota_kesepahaman), nama dan versi (nota_kesepahaman/1), atau folder templat. Berkas JSON
    berisi "values", dan bila perlu "articles" serta "signing" (nomor_kesatu sampai nomor_kelima, tanggal_naskah,
    tempat).
    """
    found = _template(template, templates)
    content, engrossment, faults = _read(found, data_file, data)
    if faults:
        _refuse(faults, as_json=as_json)
    engrossment = replace(engrossment, original=original) if engrossment else None
    try:
        with Converter(data) as converter:
            fonts = build_kit(data)
            paper = render_paper(found, content, engrossment, demo=not final, converter=converter, fonts=fonts)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(paper.pdf)
        if docx:
            docx.parent.mkdir(parents=True, exist_ok=True)
            docx.write_bytes(paper.docx)
    except Refused as refusal:
        _refuse([Fault(refusal.field or "", refusal.code, refusal.params)], as_json=as_json)
    except OSError as error:
        _leave(f"Berkas tidak dapat ditulis: {error.filename} ({error.strerror}).", REFUSED)
    _report(found, paper, out, content, as_json=as_json)


def _template(name: str, templates: Path) -> Template:
    try:
        if (Path(name) / "template.docx").is_file():
            return load_template(Path(name))
        catalogue = load_catalogue(templates)
        kind, _, version = name.partition("/")
        if version and not version.isdigit():
            raise Refused("template_unknown", name=name)
        return catalogue.get(kind, int(version)) if version else catalogue.latest(kind)
    except ManifestFaults as error:
        _leave(str(error), WRONG_USE)
    except Refused as refusal:
        _leave(_sentence(refusal.code, refusal.params), WRONG_USE)


def _read(template: Template, file: Path, data: Path) -> tuple[Content, Engrossment | None, list[Fault]]:
    said = _json(file)
    values = said.get("values", said)
    signing = said.get("signing")
    if not isinstance(values, Mapping) or not isinstance(signing, Mapping | None):
        _leave(f'{file}: "values" dan "signing" harus berupa objek JSON.', WRONG_USE)
    values = {**template.manifest.defaults(), **values}
    try:
        articles = articles_from(said["articles"]) if "articles" in said else _own_articles(template)
    except (KeyError, TypeError) as error:
        _leave(f'{file}: setiap pasal pada "articles" memerlukan key, title, dan body ({error}).', WRONG_USE)
    glyphs = build_kit(data).glyphs
    faults = list(check_values(template.manifest, values, articles, glyphs=glyphs))
    content = Content(values, articles)
    engrossment = None
    if signing is not None:
        faults += check_values(template.manifest, signing, (), glyphs=glyphs, filled_at=FilledAt.SIGNING)
        engrossment = _engrossment(content, signing)
    return content, engrossment, faults


def _own_articles(template: Template) -> tuple[ArticleText, ...]:
    return tuple(
        ArticleText(article.key, article.title, article.body)
        for article in template.manifest.articles
        if article.included
    )


def _engrossment(content: Content, signing: Mapping[str, Any]) -> Engrossment:
    return Engrossment(
        mode=content.mode,
        numbers=tuple(signing.get(f"nomor_{side}") or None for side, _title in SIDES),
        stated_date=read_date(signing.get("tanggal_naskah")),
        place=str(signing.get("tempat", "")),
    )


def _json(file: Path) -> dict[str, Any]:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        _leave(f"Berkas {file} tidak dapat dibaca ({error.strerror}).", WRONG_USE)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        _leave(f"Berkas {file} bukan JSON yang benar: {error}.", WRONG_USE)
    if not isinstance(said, dict):
        _leave(f"Berkas {file} harus berisi satu objek JSON.", WRONG_USE)
    return said


def _sentence(code: str, params: Mapping[str, object]) -> str:
    return SENTENCES.get(code, UNKNOWN).text("id", params)


def _refuse(faults: list[Fault], *, as_json: bool) -> NoReturn:
    if as_json:
        rows = [{**asdict(fault), "message": _sentence(fault.code, fault.params)} for fault in faults]
        click.echo(json.dumps({"ok": False, "faults": rows}, ensure_ascii=False, indent=2, default=str))
    else:
        for fault in faults:
            where = f"{fault.field}: " if fault.field else ""
            click.echo(where + _sentence(fault.code, fault.params), err=True)
    sys.exit(REFUSED)


def _leave(message: str, status: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)


def _report(template: Template, paper: Paper, out: Path, content: Content, *, as_json: bool) -> None:
    if as_json:
        said = {
            "ok": True,
            "template": f"{template.name}/{template.version}",
            "template_sha256": template.sha256,
            "content_sha256": content.content_hash(),
            "out": str(out),
            "pages": paper.pages,
            "engine": paper.engine.value,
            "preview_only": paper.preview_only,
            "anchors": {name: asdict(anchor) for name, anchor in paper.anchors.items()},
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    note = " (pratinjau: LibreOffice tidak ada)" if paper.preview_only else ""
    click.echo(f"{out}: {paper.pages} halaman{note}")
