"""The catalogue: every fault of a manifest is named with its file and key before anything starts."""

import shutil
from pathlib import Path

import pytest

from service.core.refusals import Refused, explain, register
from service.documents.catalogue import Catalogue, load_catalogue
from service.documents.checking import check_template_upload
from service.documents.manifest import FieldType, FilledAt, ManifestFaults
from service.documents.sentences import SENTENCES
from service.documents.sides import SIDES
from tests.documents.conftest import TEMPLATES

MANDATORY_MOU = {
    "maksud_dan_tujuan",
    "ruang_lingkup",
    "pelaksanaan",
    "jangka_waktu",
    "penghubung",
    "adendum",
    "penutup",
}
MANDATORY_PKS = (MANDATORY_MOU - {"pelaksanaan"}) | {
    "hak_dan_kewajiban", "pembiayaan", "keadaan_kahar", "penyelesaian_perselisihan", "kerahasiaan",
}  # fmt: skip


def test_all_templates_load_and_pass_the_check_of_uploads(catalogue: Catalogue) -> None:
    assert catalogue.names == (
        "adendum",
        "berita_acara_pembahasan",
        "berita_acara_rapat_pleno",
        "laporan_bulanan",
        "naskah_mitra",
        "nota_kesepahaman",
        "pengakhiran",
        "perjanjian_kerja_sama",
        "pernyataan_independensi",
        "perpanjangan",
        "surat_konsultasi",
    )
    for template in catalogue.templates:
        check_template_upload(template.docx)
        assert catalogue.by_hash(template.sha256) is template
        assert catalogue.get(template.name, template.version) is template


def test_a_pinned_template_with_a_mended_word_is_still_found_by_name_and_version(catalogue: Catalogue) -> None:
    template = catalogue.latest("nota_kesepahaman")
    assert catalogue.pinned(template.sha256, template.name, str(template.version)) is template
    assert catalogue.pinned("0" * 64, template.name, str(template.version)) is template
    with pytest.raises(Refused):
        catalogue.pinned("0" * 64, template.name, "99")


def test_mandatory_articles_are_those_of_the_two_instruments(catalogue: Catalogue) -> None:
    def mandatory(name: str) -> set[str]:
        return {article.key for article in catalogue.latest(name).manifest.articles if article.mandatory}

    assert mandatory("nota_kesepahaman") == MANDATORY_MOU
    assert mandatory("perjanjian_kerja_sama") == MANDATORY_PKS


def test_every_label_is_there_in_both_languages(catalogue: Catalogue) -> None:
    for template in catalogue.templates:
        for field in template.manifest.fields:
            assert field.label.id
            assert field.label.en


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATES / "nota_kesepahaman", tmp_path / "nota_kesepahaman")
    return tmp_path


def spoil(folder: Path, old: str, new: str) -> list[str]:
    file = folder / "nota_kesepahaman" / "1" / "manifest.toml"
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(ManifestFaults) as caught:
        load_catalogue(folder)
    assert all(str(file) in fault for fault in caught.value.faults)
    return [fault.removeprefix(f"{file}: ") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('key = "judul"\ntype = "text"', 'key = "judul"\ntype = "texst"', "fields.judul.type: 'texst' is not one of"),
        ('key = "judul"\n', "", "fields.0.key: is missing"),
        ('section = "umum"', 'section = "umumm"', "fields.judul.section: there is no section 'umumm'"),
        ("max_length = 250", 'max_length = "250"', "fields.judul.max_length: must be a whole number"),
        ("max_length = 250", "maks = 250", "fields.judul.maks: is not a known key"),
        ("mandatory = true", "mandatory = 1", "articles.maksud_dan_tujuan.mandatory: must be true or false"),
        ("{ruang_lingkup}", "{ruang_lingkub}", "articles.ruang_lingkup.body: there is nothing named {ruang_lingkub}"),
        ('key = "meterai"', 'key = "judul"', "fields.judul: stands twice"),
        ('other = "nomor_kesatu"', 'other = "nomor"', "rules.0: there is no field 'nomor'"),
        ("confirmed = false", "confirmed = tidak", "Invalid value"),
    ],
)
def test_a_fault_in_a_manifest_is_named(folder: Path, old: str, new: str, fault: str) -> None:
    assert any(fault in each for each in spoil(folder, old, new))


def test_all_faults_are_named_at_once(folder: Path) -> None:
    file = folder / "nota_kesepahaman" / "1" / "manifest.toml"
    file.write_text(file.read_text().replace('type = "party"', 'type = "partai"'))
    (folder / "lain").mkdir()
    (folder / "lain" / "satu").mkdir()
    with pytest.raises(ManifestFaults) as caught:
        load_catalogue(folder)
    assert len(caught.value.faults) == 3


def test_a_folder_without_templates_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ManifestFaults):
        load_catalogue(tmp_path)


def test_the_newest_version_is_the_latest_and_the_old_one_stays(folder: Path) -> None:
    base = folder / "nota_kesepahaman"
    shutil.copytree(base / "1", base / "10")
    shutil.copytree(base / "1", base / "9")
    catalogue = load_catalogue(folder)
    assert catalogue.latest("nota_kesepahaman").version == 10
    assert catalogue.get("nota_kesepahaman", 1).version == 1
    with pytest.raises(Refused):
        catalogue.get("nota_kesepahaman", 3)


def test_the_hash_changes_with_any_file_of_the_folder(folder: Path, catalogue: Catalogue) -> None:
    known = catalogue.latest("nota_kesepahaman").sha256
    assert load_catalogue(folder).latest("nota_kesepahaman").sha256 == known
    file = folder / "nota_kesepahaman" / "2" / "expected.txt"
    file.write_text(file.read_text() + "x")
    assert load_catalogue(folder).latest("nota_kesepahaman").sha256 != known


def test_every_type_of_field_can_be_checked_and_printed() -> None:
    from service.documents.values import _Check

    assert set(_Check(None).of_type) == set(FieldType)


def test_every_refusal_has_its_sentence_in_both_languages() -> None:
    register(SENTENCES)
    for code, sentence in SENTENCES.items():
        assert explain(Refused(code)), code
        assert sentence.en != sentence.id


def test_the_committed_templates_are_those_the_script_makes(tmp_path: Path) -> None:
    import subprocess
    import sys

    script = TEMPLATES.parent / "tools" / "make_templates.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, capture_output=True)
    for made in tmp_path.glob("*/*/template.docx"):
        assert made.read_bytes() == (TEMPLATES / made.relative_to(tmp_path)).read_bytes(), made


def test_every_field_of_a_manifest_has_its_place_on_the_paper(catalogue: Catalogue) -> None:
    import io
    import zipfile

    read_by_the_frame = {f"pihak_{side}" for side, _title in SIDES} | {
        "mode_penandatanganan", "urutan_nomor", "urutan_tanda_tangan", "ukuran_kertas", "huruf",
    }  # fmt: skip
    put_in_by_hand = {"nilai", "data_pribadi"}  # an amount stands where an article names it; the other drives a rule
    for template in catalogue.templates:
        with zipfile.ZipFile(io.BytesIO(template.docx)) as docx:
            text = docx.read("word/document.xml").decode()
        text += "".join(article.body for article in template.manifest.articles)
        for field in template.manifest.fields:
            if field.filled_at is FilledAt.DRAFTING and field.key not in read_by_the_frame | put_in_by_hand:
                named = (f"isi.{field.key}", f"{{{field.key}}}", f"tanggal_huruf.{field.key}")
                assert any(one in text for one in named), (template.name, field.key)
