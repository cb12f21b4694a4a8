"""Sentences of the refusals of prospects."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "prospect_name_missing": Sentence("Tuliskan nama lembaganya.", "Name the institution.", 422),
    "prospect_need_missing": Sentence(
        "Tuliskan kebutuhan atau topik yang dijajaki.", "Say what is needed or talked about.", 422
    ),
    "prospect_known": Sentence(
        "Penjajakan dengan nama serupa sudah ada: {names}. Lanjutkan yang itu, atau nyatakan bahwa lembaganya berbeda.",
        "A prospect of a similar name exists: {names}. Go on with that one, or say that it is a different institution.",
    ),
    "prospect_step_unknown": Sentence(
        "Langkah ini tidak dapat diambil dari keadaan sekarang. Muat ulang halaman.",
        "This step cannot be taken from where the prospect stands. Reload the page.",
    ),
    "prospect_reason_missing": Sentence(
        "Tuliskan mengapa penjajakan tidak dilanjutkan.", "Say why it is not continued.", 422
    ),
    "prospect_note_missing": Sentence("Tuliskan catatannya.", "Write the note.", 422),
    "prospect_day_in_future": Sentence("Tanggal ini belum tiba.", "This day lies in the future.", 422),
    "prospect_due_missing": Sentence("Isi tenggat langkah berikutnya.", "Give the day by which it is to be done.", 422),
    "prospect_owner_missing": Sentence("Pilih atau tuliskan penanggung jawabnya.", "Say who sees to it.", 422),
    "prospect_closed": Sentence(
        "Penjajakan ini sudah ditutup. Buka lagi sebelum melanjutkannya.",
        "This prospect is closed. Open it again before going on.",
    ),
    "prospect_started": Sentence(
        "Naskah kerja sama dari penjajakan ini sudah dimulai.", "The agreement of this prospect has been started."
    ),
}
