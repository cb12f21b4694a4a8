"""How the shipped papers end: closing clause, signatures, annexes."""

from typing import Any

from docx.document import Document as Doc
from docx.shared import Pt
from docx_parts import CENTER, end_section, exact_height, fill_cell, plain_table, repeat_head, tag_row, write

GAP = Pt(9)
SIGNATURE_HEIGHT = 2.6


# ---------------------------------------------------------------------------------------------- closing and signatures
BY_CERTIFICATE = (
    "Demikian {{ nama_naskah }} ini dibuat dalam bentuk dokumen elektronik dan ditandatangani secara elektronik oleh "
    "PARA PIHAK{% if meterai_elektronik %} dengan dibubuhi meterai elektronik{% endif %}. Dokumen elektronik ini "
    "beserta salinannya yang utuh mempunyai kekuatan hukum yang sama."
)
BY_HAND = (
    "Demikian {{ nama_naskah }} ini dibuat dan ditandatangani oleh PARA PIHAK dalam rangkap {{ pihak|length }} "
    '({{ pihak|length|terbilang }}) asli, {% if isi.meterai == "Ya" %}masing-masing bermeterai cukup dan {% else %}'
    "masing-masing {% endif %}mempunyai kekuatan hukum yang sama, {% for sisi in pihak %}{% if not loop.first %}"
    "{% if loop.length > 2 %},{% endif %} {% if loop.last %}dan {% endif %}{% endif %}1 (satu) rangkap untuk "
    "{{ sisi.sebutan }}{% endfor %}."
)
IN_COUNTERPARTS = (
    "Demikian {{ nama_naskah }} ini dibuat dalam rangkap terpisah yang sama bunyinya. Setiap PIHAK menandatangani "
    "rangkapnya sendiri, dan seluruh rangkap bersama-sama merupakan satu naskah yang mempunyai kekuatan hukum yang "
    "sama."
)


def closing(doc: Doc) -> None:
    """The closing clause by mode of signing (rule 36); it stays with the signatures."""
    clauses = {
        'if mode == "elektronik"': BY_CERTIFICATE,
        'elif mode == "basah"': BY_HAND,
        "else": IN_COUNTERPARTS,
    }
    for condition, text in clauses.items():
        write(doc, f"{{%p {condition} %}}")
        write(doc, text, "Paragraf", keep=True, after=10).paragraph_format.space_before = GAP
    write(doc, "{%p endif %}")


def signatures(doc: Doc) -> None:
    """The signature block: a table for two sides beside each other, or for one in the middle, all kept together.

    The blank row has an exact height because signature fields are placed by it.
    """
    write(doc, "{%p for baris in ttd %}")
    write(doc, "{%p if baris.tengah %}")
    table = plain_table(doc, 5, (4.45, 6.6, 4.45))
    _signatory(table, 1, "baris.tengah")
    _blank_row(table, ((0, "{{ baris.segel }}"), (1, "{{ baris.tengah.tempat }}")))
    write(doc, "{%p else %}")
    table = plain_table(doc, 8, (6.6, 2.3, 6.6))
    for column, side in ((0, "baris.kiri"), (2, "baris.kanan")):
        _signatory(table, column, side)
    _blank_row(table, ((0, "{{ baris.kiri.tempat }}"), (1, "{{ baris.segel }}"), (2, "{{ baris.kanan.tempat }}")))
    for column, side in ((0, "baris.kiri"), (2, "baris.kanan")):
        _stamp(table.rows[2].cells[column], f"{side}.meterai")
    tag_row(table, 5, "{%tr if baris.pertama and meterai_elektronik %}")
    for cell, text in zip(table.rows[6].cells, ("", "{{ 'meterai_elektronik' }}", ""), strict=True):
        fill_cell(cell, text, "Tempat TTD", keep=True)
    exact_height(table, 6, 2.4)
    tag_row(table, 7, "{%tr endif %}")
    write(doc, "{%p endif %}")
    # Two tables without a paragraph between them would become one.
    write(doc, "{%p if baris.bersambung %}")
    write(doc, "", "Kaki", keep=True)
    write(doc, "{%p else %}")
    write(doc, "", "Kaki")
    write(doc, "{%p endif %}")
    write(doc, "{%p endfor %}")


def _signatory(table: Any, column: int, side: str) -> None:
    rows = ((0, "sebutan", "Judul"), (1, "jabatan", "Jabatan"), (3, "nama", "Judul"), (4, "nip", "Jabatan"))
    for index, part, style in rows:
        for place, cell in enumerate(table.rows[index].cells):
            if place == column:
                bold = "**" if style == "Judul" else ""
                fill_cell(cell, f"{bold}{{{{ {side}.{part} }}}}{bold}", style, keep=True)
            elif not cell.text:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _blank_row(table: Any, places: tuple[tuple[int, str], ...]) -> None:
    exact_height(table, 2, SIGNATURE_HEIGHT)
    named = dict(places)
    for index, cell in enumerate(table.rows[2].cells):
        fill_cell(cell, named.get(index, ""), "Tempat TTD", keep=True)


def _stamp(cell: Any, condition: str) -> None:
    """Where the duty stamp is stuck on, half below the signature."""
    write(cell, f"{{%p if {condition} %}}", "Kaki")
    stamp = write(cell, "", "Meterai", keep=True)
    stamp.add_run().add_break()
    stamp.add_run("Meterai")
    stamp.add_run().add_break()
    write(cell, "{%p endif %}", "Kaki")


def signs_alone(doc: Doc, *, place: str, above: tuple[str, ...], stamp: str = "") -> None:
    """The signature of the one who writes, at the right; `stamp` says when a duty stamp is asked for."""
    person = "pihak[0].anggota[0]"
    table = plain_table(doc, 4, (8.3, 7.2))
    lines = ("\n".join(above), f"{{{{ {place} }}}}", f"**{{{{ {person}.nama }}}}**", f"{{{{ {person}.nip }}}}")
    for index, text in enumerate(lines):
        left, right = table.rows[index].cells
        style = "Tempat TTD" if index == 1 else "Jabatan"
        fill_cell(left, "", style, keep=True)
        first, *rest = text.split("\n")
        fill_cell(right, first, style, keep=True)
        for line in rest:
            write(right, line, style, keep=True)
    exact_height(table, 1, SIGNATURE_HEIGHT)
    if stamp:
        _stamp(table.rows[1].cells[1], stamp)
    write(doc, "", "Kaki")


# ------------------------------------------------------------------------------------------------------------- annexes
Columns = tuple[tuple[str, str, float], ...]


def annex_title(doc: Doc, heading: str, named: str, *, new_page: bool) -> None:
    """LAMPIRAN, of which paper, and what it holds; never parted from its table."""
    first = write(doc, heading, "Judul", keep=True)
    first.paragraph_format.page_break_before = True if new_page else None
    write(doc, "{{ judul_naskah }}", "Judul", keep=True)
    write(doc, "TENTANG {{ isi.judul|upper }}", "Judul", keep=True)
    write(doc, named, "Judul", keep=True, after=8).paragraph_format.space_before = GAP


def grid(doc: Doc, rows: str, columns: Columns, *, number: float = 1.2) -> None:
    """A table with lines whose head is repeated on every page."""
    table = plain_table(doc, 4, (number, *(width for _, _, width in columns)), grid=True)
    for cell, text in zip(table.rows[0].cells, ("No.", *(text for _, text, _ in columns)), strict=True):
        fill_cell(cell, f"**{text}**", "Isi Tabel", alignment=CENTER)
    repeat_head(table)
    tag_row(table, 1, f"{{%tr for baris in {rows} %}}")
    for cell, key in zip(table.rows[2].cells, ("nomor", *(key for key, _, _ in columns)), strict=True):
        fill_cell(cell, f"{{{{ baris.{key} }}}}", "Isi Tabel", alignment=CENTER if key == "nomor" else None)
    tag_row(table, 3, "{%tr endfor %}")


def annex(doc: Doc, name: str, heading: str, columns: Columns, named: str) -> None:
    """An annex with a table; it stands only where the table has rows."""
    write(doc, f"{{%p if isi.{name} %}}")
    annex_title(doc, heading, named, new_page=True)
    grid(doc, f"isi.{name}", columns)
    write(doc, "", "Kaki")  # Word wants a paragraph behind a table
    write(doc, "{%p endif %}")


def plan_annex(doc: Doc, heading: str) -> None:
    """The planned activities: upright with three columns, on their side once any of the further columns is filled."""
    further = ("sasaran", "tempat", "keluaran", "pembiayaan")
    wide = " or ".join(f"kolom.rencana_kegiatan.{key}" for key in further)
    named = "RENCANA KEGIATAN BERSAMA"
    write(doc, f"{{%p if {wide} %}}")
    end_section(doc)
    annex_title(doc, heading, named, new_page=False)
    grid(doc, "isi.rencana_kegiatan", WIDE_ACTIVITIES, number=1.0)
    end_section(doc, landscape=True)
    write(doc, "{%p elif isi.rencana_kegiatan %}")
    annex_title(doc, heading, named, new_page=True)
    grid(doc, "isi.rencana_kegiatan", ACTIVITIES)
    write(doc, "", "Kaki")
    write(doc, "{%p endif %}")


ACTIVITIES: Columns = (
    ("kegiatan", "Kegiatan", 5.6),
    ("waktu", "Waktu", 3.2),
    ("penanggung_jawab", "Penanggung jawab", 5.5),
)
WIDE_ACTIVITIES: Columns = (
    ("kegiatan", "Kegiatan", 5.0),
    ("sasaran", "Sasaran", 3.5),
    ("waktu", "Waktu", 2.6),
    ("tempat", "Tempat", 3.0),
    ("keluaran", "Keluaran", 3.5),
    ("pembiayaan", "Pembiayaan", 2.9),
    ("penanggung_jawab", "Penanggung jawab", 3.2),
)
PERSONAL_DATA: Columns = (
    ("jenis", "Jenis data pribadi", 4.6),
    ("tujuan", "Tujuan penggunaan", 4.9),
    ("pengamanan", "Pengamanan", 4.8),
)
CHANGES: Columns = (("ketentuan", "Ketentuan", 3.3), ("semula", "Semula", 5.5), ("menjadi", "Menjadi", 5.5))
