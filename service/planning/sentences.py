"""Sentences of the refusals of planning."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "plan_closed": Sentence(
        "Rencana tidak dapat diubah lagi pada tahap ini. Kembalikan naskah ke Pembahasan bila rencananya memang berubah.",
        "The plan can no longer be changed at this stage. Return the paper to discussion if the plan has really changed.",
    ),
    "partner_closed": Sentence(
        "Mitra hanya dapat diganti pada tahap Perencanaan. Batalkan kerja sama ini dan mulai yang baru bila mitranya lain.",
        "The partner can be changed in planning only. Cancel this agreement and start a new one if the partner differs.",
    ),
    "partner_of_amended": Sentence(
        "Mitra mengikuti naskah yang diubah, diperpanjang, atau diakhiri, jadi tidak dapat diganti di sini.",
        "The partner is that of the agreement which is changed, renewed or ended, and cannot be replaced here.",
    ),
    "contribution_empty": Sentence("Tuliskan apa yang diberikan.", "Say what is given.", 422),
    "contribution_unknown": Sentence(
        "Kontribusi itu sudah tidak ada. Muat ulang halaman.", "That contribution is gone. Reload the page.", 404
    ),
    "activity_title_missing": Sentence("Tuliskan kegiatan yang direncanakan.", "Say what is planned.", 422),
    "activity_owner_missing": Sentence("Tuliskan siapa penanggung jawabnya.", "Say who sees to it.", 422),
    "activity_unknown": Sentence(
        "Kegiatan itu sudah tidak ada. Muat ulang halaman.", "That activity is gone. Reload the page.", 404
    ),
    "office_above_unknown": Sentence(
        "Kantor setingkat di atas belum terdaftar, jadi konsultasi tidak dapat diajukan. Hubungi pengelola.",
        "The office at the level above is not registered, so it cannot be consulted. Contact an administrator.",
    ),
    "consultation_not_needed": Sentence(
        "Kerja sama ini tidak memerlukan konsultasi.", "This agreement needs no consultation."
    ),
    "consultation_open": Sentence(
        "Konsultasi sudah diajukan dan masih menunggu jawaban.",
        "The consultation has been requested and is waiting for an answer.",
    ),
    "consultation_settled": Sentence(
        "Konsultasi ini sudah dijawab. Muat ulang halaman untuk melihat jawabannya.",
        "This consultation has been answered. Reload the page to see the answer.",
    ),
    "question_missing": Sentence("Tuliskan apa yang dikonsultasikan.", "Say what you ask.", 422),
    "refusal_reason_missing": Sentence(
        "Jawaban tidak mendukung perlu alasan.", "An answer without support needs a reason.", 422
    ),
    "refusal_with_conditions": Sentence(
        "Syarat hanya untuk jawaban yang mendukung. Hapus syaratnya atau ubah jawabannya.",
        "Conditions go with support only. Remove them or change the answer.",
        422,
    ),
    "answer_before_question": Sentence(
        "Tanggal jawaban mendahului tanggal konsultasi diajukan. Periksa surat jawabannya.",
        "The answer is dated before the consultation request. Check the letter.",
        422,
    ),
    "answer_in_future": Sentence(
        "Tanggal jawaban belum tiba. Periksa surat jawabannya.",
        "The answer is dated in the future. Check the letter.",
        422,
    ),
    "not_chair": Sentence(
        "Hanya ketua yang dapat memutuskan melanjutkan tanpa jawaban.", "Only the chair may decide to go on.", 403
    ),
    "may_not_go_on": Sentence(
        "Belum boleh dilanjutkan tanpa jawaban: tenggat konsultasi {due} belum lewat, atau kebijakan tidak mengizinkannya.",
        "You may not go on without an answer yet: the deadline of {due} has not passed, or the policy forbids it.",
    ),
    "condition_unknown": Sentence(
        "Syarat itu tidak ditemukan. Muat ulang halaman.", "That condition was not found. Reload the page.", 404
    ),
    "condition_closed": Sentence("Syarat itu sudah dinyatakan dipenuhi.", "That condition is already met."),
    "condition_note_missing": Sentence(
        "Tuliskan bagaimana syarat ini dipenuhi dan apa buktinya.",
        "Say how the condition is met and by what evidence.",
        422,
    ),
    "month_malformed": Sentence("Tuliskan bulan sebagai 05-2026.", "Write the month as 05-2026.", 422),
}
