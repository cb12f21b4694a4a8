"""`sijari render`: from a template and JSON to a PDF; faults name the field, exit codes are kept."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from service.documents.catalogue import Catalogue
from service.documents.cli import render
from service.documents.converting import Converter
from tests.documents.conftest import TEMPLATES

pytestmark = pytest.mark.usefixtures("converter")


def run(tmp_path: Path, data: Any, *options: str, template: str = "nota_kesepahaman", storage: Path) -> Result:
    file = tmp_path / "data.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data))
    arguments = [template, "--data", str(file), "--out", str(tmp_path / "out.pdf"), "--storage", str(storage), *options]
    return CliRunner().invoke(render, arguments)


@pytest.mark.parametrize("template", ["nota_kesepahaman", "nota_kesepahaman/1", "FOLDER"])
def test_a_paper_is_made_by_name_version_or_folder(
    template: str, tmp_path: Path, catalogue: Catalogue, render_data: Path, converter: Converter
) -> None:
    found = catalogue.get("nota_kesepahaman", 1 if template.endswith("/1") else 2)
    name = str(TEMPLATES / "nota_kesepahaman" / "2") if template == "FOLDER" else template
    result = run(
        tmp_path, dict(found.sample), "--json", "--docx", str(tmp_path / "x.docx"), template=name, storage=render_data
    )
    assert result.exit_code == 0, result.output
    said = json.loads(result.output)
    assert (said["ok"], said["engine"], said["preview_only"]) == (True, "libreoffice", False)
    assert {"ttd_kesatu_1", "ttd_kedua_1", "segel"} <= set(said["anchors"])
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "x.docx").read_bytes().startswith(b"PK")


def test_a_fault_names_the_field_and_nothing_is_written(
    tmp_path: Path, catalogue: Catalogue, render_data: Path
) -> None:
    data = dict(catalogue.latest("nota_kesepahaman").sample)
    data["values"] = {**data["values"], "judul": "", "ruang_lingkup": ["\U0001f917"]}
    result = run(tmp_path, data, storage=render_data)
    assert result.exit_code == 1
    assert "judul: Wajib diisi." in result.stderr
    assert "ruang_lingkup.0: Huruf \U0001f917 (U+1F917 HUGGING FACE)" in result.stderr
    assert not (tmp_path / "out.pdf").exists()
    faults = json.loads(run(tmp_path, data, "--json", storage=render_data).stdout)["faults"]
    assert [fault["field"] for fault in faults] == ["judul", "ruang_lingkup.0"]


@pytest.mark.parametrize(
    ("data", "template", "said"),
    [
        ("{}", "surat_cinta", "surat_cinta"),
        ("{}", "nota_kesepahaman/9", "nota_kesepahaman/9"),
        ("{}", "nota_kesepahaman/satu", "nota_kesepahaman/satu"),
        ("{", "nota_kesepahaman", "bukan JSON"),
        ("[1]", "nota_kesepahaman", "objek JSON"),
        ('{"values": 3}', "nota_kesepahaman", '"values"'),
        ('{"values": {}, "articles": [{"key": "x"}]}', "nota_kesepahaman", "title"),
    ],
)
def test_wrong_use_says_what_is_wrong_and_exits_with_two(
    data: str, template: str, said: str, tmp_path: Path, render_data: Path
) -> None:
    result = run(tmp_path, data, template=template, storage=render_data)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_an_original_of_a_paper_signed_by_hand_is_asked_for_by_its_number(
    tmp_path: Path, catalogue: Catalogue, render_data: Path
) -> None:
    from service.documents.rendering import text_of

    sample = dict(catalogue.latest("perjanjian_kerja_sama").sample)
    result = run(tmp_path, sample, "--original", "2", template="perjanjian_kerja_sama", storage=render_data)
    assert result.exit_code == 0, result.output
    assert "rangkap asli 2 dari 2, untuk PIHAK KEDUA" in text_of((tmp_path / "out.pdf").read_bytes())
