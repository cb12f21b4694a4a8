"""The refusals of the action plan."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "instruction_text_missing": Sentence("Tuliskan apa yang harus dikerjakan.", "Say what is to be done.", 422),
    "instruction_due_past": Sentence(
        "Tenggat instruksi sudah lewat. Pilih hari ini atau sesudahnya.",
        "The due day of the instruction has passed. Choose today or later.",
        422,
    ),
    "instruction_offices_missing": Sentence(
        "Pilih paling sedikit satu kantor di bawah kantor Anda.", "Choose at least one office below yours.", 422
    ),
    "instruction_answer_missing": Sentence("Tuliskan jawabannya.", "Write the answer.", 422),
    "instruction_answered": Sentence(
        "Instruksi ini sudah dijawab. Muat ulang halaman.", "This instruction has been answered. Reload the page.", 409
    ),
    "plan_owner_missing": Sentence(
        "Pilih orang di kantor Anda sebagai penanggung jawab.", "Choose a person of your office.", 422
    ),
    "plan_nobody_late": Sentence(
        "Tidak ada kantor yang terlambat dan belum diingatkan hari ini.",
        "No office is late and not yet reminded today.",
        409,
    ),
}
