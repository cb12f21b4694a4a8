"""What an office may still decide about the watch (open points of the regulation)."""

from service.core.policies import Policy, Unit, register

DAYS, CONSULTATION, VALID, ANSWER = (
    "screening_days",
    "screening_consultation_required",
    "screening_valid_days",
    "screening_answer_days",
)
_OURS = "Kebijakan bawaan; tenggat dan tata caranya belum terbaca pada Perbawaslu 7/2023."


def register_policies() -> None:
    """Add the figures of this room."""
    register(
        Policy(
            DAYS, Unit.DAYS, 14, 1, 90, "Tenggat penapisan ulang sejak tahapan dibuka",
            "Days for a screening from the opening of a phase", _OURS,
        ),
        Policy(
            CONSULTATION, Unit.FLAG, 1, 0, 1, "Penangguhan dan pengakhiran memerlukan konsultasi tingkat atas",
            "Suspending and ending need consultation of the level above", _OURS,
        ),
        Policy(
            VALID, Unit.DAYS, 30, 1, 365, "Umur penapisan yang masih cukup untuk penandatanganan dan perpanjangan",
            "Age of a screening that still suffices for signing and renewal", _OURS,
        ),
        Policy(
            ANSWER, Unit.WORKING_DAYS, 10, 1, 60, "Waktu menunggu jawaban konsultasi penapisan",
            "Time to wait for the answer of a screening consultation", _OURS,
        ),
    )  # fmt: skip
