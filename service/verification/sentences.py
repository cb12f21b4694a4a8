"""Sentences of the refusals of verification."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "code_unknown": Sentence(
        "Kode ini tidak dikenal. Periksa apakah alamatnya tersalin utuh dari naskah. Bila memang demikian tertulis, "
        "naskah itu tidak tercatat di sini.",
        "This code is not known. Check that the address was copied whole from the paper. If it does read so, "
        "that paper is not registered here.",
        404,
    ),
}
