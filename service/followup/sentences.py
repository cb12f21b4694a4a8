"""Sentences of the refusals of follow-up."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "not_signed_yet": Sentence(
        "Tindak lanjut baru dimulai setelah naskah ditandatangani dan diarsipkan.",
        "Follow-up begins once the agreement is signed and archived.",
    ),
    "joint_activity_title_missing": Sentence("Tuliskan kegiatan apa yang dilakukan.", "Say what was done.", 422),
    "joint_activity_in_future": Sentence(
        "Tanggal kegiatan belum tiba. Laporkan kegiatan sesudah dilaksanakan; untuk yang akan datang, pakai Rencanakan kegiatan.",
        "The activity lies in the future. Report it once it has taken place; for what is to come, use Plan an activity.",
        422,
    ),
    "joint_activity_outside_validity": Sentence(
        "Kegiatan tanggal {day} berada di luar masa berlaku kerja sama ({start} sampai {end}). "
        "Hanya kegiatan dalam masa berlaku yang dapat dicatat; sesudahnya diperlukan kerja sama baru.",
        "An activity of {day} lies outside the validity of the agreement ({start} to {end}). "
        "Only activities within it can be recorded; afterwards a new agreement is needed.",
        422,
    ),
    "joint_activity_known": Sentence(
        "Kegiatan dengan nama dan tanggal ini sudah dicatat. Tambahkan buktinya di sana.",
        "An activity of this name and date is recorded already. Add the evidence there.",
    ),
    "task_known": Sentence(
        "Tugas dengan isi dan tenggat ini sudah ada.", "A task with this content and due date exists already."
    ),
    "joint_activity_unknown": Sentence(
        "Kegiatan itu tidak ditemukan. Muat ulang halaman.", "That activity was not found. Reload the page.", 404
    ),
    "evidence_file_missing": Sentence("Pilih berkas buktinya.", "Choose the file.", 422),
    "evidence_known": Sentence(
        "Berkas ini sudah tercatat sebagai bukti kegiatan ini.", "This file is already evidence of this activity."
    ),
    "task_title_missing": Sentence("Tuliskan apa yang harus dikerjakan.", "Say what is to be done.", 422),
    "task_owner_missing": Sentence(
        "Pilih atau tuliskan siapa yang mengerjakannya.", "Choose or write who sees to it.", 422
    ),
    "task_unknown": Sentence(
        "Tugas itu tidak ditemukan. Muat ulang halaman.", "That task was not found. Reload the page.", 404
    ),
    "task_done": Sentence("Tugas itu sudah selesai.", "That task is done already."),
    "already_ended": Sentence(
        "Kerja sama ini sudah diakhiri atau sudah berakhir.", "This agreement has already ended."
    ),
    "ended_in_future": Sentence(
        "Pengakhiran dicatat paling cepat pada hari berlakunya. Isi tanggal hari ini atau sebelumnya.",
        "Termination is recorded on its day at the earliest. Give today's date or an earlier one.",
        422,
    ),
    "ended_before_signing": Sentence(
        "Tanggal pengakhiran mendahului tanggal penandatanganan.", "The ending is dated before the signing.", 422
    ),
    "end_unchanged": Sentence("Tanggal berakhir tidak berubah.", "The end date is the same.", 422),
    "end_before_start": Sentence(
        "Tanggal berakhir mendahului tanggal mulai berlaku.", "The end lies before the beginning.", 422
    ),
    "end_far_away": Sentence(
        "Tanggal berakhir lebih dari 50 tahun sesudah mulai berlaku. Periksa tahunnya.",
        "The end lies more than 50 years after the beginning. Check the year.",
        422,
    ),
    "existing_in_future": Sentence(
        "Tanggal penandatanganan belum tiba. Naskah yang belum ditandatangani dibuat lewat Kerja sama baru.",
        "The signing date lies in the future. An unsigned agreement is made under New agreement.",
        422,
    ),
    "existing_too_early": Sentence(
        "Tanggal penandatanganan terlalu lama berlalu. Periksa tahunnya.",
        "The signing date is too early. Check the year.",
        422,
    ),
    "effective_far_away": Sentence(
        "Tanggal mulai berlaku terpaut lebih dari setahun dari tanggal penandatanganan. Periksa tahunnya.",
        "The beginning lies more than a year from the signing. Check the year.",
        422,
    ),
    "existing_partner_missing": Sentence("Pilih mitranya.", "Choose the partner.", 422),
    "existing_number_missing": Sentence(
        "Tuliskan nomor naskah dari pihak Bawaslu seperti tercetak.", "Give the office's number as printed.", 422
    ),
    "existing_number_known": Sentence(
        "Nomor {number} sudah tercatat untuk “{subject}”. Periksa dahulu; bila memang naskah lain, "
        "centang pernyataan di bawah lalu simpan lagi.",
        "Number {number} is already recorded for “{subject}”. Check first; if it really is another agreement, "
        "tick the statement below and save again.",
    ),
    "existing_scan_known": Sentence(
        "Pindaian ini sudah tercatat untuk “{subject}”. Pilih berkas yang benar.",
        "This scan is already recorded for “{subject}”. Choose the right file.",
        422,
    ),
    "joint_activity_plan_past": Sentence(
        "Tanggal rencana sudah lewat. Pilih hari ini atau sesudahnya, atau catat sebagai kegiatan terlaksana.",
        "The planned day is over. Choose today or later, or record the activity as held.",
        422,
    ),
    "joint_activity_settled": Sentence(
        "Kegiatan itu sudah terlaksana atau dibatalkan, jadi tidak dapat diubah dengan cara ini. Muat ulang halaman.",
        "That activity was held or called off already and cannot be changed in this way. Reload the page.",
    ),
    "joint_activity_not_held": Sentence(
        "Kegiatan itu belum dilaporkan terlaksana. Laporkan dahulu hasilnya.",
        "That activity has not been reported as held. Report its result first.",
    ),
    "joint_activity_unchanged": Sentence(
        "Tidak ada yang berubah, jadi tidak ada yang disimpan.", "Nothing was changed, so nothing was saved.", 422
    ),
    "task_failed_without_reason": Sentence("Tuliskan mengapa tidak dipenuhi.", "Say why it was not fulfilled.", 422),
    "obligation_none_chosen": Sentence("Centang sekurangnya satu kalimat.", "Tick at least one sentence.", 422),
    "obligation_text_missing": Sentence(
        "Tuliskan isi kewajibannya, paling panjang {longest} huruf.",
        "Write what is owed, at most {longest} letters.",
        422,
    ),
    "obligation_known": Sentence(
        "Kewajiban ini sudah tercatat: “{text}”.", "This obligation is recorded already: “{text}”."
    ),
    "obligation_before_signing": Sentence(
        "Tenggat mendahului tanggal penandatanganan.", "The due day lies before the signing.", 422
    ),
    "obligation_after_end": Sentence(
        "Tenggat pertama sesudah hari terakhir masa berlaku ({end}).",
        "The first due day lies after the end ({end}).",
        422,
    ),
    "obligation_until_wrong": Sentence(
        "Tanggal terakhir harus antara tenggat pertama dan {end}.",
        "The last day must lie between the first due day and {end}.",
        422,
    ),
    "obligation_unknown": Sentence(
        "Kewajiban itu tidak ditemukan. Muat ulang halaman.", "That obligation was not found. Reload the page.", 404
    ),
    "obligation_closed": Sentence("Kewajiban itu sudah dinyatakan gugur.", "That obligation has fallen away already."),
    "agreement_suspended": Sentence(
        "Kerja sama ini ditangguhkan sejak {day}. Kegiatan pada atau sesudah hari itu ditolak sampai penangguhan dicabut.",
        "This agreement is suspended since {day}. Activities on or after that day are refused until that is lifted.",
        422,
    ),
    "feed_not_yours": Sentence(
        "Alamat kalender itu tidak ditemukan. Muat ulang halaman.",
        "That calendar address was not found. Reload the page.",
        404,
    ),
}
