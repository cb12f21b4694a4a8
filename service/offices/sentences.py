"""Sentences of the refusals about offices, partners and signatories."""

from service.core.refusals import Sentence

_PARTNERS: dict[str, Sentence] = {
    "partner_unknown": Sentence(
        id="Mitra itu tidak ditemukan. Pilih mitra dari daftar atau tambahkan mitra baru.",
        en="That partner was not found. Choose one from the list or add a new one.",
        status=404,
    ),
    "partner_same_name": Sentence(
        id="Mitra dengan nama serupa sudah ada: {names}. Pakai yang sudah ada, atau nyatakan bahwa ini mitra yang berbeda.",
        en="A partner of a similar name exists: {names}. Use it, or say that this is a different one.",
    ),
    "signatory_not_yours": Sentence(
        id="Penanda tangan ini dicatat oleh kantor lain. Mintalah kantor itu mengubahnya, atau tambahkan penanda tangan lain.",
        en="Another office entered this signatory. Ask that office to change it, or add another signatory.",
        status=403,
    ),
    "evidence_not_yours": Sentence(
        id="Bukti ini dicatat oleh kantor lain. Mintalah kantor itu menariknya.",
        en="Another office entered this document. Ask that office to withdraw it.",
        status=403,
    ),
    "partner_not_yours": Sentence(
        id="Data pokok mitra ini dikelola oleh {office}. Anda tetap dapat menambah bukti dan penanda tangan.",
        en="The main facts of this partner are kept by {office}. You can still add evidence and signatories.",
        status=403,
    ),
    "partner_name_missing": Sentence("Tuliskan nama mitra.", "Give the partner's name.", 422),
    "partner_parent_self": Sentence(
        id="Mitra tidak dapat menjadi bagian dari dirinya sendiri atau dari unit di bawahnya. Pilih lembaga induk yang lain.",
        en="A partner cannot be part of itself or of one of its units. Choose another parent body.",
        status=422,
    ),
    "partner_parent_missing": Sentence(
        id="{category} adalah bagian dari lembaga lain. Pilih lembaga induknya; bila belum ada, tambahkan lebih dahulu.",
        en="{category_en} is part of another body. Choose its parent body, or add that one first.",
        status=422,
    ),
    "category_unknown": Sentence(
        id="Jenis mitra itu tidak dikenal. Pilih salah satu dari daftar.",
        en="That kind of partner is not known. Choose one from the list.",
        status=422,
    ),
    "partner_category_refused": Sentence(
        id="{category} tidak dapat menjadi mitra. {why}",
        en="{category_en} cannot be a partner. {why_en}",
        status=422,
    ),
    "partner_tie_party": Sentence(
        id="Mitra ini tercatat terkait dengan partai politik, sehingga kerja sama dapat memengaruhi kemandirian Bawaslu.",
        en="This partner is recorded as tied to a political party, so an agreement may touch Bawaslu's independence.",
    ),
    "partner_tie_candidate": Sentence(
        id="Mitra ini tercatat terkait dengan calon peserta pemilu, sehingga kerja sama dapat memengaruhi kemandirian Bawaslu.",
        en="This partner is recorded as tied to a candidate, so an agreement may touch Bawaslu's independence.",
    ),
    "partner_tie_campaign": Sentence(
        id="Mitra ini tercatat terkait dengan tim kampanye, sehingga kerja sama dapat memengaruhi kemandirian Bawaslu.",
        en="This partner is recorded as tied to a campaign team, so an agreement may touch Bawaslu's independence.",
    ),
    "independence_unchecked": Sentence(
        id="Kaitan mitra dengan partai, calon, atau tim kampanye belum diperiksa.",
        en="Ties of the partner to parties, candidates or campaign teams have not been checked.",
    ),
    "independence_note_missing": Sentence(
        id="Tuliskan dasar pemeriksaan: apa yang diperiksa dan dari mana.",
        en="Say what the check rests on: what was looked at, and where.",
        status=422,
    ),
}

_EVIDENCE: dict[str, Sentence] = {
    "evidence_kind_unknown": Sentence(
        id="Jenis bukti itu tidak dikenal. Pilih salah satu dari daftar.",
        en="That kind of evidence is not known. Choose one from the list.",
        status=422,
    ),
    "evidence_unknown": Sentence(
        id="Bukti itu tidak ditemukan. Muat ulang halaman mitra.",
        en="That evidence was not found. Reload the partner's page.",
        status=404,
    ),
    "evidence_missing": Sentence(id="Belum ada: {name}. {why}", en="Missing: {name_en}. {why_en}"),
    "evidence_expired": Sentence(
        id="{name} sudah habis masa berlakunya. Minta dan unggah yang masih berlaku.",
        en="{name_en} has expired. Ask for a valid one and upload it.",
    ),
    "evidence_from_future": Sentence(
        id="{name} bertanggal setelah hari ini. Periksa tanggalnya.",
        en="{name_en} is dated after today. Check the date.",
    ),
    "evidence_refused": Sentence(
        id="{name} tidak diterima. {why}", en="{name_en} is not accepted. {why_en}", status=422
    ),
    "evidence_without_file": Sentence(
        id="Ada bukti tanpa berkas. Unggah pindaiannya bila tersedia.",
        en="Some evidence has no file. Upload its scan when you have it.",
    ),
    "evidence_unchecked": Sentence(
        id="Ada bukti yang belum diperiksa orang kedua.",
        en="Some evidence has not been checked by a second person.",
    ),
    "evidence_number_missing": Sentence("Tuliskan nomor dokumennya.", "Give the number of the document.", 422),
    "evidence_dates_crossed": Sentence(
        id="Tanggal akhir berlaku lebih awal daripada tanggal dokumen. Periksa kedua tanggal.",
        en="The end of validity lies before the date of the document. Check both dates.",
        status=422,
    ),
    "evidence_needs_second_person": Sentence(
        id="Bukti diperiksa oleh orang lain, bukan oleh yang mengunggahnya.",
        en="Evidence is checked by another person than the one who uploaded it.",
        status=403,
    ),
    "evidence_already_checked": Sentence("Bukti ini sudah diperiksa.", "This evidence has been checked already."),
    "evidence_withdrawn": Sentence("Bukti ini sudah ditarik.", "This evidence was withdrawn."),
    "withdrawal_reason_missing": Sentence(
        "Tuliskan alasan penarikan bukti.", "Give the reason for withdrawing the evidence.", 422
    ),
}

_SIGNATORIES: dict[str, Sentence] = {
    "signatory_unknown": Sentence(
        id="Penanda tangan itu tidak ditemukan. Pilih dari daftar atau tambahkan yang baru.",
        en="That signatory was not found. Choose one from the list or add a new one.",
        status=404,
    ),
    "signatory_name_missing": Sentence(
        "Tuliskan nama dan jabatan penanda tangan.", "Give the signatory's name and position.", 422
    ),
    "signatory_kinds_missing": Sentence(
        id="Pilih naskah yang boleh ditandatangani: Nota Kesepahaman, Perjanjian Kerja Sama, atau keduanya.",
        en="Choose what may be signed: memorandum, cooperation agreement, or both.",
        status=422,
    ),
    "signatory_acting_unknown": Sentence(
        id="Kapasitas jabatan hanya Plt., Plh., atau kosong untuk pejabat definitif.",
        en="The capacity must be Plt., Plh., or empty for a full appointment.",
        status=422,
    ),
    "signatory_inactive": Sentence(
        id="{signatory} sudah tidak aktif sebagai penanda tangan. Pilih penanda tangan lain.",
        en="{signatory} is no longer active as a signatory. Choose another one.",
    ),
    "signatory_may_not_sign": Sentence(
        id="{signatory} tidak berwenang menandatangani {kind}. Pilih penanda tangan lain atau ubah kewenangannya.",
        en="{signatory} may not sign a {kind}. Choose another signatory or change what this one may sign.",
    ),
    "decree_missing": Sentence(
        id="Keputusan pengangkatan atau surat kuasa {signatory} belum lengkap: isi nomor, tanggal, dan mulai berlakunya.",
        en="The decree or power of attorney of {signatory} is incomplete: give its number, date and first valid day.",
    ),
    "decree_from_future": Sentence(
        id="Keputusan pengangkatan atau surat kuasa {signatory} bertanggal setelah hari penandatanganan. Periksa tanggalnya.",
        en="The decree or power of attorney of {signatory} is dated after the day of signing. Check the date.",
    ),
    "decree_not_yet": Sentence(
        id="Keputusan pengangkatan atau surat kuasa {signatory} belum mulai berlaku. Tunggu atau pilih penanda tangan lain.",
        en="The decree or power of attorney of {signatory} is not in force yet. Wait, or choose another signatory.",
    ),
    "decree_expired": Sentence(
        id="Keputusan pengangkatan atau surat kuasa {signatory} sudah habis masa berlakunya. Masukkan yang baru.",
        en="The decree or power of attorney of {signatory} has expired. Enter the new one.",
    ),
    "decree_without_file": Sentence(
        id="Pindaian keputusan pengangkatan atau surat kuasa {signatory} belum diunggah.",
        en="The scan of the decree or power of attorney of {signatory} has not been uploaded.",
    ),
    "decree_dates_crossed": Sentence(
        id="Akhir berlaku lebih awal daripada mulai berlaku. Periksa kedua tanggal.",
        en="The last valid day lies before the first. Check both dates.",
        status=422,
    ),
}

_OFFICES: dict[str, Sentence] = {
    "office_unknown": Sentence(
        id="Kantor itu tidak ditemukan. Muat ulang halaman.",
        en="That office was not found. Reload the page.",
        status=404,
    ),
    "office_not_yours": Sentence(
        id="Anda hanya dapat mengelola kantor Anda sendiri dan kantor di bawahnya.",
        en="You can only manage your own office and those below it.",
        status=403,
    ),
    "office_name_missing": Sentence("Tuliskan nama kantor.", "Give the office's name.", 422),
    "offices_file_broken": Sentence(
        id="Berkas kantor tidak dapat dibaca: {why}. Tidak ada yang dimasukkan.",
        en="The file of offices cannot be read: {why}. Nothing was entered.",
        status=422,
    ),
}

_NUMBERS: dict[str, Sentence] = {
    "number_format_broken": Sentence(
        id="Format nomor tidak dapat dibaca. Contoh: {{sequence:3}}/{{classification}}/{{code}}/{{year}}.",
        en="The number format cannot be read. Example: {{sequence:3}}/{{classification}}/{{code}}/{{year}}.",
        status=422,
    ),
    "number_format_part_unknown": Sentence(
        id="Bagian “{part}” tidak dikenal dalam format nomor. Yang tersedia: {known}.",
        en="The part “{part}” is not known in a number format. There are: {known}.",
        status=422,
    ),
    "number_format_part_missing": Sentence(
        id="Format nomor harus memuat bagian “{part}” agar tidak ada dua naskah bernomor sama.",
        en="The number format must contain “{part}” so that no two papers bear the same number.",
        status=422,
    ),
}

SENTENCES: dict[str, Sentence] = {**_PARTNERS, **_EVIDENCE, **_SIGNATORIES, **_OFFICES, **_NUMBERS}
