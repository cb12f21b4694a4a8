"""Write the template.docx of every shipped kind of paper; run after changing the layout, then look at the pages.

    python tools/make_templates.py [FOLDER]

The files are ordinary Word documents: a lawyer may open one in Word or LibreOffice, edit it and put it back.
"""

import sys
from pathlib import Path
from typing import Any

from docx.document import Document as Doc
from docx.shared import Pt

sys.path.insert(0, str(Path(__file__).parent))

from docx_parts import (
    CENTER,
    JUSTIFY,
    LEFT,
    blank_code,
    exact_height,
    field,
    fill_cell,
    neutral_mark,
    new_document,
    picture,
    plain_table,
    repeat_head,
    save,
    tag_row,
    write,
)

SMALL_GAP, GAP = Pt(5), Pt(9)
LIST_END = "{% if loop.last %}.{% elif loop.revindex == 2 %}; dan{% else %};{% endif %}"


def header_and_footer(doc: Doc) -> None:
    """The demo mark above; below the QR code with its sentence, and "Halaman X dari Y"."""
    section = doc.sections[0]
    head = section.header
    fill = head.paragraphs[0]
    fill.text = "{%p if demo %}"
    write(head, "CONTOH, TIDAK BERLAKU", "Tanda Contoh")
    write(head, "{%p endif %}")
    write(head, "{%p if pratinjau %}")
    write(head, "PRATINJAU, BUKAN UNTUK DITANDATANGANI", "Tanda Contoh")
    write(head, "{%p endif %}")
    write(head, "", "Kaki")  # Word calls a head without any paragraph a broken file
    foot = section.footer
    foot.paragraphs[0].text = "{%p if verifikasi %}"
    write(foot, "", "Kaki")
    table = plain_table(foot, 1, (2.3, 13.2))
    code, text = table.rows[0].cells
    picture(fill_cell(code, "", "Tempat TTD"), blank_code(), "qr_verifikasi", 1.7)
    fill_cell(text, '{%p if mode == "basah" %}', "Kaki")
    write(text, "Naskah ini ditandatangani dengan tinta basah dan dicatat dalam register kerja sama.", "Kaki")
    write(text, "{%p else %}", "Kaki")
    write(text, "Dokumen ini ditandatangani secara elektronik.", "Kaki")
    write(text, "{%p endif %}", "Kaki")
    write(text, "Keasliannya dapat diperiksa dengan memindai kode QR atau membuka {{ verifikasi.alamat }}", "Kaki")
    write(text, "Kode naskah: {{ verifikasi.kode }}", "Kaki")
    write(foot, "{%p endif %}")
    page = write(foot, "Halaman ", "Kaki")
    page.alignment = CENTER
    field(page, "PAGE")
    page.add_run(" dari ")
    field(page, "NUMPAGES")


def logos(doc: Doc) -> None:
    """Both logos, the host's at the left."""
    table = plain_table(doc, 1, (7.75, 7.75))
    left, right = table.rows[0].cells
    picture(fill_cell(left, "", "Tempat TTD", alignment=CENTER), neutral_mark(round_shape=True), "logo_kesatu", 2.3)
    picture(fill_cell(right, "", "Tempat TTD", alignment=CENTER), neutral_mark(round_shape=False), "logo_kedua", 2.3)


def title(doc: Doc, *, numbered: bool = True, lines: tuple[str, ...] = ("{{ judul_naskah }}",)) -> None:
    """NOTA KESEPAHAMAN / ANTARA / ... / DENGAN / ... / NOMOR / TENTANG / the subject."""
    for index, line in enumerate(lines):
        written = write(doc, line, "Judul")
        if index == 0:
            written.paragraph_format.space_before = GAP
    for index, link in enumerate(("ANTARA", "DENGAN")):
        write(doc, link, "Judul").paragraph_format.space_before = SMALL_GAP
        write(doc, f"{{%p for anggota in pihak[{index}].anggota %}}", "Judul")
        write(doc, "{%p if not loop.first %}", "Judul")
        write(doc, "DAN", "Judul")
        write(doc, "{%p endif %}", "Judul")
        write(doc, "{{ anggota.lembaga|upper }}", "Judul")
        write(doc, "{%p endfor %}", "Judul")
    if numbered:
        write(doc, "", "Kaki")
        write(doc, "{%p for satu in nomor %}", "Judul")
        write(doc, "NOMOR: {{ satu }}", "Judul")
        write(doc, "{%p endfor %}", "Judul")
    write(doc, "TENTANG", "Judul").paragraph_format.space_before = SMALL_GAP
    write(doc, "{{ isi.judul|upper }}", "Judul", after=14)


def opening(doc: Doc) -> None:
    """The opening by mode of signing (rules 26 and 36)."""
    write(doc, '{%p if pembuka.jenis == "hari_ini" %}')
    write(
        doc,
        "Pada hari ini {{ pembuka.tanggal }}, bertempat di {{ pembuka.tempat }}, kami yang bertanda tangan "
        "di bawah ini:",
        "Paragraf",
    )
    write(doc, '{%p elif pembuka.jenis == "rangkap" %}')
    write(
        doc,
        "Pada tanggal penandatanganan oleh masing-masing PIHAK pada rangkapnya dan berlaku sejak tanggal "
        "penandatanganan yang terakhir, kami yang bertanda tangan di bawah ini:",
        "Paragraf",
    )
    write(doc, "{%p else %}")
    write(
        doc,
        "{{ nama_naskah }} ini ditandatangani secara elektronik pada tanggal yang tercantum pada tanda tangan "
        "elektronik masing-masing PIHAK dan mulai berlaku sejak tanggal tanda tangan elektronik yang terakhir, "
        "oleh kami yang tersebut di bawah ini:",
        "Paragraf",
    )
    write(doc, "{%p endif %}")


def parties(doc: Doc) -> None:
    """Who represents whom, and in what capacity (komparisi)."""
    table = plain_table(doc, 7, (0.9, 4.3, 0.4, 9.9))
    tag_row(table, 0, "{%tr for sisi in pihak %}")
    tag_row(table, 1, "{%tr for anggota in sisi.anggota %}")
    number, name, colon, text = table.rows[2].cells
    fill_cell(colon, ":", "Paragraf", alignment=LEFT)
    fill_cell(number, "{% if loop.first %}{{ sisi.angka }}.{% endif %}", "Paragraf", alignment=LEFT)
    fill_cell(name, "**{{ anggota.nama }}**", "Paragraf", alignment=LEFT)
    fill_cell(
        text,
        "{{ anggota.jabatan }}, berkedudukan di {{ anggota.alamat }}{% if anggota.dasar %}, berdasarkan "
        "{{ anggota.dasar }}{% endif %}, dalam hal ini bertindak dalam jabatannya tersebut untuk dan atas nama "
        "{{ anggota.lembaga }}{% if not sisi.bersama %}, selanjutnya disebut **{{ sisi.sebutan }}**"
        "{% if sisi.terakhir %}.{% else %};{% endif %}{% else %};{% endif %}",
        "Paragraf",
        alignment=JUSTIFY,
    )
    tag_row(table, 3, "{%tr endfor %}")
    tag_row(table, 4, "{%tr if sisi.bersama %}")
    fill_cell(
        table.rows[5].cells[3],
        "yang secara bersama-sama selanjutnya disebut **{{ sisi.sebutan }}**"
        "{% if sisi.terakhir %}.{% else %};{% endif %}",
        "Paragraf",
        alignment=JUSTIFY,
    )
    tag_row(table, 6, "{%tr endif %}")
    _append_tag_row(table, "{%tr endfor %}")


def _append_tag_row(table: Any, tag: str) -> None:
    table.add_row()
    tag_row(table, len(table.rows) - 1, tag)


def recitals(doc: Doc, *, follows: str) -> None:
    """What the parties state first, then the regulations they go by (rule 38)."""
    write(
        doc,
        "**PIHAK KESATU** dan **PIHAK KEDUA** secara bersama-sama selanjutnya disebut **PARA PIHAK** dan secara "
        "sendiri-sendiri disebut **PIHAK**, terlebih dahulu menerangkan hal-hal sebagai berikut:",
        "Paragraf",
    ).paragraph_format.space_before = SMALL_GAP
    _list(doc, "isi.menimbang", "Butir Menimbang")
    write(doc, "dengan memperhatikan ketentuan peraturan perundang-undangan sebagai berikut:", "Paragraf", keep=True)
    _list(doc, "isi.dasar_hukum", "Butir Dasar")
    write(
        doc,
        f"Berdasarkan hal-hal tersebut di atas{follows}, PARA PIHAK sepakat mengadakan {{{{ nama_naskah }}}} tentang "
        "{{ isi.judul }}, dengan ketentuan sebagai berikut:",
        "Paragraf",
    )


ORIGIN = (
    "{{ isi.bentuk }} Nomor {{ isi.nomor_asal_kesatu }}{% if isi.nomor_asal_kedua %} dan Nomor "
    "{{ isi.nomor_asal_kedua }}{% endif %} tanggal {{ isi.tanggal_asal }} tentang {{ isi.judul }}"
)


def recitals_of_change(doc: Doc, *, agreed: str) -> None:
    """What is changed, with both its numbers and its date; why; the regulations; then what the parties agree."""
    write(
        doc,
        "**PIHAK KESATU** dan **PIHAK KEDUA** secara bersama-sama selanjutnya disebut **PARA PIHAK** dan secara "
        f"sendiri-sendiri disebut **PIHAK**, telah menandatangani {ORIGIN}, selanjutnya disebut "
        "**{{ isi.bentuk }}**, dan terlebih dahulu menerangkan hal-hal sebagai berikut:",
        "Paragraf",
    ).paragraph_format.space_before = SMALL_GAP
    _list(doc, "isi.menimbang", "Butir Menimbang")
    write(doc, "dengan memperhatikan ketentuan peraturan perundang-undangan sebagai berikut:", "Paragraf", keep=True)
    _list(doc, "isi.dasar_hukum", "Butir Dasar")
    write(
        doc,
        f"Berdasarkan hal-hal tersebut di atas, PARA PIHAK sepakat {agreed} {{{{ isi.bentuk }}}} dengan "
        "{{ nama_naskah }} ini, dengan ketentuan sebagai berikut:",
        "Paragraf",
    )


def _list(doc: Doc, name: str, style: str) -> None:
    write(doc, f"{{%p for butir in {name} %}}")
    write(doc, "{{ butir }}" + LIST_END, style)
    write(doc, "{%p endfor %}")


def articles(doc: Doc) -> None:
    """Pasal 1 to n with the levels (1), a. and 1)."""
    write(doc, "{%p for satu_pasal in pasal %}")
    heading = write(doc, "", "Bab")
    heading.add_run().add_break()
    heading.add_run("{{ satu_pasal.judul|upper }}")
    write(doc, "{%p for baris in satu_pasal.baris %}")
    kinds = (
        ("ayat", "Ayat"),
        ("huruf", "Huruf"),
        ("angka", "Angka"),
        ("huruf_dalam", "Huruf Dalam"),
        ("angka_dalam", "Angka Dalam"),
    )
    for index, (kind, style) in enumerate(kinds):
        write(doc, f'{{%p {"elif" if index else "if"} baris.jenis == "{kind}" %}}')
        write(doc, "{{ baris.teks }}", style)
    write(doc, '{%p elif baris.jenis == "uraian" %}')
    write(doc, "{{ baris.label }}\t:\t{{ baris.teks }}", "Uraian")
    write(doc, "{%p else %}")
    write(doc, "{{ baris.teks }}", "Paragraf")
    write(doc, "{%p endif %}")
    write(doc, "{%p endfor %}")
    write(doc, "{%p endfor %}")


def closing(doc: Doc) -> None:
    """The closing clause by mode of signing (rule 36)."""
    write(doc, '{%p if mode == "elektronik" %}')
    write(
        doc,
        "Demikian {{ nama_naskah }} ini dibuat dalam bentuk dokumen elektronik dan ditandatangani secara elektronik "
        "oleh PARA PIHAK. Dokumen elektronik ini beserta salinannya yang utuh mempunyai kekuatan hukum yang sama.",
        "Paragraf",
        keep=True,
        after=10,
    ).paragraph_format.space_before = GAP
    write(doc, '{%p elif mode == "basah" %}')
    write(
        doc,
        "Demikian {{ nama_naskah }} ini dibuat dan ditandatangani oleh PARA PIHAK dalam rangkap 2 (dua) asli, "
        '{% if isi.meterai == "Ya" %}masing-masing bermeterai cukup dan {% else %}masing-masing {% endif %}'
        "mempunyai kekuatan hukum yang sama, 1 (satu) rangkap untuk PIHAK KESATU dan "
        "1 (satu) rangkap untuk PIHAK KEDUA.",
        "Paragraf",
        keep=True,
        after=10,
    ).paragraph_format.space_before = GAP
    write(doc, "{%p else %}")
    write(
        doc,
        "Demikian {{ nama_naskah }} ini dibuat dalam rangkap terpisah yang sama bunyinya. Setiap PIHAK menandatangani "
        "rangkapnya sendiri, dan seluruh rangkap bersama-sama merupakan satu naskah yang mempunyai kekuatan hukum "
        "yang sama.",
        "Paragraf",
        keep=True,
        after=10,
    ).paragraph_format.space_before = GAP
    write(doc, "{%p endif %}")


def signatures(doc: Doc) -> None:
    """The signature block, a table for each pair of signatories, none of them torn over two pages.

    The blank row has an exact height because signature fields are placed by it.
    """
    write(doc, "{%p for baris in ttd %}")
    table = plain_table(doc, 5, (6.6, 2.3, 6.6))
    rows = (
        (0, "**{{ baris.kiri.sebutan }}**", "**{{ baris.kanan.sebutan }}**", "Judul"),
        (1, "{{ baris.kiri.jabatan }}", "{{ baris.kanan.jabatan }}", "Jabatan"),
        (3, "**{{ baris.kiri.nama }}**", "**{{ baris.kanan.nama }}**", "Judul"),
        (4, "{{ baris.kiri.nip }}", "{{ baris.kanan.nip }}", "Jabatan"),
    )
    for index, left, right, style in rows:
        cells = table.rows[index].cells
        for cell, text in ((cells[0], left), (cells[1], ""), (cells[2], right)):
            fill_cell(cell, text, style, keep=True)
    exact_height(table, 2, 2.6)
    left, seal, right = table.rows[2].cells
    for cell, text in (
        (left, "{{ baris.kiri.tempat }}"),
        (seal, "{{ baris.segel }}"),
        (right, "{{ baris.kanan.tempat }}"),
    ):
        fill_cell(cell, text, "Tempat TTD", keep=True)
    write(doc, "", "Kaki")  # two tables without a paragraph between them would become one
    write(doc, "{%p endfor %}")


def annex(doc: Doc, name: str, heading: str, columns: tuple[tuple[str, str, float], ...], *, part_of: str) -> None:
    """An annex with a table whose head is repeated; it stands only where the table has rows."""
    write(doc, f"{{%p if isi.{name} %}}")
    write(doc, heading, "Judul", after=2).paragraph_format.page_break_before = True
    write(doc, part_of, "Judul", after=8)
    table = plain_table(doc, 4, (1.2, *(width for _, _, width in columns)), grid=True)
    for cell, text in zip(table.rows[0].cells, ("No.", *(text for _, text, _ in columns)), strict=True):
        fill_cell(cell, f"**{text}**", "Isi Tabel", alignment=CENTER)
    repeat_head(table)
    tag_row(table, 1, f"{{%tr for baris in isi.{name} %}}")
    for cell, key in zip(table.rows[2].cells, ("nomor", *(key for key, _, _ in columns)), strict=True):
        fill_cell(cell, f"{{{{ baris.{key} }}}}", "Isi Tabel", alignment=CENTER if key == "nomor" else None)
    tag_row(table, 3, "{%tr endfor %}")
    write(doc, "", "Kaki")  # Word wants a paragraph behind a table
    write(doc, "{%p endif %}")


def agreement(*, follows: str = "") -> Doc:
    """The frame that both instruments share."""
    doc = new_document()
    doc.core_properties.title = "{{ nama_naskah }} tentang {{ isi.judul }}"
    header_and_footer(doc)
    logos(doc)
    title(doc)
    opening(doc)
    parties(doc)
    recitals(doc, follows=follows)
    articles(doc)
    closing(doc)
    signatures(doc)
    return doc


ACTIVITIES = (("kegiatan", "Kegiatan", 5.6), ("waktu", "Waktu", 3.2), ("penanggung_jawab", "Penanggung jawab", 5.5))
PERSONAL_DATA = (
    ("jenis", "Jenis data pribadi", 4.6),
    ("tujuan", "Tujuan penggunaan", 4.9),
    ("pengamanan", "Pengamanan", 4.8),
)


def memorandum() -> Doc:
    """Nota Kesepahaman."""
    doc = agreement()
    annex(doc, "rencana_kegiatan", "LAMPIRAN", ACTIVITIES, part_of="RENCANA KEGIATAN BERSAMA")
    annex(doc, "berbagi_data", "LAMPIRAN", PERSONAL_DATA, part_of="BERBAGI DATA PRIBADI")
    return doc


def contract() -> Doc:
    """Perjanjian Kerja Sama."""
    follows = "{% if isi.nota_kesepahaman %} dan menindaklanjuti {{ isi.nota_kesepahaman }}{% endif %}"
    doc = agreement(follows=follows)
    annex(doc, "rencana_kegiatan", "LAMPIRAN I", ACTIVITIES, part_of="RENCANA KEGIATAN BERSAMA")
    annex(doc, "berbagi_data", "LAMPIRAN II", PERSONAL_DATA, part_of="BERBAGI DATA PRIBADI")
    return doc


def instrument(*, lines: tuple[str, ...], agreed: str, named: str) -> Doc:
    """The frame of the papers that change, prolong or end another (rules 15 and 22)."""
    doc = new_document()
    doc.core_properties.title = f"{named} {{{{ isi.bentuk }}}} tentang {{{{ isi.judul }}}}"
    header_and_footer(doc)
    logos(doc)
    title(doc, lines=lines)
    opening(doc)
    parties(doc)
    recitals_of_change(doc, agreed=agreed)
    articles(doc)
    closing(doc)
    signatures(doc)
    return doc


ORDINAL = "{% if isi.urutan %} {{ isi.urutan|upper }}{% endif %}"
CHANGES = (("ketentuan", "Ketentuan", 3.3), ("semula", "Semula", 5.5), ("menjadi", "Menjadi", 5.5))


def addendum() -> Doc:
    """Adendum."""
    doc = instrument(
        lines=("ADENDUM" + ORDINAL, "ATAS {{ isi.bentuk|upper }}"), agreed="mengubah", named="Adendum atas"
    )
    annex(doc, "perubahan", "LAMPIRAN", CHANGES, part_of="MATRIKS PERUBAHAN {{ isi.bentuk|upper }}")
    annex(doc, "berbagi_data", "LAMPIRAN", PERSONAL_DATA, part_of="BERBAGI DATA PRIBADI")
    return doc


def renewal() -> Doc:
    """Perpanjangan."""
    doc = instrument(
        lines=("PERPANJANGAN" + ORDINAL, "{{ isi.bentuk|upper }}"),
        agreed="memperpanjang jangka waktu",
        named="Perpanjangan",
    )
    annex(doc, "rencana_kegiatan", "LAMPIRAN", ACTIVITIES, part_of="RENCANA KEGIATAN BERSAMA")
    return doc


def termination() -> Doc:
    """Kesepakatan Pengakhiran."""
    return instrument(
        lines=("KESEPAKATAN PENGAKHIRAN", "{{ isi.bentuk|upper }}"),
        agreed="mengakhiri",
        named="Kesepakatan Pengakhiran",
    )


def minutes() -> Doc:
    """Berita Acara Pembahasan."""
    doc = new_document()
    doc.core_properties.title = "{{ nama_naskah }} {{ isi.judul }}"
    header_and_footer(doc)
    logos(doc)
    write(doc, "{{ judul_naskah }}", "Judul").paragraph_format.space_before = GAP
    write(doc, "{{ isi.judul|upper }}", "Judul")
    write(doc, "NOMOR: {{ isi.nomor }}", "Judul", after=14)
    write(
        doc,
        "Pada tanggal {{ isi.tanggal_rapat }}{% if isi.pukul %} pukul {{ isi.pukul }}{% endif %}, bertempat di "
        "{{ isi.tempat_rapat }}, telah dilaksanakan pembahasan rancangan {{ isi.judul }} yang dihadiri oleh:",
        "Paragraf",
    )
    table = plain_table(doc, 4, (1.2, 5.0, 4.6, 4.7), grid=True)
    for cell, text in zip(table.rows[0].cells, ("No.", "Nama", "Jabatan", "Lembaga"), strict=True):
        fill_cell(cell, f"**{text}**", "Isi Tabel", alignment=CENTER)
    repeat_head(table)
    tag_row(table, 1, "{%tr for baris in isi.peserta %}")
    for cell, key in zip(table.rows[2].cells, ("nomor", "nama", "jabatan", "lembaga"), strict=True):
        fill_cell(cell, f"{{{{ baris.{key} }}}}", "Isi Tabel", alignment=CENTER if key == "nomor" else None)
    tag_row(table, 3, "{%tr endfor %}")
    write(doc, "Pokok pembahasan:", "Paragraf", keep=True).paragraph_format.space_before = GAP
    _list(doc, "isi.pokok_bahasan", "Butir Menimbang")
    write(doc, "{%p if isi.uraian %}")
    write(doc, "{%p for alinea in isi.uraian %}")
    write(doc, "{{ alinea }}", "Paragraf")
    write(doc, "{%p endfor %}")
    write(doc, "{%p endif %}")
    write(doc, "Berdasarkan pembahasan tersebut, PARA PIHAK menyepakati:", "Paragraf", keep=True)
    _list(doc, "isi.kesepakatan", "Butir Dasar")
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
    "nota_kesepahaman/1": memorandum,
    "perjanjian_kerja_sama/1": contract,
    "berita_acara_pembahasan/1": minutes,
    "adendum/1": addendum,
    "perpanjangan/1": renewal,
    "pengakhiran/1": termination,
}


def main() -> None:
    """Write every template."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "doc_templates"
    for name, make in TEMPLATES.items():
        save(make(), folder / name / "template.docx")
        print(folder / name / "template.docx")


if __name__ == "__main__":
    main()
