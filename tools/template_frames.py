"""The parts that the shipped papers share: head and foot, title, parties, recitals, articles."""

from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Pt
from docx_parts import (
    CENTER,
    JUSTIFY,
    LEFT,
    blank_code,
    field,
    fill_cell,
    neutral_mark,
    picture,
    plain_table,
    tag_row,
    write,
)

SMALL_GAP, GAP = Pt(5), Pt(9)
LIST_END = "{% if loop.last %}.{% elif loop.revindex == 2 %}; dan{% else %};{% endif %}"
# "PIHAK KESATU dan PIHAK KEDUA", or "PIHAK KESATU, PIHAK KEDUA, dan PIHAK KETIGA".
EACH_SIDE = (
    "{% for sisi in pihak %}{% if not loop.first %}{% if loop.length > 2 %},{% endif %} {% if loop.last %}dan "
    "{% endif %}{% endif %}**{{ sisi.sebutan }}**{% endfor %}"
)
TOGETHER = (
    EACH_SIDE + " secara bersama-sama selanjutnya disebut **PARA PIHAK** dan secara sendiri-sendiri disebut **PIHAK**, "
)
SIDE_NAMES = ("kesatu", "kedua", "ketiga", "keempat", "kelima")


# ------------------------------------------------------------------------------------------------------- head and foot
def header_and_footer(doc: Doc) -> None:
    """The marks of an example or a preview above; below the QR code with its sentence, and "Halaman X dari Y"."""
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
    table = plain_table(foot, 1, (2.3, 13.2), alignment=WD_TABLE_ALIGNMENT.LEFT)
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
    page.add_run(
        "{% if rangkap %} · rangkap asli {{ rangkap.ke }} dari {{ rangkap.dari }}, untuk {{ rangkap.untuk }}{% endif %}"
    )


def logos(doc: Doc) -> None:
    """A logo for each side in one row, the host's at the left."""
    for count in range(2, len(SIDE_NAMES) + 1):
        write(doc, f"{{%p {'if' if count == 2 else 'elif'} pihak|length == {count} %}}")  # noqa: PLR2004  the usual two
        table = plain_table(doc, 1, (15.5 / count,) * count)
        for place, cell in enumerate(table.rows[0].cells):
            mark = neutral_mark(round_shape=place == 0)
            paragraph = fill_cell(cell, "", "Tempat TTD", alignment=CENTER)
            picture(paragraph, mark, f"logo_{SIDE_NAMES[place]}", 2.3 if count < 4 else 1.9)  # noqa: PLR2004
    write(doc, "{%p endif %}")


def letterhead(doc: Doc) -> None:
    """Logo, name and address of the office that writes, above a double line."""
    table = plain_table(doc, 1, (2.6, 12.9))
    mark, name = table.rows[0].cells
    picture(fill_cell(mark, "", "Tempat TTD"), neutral_mark(round_shape=True), "logo_kesatu", 2.1)
    fill_cell(name, "{{ pihak[0].anggota[0].lembaga|upper }}", "Judul")
    write(name, "{{ pihak[0].anggota[0].alamat }}", "Kaki").alignment = CENTER


# --------------------------------------------------------------------------------------------------- title and parties
def title(doc: Doc, *, lines: tuple[str, ...] = ("{{ judul_naskah }}",)) -> None:
    """NOTA KESEPAHAMAN / ANTARA / ... / DENGAN / ... / NOMOR / TENTANG / the subject."""
    for index, line in enumerate(lines):
        written = write(doc, line, "Judul")
        if index == 0:
            written.paragraph_format.space_before = GAP
    write(doc, "{%p for baris in antara %}")
    write(doc, "{%p if baris.sambung %}")
    write(doc, "{{ baris.sambung }}", "Judul").paragraph_format.space_before = SMALL_GAP
    write(doc, "{%p endif %}")
    write(doc, "{{ baris.nama|upper }}", "Judul")
    write(doc, "{%p endfor %}")
    write(doc, "", "Kaki")
    write(doc, "{%p for satu in nomor %}")
    write(doc, "NOMOR: {{ satu }}", "Judul")
    write(doc, "{%p endfor %}")
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
    table = plain_table(doc, 8, (0.9, 4.3, 0.4, 9.9))
    tag_row(table, 0, "{%tr for sisi in pihak %}")
    tag_row(table, 1, "{%tr for anggota in sisi.anggota %}")
    number, name, colon, text = table.rows[2].cells
    fill_cell(colon, ":", "Paragraf", alignment=LEFT)
    fill_cell(number, "{% if loop.first %}{{ sisi.angka }}.{% endif %}", "Paragraf", alignment=LEFT)
    fill_cell(name, "**{{ anggota.nama }}**", "Paragraf", alignment=LEFT)
    ending = "{% if sisi.terakhir %}.{% else %};{% endif %}"
    fill_cell(
        text,
        "{{ anggota.jabatan }}, berkedudukan di {{ anggota.alamat }}{% if anggota.dasar %}, berdasarkan "
        "{{ anggota.dasar }}{% endif %}, dalam hal ini bertindak dalam jabatannya tersebut untuk dan atas nama "
        "{{ anggota.lembaga }}{% if not sisi.bersama %}, selanjutnya disebut **{{ sisi.sebutan }}**"
        + ending
        + "{% elif loop.revindex == 2 %}; dan{% elif loop.last %},{% else %};{% endif %}",
        "Paragraf",
        alignment=JUSTIFY,
    )
    tag_row(table, 3, "{%tr endfor %}")
    tag_row(table, 4, "{%tr if sisi.bersama %}")
    fill_cell(
        table.rows[5].cells[3],
        "yang secara bersama-sama selanjutnya disebut **{{ sisi.sebutan }}**" + ending,
        "Paragraf",
        alignment=JUSTIFY,
    )
    tag_row(table, 6, "{%tr endif %}")
    tag_row(table, 7, "{%tr endfor %}")


# -------------------------------------------------------------------------------------------------- lists and articles
def listed(doc: Doc, name: str, style: str) -> None:
    """The entries of a list with the semicolons and the "dan" that a lawyer expects."""
    write(doc, f"{{%p for butir in {name} %}}")
    write(doc, "{{ butir }}" + LIST_END, style)
    write(doc, "{%p endfor %}")


def recitals(doc: Doc, said: str, concluded: str) -> None:
    """What the parties state first, then the regulations they go by (rule 38), then what they agree to."""
    write(doc, TOGETHER + said, "Paragraf").paragraph_format.space_before = SMALL_GAP
    listed(doc, "isi.menimbang", "Butir Menimbang")
    write(doc, "dengan memperhatikan ketentuan peraturan perundang-undangan sebagai berikut:", "Paragraf", keep=True)
    listed(doc, "isi.dasar_hukum", "Butir Dasar")
    write(doc, concluded, "Paragraf")


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
