"""Contents for the papers of the tests: as shipped, very long, and hostile."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.documents.catalogue import Template
from service.documents.content import ArticleText, Content, Engrossment, SigningMode
from service.documents.manifest import FieldType
from service.documents.sides import SIDES
from service.documents.values import read_date

ADDRESS = "https://sijari.contoh.example/v/K7QF-2M9X-TD"
CODE = "K7QF-2M9X-TD"
ODD_NAME = 'PT Maju & Jaya <Tbk> "Sejahtera" d\'Asri {{ 7*7 }} {% endif %}'
ODD = [ODD_NAME, "]]>", "&amp; <w:p/> </w:t>", "W" * 300, "\u00a0spasi\u00a0keras\u00a0", "a. huruf di dalam butir"]
LONG_NAME = "Badan Pengawas Pemilihan Umum Kabupaten Pegunungan Sangat Panjang Sekali Nomor"
INSTRUMENTS = frozenset({"nota_kesepahaman", "perjanjian_kerja_sama"})
PAPER_OF = {"nota_kesepahaman": ("f4", "bookman"), "perjanjian_kerja_sama": ("a4", "arial")}  # of the long set


def own_articles(template: Template, *more: str) -> tuple[ArticleText, ...]:
    """The articles a text begins with, and those named."""
    wanted = [each for each in template.manifest.articles if each.included or each.key in more]
    return tuple(ArticleText(each.key, each.title, each.body) for each in wanted)


def short(template: Template) -> Content:
    """The sample that is shipped with the template."""
    return Content(template.sample["values"], own_articles(template))


def engrossment(template: Template, content: Content, *, url: str = ADDRESS) -> Engrossment | None:
    signing: Mapping[str, Any] | None = template.sample.get("signing")
    if signing is None:
        return None
    further = [f"{key}/2026" for key, _title in SIDES[2:] if content.values.get(f"pihak_{key}")]
    return Engrossment(
        mode=content.mode,
        numbers=(signing["nomor_kesatu"], signing["nomor_kedua"] or None, *further),
        stated_date=read_date(signing.get("tanggal_naskah")),
        place=signing.get("tempat", ""),
        verification_url=url,
        code=CODE,
    )


def party(index: int, *, name: str = "", capacity: str = "") -> dict[str, Any]:
    return {
        "lembaga": name or f"{LONG_NAME} {index}",
        "alamat": f"Jalan Jenderal Besar Raden Soedirman Nomor {index}, Kompleks Perkantoran Pemerintah Daerah Blok A",
        "penandatangan": {
            "nama": f"Prof. Dr. Ir. Raden Ayu Siti Kusumaningtyas Wijayakusuma, S.H., M.H., Ph.D. {index}",
            "jabatan": f"Ketua Badan Pengawas Pemilihan Umum Kabupaten Pegunungan Sangat Panjang {index}",
            "kapasitas": capacity,
            "dasar": f"Keputusan Ketua Badan Pengawas Pemilihan Umum Nomor {index}/KP.01/K1/08/2023",
            "nip": f"NIP 19700101 200001 1 00{index % 10}",
        },
    }


def sided(template: Template, count: int, **values: Any) -> Content:
    """The sample between so many sides, each with what its own article asks for."""
    said = dict(template.sample["values"])
    keys = [key for key, _title in SIDES[2:count]]
    for number, key in enumerate(keys, start=3):
        said |= {
            f"pihak_{key}": [party(number, name=f"Lembaga {key.title()}")],
            f"kontribusi_{key}": ["data yang bersifat terbuka", "dukungan sarana kegiatan"],
            f"hak_{key}": ["memperoleh laporan pelaksanaan"],
            f"kewajiban_{key}": ["menyediakan data yang bersifat terbuka"],
            f"penghubung_{key}": {"nama": f"Penghubung {key.title()}", "jabatan": "Kepala Bagian"},
        }
    known = {key: value for key, value in {**said, **values}.items() if key in template.manifest.by_key}
    return Content(known, own_articles(template, *(f"pihak_{key}" for key in keys)))


def plan(rows: int, *, wide: bool = False) -> list[dict[str, str]]:
    further = {
        "sasaran": "40 mahasiswa",
        "tempat": "Aula Fakultas Hukum",
        "keluaran": "40 kader bersertifikat",
        "pembiayaan": "Anggaran PIHAK KESATU",
    }
    return [
        {
            "kegiatan": f"Sekolah pengawasan partisipatif angkatan {n}",
            "waktu": "Maret 2027",
            "penanggung_jawab": "PARA PIHAK",
            **(further if wide else {}),
        }
        for n in range(1, rows + 1)
    ]


def long(template: Template) -> Content:
    """Long names, three offices on one side, two partners on the other, thirty articles, a table of fifty rows.

    The memorandum has a third side, F4 paper and its table on its side; the contract is set in Arial.
    """
    known = template.manifest.by_key
    content = sided(template, 3 if template.name == "nota_kesepahaman" else 2)
    values = dict(content.values)
    title = "Penyelenggaraan Pengawasan Partisipatif, Pendidikan Pemilih Berkelanjutan, dan Pertukaran Data "
    values["judul"] = (title * 3).strip()[:240]
    if {"pihak_kesatu", "pihak_kedua"} <= set(known):
        values["pihak_kesatu"] = [party(1), party(2, capacity="Plh."), party(3)]
        values["pihak_kedua"] = [party(4, name="Universitas Nusantara Jaya"), party(5, name="PT Maju & Jaya Tbk")]
    else:
        values |= {key: [party(1)] for key in ("pihak_kesatu", "pihak_kedua") if key in known}
    if "rencana_kegiatan" in known:
        values["rencana_kegiatan"] = plan(50, wide=template.name == "nota_kesepahaman")
    if "anggota" in known:
        values["jumlah_anggota"] = 7
        values["anggota"] = [{"nama": party(n)["penandatangan"]["nama"], "jabatan": "Anggota"} for n in range(1, 8)]
    for key in ("telaahan", "pernyataan", "keputusan", "undangan", "tembusan"):
        if key in known:
            values[key] = [f"{title.strip()} butir {n}" for n in range(1, min(known[key].max_items, 12) + 1)]
    if template.name in PAPER_OF:
        values["ukuran_kertas"], values["huruf"] = PAPER_OF[template.name]
    articles = list(content.articles)
    if articles:
        body = (
            "(1) PARA PIHAK wajib melaksanakan ketentuan ini dengan itikad baik:\na. tepat waktu; dan\n"
            "1) sesuai rencana; dan\n2) sesuai anggaran.\nb. tertib.\n(2) Ketentuan ini mengikat PARA PIHAK."
        )
        articles += [ArticleText(f"tambahan_{n}", f"Ketentuan Tambahan {n}", body) for n in range(len(articles), 30)]
    return Content(values, tuple(articles))


def hostile(template: Template) -> Content:
    """Characters and lengths that broke other products; all of them printable."""
    values = dict(template.sample["values"])
    values["judul"] = ODD_NAME
    for key in ("pihak_kedua", "pihak_kesatu"):
        if key in template.manifest.by_key:
            values[key] = [party(1, name=ODD_NAME)]
            break
    for key in ("menimbang", "ruang_lingkup", "pokok_bahasan", "kesepakatan", "keputusan", "pernyataan"):
        if key in template.manifest.by_key:
            values[key] = ODD
    for field in template.manifest.fields:
        if field.type is FieldType.LONG_TEXT:
            values[field.key] = "Sangat panjang. " * 625
    articles = list(own_articles(template))
    if articles:
        articles.append(ArticleText("ekor", ODD_NAME, "Teks panjang & <aneh>. " * 430))
    return Content(values, tuple(articles))


def opened_today(content: Content) -> Engrossment:
    return Engrossment(content.mode, ("1/A/2025", "2/B/2025"), date(2025, 5, 28), "Banyu Asri", ADDRESS, CODE)


def with_mode(content: Content, mode: SigningMode) -> Content:
    return Content({**content.values, "mode_penandatanganan": mode.value}, content.articles)


def original(content: Content, number: int) -> Engrossment:
    """One original of a paper that all sign on one day."""
    numbers = ("1/A/2025", "2/B/2025", "3/C/2025", "4/D/2025", "5/E/2025")
    return Engrossment(content.mode, numbers, date(2025, 5, 28), "Banyu Asri", ADDRESS, CODE, number)
