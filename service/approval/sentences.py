"""Sentences of the refusals of approval."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "approval_closed": Sentence(
        "Tidak ada persetujuan yang sedang diminta untuk naskah ini. Muat ulang halaman untuk melihat keadaannya.",
        "No approval is being requested for this paper. Reload the page to see where it stands.",
    ),
    "approval_out_of_turn": Sentence(
        "Belum giliran Anda. Persetujuan diberikan berurutan; tunggu keputusan pejabat sebelum Anda.",
        "It is not your turn yet. Approvals are given in order; wait for the official before you.",
    ),
    "approval_not_yours": Sentence(
        "Giliran ini milik jabatan lain, jadi Anda tidak dapat memutuskannya.",
        "This turn belongs to another office-holder, so you cannot decide it.",
        403,
    ),
    "approval_other_office": Sentence(
        "Naskah ini disahkan oleh kantor utamanya. Kantor Anda turut serta tetapi tidak memberi persetujuan di sini.",
        "This paper is approved by its lead office. Your office takes part but does not approve here.",
        403,
    ),
    "chain_empty": Sentence(
        "Pilih paling sedikit satu pejabat yang menyetujui.", "Choose at least one official who approves.", 422
    ),
    "chain_role_unknown": Sentence(
        "Rantai persetujuan hanya boleh berisi jabatan yang berwenang menyetujui.",
        "The chain may contain only positions that are authorised to approve.",
        422,
    ),
    "chain_role_twice": Sentence(
        "Jabatan yang sama tidak boleh berada dua kali dalam rantai.",
        "The same position cannot appear twice in the chain.",
        422,
    ),
}
