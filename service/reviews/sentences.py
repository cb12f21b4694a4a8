"""The refusals of this room."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "review_not_signed": Sentence(
        "Kerja sama ini belum ditandatangani, jadi belum dapat direviu atau diputuskan perpanjangannya.",
        "This agreement is not signed yet, so it can neither be reviewed nor decided upon.",
    ),
    "review_item_missing": Sentence(
        "Jawab juga butir “{item}”.",
        "Answer “{item_en}” as well.",
        422,
    ),
    "review_note_missing": Sentence(
        "Tuliskan apa yang tidak terpenuhi pada butir “{item}”.",
        "Say what is not met in “{item_en}”.",
        422,
    ),
    "review_fits_with_unmet": Sentence(
        "Hasil “sesuai” tidak dapat dipilih selama butir “{item}” tidak terpenuhi. Pilih hasil lain atau periksa jawabannya.",
        "The outcome “fits” cannot be chosen while “{item_en}” is not met. Choose another outcome or look at the answer again.",
        422,
    ),
    "review_fits_with_open": Sentence(
        "Hasil “sesuai” tidak dapat dipilih selama butir “{item}” masih perlu diperiksa.",
        "The outcome “fits” cannot be chosen while “{item_en}” is still to be checked.",
        422,
    ),
    "review_outcome_after_expiry": Sentence(
        "Masa berlakunya sudah lewat: hasil yang tersisa ialah naskah baru atau diakhiri.",
        "The agreement has expired: what is left is a new paper or an end.",
        422,
    ),
    "review_waits_already": Sentence(
        "Reviu oleh {name} sudah menunggu konfirmasi. Konfirmasi atau kembalikan reviu itu dahulu.",
        "A review by {name} waits for confirmation already. Confirm or return it first.",
    ),
    "review_decided_already": Sentence(
        "Reviu ini sudah dikonfirmasi atau dikembalikan. Muat ulang halaman.",
        "This review has been confirmed or returned already. Reload the page.",
    ),
    "review_needs_second_person": Sentence(
        "Reviu dikonfirmasi oleh orang lain daripada yang menyusunnya.",
        "A review is confirmed by another person than the one who made it.",
        403,
    ),
    "review_none_chosen": Sentence(
        "Pilih paling sedikit satu reviu yang akan dikonfirmasi.",
        "Choose at least one review to confirm.",
        422,
    ),
    "renewal_ended": Sentence(
        "Kerja sama ini sudah diakhiri, jadi tidak ada lagi yang diputuskan tentang perpanjangannya.",
        "This agreement was ended, so there is nothing left to decide about its renewal.",
    ),
    "renewal_after_expiry": Sentence(
        "Masa berlakunya berakhir {day}. Sesudah itu tidak dapat diperpanjang: pilih naskah baru atau tidak dilanjutkan.",
        "It expired on {day} and can no longer be renewed: choose a new paper or not continued.",
        422,
    ),
    "renewal_meeting_in_future": Sentence(
        "Tanggal rapat belum tiba. Catat keputusan sesudah rapatnya.",
        "The meeting lies in the future. Record the decision after it.",
        422,
    ),
    "renewal_meeting_before_signing": Sentence(
        "Tanggal rapat mendahului penandatanganan kerja sama ini. Periksa tanggalnya.",
        "The meeting lies before the signing of this agreement. Check the day.",
        422,
    ),
    "renewal_minutes_missing": Sentence(
        "Tuliskan isi berita acara, atau unggah pindaiannya.",
        "Type the minutes, or upload their scan.",
        422,
    ),
    "renewal_attendants_missing": Sentence(
        "Tuliskan siapa yang hadir, atau unggah berita acara yang memuatnya.",
        "Say who attended, or upload minutes that name them.",
        422,
    ),
}
