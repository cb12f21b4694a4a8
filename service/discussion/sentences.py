"""Sentences of the refusals of discussion."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "discussion_closed": Sentence(
        "Naskah ini tidak sedang dibahas, jadi catatan dan berita acara tidak dapat diubah. Muat ulang halaman.",
        "This paper is not under discussion, so comments and minutes cannot be changed. Reload the page.",
    ),
    "remark_empty": Sentence("Tuliskan catatannya.", "Write the comment.", 422),
    "remark_too_long": Sentence(
        "Catatan paling panjang {longest} huruf. Bagi menjadi beberapa catatan.",
        "A comment has at most {longest} characters. Split it.",
        422,
    ),
    "remark_how_missing": Sentence(
        "Tuliskan bagaimana catatan ini diselesaikan, misalnya pasal mana yang diubah.",
        "Say how this comment was settled, for instance which article was changed.",
        422,
    ),
    "remark_already_settled": Sentence("Catatan ini sudah diselesaikan.", "This comment has been settled already."),
    "place_unknown": Sentence(
        "Bagian naskah itu tidak ada pada versi terakhir. Pilih bagian lain atau catatan umum.",
        "There is no such part in the latest version. Choose another part, or a general comment.",
        422,
    ),
    "invitee_missing": Sentence("Tuliskan nama orang yang diundang.", "Give the name of the person invited.", 422),
    "minutes_already_begun": Sentence(
        "Masih ada konsep berita acara. Ajukan atau buang konsep itu dahulu.",
        "There is a draft of minutes already. Finalise or discard it first.",
    ),
    "minutes_filed_already": Sentence(
        "Berita acara ini sudah difinalkan dan tidak dapat diubah. Buat berita acara baru bila perlu.",
        "These minutes have been finalised and cannot be changed. Make new ones if needed.",
    ),
    "minutes_in_future": Sentence(
        "Tanggal rapat belum tiba. Berita acara dibuat setelah rapat berlangsung.",
        "The day of the meeting has not come yet. Minutes are made after the meeting.",
        422,
    ),
    "versions_equal": Sentence(
        "Pilih dua versi yang berbeda untuk dibandingkan.", "Choose two different versions to compare.", 422
    ),
}
