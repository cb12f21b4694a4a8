"""The reasons of verdicts in both languages: what was found, and what to do about it."""

from service.core.refusals import UNKNOWN, Sentence

REASONS: dict[str, Sentence] = {
    "not_pdf": Sentence(
        id="Berkas ini bukan PDF. Unggah PDF yang Anda terima.", en="This file is no PDF. Upload the PDF you received."
    ),
    "encrypted": Sentence(
        id="PDF ini terkunci kata sandi, jadi tidak dapat diperiksa. Minta berkas tanpa kata sandi.",
        en="This PDF is locked with a password, so it cannot be checked. Ask for a file without one.",
    ),
    "too_large": Sentence(
        id="Berkas ini terlalu besar untuk diperiksa di sini.", en="This file is too large to be checked here."
    ),
    "took_too_long": Sentence(
        id="Pemeriksaan berkas ini melampaui batas waktu atau memori, jadi dihentikan.",
        en="Checking this file exceeded the limits of time or memory and was stopped.",
    ),
    "cannot_be_judged": Sentence(
        id="Susunan berkas ini tidak dapat dinilai dengan pasti. Minta berkas asli dari penerbitnya.",
        en="The structure of this file cannot be judged with certainty. Ask its issuer for the original.",
    ),
    "no_signature": Sentence(
        id="PDF ini tidak memuat tanda tangan elektronik.", en="This PDF bears no electronic signature."
    ),
    "digest_mismatch": Sentence(
        id="Isi yang ditandatangani pada kolom {field} telah berubah sesudah penandatanganan.",
        en="The content signed in field {field} was changed after signing.",
    ),
    "signature_broken": Sentence(
        id="Tanda tangan pada kolom {field} rusak atau bukan buatan pemilik sertifikatnya.",
        en="The signature in field {field} is broken or not made by the owner of its certificate.",
    ),
    "coverage_unclear": Sentence(
        id="Tanda tangan pada kolom {field} tidak meliputi berkas sebagaimana mestinya.",
        en="The signature in field {field} does not cover the file as it should.",
    ),
    "changed_after_signing": Sentence(
        id="Berkas diubah sesudah tanda tangan pada kolom {field}, di luar yang diizinkan.",
        en="The file was changed after the signature in field {field}, beyond what is allowed.",
    ),
    "padding_not_empty": Sentence(
        id="Ruang kosong di sekitar tanda tangan pada kolom {field} berisi data tersembunyi.",
        en="The empty space around the signature in field {field} holds hidden data.",
    ),
    "trailing_bytes": Sentence(
        id="Ada data di belakang bagian terakhir yang ditandatangani.",
        en="There is data behind the last part that is signed.",
    ),
    "signature_twice": Sentence(
        id="Satu tanda tangan dipasang pada dua kolom, {field} dan {other}.",
        en="One signature is used in two fields, {field} and {other}.",
    ),
    "field_not_in_plan": Sentence(
        id="Kolom tanda tangan {field} ditambahkan di luar rencana penandatanganan.",
        en="Signature field {field} was added outside the signing plan.",
    ),
    "certification_not_first": Sentence(
        id="Segel yang mengunci naskah bukan tanda tangan pertama.",
        en="The seal that locks the paper is not its first signature.",
    ),
    "signer_untrusted": Sentence(
        id="Sertifikat pada kolom {field} tidak berpangkal pada otoritas yang dipercaya di sini.",
        en="The certificate in field {field} does not lead to an authority trusted here.",
    ),
    "signer_revoked": Sentence(
        id="Sertifikat pada kolom {field} telah dicabut sebelum dipakai menandatangani.",
        en="The certificate in field {field} had been revoked before it signed.",
    ),
    "signer_expired": Sentence(
        id="Sertifikat pada kolom {field} tidak berlaku pada waktu penandatanganan.",
        en="The certificate in field {field} was not valid at the time of signing.",
    ),
    "timestamp_untrusted": Sentence(
        id="Penanda waktu pada kolom {field} tidak dapat dipercaya.",
        en="The timestamp in field {field} cannot be trusted.",
    ),
    "timestamp_expired": Sentence(
        id="Penanda waktu terakhir ({field}) sudah melampaui masa berlakunya dan tidak diperbarui.",
        en="The last timestamp ({field}) has outlived its certificate and was not renewed.",
    ),
    "no_timestamp": Sentence(
        id="Waktu pada kolom {field} hanya pengakuan penanda tangan; tidak ada penanda waktu.",
        en="The time in field {field} is the signer's own claim; there is no timestamp.",
    ),
    "field_empty": Sentence(
        id="Kolom tanda tangan {field} belum ditandatangani.", en="Signature field {field} is not signed yet."
    ),
    "archive_missing": Sentence(
        id="Naskah ini belum ditutup dengan penanda waktu arsip; ini bukan salinan akhir.",
        en="This paper has not been closed by an archive timestamp; it is not the final copy.",
    ),
    "register_in_progress": Sentence(
        id="Menurut register, penandatanganan naskah ini belum selesai. Ini bukan salinan akhir.",
        en="According to the register this paper is still being signed. This is not the final copy.",
    ),
    "register_rolled_back": Sentence(
        id="Menurut register, ini bagian naskah yang lebih lama, bukan salinan terbitan. Minta salinan akhirnya.",
        en="According to the register this is an earlier part of the paper, not the published copy. Ask for that.",
    ),
    "register_unknown": Sentence(
        id="Register di sini tidak mengenal berkas ini.", en="The register here does not know this file."
    ),
    "newer_archive_copy": Sentence(
        id="Ada salinan arsip yang lebih baru dari naskah ini; salinan ini tetap asli.",
        en="There is a newer archive copy of this paper; this copy remains authentic.",
    ),
    "demo_authority": Sentence(
        id="CONTOH, TIDAK BERLAKU: naskah ini dibuat dengan otoritas peragaan.",
        en="EXAMPLE, NOT VALID: this paper was made with a demo authority.",
    ),
    "not_certified": Sentence(
        id="Tanda tangan ini tidak tersertifikasi menurut PP 71/2019.",
        en="These signatures are not certified in the sense of PP 71/2019.",
    ),
    "scan_only": Sentence(
        id="Ini pindaian naskah bertanda tangan basah; segel menjamin pindaiannya, bukan tanda tangan di atas kertas.",
        en="This is a scan of a paper signed by hand; the seal vouches for the scan, not for the ink.",
    ),
}


def sentence(code: str) -> Sentence:
    """The sentence of a reason."""
    return REASONS.get(code, UNKNOWN)
