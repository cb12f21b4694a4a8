"""Contents for the papers of the tests: as shipped, very long, and hostile."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.documents.catalogue import Template
from service.documents.content import ArticleText, Content, Engrossment, SigningMode
from service.documents.values import read_date

ADDRESS = "https://sijari.contoh.example/v/K7QF-2M9X-TD"
CODE = "K7QF-2M9X-TD"
ODD_NAME = 'PT Maju & Jaya <Tbk> "Sejahtera" d\'Asri {{ 7*7 }} {% endif %}'


def own_articles(template: Template) -> tuple[ArticleText, ...]:
    return tuple(ArticleText(each.key, each.title, each.body) for each in template.manifest.articles)


def short(template: Template) -> Content:
    """The sample that is shipped with the template."""
    return Content(template.sample["values"], own_articles(template))


def engrossment(template: Template, content: Content, *, url: str = ADDRESS) -> Engrossment | None:
    signing: Mapping[str, Any] | None = template.sample.get("signing")
    if signing is None:
        return None
    return Engrossment(
        mode=content.mode,
        numbers=(signing["nomor_kesatu"], signing["nomor_kedua"] or None),
        stated_date=read_date(signing.get("tanggal_naskah")),
        place=signing.get("tempat", ""),
        verification_url=url,
        code=CODE,
    )


def party(index: int, *, name: str = "", capacity: str = "") -> dict[str, Any]:
    return {
        "lembaga": name or f"Badan Pengawas Pemilihan Umum Kabupaten Pegunungan Sangat Panjang Sekali Nomor {index}",
        "alamat": f"Jalan Jenderal Besar Raden Soedirman Nomor {index}, Kompleks Perkantoran Pemerintah Daerah Blok A",
        "penandatangan": {
            "nama": f"Prof. Dr. Ir. Raden Ayu Siti Kusumaningtyas Wijayakusuma, S.H., M.H., Ph.D. {index}",
            "jabatan": f"Ketua Badan Pengawas Pemilihan Umum Kabupaten Pegunungan Sangat Panjang {index}",
            "kapasitas": capacity,
            "dasar": f"Keputusan Ketua Badan Pengawas Pemilihan Umum Nomor {index}/KP.01/K1/08/2023",
            "nip": f"NIP 19700101 200001 1 00{index % 10}",
        },
    }


def long(template: Template) -> Content:
    """Long names, three offices on one side, two partners on the other, thirty articles, a table of fifty rows."""
    values = dict(template.sample["values"])
    values["judul"] = (
        "Penyelenggaraan Pengawasan Partisipatif, Pendidikan Pemilih Berkelanjutan, dan Pertukaran Data " * 2
    )
    values["judul"] = values["judul"].strip()[:240]
    values["pihak_kesatu"] = [party(1), party(2, capacity="Plh."), party(3)]
    values["pihak_kedua"] = [party(4, name="Universitas Nusantara Jaya"), party(5, name="PT Maju & Jaya Tbk")]
    if "rencana_kegiatan" in template.manifest.by_key:
        values["rencana_kegiatan"] = [
            {
                "kegiatan": f"Sekolah pengawasan partisipatif angkatan {n}",
                "waktu": "Maret 2027",
                "penanggung_jawab": "PARA PIHAK",
            }
            for n in range(1, 51)
        ]
    articles = list(own_articles(template))
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
    values["judul"] = ODD_NAME + " السلام عليكم"
    values["pihak_kedua"] = [party(1, name=ODD_NAME)]
    odd = [ODD_NAME, "]]>", "&amp; <w:p/> </w:t>", "W" * 300, "\u00a0spasi\u00a0keras\u00a0", "a. huruf di dalam butir"]
    for key in ("menimbang", "ruang_lingkup", "pokok_bahasan", "kesepakatan"):
        if key in template.manifest.by_key:
            values[key] = odd
    if "uraian" in template.manifest.by_key:
        values["uraian"] = "Sangat panjang. " * 625
    articles = list(own_articles(template))
    if articles:
        articles.append(ArticleText("ekor", ODD_NAME, "Teks panjang & <aneh>. " * 430))
    return Content(values, tuple(articles))


def opened_today(content: Content) -> Engrossment:
    return Engrossment(content.mode, ("1/A/2025", "2/B/2025"), date(2025, 5, 28), "Banyu Asri", ADDRESS, CODE)


def with_mode(content: Content, mode: SigningMode) -> Content:
    return Content({**content.values, "mode_penandatanganan": mode.value}, content.articles)
