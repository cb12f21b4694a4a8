"""What each call does, told once more for the English catalogue: the description itself is made at start."""

from flask_babel import lazy_gettext as _l

CALLS = (
    _l("Atas nama siapa token ini bekerja."),
    _l("Kantor sendiri dan kantor di bawahnya."),
    _l("Mitra, dicari menurut nama atau kedudukan."),
    _l("Daftar kerja sama yang boleh dilihat kantor ini."),
    _l("Satu kerja sama; naskahnya hanya bagi kantor yang boleh membacanya."),
    _l(
        "Keluarga naskah: MoU, PKS di bawahnya, dan yang mengubahnya; `parent_id` dan `amends_id` menyatakan tempatnya."
    ),
    _l("Riwayat, dari rantai audit; hanya untuk kantor pemilik."),
    _l("Berkas sebuah naskah yang sudah terbit."),
    _l("Tenggat kantor ini, yang terdekat dahulu; yang lewat bernilai negatif."),
    _l("Yang boleh diketahui siapa pun dari kode pada naskah."),
    _l("Membuat kerja sama baru pada tahap perencanaan."),
    _l("Membawa kerja sama ke tahap berikutnya."),
    _l("Naskah kerja dengan kekurangannya."),
    _l("Menulis satu bagian isian ke naskah kerja."),
    _l("Kegiatan bersama, yang direncanakan dan yang terlaksana."),
    _l("Mencatat kegiatan bersama yang sudah terlaksana."),
    _l("Kewajiban dari naskah, dengan setiap jatuh temponya."),
    _l("Tugas tindak lanjut, urusan kantor pemilik naskah sendiri."),
    _l("Memberi tugas."),
    _l("Menyatakan tugas selesai."),
    _l("Keadaan laporan sebulan pada kantor sendiri dan di bawahnya."),
    _l("Isi laporan: yang dibekukan saat dikirim, atau yang akan dikirim bila kantor sendiri belum mengirim."),
    _l("Mengisi kendala dan rencana pada laporan kantor sendiri yang belum dikirim."),
)
