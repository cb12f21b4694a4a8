"""Write the template.docx of every shipped kind of paper; run after changing the layout, then look at the pages.

    python tools/make_templates.py [FOLDER]

The files are ordinary Word documents: a lawyer may open one in Word or LibreOffice, edit it and put it back. Only the
newest version of each kind is made here; what was released before is never made anew.
"""

import sys
from pathlib import Path

from docx.document import Document as Doc

sys.path.insert(0, str(Path(__file__).parent))

from docx_parts import new_document, save
from office_papers import consultation_letter, independence_statement, partner_cover, plenary_minutes
from template_ends import CHANGES, PERSONAL_DATA, annex, closing, grid, plan_annex, signatures
from template_frames import GAP, articles, header_and_footer, listed, logos, opening, parties, recitals, title, write

STATED = "terlebih dahulu menerangkan hal-hal sebagai berikut:"


def agreement(*, follows: str = "") -> Doc:
    """Nota Kesepahaman and Perjanjian Kerja Sama: the same frame, different articles."""
    doc = new_document()
    doc.core_properties.title = "{{ nama_naskah }} tentang {{ isi.judul }}"
    header_and_footer(doc)
    logos(doc)
    title(doc)
    opening(doc)
    parties(doc)
    recitals(
        doc,
        STATED,
        f"Berdasarkan hal-hal tersebut di atas{follows}, PARA PIHAK sepakat mengadakan {{{{ nama_naskah }}}} tentang "
        "{{ isi.judul }}, dengan ketentuan sebagai berikut:",
    )
    articles(doc)
    closing(doc)
    signatures(doc)
    both = "{% if isi.rencana_kegiatan and isi.berbagi_data %}"
    plan_annex(doc, f"LAMPIRAN{both} I{{% endif %}}")
    annex(doc, "berbagi_data", f"LAMPIRAN{both} II{{% endif %}}", PERSONAL_DATA, "BERBAGI DATA PRIBADI")
    return doc


def memorandum() -> Doc:
    """Nota Kesepahaman."""
    return agreement()


def contract() -> Doc:
    """Perjanjian Kerja Sama."""
    return agreement(follows="{% if isi.nota_kesepahaman %} dan menindaklanjuti {{ isi.nota_kesepahaman }}{% endif %}")


ORIGIN_NUMBERS = (
    "Nomor {{ isi.nomor_asal_kesatu }}{% if isi.nomor_asal_lain %}, Nomor {{ isi.nomor_asal_kedua }}"
    "{% for satu in isi.nomor_asal_lain %},{% if loop.last %} dan{% endif %} Nomor {{ satu }}{% endfor %}"
    "{% elif isi.nomor_asal_kedua %} dan Nomor {{ isi.nomor_asal_kedua }}{% endif %}"
)
CHANGED = "{{ isi.judul_asal }}"


def instrument(*, lines: tuple[str, ...], agreed: str, named: str) -> Doc:
    """The frame of the papers that change, prolong or end another (rules 15 and 22)."""
    doc = new_document()
    doc.core_properties.title = f"{named} {CHANGED} tentang {{{{ isi.judul }}}}"
    header_and_footer(doc)
    logos(doc)
    title(doc, lines=lines)
    opening(doc)
    parties(doc)
    recitals(
        doc,
        f"telah menandatangani {CHANGED} {ORIGIN_NUMBERS} tanggal {{{{ isi.tanggal_asal }}}} tentang "
        f"{{{{ isi.judul }}}}, selanjutnya disebut **{CHANGED}**, dan {STATED}",
        f"Berdasarkan hal-hal tersebut di atas, PARA PIHAK sepakat {agreed} {CHANGED} dengan {{{{ nama_naskah }}}} "
        "ini, dengan ketentuan sebagai berikut:",
    )
    articles(doc)
    closing(doc)
    signatures(doc)
    return doc


ORDINAL = "{% if isi.urutan %} {{ isi.urutan|upper }}{% endif %}"
CHANGED_IN_CAPITALS = "{{ isi.judul_asal|upper }}"


def addendum() -> Doc:
    """Adendum."""
    doc = instrument(
        lines=("ADENDUM" + ORDINAL, f"ATAS {CHANGED_IN_CAPITALS}"), agreed="mengubah", named="Adendum atas"
    )
    both = "{% if isi.perubahan and isi.berbagi_data %}"
    annex(doc, "perubahan", f"LAMPIRAN{both} I{{% endif %}}", CHANGES, f"MATRIKS PERUBAHAN {CHANGED_IN_CAPITALS}")
    annex(doc, "berbagi_data", f"LAMPIRAN{both} II{{% endif %}}", PERSONAL_DATA, "BERBAGI DATA PRIBADI")
    return doc


def renewal() -> Doc:
    """Perpanjangan."""
    doc = instrument(
        lines=("PERPANJANGAN" + ORDINAL, CHANGED_IN_CAPITALS), agreed="memperpanjang jangka waktu", named="Perpanjangan"
    )
    plan_annex(doc, "LAMPIRAN")
    return doc


def termination() -> Doc:
    """Kesepakatan Pengakhiran."""
    return instrument(
        lines=("KESEPAKATAN PENGAKHIRAN", CHANGED_IN_CAPITALS), agreed="mengakhiri", named="Kesepakatan Pengakhiran"
    )


def minutes() -> Doc:
    """Berita Acara Pembahasan."""
    doc = new_document(code_below=False)
    doc.core_properties.title = "{{ nama_naskah }} {{ isi.judul }}"
    header_and_footer(doc)
    logos(doc)
    write(doc, "{{ judul_naskah }}", "Judul").paragraph_format.space_before = GAP
    write(doc, "{{ isi.judul|upper }}", "Judul")
    write(
        doc, "NOMOR: {% if isi.nomor %}{{ isi.nomor }}{% else %}........................{% endif %}", "Judul", after=14
    )
    write(
        doc,
        "Pada hari ini {{ tanggal_huruf.tanggal_rapat }}{% if isi.pukul %} pukul {{ isi.pukul }}{% endif %}, bertempat "
        "di {{ isi.tempat_rapat }}, telah dilaksanakan pembahasan rancangan {{ isi.judul }} yang dihadiri oleh:",
        "Paragraf",
    )
    grid(doc, "isi.peserta", (("nama", "Nama", 5.0), ("jabatan", "Jabatan", 4.6), ("lembaga", "Lembaga", 4.7)))
    write(doc, "Pokok pembahasan:", "Paragraf", keep=True).paragraph_format.space_before = GAP
    listed(doc, "isi.pokok_bahasan", "Butir Menimbang")
    write(doc, "{%p for alinea in isi.uraian %}")
    write(doc, "{{ alinea }}", "Paragraf")
    write(doc, "{%p endfor %}")
    write(doc, "Berdasarkan pembahasan tersebut, PARA PIHAK menyepakati:", "Paragraf", keep=True)
    listed(doc, "isi.kesepakatan", "Butir Dasar")
    write(
        doc,
        "Demikian {{ nama_naskah }} ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
        "Paragraf",
        keep=True,
        after=10,
    ).paragraph_format.space_before = GAP
    signatures(doc)
    return doc


# Laporan Bulanan is not among them: its wide table was set in a word processor.
TEMPLATES = {
    "nota_kesepahaman/2": memorandum,
    "perjanjian_kerja_sama/2": contract,
    "adendum/2": addendum,
    "perpanjangan/2": renewal,
    "pengakhiran/2": termination,
    "berita_acara_pembahasan/2": minutes,
    "berita_acara_rapat_pleno/1": plenary_minutes,
    "surat_konsultasi/1": consultation_letter,
    "pernyataan_independensi/1": independence_statement,
    "naskah_mitra/1": partner_cover,
}


def main() -> None:
    """Write every template."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "doc_templates"
    for name, make in TEMPLATES.items():
        save(make(), folder / name / "template.docx")
        print(folder / name / "template.docx")


if __name__ == "__main__":
    main()
