"""The letters of follow-up: what is due, and what stays overdue below an office; each at most once a day."""

from service.core.mail import Letter

LETTERS: dict[str, Letter] = {
    "followup_digest": Letter(
        subject_id="Pengingat kerja sama: {count} hal perlu perhatian",
        body_id="Yth. {name},\n\nBerikut yang perlu perhatian kantor Anda:\n\n{items}\n\nBuka Sijari: {url}\n\n"
        "Surat ini dikirim paling banyak sekali sehari, dan tiap tenggat hanya diingatkan pada hari-hari tertentu.\n",
        subject_en="Agreements: {count} reminders",
        body_en="Dear {name},\n\nThis needs your office's attention:\n\n{items}\n\nOpen Sijari: {url}\n\n"
        "This letter is sent at most once a day, and each deadline is recalled on set days only.\n",
    ),
    "followup_escalation": Letter(
        subject_id="Keterlambatan di satuan kerja: {count} hal perlu perhatian",
        body_id="Yth. {name},\n\nDi satuan kerja di bawah kantor Anda, yang berikut sudah lama lewat tenggat:\n\n"
        "{items}\n\n"
        "Buka Sijari: {url}\n\nTiap tenggat hanya diteruskan sekali.\n",
        subject_en="Overdue in the offices below: {count}",
        body_en="Dear {name},\n\nThis has been overdue for long in the offices below yours:\n\n{items}\n\n"
        "Open Sijari: {url}\n\nEach deadline is passed on once only.\n",
    ),
}
