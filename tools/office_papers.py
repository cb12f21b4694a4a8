"""Papers that one side writes alone: letter of consultation, statement of independence, plenary minutes."""

from typing import Any

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx_parts import (
    CENTER,
    LEFT,
    exact_height,
    fill_cell,
    list_style,
    new_document,
    plain_table,
    repeat_head,
    rule_below,
    tag_row,
    write,
)
from template_ends import ACTIVITIES, grid, signatures, signs_alone
from template_frames import GAP, SMALL_GAP, header_and_footer, letterhead, listed, title

DOTTED = "{% if isi.KEY %}{{ isi.KEY }}{% else %}........................{% endif %}"
WRITER = "pihak[0].anggota[0]"


def _or_dots(key: str) -> str:
    return DOTTED.replace("KEY", key)


def _details(doc: Doc, rows: tuple[tuple[str, str, str], ...], *, width: float = 4.8) -> None:
    """Label, colon, text; a row with a condition stands only where it holds."""
    conditions = sum(bool(condition) for _, _, condition in rows)
    table = plain_table(doc, len(rows) + 2 * conditions, (width, 0.4, 15.5 - width - 0.4))
    index = 0
    for label, text, condition in rows:
        if condition:
            tag_row(table, index, f"{{%tr if {condition} %}}")
            index += 1
        for cell, part in zip(table.rows[index].cells, (label, ":", text), strict=True):
            fill_cell(cell, part, "Paragraf", alignment=LEFT)
        index += 1
        if condition:
            tag_row(table, index, "{%tr endif %}")
            index += 1


def _lead(doc: Doc, text: str, *, gap: Any = SMALL_GAP) -> None:
    write(doc, text, "Paragraf", keep=True).paragraph_format.space_before = gap


def consultation_letter() -> Doc:
    """Surat Konsultasi: an office asks the one above about a planned agreement (rule 23)."""
    doc = new_document(code_below=False)
    doc.core_properties.title = "{{ nama_naskah }} {{ isi.mitra }}"
    header_and_footer(doc)
    letterhead(doc)
    rule_below(write(doc, "", "Kaki"))
    dated = write(doc, "{{ isi.tempat_surat }}, " + _or_dots("tanggal_surat"), "Paragraf")
    dated.alignment, dated.paragraph_format.space_before = WD_ALIGN_PARAGRAPH.RIGHT, SMALL_GAP
    _details(
        doc,
        (
            ("Nomor", _or_dots("nomor"), ""),
            ("Sifat", "{{ isi.sifat }}", ""),
            ("Lampiran", "{% if isi.lampiran %}{{ isi.lampiran }}{% else %}-{% endif %}", ""),
            ("Hal", "**Konsultasi Rencana Kerja Sama dengan {{ isi.mitra }}**", ""),
        ),
        width=2.3,
    )
    write(doc, "Yth. {{ isi.kepada }}", "Paragraf").paragraph_format.space_before = GAP
    write(doc, "di {{ isi.tempat_tujuan }}", "Paragraf", after=10)
    write(doc, "Dengan hormat,", "Paragraf")
    _lead(doc, "Dengan memperhatikan:", gap=None)
    listed(doc, "isi.dasar_hukum", "Butir Dasar")
    _lead(
        doc,
        "bersama ini kami mengajukan konsultasi secara berjenjang atas rencana kerja sama "
        "{{ pihak[0].anggota[0].lembaga }}, dengan pokok-pokok sebagai berikut:",
    )
    _details(
        doc,
        (
            ("Calon mitra", "{{ isi.mitra }}", ""),
            ("Kategori mitra", "{{ isi.kategori_mitra }}", ""),
            ("Kedudukan", "{{ isi.alamat_mitra }}", ""),
            ("Kedudukan hukum", "{{ isi.kedudukan_hukum }}", ""),
            ("Bentuk naskah", "{{ isi.bentuk }}", ""),
            ("Tentang", "{{ isi.judul }}", ""),
            ("Jangka waktu", "{{ isi.jangka_waktu }}", ""),
            ("Pembiayaan", "{{ isi.pembiayaan }}", "isi.pembiayaan"),
        ),
    )
    for label, name, letters in (
        ("Kerja sama ini direncanakan atas pertimbangan:", "menimbang", True),
        ("Ruang lingkup yang direncanakan meliputi:", "ruang_lingkup", True),
        ("Kontribusi {{ pihak[0].anggota[0].lembaga }}:", "kontribusi_kesatu", True),
        ("Kontribusi {{ isi.mitra }}:", "kontribusi_kedua", True),
        ("Berdasarkan telaahan kami, rencana kerja sama ini:", "telaahan", False),
    ):
        own = "Butir " + name.replace("_", " ").title()
        style = own if name == "menimbang" else list_style(doc, own, letters=letters)
        write(doc, f"{{%p if isi.{name} %}}")
        _lead(doc, label)
        listed(doc, f"isi.{name}", style)
        write(doc, "{%p endif %}")
    write(doc, '{%p if isi.data_pribadi == "Ya" %}')
    write(
        doc,
        "Kerja sama ini melibatkan data pribadi; lampiran berbagi data pribadi disusun sesuai dengan ketentuan "
        "peraturan perundang-undangan di bidang pelindungan data pribadi.",
        "Paragraf",
    )
    write(doc, "{%p endif %}")
    write(doc, "{%p if isi.rencana_kegiatan %}")
    write(doc, "Rencana kegiatan bersama tercantum dalam lampiran surat ini.", "Paragraf")
    write(doc, "{%p endif %}")
    write(
        doc,
        "Sehubungan dengan hal tersebut, kami memohon jawaban atas rencana kerja sama dimaksud, berupa didukung, "
        "didukung dengan syarat, atau tidak didukung{% if isi.tenggat_jawaban %}, paling lambat tanggal "
        "{{ isi.tenggat_jawaban }}{% endif %}. Penyusunan naskah kami mulai setelah jawaban kami terima.",
        "Paragraf",
    ).paragraph_format.space_before = SMALL_GAP
    write(doc, "Atas perhatian dan arahan yang diberikan, kami ucapkan terima kasih.", "Paragraf", keep=True, after=10)
    signs_alone(doc, place=WRITER + ".tempat_ttd", above=(f"{{{{ {WRITER}.jabatan_ttd }}}},",))
    write(doc, "{%p if isi.tembusan %}")
    _lead(doc, "Tembusan:", gap=GAP)
    listed(doc, "isi.tembusan", list_style(doc, "Butir Tembusan"))
    write(doc, "{%p endif %}")
    _letter_annex(doc)
    return doc


def _letter_annex(doc: Doc) -> None:
    write(doc, "{%p if isi.rencana_kegiatan %}")
    write(doc, "LAMPIRAN", "Judul", keep=True).paragraph_format.page_break_before = True
    write(doc, "SURAT NOMOR " + _or_dots("nomor"), "Judul", keep=True)
    write(doc, "RENCANA KEGIATAN BERSAMA", "Judul", keep=True, after=8).paragraph_format.space_before = GAP
    grid(doc, "isi.rencana_kegiatan", ACTIVITIES)
    write(doc, "", "Kaki")
    write(doc, "{%p endif %}")


def independence_statement() -> Doc:
    """Pernyataan Independensi: a partner states that the agreement serves no contestant of an election."""
    doc = new_document(code_below=False)
    doc.core_properties.title = "Surat {{ nama_naskah }} {{ pihak[0].anggota[0].lembaga }}"
    header_and_footer(doc)
    write(doc, "SURAT {{ judul_naskah }}", "Judul").paragraph_format.space_before = GAP
    write(doc, "{%p if isi.nomor %}")
    write(doc, "NOMOR: {{ isi.nomor }}", "Judul")
    write(doc, "{%p endif %}")
    write(doc, "", "Kaki")
    _lead(doc, "Yang bertanda tangan di bawah ini:", gap=GAP)
    _details(
        doc,
        (
            ("Nama", f"**{{{{ {WRITER}.nama }}}}**", ""),
            ("Jabatan", f"{{{{ {WRITER}.jabatan }}}}", ""),
            ("Lembaga", f"{{{{ {WRITER}.lembaga }}}}", ""),
            ("Alamat", f"{{{{ {WRITER}.alamat }}}}", ""),
            ("Dasar kewenangan", f"{{{{ {WRITER}.dasar }}}}", f"{WRITER}.dasar"),
        ),
    )
    _lead(
        doc,
        "dalam jabatannya tersebut bertindak untuk dan atas nama {{ pihak[0].anggota[0].lembaga }}, sehubungan dengan "
        "rencana {{ isi.bentuk }} dengan {{ isi.kantor }} tentang {{ isi.judul }}, dengan ini menyatakan dengan "
        "sebenarnya bahwa:",
    )
    listed(doc, "isi.pernyataan", "Butir Dasar")
    write(doc, "{%p if isi.keterkaitan %}")
    _lead(doc, "Keterkaitan berikut kami ungkapkan agar dapat dinilai:")
    columns = (
        ("nama", "Nama dan kedudukan", 4.6),
        ("keterkaitan", "Keterkaitan", 4.9),
        ("pencegahan", "Langkah pencegahan", 4.8),
    )
    grid(doc, "isi.keterkaitan", columns)
    write(doc, "", "Kaki")
    write(doc, "{%p else %}")
    write(
        doc,
        "Sampai dengan tanggal pernyataan ini tidak ada keterkaitan dengan peserta pemilihan umum atau peserta "
        "pemilihan yang perlu kami ungkapkan.",
        "Paragraf",
    ).paragraph_format.space_before = SMALL_GAP
    write(doc, "{%p endif %}")
    write(
        doc,
        "Apabila di kemudian hari pernyataan ini terbukti tidak benar, kami bersedia kerja sama dimaksud ditinjau "
        "kembali, ditangguhkan, atau diakhiri, dan menanggung akibat hukumnya sesuai dengan ketentuan peraturan "
        "perundang-undangan.",
        "Paragraf",
    )
    write(
        doc,
        "Demikian surat pernyataan ini dibuat dengan sebenarnya dan tanpa paksaan dari pihak mana pun, untuk "
        "dipergunakan sebagaimana mestinya.",
        "Paragraf",
        keep=True,
        after=10,
    )
    dated = "{{ isi.tempat_surat }}, " + _or_dots("tanggal_surat")
    signs_alone(
        doc,
        place=WRITER + ".tempat_ttd",
        above=(dated, "Yang menyatakan,", f"{{{{ {WRITER}.jabatan_ttd }}}}"),
        stamp='isi.meterai == "Ya"',
    )
    return doc


def plenary_minutes() -> Doc:
    """Berita Acara Rapat Pleno: the commissioners decide on an agreement."""
    doc = new_document(code_below=False)
    doc.core_properties.title = "{{ nama_naskah }} tentang {{ isi.judul }}"
    header_and_footer(doc)
    letterhead(doc)
    rule_below(write(doc, "", "Kaki"))
    write(doc, "{{ judul_naskah }}", "Judul").paragraph_format.space_before = GAP
    write(doc, "NOMOR: " + _or_dots("nomor"), "Judul")
    write(doc, "TENTANG", "Judul").paragraph_format.space_before = SMALL_GAP
    write(doc, "{{ isi.judul|upper }}", "Judul", after=14)
    _lead(
        doc,
        "Pada hari ini {{ tanggal_huruf.tanggal_rapat }}{% if isi.pukul %} pukul {{ isi.pukul }}{% endif %}, bertempat "
        "di {{ isi.tempat_rapat }}, telah dilaksanakan Rapat Pleno {{ pihak[0].anggota[0].lembaga }} yang dipimpin "
        "oleh {{ isi.pimpinan }} dan dihadiri oleh {{ isi.anggota|length }} ({{ isi.anggota|length|terbilang }}) dari "
        '{{ isi.jumlah_anggota }} orang Ketua dan Anggota, sehingga {% if isi.kuorum == "Ya" %}memenuhi{% else %}tidak '
        "memenuhi{% endif %} kuorum, yaitu:",
        gap=None,
    )
    listed_people = list_style(doc, "Butir Anggota")
    write(doc, "{%p for baris in isi.anggota %}")
    end = "{% if loop.last %}.{% elif loop.revindex == 2 %}; dan{% else %};{% endif %}"
    write(doc, "{{ baris.nama }}, {{ baris.jabatan }}" + end, listed_people)
    write(doc, "{%p endfor %}")
    for label, name, style in (
        ("Rapat Pleno dihadiri pula oleh:", "undangan", list_style(doc, "Butir Undangan")),
        ("Acara Rapat Pleno:", "acara", list_style(doc, "Butir Acara", letters=True)),
        ("Dengan memperhatikan ketentuan peraturan perundang-undangan:", "dasar_hukum", "Butir Dasar"),
        ("Dengan mempertimbangkan:", "menimbang", "Butir Menimbang"),
    ):
        write(doc, f"{{%p if isi.{name} %}}")
        _lead(doc, label)
        listed(doc, f"isi.{name}", style)
        write(doc, "{%p endif %}")
    write(doc, "{%p for alinea in isi.uraian %}")
    write(doc, "{{ alinea }}", "Paragraf")
    write(doc, "{%p endfor %}")
    _lead(
        doc,
        "Rapat Pleno dengan {{ isi.cara_keputusan|lower }}{% if isi.hasil_suara %} ({{ isi.hasil_suara }}){% endif %} "
        "memutuskan:",
    )
    listed(doc, "isi.keputusan", list_style(doc, "Butir Keputusan"))
    write(doc, "{%p if isi.pendapat_berbeda %}")
    _lead(doc, "Pendapat berbeda:")
    write(doc, "{%p for alinea in isi.pendapat_berbeda %}")
    write(doc, "{{ alinea }}", "Paragraf")
    write(doc, "{%p endfor %}")
    write(doc, "{%p endif %}")
    write(
        doc,
        "Demikian Berita Acara ini dibuat dengan sebenarnya dan ditandatangani oleh Ketua dan Anggota yang hadir.",
        "Paragraf",
        keep=True,
        after=8,
    ).paragraph_format.space_before = GAP
    _members_sign(doc)
    return doc


def _members_sign(doc: Doc) -> None:
    """A row for each commissioner; its last cell is the place of the signature."""
    table = plain_table(doc, 4, (1.2, 5.4, 4.3, 4.6), grid=True)
    for cell, text in zip(table.rows[0].cells, ("No.", "Nama", "Jabatan", "Tanda tangan"), strict=True):
        fill_cell(cell, f"**{text}**", "Isi Tabel", alignment=CENTER)
    repeat_head(table)
    tag_row(table, 1, "{%tr for baris in isi.anggota %}")
    for cell, key in zip(table.rows[2].cells, ("nomor", "nama", "jabatan"), strict=False):
        fill_cell(cell, f"{{{{ baris.{key} }}}}", "Isi Tabel", alignment=CENTER if key == "nomor" else None)
    fill_cell(table.rows[2].cells[3], "ttd_anggota_{{ baris.nomor }}", "Tempat TTD")
    exact_height(table, 2, 1.6)
    tag_row(table, 3, "{%tr endfor %}")
    write(doc, "", "Kaki")


def partner_cover() -> Doc:
    """What is known of a partner's own paper; the paper itself is the partner's file, never this sheet."""
    doc = new_document()
    doc.core_properties.title = "{{ nama_naskah }} tentang {{ isi.judul }}"
    header_and_footer(doc)
    title(doc)
    write(doc, "Lembar ini merangkum keterangan naskah; bunyi naskah ada pada berkas dari mitra.", "Paragraf")
    rows = [
        ("Nama naskah", "{{ isi.judul_naskah }}", ""),
        ("Jangka waktu", "{{ isi.jangka_waktu }}", ""),
        ("Data pribadi", "{{ isi.data_pribadi }}", ""),
        *((f"Penghubung {side.upper()}", _people(side), f"isi.penghubung_{side}") for side in ("kesatu", "kedua")),
        ("Berkas", "{{ isi.nama_berkas }}", "isi.nama_berkas"),
        ("Sidik SHA-256", "{{ isi.berkas_mitra }}", "isi.berkas_mitra"),
        ("Tanda pada berkas", _joined("tanda_mitra"), "isi.tanda_mitra"),
        ("Huruf pada berkas", _joined("huruf_mitra"), "isi.huruf_mitra"),
        ("Lembar tambahan", "{{ isi.lembar_ttd }}", ""),
    ]
    _details(doc, tuple(rows))
    write(doc, "", "Kaki", keep=True)
    signatures(doc)
    return doc


def _people(side: str) -> str:
    each = "{{ satu.teks }}{% if not loop.last %}, {% endif %}"
    return f"{{% for satu in isi.penghubung_{side} %}}{each}{{% endfor %}}"


def _joined(key: str) -> str:
    return f"{{% for satu in isi.{key} %}}{{{{ satu }}}}{{% if not loop.last %}}, {{% endif %}}{{% endfor %}}"
