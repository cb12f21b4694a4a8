"""The refusals of the monthly report."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "report_already_sent": Sentence(
        "Laporan bulan ini sudah dikirim. Perbaikan hanya dapat dikirim setelah dikembalikan kantor di atas.",
        "This month's report has been sent. It can be corrected only after the office above returned it.",
        409,
    ),
    "report_unchecked": Sentence(
        "Laporan belum diperiksa. Periksa isinya, lalu tandai sudah diperiksa.",
        "The report has not been checked. Read it, then mark it as checked.",
        409,
    ),
    "report_month_running": Sentence(
        "Bulan ini belum berakhir. Laporan dapat dikirim mulai tanggal 1 bulan berikutnya.",
        "The month is not over. The report can be sent from the first day of the next month.",
        409,
    ),
    "report_none_before": Sentence(
        "Laporan bulan lalu tidak ada, jadi tidak ada yang dapat disalin.",
        "There is no report of last month to take over.",
        409,
    ),
    "report_not_waiting": Sentence(
        "Laporan ini tidak sedang menunggu penerimaan. Muat ulang halaman.",
        "This report is not waiting to be received. Reload the page.",
        409,
    ),
    "report_nobody_above": Sentence(
        "Bawaslu RI tidak mengirim laporan bulanan.", "The national office sends no monthly report.", 409
    ),
    "report_day_wrong": Sentence(
        "Tanggal harus setelah awal bulan laporan dan tidak sesudah hari ini.",
        "The day must lie after the month began and not after today.",
        422,
    ),
    "report_none_chosen": Sentence("Pilih paling sedikit satu laporan.", "Choose at least one report.", 422),
}
