"""The letters of the action plan: an instruction, a reminder of what is late."""

from service.core.mail import Letter

LETTERS: dict[str, Letter] = {
    "plan_instruction": Letter(
        subject_id="Instruksi {office}: tenggat {due}",
        body_id="Yth. {name},\n\n{office} menyampaikan instruksi berikut:\n\n{text}\n\nTenggat: {due}\n\n"
        "Tandai sudah dibaca dan jawab di Sijari: {url}\n",
        subject_en="Instruction from {office}: due {due}",
        body_en="Dear {name},\n\n{office} instructs your office:\n\n{text}\n\nDue: {due}\n\n"
        "Mark it as read and answer in Sijari: {url}\n",
    ),
    "plan_reminder": Letter(
        subject_id="Pengingat rencana aksi dari {office}",
        body_id="Yth. {name},\n\n{office} mengingatkan bahwa yang berikut terlambat:\n\n{items}\n\n"
        "Buka rencana aksi: {url}\n\nSurat ini dikirim paling banyak sekali sehari.\n",
        subject_en="Reminder of the action plan from {office}",
        body_en="Dear {name},\n\n{office} reminds you of what is late:\n\n{items}\n\n"
        "Open the action plan: {url}\n\nThis letter is sent at most once a day.\n",
    ),
}
# One line of a reminder for each duty, in both languages.
LATE_LINES: dict[str, tuple[str, str]] = {
    "review": ("Reviu kerja sama: {open} dari {total} belum selesai", "Review: {open} of {total} open"),
    "renewal": (
        "Keputusan kelanjutan: {open} dari {total} belum diputuskan, {late} sudah berakhir",
        "Renewal decisions: {open} of {total} open, {late} expired",
    ),
    "pks": (
        "PKS tindak lanjut MoU: {open} dari {total} belum ditandatangani, {late} lewat tenggat",
        "PKS under MoU: {open} of {total} not signed, {late} overdue",
    ),
    "partners": (
        "Mitra baru: {open} dari {total} penjajakan berjalan, {late} lewat tenggat langkahnya",
        "New partners: {open} of {total} prospects open, {late} overdue",
    ),
    "reports": (
        "Laporan bulanan: {open} dari {total} belum dikirim, {late} terlambat",
        "Monthly reports: {open} of {total} not sent, {late} late",
    ),
}
