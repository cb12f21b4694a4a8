"""Sentences of the refusals of the watch."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "phase_days_crossed": Sentence(
        "Hari terakhir tidak boleh mendahului hari pertama.", "The last day cannot lie before the first.", 422
    ),
    "phase_too_long": Sentence(
        "Tahapan ini lebih dari dua tahun. Periksa tahunnya.",
        "This phase is longer than two years. Check the year.",
        422,
    ),
    "phase_name_missing": Sentence("Tuliskan nama tahapannya.", "Name the phase.", 422),
    "phase_contest_missing": Sentence("Tuliskan pemilu atau pemilihannya.", "Name the election.", 422),
    "phase_source_missing": Sentence(
        "Tuliskan sumbernya, misalnya nomor peraturan atau keputusan yang menetapkan jadwal ini.",
        "Name the source, such as the regulation or decision that sets this schedule.",
        422,
    ),
    "phase_categories_missing": Sentence(
        "Pilih paling sedikit satu jenis mitra yang ditapis ulang.", "Choose at least one category of partner.", 422
    ),
    "phase_reason_missing": Sentence("Tuliskan alasan perubahan ini.", "Give the reason for this change.", 422),
    "phase_known": Sentence(
        "Tahapan dengan nama, wilayah, dan hari pertama yang sama sudah ada dalam kalender.",
        "A phase of this name, area and first day is in the calendar already.",
    ),
    "phase_withdrawn": Sentence("Tahapan ini sudah ditarik.", "This phase has been withdrawn."),
    "calendar_not_yours": Sentence(
        "Kalender pemilu diubah oleh Bawaslu RI untuk seluruh Indonesia, oleh Bawaslu Provinsi untuk wilayahnya, dan oleh pengelola untuk kantornya sendiri.",
        "The calendar is changed by the national office for the country, by a provincial office for its area, and by an administrator for the own office.",
    ),
    "screening_no_partner": Sentence(
        "Kerja sama ini belum mempunyai mitra, jadi belum ada yang dapat ditapis.", "There is no partner to screen yet."
    ),
    "screening_open_already": Sentence(
        "Penapisan ulang kerja sama ini sedang berjalan. Selesaikan yang itu.",
        "A screening of this agreement is open already. Finish that one.",
    ),
    "screening_over": Sentence(
        "Kerja sama ini sudah berakhir atau dibatalkan, jadi tidak ditapis lagi.",
        "This agreement has ended or was given up and is not screened any more.",
    ),
    "screening_settled": Sentence("Penapisan ini sudah selesai.", "This screening is settled."),
    "screening_not_filled": Sentence(
        "Hasil penapisan belum diisi oleh staf, jadi belum dapat diputuskan.",
        "Staff have not filled in this screening yet, so it cannot be decided.",
    ),
    "screening_sources_missing": Sentence(
        "Sebutkan paling sedikit satu sumber yang diperiksa.", "Name at least one source that was looked at.", 422
    ),
    "screening_day_in_future": Sentence("Tanggal pemeriksaan belum tiba.", "The day lies in the future.", 422),
    "screening_note_missing": Sentence(
        "Ada kaitan atau keraguan, jadi jelaskan apa yang ditemukan.",
        "There is a tie or a doubt, so explain what was found.",
        422,
    ),
    "screening_same_person": Sentence(
        "Yang mengisi penapisan tidak boleh memutuskannya. Mintalah koordinator atau ketua yang lain.",
        "Who filled in the screening may not decide it. Ask another coordinator or the chair.",
    ),
    "screening_reason_missing": Sentence("Tuliskan alasan keputusan.", "Give the reason for the decision.", 422),
    "screening_allowed_missing": Sentence(
        "Tuliskan kegiatan apa saja yang masih boleh dilakukan.", "Say which activities are still allowed.", 422
    ),
    "screening_advice_missing": Sentence(
        "Penangguhan dan pengakhiran memerlukan konsultasi dengan Bawaslu setingkat di atas. Ajukan konsultasinya dahulu.",
        "Suspending and ending need the consultation of the level above. Ask for it first.",
    ),
    "screening_advice_waiting": Sentence(
        "Konsultasi masih menunggu jawaban. Keputusan ini dapat diambil setelah dijawab, atau setelah tenggat jawabannya lewat.",
        "The consultation waits for an answer. This can be decided once it is answered or its deadline has passed.",
    ),
    "screening_advice_open": Sentence(
        "Konsultasi untuk penapisan ini sudah diajukan.", "The consultation for this screening has been asked already."
    ),
    "screening_advice_settled": Sentence(
        "Konsultasi ini tidak sedang menunggu jawaban.", "This consultation does not wait for an answer."
    ),
    "screening_no_above": Sentence(
        "Tidak ada Bawaslu setingkat di atas kantor ini.", "There is no office above this one."
    ),
    "screening_question_missing": Sentence("Tuliskan yang dimintakan pendapat.", "Say what you ask about.", 422),
    "screening_answer_missing": Sentence("Tuliskan alasan tidak sependapat.", "Give the reason for disagreeing.", 422),
    "screening_answer_early": Sentence(
        "Tanggal jawaban mendahului tanggal pengajuan.", "The answer is dated before the question.", 422
    ),
    "restriction_lifted": Sentence("Pembatasan ini sudah dicabut.", "This restriction was lifted already."),
}
