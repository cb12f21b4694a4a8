"""Sentences of the archive: backup and restore, originals, retention, files, exports, the audit."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "backup_not_written": Sentence(
        "Cadangan {target} tidak dapat ditulis; periksa ruang penyimpanan dan izin folder.",
        "The backup {target} could not be written; look at the disk space and the folder's permissions.",
        507,
    ),
    "policy_decided_above": Sentence(
        "Angka ini berlaku bagi semua kantor dan ditetapkan oleh {office}. Sampaikan usul Anda ke sana.",
        "This figure holds for every office and is decided by {office}. Make your proposal there.",
        403,
    ),
    "backup_unreadable": Sentence(
        "Berkas ini bukan cadangan Sijari atau rusak.", "This file is not a Sijari backup, or it is damaged.", 422
    ),
    "backup_other_format": Sentence(
        "Format cadangan {format} tidak dikenal oleh rilis ini.",
        "This release does not know backup format {format}.",
        422,
    ),
    "backup_other_release": Sentence(
        "Cadangan dibuat pada revisi basis data {revision}, sedangkan rilis ini {head}. Pulihkan dengan rilis pembuatnya, lalu mutakhirkan.",
        "The backup was made at database revision {revision}, this release is at {head}. Restore it with the release that made it, then upgrade.",
    ),
    "backup_other_key": Sentence(
        "Cadangan ini memerlukan kunci induk {key}. Pasang kunci itu, atau pakai cadangan yang dibuat dengan --with-keys.",
        "This backup needs the master key {key}. Put that key in place, or use a backup made with --with-keys.",
    ),
    "restore_target_not_empty": Sentence(
        "Basis data tujuan sudah berisi data. Pulihkan hanya ke instalasi yang kosong.",
        "The target database holds data already. Restore into an empty installation only.",
    ),
    "backup_file_altered": Sentence(
        "Berkas {sha256} di dalam cadangan telah berubah; cadangan tidak dipulihkan.",
        "File {sha256} inside the backup has been altered; the backup was not restored.",
        422,
    ),
    "backup_rows_unfit": Sentence(
        "Baris tabel {table} di dalam cadangan tidak sesuai; cadangan tidak dipulihkan.",
        "The rows of table {table} in the backup do not fit; the backup was not restored.",
        422,
    ),
    "backup_audit_broken": Sentence(
        "Setelah dipulihkan, rantai audit tidak utuh. Jangan pakai instalasi ini; periksa asal cadangannya.",
        "After the restore the audit chain does not hold. Do not use this installation; look into where the backup came from.",
        500,
    ),
    "passphrase_wrong": Sentence("Frasa sandi salah.", "The passphrase is wrong.", 422),
    "original_unknown": Sentence(
        "Naskah asli ini tidak ada dalam buku arsip kantor Anda.",
        "This original is not in your office's archive book.",
        404,
    ),
    "original_of_unsigned": Sentence(
        "Naskah asli dicatat sesudah kerja sama ditandatangani.",
        "Originals are entered once the agreement is signed.",
    ),
    "original_known": Sentence(
        "Lembar ke-{sheet} sudah dicatat. Ubah catatan itu, atau isi nomor lembar yang lain.",
        "Copy no. {sheet} is entered already. Change that entry, or give another copy number.",
    ),
    "original_on_loan": Sentence(
        "Naskah asli ini sedang dipinjam. Catat dulu pengembaliannya.",
        "This original is on loan. Note its return first.",
    ),
    "original_not_on_loan": Sentence("Naskah asli ini tidak sedang dipinjam.", "This original is not on loan."),
    "original_not_here": Sentence(
        "Naskah asli yang hilang atau tidak dipegang kantor Anda tidak dapat dipinjamkan.",
        "An original that is lost, or that your office does not hold, cannot be lent.",
    ),
    "holder_missing": Sentence(
        "Isi unit di kantor Anda yang memegang naskah asli ini.",
        "Name the unit of your office that holds this original.",
        422,
    ),
    "archive_place_missing": Sentence(
        "Pilih boks atau map, atau isi ruang, lemari, atau rak.",
        "Choose a box or folder, or fill in a room, cabinet or shelf.",
        422,
    ),
    "archive_same_place": Sentence(
        "Tempat itu sama dengan yang sekarang; tidak ada yang dipindahkan.",
        "That is where it is now; nothing was moved.",
    ),
    "scan_in_future": Sentence(
        "Tanggal pemindaian tidak boleh sesudah hari ini.", "The day of the scan must not be after today.", 422
    ),
    "scan_by_missing": Sentence("Isi siapa yang memindai.", "Say who made the scan.", 422),
    "scan_not_noted": Sentence(
        "Catat dulu siapa yang memindai dan kapan, baru pindaian dapat dibandingkan.",
        "Note who scanned it and when before the scan is compared.",
    ),
    "scan_compared_already": Sentence("Pindaian ini sudah dibandingkan.", "This scan was compared already."),
    "scan_needs_second_person": Sentence(
        "Pindaian dibandingkan oleh orang lain, bukan oleh yang memindai atau mencatatnya.",
        "Another person than the one who scanned or entered it compares the scan.",
        403,
    ),
    "box_unknown": Sentence(
        "Boks atau map ini tidak ada di kantor Anda.", "Your office has no such box or folder.", 404
    ),
    "box_code_missing": Sentence("Isi kode boks atau map.", "Give the box or folder a code.", 422),
    "box_known": Sentence(
        "Kode {box} sudah dipakai di kantor Anda. Pilih kode lain.",
        "Your office uses the code {box} already. Choose another.",
    ),
    "box_inside_box": Sentence(
        "Hanya map yang dapat diletakkan di dalam boks.", "Only a folder can be put into a box.", 422
    ),
    "loan_incomplete": Sentence("Isi peminjam dan keperluannya.", "Say who borrows it and what for.", 422),
    "loan_in_future": Sentence(
        "Tanggal pinjam tidak boleh sesudah hari ini.", "The day of lending must not be after today.", 422
    ),
    "loan_due_before_out": Sentence(
        "Tanggal kembali harus sama dengan atau sesudah tanggal pinjam.",
        "The day it is due back must not be before the day it went out.",
        422,
    ),
    "loan_return_day": Sentence(
        "Tanggal pengembalian harus antara tanggal pinjam dan hari ini.",
        "The day of return must lie between the day of lending and today.",
        422,
    ),
    "retention_rule_unknown": Sentence(
        "Entri jadwal retensi ini tidak ada atau ditetapkan oleh kantor lain.",
        "This entry of the retention schedule does not exist, or another office decided it.",
        404,
    ),
    "retention_incomplete": Sentence(
        "Lengkapi entri jadwal retensi: kode, nama, jenis naskah, dan dasar hukum.",
        "Complete the entry: code, name, kinds and legal basis.",
        422,
    ),
    "retention_years": Sentence(
        "Jumlah tahun aktif dan inaktif harus antara 0 dan {most}.",
        "Active and inactive years together must lie between 0 and {most}.",
        422,
    ),
    "hold_reason_missing": Sentence("Isi alasannya.", "Give the reason.", 422),
    "hold_known": Sentence("Kerja sama ini sudah ditahan.", "This agreement is under hold already."),
    "hold_unknown": Sentence("Kerja sama ini tidak sedang ditahan.", "This agreement is not under hold."),
    "held": Sentence(
        "Kerja sama ini sedang dalam penahanan hukum, jadi tidak ada bagiannya yang boleh dihapus. Penahanan dicabut dulu oleh arsiparis.",
        "This agreement is under legal hold, so nothing of it may be removed. The archivist lifts the hold first.",
    ),
    "disposal_blocked": Sentence(
        "Sijari tidak menghapus naskah apa pun. Penyusutan menurut jadwal retensi dilakukan di luar sistem dengan berita acara; catatannya di sini tetap disimpan.",
        "Sijari removes no agreement. Disposal under the retention schedule is done outside with minutes; the record here is kept.",
    ),
    "fixity_not_in_backup": Sentence(
        "Berkas {sha256} tidak ada di dalam cadangan ini. Coba cadangan yang lain.",
        "File {sha256} is not in this backup. Try another backup.",
        404,
    ),
    "fixity_backup_damaged": Sentence(
        "Berkas {sha256} di dalam cadangan ini juga rusak. Coba cadangan yang lain.",
        "File {sha256} in this backup is damaged too. Try another backup.",
        422,
    ),
    "export_empty": Sentence(
        "Tidak ada naskah yang ditandatangani kantor ini pada tahun {year}.",
        "This office signed nothing in {year}.",
        404,
    ),
    "export_year": Sentence("Isi tahun yang sudah ada naskahnya.", "Give a year that has papers.", 422),
    "export_gone": Sentence(
        "Berkas ekspor ini sudah dibersihkan atau belum selesai dibuat. Minta ekspor baru.",
        "This export was swept away, or is not made yet. Ask for a new one.",
        404,
    ),
    "audit_agreement_unknown": Sentence(
        "Kerja sama itu tidak ada atau di luar lingkup kantor Anda.",
        "That agreement does not exist, or lies outside your office's scope.",
        404,
    ),
}
