"""Sentences of the agreement's refusals and of everything that may be missing."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "wrong_stage": Sentence(
        "Langkah ini tidak ada pada tahap sekarang. Muat ulang halaman untuk melihat tahapnya.",
        "This step does not exist at the present stage. Reload the page to see where the agreement stands.",
    ),
    "reason_missing": Sentence("Tuliskan alasannya.", "Give the reason.", 422),
    "partner_missing": Sentence("Mitra belum dipilih.", "No partner has been chosen."),
    "partner_evidence_missing": Sentence(
        "Bukti badan hukum atau kewenangan mitra belum lengkap menurut jenisnya.",
        "The partner's evidence is not complete for its kind.",
    ),
    "plan_incomplete": Sentence(
        "Rencana belum lengkap: kebutuhan, ruang lingkup, dan kontribusi tiap pihak harus diisi.",
        "The plan is not complete: need, scope and each side's contribution must be filled in.",
    ),
    "checks_missing": Sentence(
        "Dua pemeriksaan belum dinyatakan: tidak berpotensi melanggar hukum, dan tidak mengganggu kemandirian.",
        "The two checks have not been stated: no breach of law, and no harm to independence.",
    ),
    "consultation_missing": Sentence(
        "Konsultasi dengan Bawaslu setingkat di atas belum diajukan.", "The level above has not been consulted."
    ),
    "consultation_waiting": Sentence(
        "Konsultasi menunggu jawaban. Jawaban lewat surat dapat dicatat dari luar sistem.",
        "The consultation is waiting for an answer. An answer by letter can be recorded from outside.",
    ),
    "consultation_refused": Sentence(
        "Bawaslu setingkat di atas tidak mendukung. Perbaiki rencana lalu ajukan konsultasi baru.",
        "The level above does not support it. Improve the plan and request a new consultation.",
    ),
    "screening_missing": Sentence(
        "Masa tahapan pemilu ini mensyaratkan penapisan ulang kemandirian mitra yang masih baru dan tidak menghentikan kerja sama. Lakukan dan putuskan penapisannya dahulu.",
        "During this election phase a recent independence screening of the partner is required, with a result that does not stop the agreement. Carry it out and decide it first.",
    ),
    "mode_missing": Sentence(
        "Cara penandatanganan belum disimpan. Pilih caranya, lalu simpan.",
        "The mode of signing has not been saved. Choose it and save.",
    ),
    "version_missing": Sentence("Naskah belum disimpan sebagai versi.", "The paper has not been saved as a version."),
    "changes_unsaved": Sentence(
        "Ada perubahan yang belum disimpan sebagai versi.", "There are changes that are not saved as a version."
    ),
    "text_incomplete": Sentence(
        "Naskah belum lengkap; lihat daftar isian yang masih salah atau kosong.",
        "The paper is not complete; see the list of fields that are wrong or empty.",
    ),
    "paper_not_ready": Sentence(
        "Naskah PDF versi terakhir sedang dibuat. Tunggu sebentar lalu muat ulang.",
        "The PDF of the latest version is being made. Wait a moment and reload.",
    ),
    "comments_open": Sentence("Masih ada catatan pembahasan yang terbuka.", "Some comments are still open."),
    "minutes_missing": Sentence("Berita acara pembahasan belum ada.", "The minutes of the discussion are not filed."),
    "conditions_open": Sentence(
        "Syarat dari konsultasi belum semuanya dipenuhi.", "Not all conditions of the consultation are met."
    ),
    "activity_missing": Sentence(
        "Rencanakan paling sedikit satu kegiatan bersama dengan bulan dan penanggung jawab.",
        "Plan at least one joint activity with its month and person responsible.",
    ),
    "data_annex_missing": Sentence(
        "Ada kontribusi data pribadi, jadi lampiran pembagian data wajib diisi.",
        "Personal data are contributed, so the data-sharing annex is mandatory.",
    ),
    "approvals_missing": Sentence("Persetujuan belum lengkap.", "Not everybody has approved yet."),
    "approval_void": Sentence(
        "Naskah berubah setelah disetujui, jadi persetujuan gugur. Mintalah persetujuan lagi.",
        "The paper has changed after approval, so the approval is void. Ask for approval again.",
    ),
    "already_signed": Sentence(
        "Sudah ada yang menandatangani, jadi naskah tidak dapat diubah atau dibatalkan dengan cara ini.",
        "Somebody has signed already, so the paper cannot be changed or cancelled this way.",
    ),
    "event_not_opened": Sentence("Acara penandatanganan belum dibuka.", "The signing event has not been opened yet."),
    "signatures_missing": Sentence("Tanda tangan belum lengkap.", "Not everybody has signed yet."),
    "paper_not_archived": Sentence(
        "Naskah yang ditandatangani sedang dirampungkan ke arsip.",
        "The signed paper is being completed for the archive.",
    ),
    "act_who_missing": Sentence(
        "Tuliskan siapa yang melakukannya dan jabatannya.", "Say who did it and in what office.", 422
    ),
    "act_already_entered": Sentence(
        "Perbuatan ini sudah dicatat dan menunggu pemeriksaan orang kedua.",
        "This act has been entered and is waiting for a second person's check.",
    ),
    "act_already_checked": Sentence("Catatan ini sudah diperiksa.", "This record has been checked already."),
    "act_needs_second_person": Sentence(
        "Catatan harus diperiksa oleh orang lain, bukan oleh yang memasukkannya.",
        "The record must be checked by another person than the one who entered it.",
        403,
    ),
    "amend_not_signed": Sentence(
        "Hanya naskah yang sudah ditandatangani yang dapat diubah, diperpanjang, atau diakhiri.",
        "Only a signed agreement can be changed, renewed or ended.",
    ),
    "amend_original_only": Sentence(
        "Adendum, perpanjangan, dan pengakhiran dibuat dari naskah semula, bukan dari perubahannya.",
        "An addendum, a renewal or a termination starts from the original agreement, not from one of its changes.",
    ),
    "amends_missing": Sentence(
        "Pilih naskah yang diubah, diperpanjang, atau diakhiri. Bila belum ada di daftar, masukkan naskah itu dahulu.",
        "Choose the agreement that is changed, renewed or ended. If it is not listed, enter it first.",
        422,
    ),
    "amends_differs": Sentence(
        "Bentuk atau mitranya tidak sama dengan naskah yang dipilih. Periksa pilihan naskah, bentuk, dan mitra.",
        "Kind or partner differ from the agreement chosen. Check the agreement, the kind and the partner.",
        422,
    ),
    "amended_signed_later": Sentence(
        "Tanggal ini mendahului penandatanganan naskah yang diubahnya. Periksa kedua tanggal.",
        "This date lies before the signing of the agreement that is changed. Check both dates.",
        422,
    ),
    "amended_expired": Sentence(
        "Masa berlaku naskah semula sudah berakhir, jadi tidak dapat diubah, diperpanjang, atau diakhiri lagi. "
        "Buatlah kerja sama baru.",
        "The agreement has expired and can no longer be changed, renewed or ended. Make a new agreement.",
    ),
    "amended_ended": Sentence(
        "Naskah semula sudah diakhiri, jadi tidak dapat diubah, diperpanjang, atau diakhiri lagi. Buatlah kerja sama baru.",
        "The agreement has been ended and can no longer be changed, renewed or ended. Make a new agreement.",
    ),
    "amendment_running": Sentence(
        "Naskah seperti ini untuk “{subject}” sudah berjalan sejak {begun} di {office}. Lanjutkan atau batalkan yang itu.",
        "A paper of this kind for “{subject}” has been under way since {begun} at {office}. Go on with it or cancel it.",
    ),
    "renewal_without_end": Sentence(
        "Naskah ini tidak mempunyai tanggal berakhir, jadi tidak ada yang diperpanjang.",
        "This agreement has no end date, so there is nothing to renew.",
        422,
    ),
    "renewal_end_missing": Sentence("Isi tanggal berakhir yang baru.", "Give the new end date.", 422),
    "renewal_end_not_later": Sentence(
        "Tanggal berakhir baru harus sesudah tanggal berakhir sekarang.",
        "The new end date must lie after the present one.",
        422,
    ),
    "amendment_end_before_start": Sentence(
        "Tanggal berakhir baru mendahului mulai berlakunya naskah.",
        "The new end date lies before the agreement took effect.",
        422,
    ),
    "amended_end_moved": Sentence(
        "Tanggal berakhir semula dalam naskah ini tidak sama lagi dengan yang tercatat. Perbarui isian naskah, lalu simpan "
        "versi baru.",
        "The present end date in this text differs from the one on record. Bring the text up to date and save a version.",
    ),
    "termination_day_missing": Sentence(
        "Isi sejak kapan naskah tidak berlaku lagi.", "Say from which day the agreement is no longer in force.", 422
    ),
    "termination_before_start": Sentence(
        "Tanggal pengakhiran mendahului mulai berlakunya naskah.",
        "The ending lies before the agreement took effect.",
        422,
    ),
    "termination_after_end": Sentence(
        "Tanggal pengakhiran sesudah masa berlaku berakhir, jadi pengakhiran tidak diperlukan.",
        "The ending lies after the agreement expires, so it is not needed.",
        422,
    ),
    "subject_missing": Sentence(
        "Tuliskan judul (tentang apa) kerja sama ini.", "Say what the agreement is about.", 422
    ),
    "subject_too_long": Sentence(
        "Judul terlalu panjang; paling banyak {longest} huruf.",
        "The title is too long; at most {longest} letters.",
        422,
    ),
    "parent_only_for_pks": Sentence(
        "Hanya Perjanjian Kerja Sama yang dapat dibuat di bawah sebuah MoU.",
        "Only a PKS can be made under an MoU.",
        422,
    ),
    "parent_unknown": Sentence(
        "MoU induk tidak ditemukan. Pilih MoU kantor Anda sendiri atau kantor di atasnya.",
        "The parent MoU was not found. Choose an MoU of your own office or of an office above it.",
        422,
    ),
    "parent_not_mou": Sentence("Induk sebuah PKS harus berupa MoU.", "The parent of a PKS must be an MoU.", 422),
    "parent_cancelled": Sentence(
        "MoU induk itu sudah dibatalkan. Pilih MoU lain.", "That MoU was cancelled. Choose another.", 422
    ),
    "parent_over": Sentence(
        "MoU induk itu sudah berakhir atau diakhiri, jadi PKS baru tidak dapat dibuat di bawahnya. Perbarui MoU-nya dahulu.",
        "That MoU has ended, so no new PKS can be made under it. Make a new MoU first.",
        422,
    ),
    "pks_before_mou": Sentence(
        "PKS ini ditandatangani sebelum MoU induknya, jadi tidak dapat dicatat sebagai tindak lanjutnya. "
        "Periksa tanggalnya, atau kosongkan MoU induk.",
        "This PKS was signed before its MoU, so it cannot be recorded as its follow-up. Check the dates, or leave the parent empty.",
        422,
    ),
}
