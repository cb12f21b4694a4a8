"""What an office may still decide about applications."""

from service.core.policies import Policy, Unit, register

ANSWER, KEEP = "application_answer_days", "application_keep_months"


def register_policies() -> None:
    """Add the figures of applications."""
    register(
        Policy(
            ANSWER, Unit.WORKING_DAYS, 10, 1, 60, "Waktu menjawab permohonan kerja sama",
            "Time to answer an application for cooperation",
            "Kebijakan bawaan; tenggat menjawab permohonan belum terbaca pada Perbawaslu 7/2023.",
        ),
        Policy(
            KEEP, Unit.MONTHS, 24, 1, 120, "Masa simpan data kontak permohonan sejak perubahan terakhir",
            "How long contacts of an application are kept after its last change",
            "Kebijakan bawaan; UU 27/2022 mewajibkan data pribadi dihapus bila tidak diperlukan lagi.",
        ),
    )  # fmt: skip
