"""What the register says when it refuses."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "view_name_missing": Sentence("Beri nama tampilan ini.", "Give this view a name.", 422),
    "view_name_too_long": Sentence(
        "Nama tampilan paling panjang {longest} huruf.", "The name of a view has at most {longest} letters.", 422
    ),
    "view_name_taken": Sentence(
        "Sudah ada tampilan dengan nama itu. Pilih nama lain.", "A view has that name already. Choose another.", 422
    ),
    "view_too_many": Sentence(
        "Anda sudah menyimpan {most} tampilan. Hapus yang tidak dipakai lebih dahulu.",
        "You have saved {most} views already. Remove one that you do not use first.",
    ),
    "bulk_nothing_ticked": Sentence(
        "Belum ada baris yang dicentang. Centang kerja sama yang dimaksud, lalu ulangi.",
        "No line is ticked. Tick the agreements that you mean, then try again.",
        422,
    ),
    "bulk_too_many": Sentence("Paling banyak {most} baris sekaligus.", "At most {most} lines at once.", 422),
    "bulk_title_missing": Sentence("Tuliskan tugasnya.", "Write down the task.", 422),
    "bulk_title_too_long": Sentence(
        "Tugas paling panjang {longest} huruf.", "A task has at most {longest} letters.", 422
    ),
    "bulk_day_missing": Sentence("Pilih tenggatnya.", "Choose the day by which it is due.", 422),
    "bulk_owner_unknown": Sentence(
        "Penanggung jawab bukan pegawai aktif kantor Anda.", "The owner is not an active member of your office.", 422
    ),
    "bulk_other_office": Sentence(
        "Bukan kerja sama kantor Anda; tugasnya dibuat oleh kantor itu sendiri.",
        "Not an agreement of your office; that office makes its own tasks.",
    ),
    "bulk_not_signed": Sentence(
        "Belum ditandatangani, jadi belum ada tindak lanjutnya.", "Not signed yet, so there is nothing to follow up."
    ),
}
