"""Sentences of the refusals of drafting."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "text_closed": Sentence(
        "Naskah tidak dapat diubah pada tahap ini. Kembalikan dahulu ke pembahasan, lalu ubah naskahnya.",
        "The paper cannot be changed at this stage. Take the agreement back to discussion first, then change it.",
    ),
    "section_unknown": Sentence(
        "Bagian naskah itu tidak ada. Pilih bagian dari daftar.",
        "There is no such section. Choose one from the list.",
        404,
    ),
    "article_unknown": Sentence(
        "Pasal itu tidak ada pada naskah ini. Muat ulang halaman.",
        "There is no such article in this paper. Reload the page.",
        404,
    ),
    "article_mandatory": Sentence(
        "Pasal ini wajib ada sehingga tidak dapat dihapus. Isinya boleh disesuaikan.",
        "This article is mandatory and cannot be removed. Its text may be adapted.",
    ),
    "party_unknown": Sentence(
        "Pihak itu tidak ada pada naskah ini. Simpan dahulu nama lembaganya, lalu pilih penanda tangannya.",
        "There is no such party in this paper. Save its name first, then choose the signatory.",
        422,
    ),
    "clause_missing": Sentence(
        'Klausul wajib "{title}" belum ada pada naskah. Sisipkan dari pustaka klausul.',
        'The mandatory clause "{title}" is not in the paper. Insert it from the clause library.',
        422,
    ),
    "clause_present": Sentence("Klausul itu sudah ada pada naskah ini.", "That clause is in this paper already.", 409),
    "mandatory_edited": Sentence(
        "Pasal wajib ini diubah dari bunyi bakunya; perubahannya ditampilkan kepada pejabat yang mengesahkan.",
        "This mandatory article differs from its standard wording; the change is shown to those who approve.",
        422,
    ),
    "term_beyond_parent": Sentence(
        "Bila ditandatangani hari ini, berakhir {end}, sesudah Nota Kesepahaman induknya berakhir ({parent_end}).",
        "Signed today it would end on {end}, after the MoU above it ends ({parent_end}).",
        422,
    ),
    "choice_missing": Sentence("Pilih dahulu salah satu dari daftar.", "Choose one from the list first.", 422),
    "citation_revoked": Sentence(
        "{name} sudah dicabut dengan {by}. Ganti dasar hukumnya.", "{name} was revoked by {by}. Cite another one.", 422
    ),
    "citation_amended": Sentence(
        "{name} sudah diubah dengan {by}, tetapi kutipannya belum menyebutkannya.",
        "{name} was amended by {by}, but the citation does not say so.",
        422,
    ),
}
