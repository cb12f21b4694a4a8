"""Sentences of backup and restore."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "backup_not_written": Sentence(
        "Cadangan {target} tidak dapat ditulis; periksa ruang penyimpanan dan izin folder.",
        "The backup {target} could not be written; look at the disk space and the folder's permissions.",
        507,
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
}
