"""Making the papers of the tests."""

from service.documents.catalogue import Template
from service.documents.content import Content, Engrossment
from service.documents.converting import Converter
from service.documents.fontkit import FontKit
from service.documents.rendering import Paper, render_paper
from tests.documents import samples

TITLES = {
    "nota_kesepahaman": "Nota Kesepahaman",
    "perjanjian_kerja_sama": "Perjanjian Kerja Sama",
    "berita_acara_pembahasan": "Berita Acara Pembahasan",
    "berita_acara_rapat_pleno": "Berita Acara Rapat Pleno",
    "surat_konsultasi": "Konsultasi Rencana Kerja Sama",
    "pernyataan_independensi": "Surat Pernyataan Independensi",
    "adendum": "Adendum atas Perjanjian Kerja Sama",
    "perpanjangan": "Perpanjangan Nota Kesepahaman",
    "pengakhiran": "Kesepakatan Pengakhiran Nota Kesepahaman",
    "laporan_bulanan": "Laporan Bulanan",
    "naskah_mitra": "Kesepakatan Bersama",
}
NAMES = tuple(TITLES)
SETS = {"short": samples.short, "long": samples.long, "hostile": samples.hostile}


def make(
    template: Template,
    content: Content,
    converter: Converter,
    fonts: FontKit,
    *,
    demo: bool = True,
    given: Engrossment | None = None,
) -> Paper:
    """A paper of a sample, engrossed as the sample says or as given."""
    given = given or samples.engrossment(template, content)
    return render_paper(template, content, given, demo=demo, converter=converter, fonts=fonts)
