"""What people read when something about a paper or a template is refused."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "template_unknown": Sentence(
        id="Templat {name} tidak ada. Pilih templat lain dari daftar.",
        en="There is no template {name}. Choose another one from the list.",
        status=404,
    ),
    "template_faulty": Sentence(
        id="Templat tidak dapat diisi: {what} (baris {line}). Perbaiki templatnya, lalu coba lagi.",
        en="The template cannot be filled: {what} (line {line}). Mend the template, then try again.",
        status=422,
    ),
    "template_unknown_name": Sentence(
        id="Templat meminta isian yang tidak dikenal: {name}. Periksa ejaannya di dalam berkas templat.",
        en="The template asks for an unknown value: {name}. Check its spelling in the template file.",
        status=422,
    ),
    "template_forbidden": Sentence(
        id="Templat memuat perintah yang tidak diizinkan: {what}. Hapus perintah itu, lalu unggah kembali.",
        en="The template contains a construct that is not allowed: {what}. Remove it, then upload again.",
        status=422,
    ),
    "template_too_slow": Sentence(
        id="Pengisian templat dihentikan karena melewati batas waktu. Periksa perulangan di dalam templat.",
        en="Filling the template was stopped at its time limit. Check the loops in the template.",
        status=422,
    ),
    "template_too_large": Sentence(
        id="Templat atau hasilnya terlalu besar untuk diolah. Kecilkan gambar dan kurangi isinya.",
        en="The template or what it makes is too large to be handled. Shrink its pictures and contents.",
        status=413,
    ),
    "template_broken": Sentence(
        id="Templat tidak dapat diolah. Buka di Word atau LibreOffice, simpan ulang sebagai DOCX, lalu coba lagi.",
        en="The template cannot be handled. Open it in Word or LibreOffice, save it as DOCX again, then try again.",
        status=422,
    ),
    "not_docx": Sentence(
        id="Berkas ini bukan dokumen Word (DOCX), apa pun namanya. Simpan sebagai DOCX lalu unggah kembali.",
        en="This file is not a Word document (DOCX), whatever its name says. Save it as DOCX and upload it again.",
        status=415,
    ),
    "docx_external_link": Sentence(
        id="Dokumen mengambil isi dari luar ({target}). Sematkan isinya ke dalam dokumen, lalu unggah kembali.",
        en="The document fetches content from elsewhere ({target}). Embed it in the document, then upload again.",
        status=422,
    ),
    "docx_macro": Sentence(
        id="Dokumen memuat makro. Simpan sebagai DOCX tanpa makro, lalu unggah kembali.",
        en="The document contains a macro. Save it as DOCX without macros, then upload again.",
        status=422,
    ),
    "docx_embedded_object": Sentence(
        id="Dokumen memuat objek tersemat ({part}). Hapus objek itu atau ganti dengan gambar, lalu unggah kembali.",
        en="The document contains an embedded object ({part}). Remove it or use a picture, then upload again.",
        status=422,
    ),
    "picture_unreadable": Sentence(
        id="Gambar logo tidak dapat dibaca. Gunakan berkas PNG atau JPEG yang utuh, paling besar 4000 piksel.",
        en="The logo cannot be read. Use an intact PNG or JPEG file of at most 4000 pixels.",
        status=422,
    ),
    "values_faulty": Sentence(
        id="Ada {count} isian yang perlu diperbaiki. Isian pertama: {first}.",
        en="{count} values need mending. The first one: {first}.",
        status=422,
    ),
    "amount_words_differ": Sentence(
        id='Jumlah {figure} ditulis "{said}"; seharusnya "{right}".',
        en='The sum {figure} is written "{said}"; it should be "{right}".',
        status=422,
    ),
    "number_words_differ": Sentence(
        id='Angka {figure} ditulis "{said}"; seharusnya "{right}".',
        en='The number {figure} is written "{said}"; it should be "{right}".',
        status=422,
    ),
    "date_words_differ": Sentence(
        id='Tanggal {figure} tidak sama dengan hurufnya; seharusnya "{right}".',
        en='The date {figure} is unlike its words; it should be "{right}".',
        status=422,
    ),
    "date_impossible": Sentence(
        id="Tanggal {figure} tidak ada pada kalender.", en="There is no such date as {figure}.", status=422
    ),
    "weekday_wrong": Sentence(
        id='Hari pada "{figure}" keliru; tanggal itu hari {right}.',
        en='The weekday in "{figure}" is wrong; that date is a {right}.',
        status=422,
    ),
    "left_open": Sentence(
        id='Masih ada bagian yang belum diisi: "{said}".',
        en='A part is still left open: "{said}".',
        status=422,
    ),
    "article_reference_beyond": Sentence(
        id="Menunjuk Pasal {number}, padahal naskah ini hanya memuat {count} pasal.",
        en="Refers to article {number}, but this paper has only {count} articles.",
        status=422,
    ),
    "article_reference_fixed": Sentence(
        id="Menunjuk Pasal {number} dengan angka yang diketik; tulis {{pasal.kunci}} agar ikut berubah bila urutannya berubah.",
        en="Refers to article {number} by a typed number; write {{pasal.key}} so that it follows when the order changes.",
        status=422,
    ),
    "annex_missing": Sentence(
        id="Menunjuk {annex}, tetapi lampiran itu belum diisi.",
        en="Refers to {annex}, but that annex is not filled in.",
        status=422,
    ),
    "party_name_mixed": Sentence(
        id="Menulis PIHAK PERTAMA, sedangkan naskah ini menyebut PIHAK KESATU. Pakai satu sebutan.",
        en="Says PIHAK PERTAMA where this paper says PIHAK KESATU. Use one name throughout.",
        status=422,
    ),
    "rank_without_ground": Sentence(
        id="{position} bukan pimpinan lembaga dan belum menyebut dasar kewenangannya (surat kuasa atau pendelegasian).",
        en="{position} does not head the institution and names no ground for signing (power of attorney or delegation).",
        status=422,
    ),
    "manifest_faulty": Sentence(
        id="Berkas manifest.toml belum benar: {what}.",
        en="The file manifest.toml is not right yet: {what}.",
        status=422,
    ),
    "template_field_unused": Sentence(
        id='Isian "{name}" ({key}) tidak dipakai pada naskah maupun pasal.',
        en='The field "{name}" ({key}) is used neither in the document nor in an article.',
        status=422,
    ),
    "template_no_places": Sentence(
        id='Tempat tanda tangan belum ada. Sisipkan paragraf bergaya "Tempat TTD" seperti pada templat bawaan.',
        en='There is no place to sign. Put in a paragraph of the style "Tempat TTD" as in the shipped template.',
        status=422,
    ),
    "template_font_unknown": Sentence(
        id="Huruf {font} tidak tersedia; barisnya akan dicetak dengan huruf pengganti. Pakai Bookman Old Style atau Arial.",
        en="The font {font} is not available; another will stand in. Use Bookman Old Style or Arial.",
        status=422,
    ),
    "template_drops_mandatory": Sentence(
        id='Pasal wajib "{title}" dari templat di atasnya tidak boleh dihilangkan.',
        en='The mandatory article "{title}" of the template above may not be dropped.',
        status=422,
    ),
    "template_sample_faulty": Sentence(
        id="Contoh isian (sample.json) belum memenuhi manifest: {count} isian perlu diperbaiki, mulai dari {place}.",
        en="The sample (sample.json) does not fit the manifest: {count} fields want mending, beginning with {place}.",
        status=422,
    ),
    "preview_overtaken": Sentence(
        id="Pratinjau ini sudah digantikan oleh yang lebih baru.",
        en="A newer preview has taken the place of this one.",
        status=409,
    ),
    "preview_busy": Sentence(
        id="Pratinjau sedang dipakai banyak orang. Lanjutkan mengisi; pratinjau menyusul sebentar lagi.",
        en="Many people are using the preview. Go on writing; the preview follows in a moment.",
        status=503,
    ),
    "paper_too_slow": Sentence(
        id="Pembuatan PDF melewati batas waktu {seconds} detik. Periksa tabel yang sangat panjang, lalu coba lagi.",
        en="Making the PDF took longer than {seconds} seconds. Check for very long tables, then try again.",
        status=503,
    ),
    "paper_not_made": Sentence(
        id="PDF gagal dibuat. Coba lagi; bila berulang, hubungi pengelola agar menjalankan pemeriksaan sistem.",
        en="The PDF could not be made. Try again; if it happens again, ask the administrator to check the system.",
        status=503,
    ),
    "paper_without_places": Sentence(
        id="Tempat tanda tangan {slot} tidak ditemukan pada naskah. Periksa blok tanda tangan di templat.",
        en="The place for signature {slot} was not found on the paper. Check the signature block of the template.",
        status=422,
    ),
    "table_too_long": Sentence(
        id="Tabel {key} berisi {rows} baris; batasnya {limit}. Bagi menjadi beberapa lampiran.",
        en="The table {key} has {rows} rows; the limit is {limit}. Split it into several annexes.",
        status=422,
    ),
    "number_pending_electronic": Sentence(
        id="Naskah elektronik memerlukan nomor semua pihak sebelum penandatanganan dibuka.",
        en="An electronic paper needs the numbers of all parties before signing opens.",
        status=422,
    ),
    "glyph_missing": Sentence(
        id="Huruf {character} pada {name} tidak dapat dicetak. Ganti huruf itu, simpan versi baru, lalu coba lagi.",
        en="The character {character} in {name} cannot be printed. Replace it, save a new version, then try again.",
        status=422,
    ),
    # Faults of single fields; `check_values` names the field.
    "field_missing": Sentence(id="Wajib diisi.", en="This must be filled in.", status=422),
    "field_unknown": Sentence(id="Isian ini tidak dikenal templat.", en="The template does not know this.", status=422),
    "field_wrong_type": Sentence(id="Bentuk isian tidak sesuai.", en="The value has the wrong form.", status=422),
    "field_too_long": Sentence(
        id="Terlalu panjang: {length} huruf, batasnya {limit}.",
        en="Too long: {length} characters, the limit is {limit}.",
        status=422,
    ),
    "field_too_few": Sentence(id="Paling sedikit {limit} butir.", en="At least {limit} entries.", status=422),
    "field_too_many": Sentence(id="Paling banyak {limit} butir.", en="At most {limit} entries.", status=422),
    "field_control_character": Sentence(
        id="Memuat huruf kendali yang tidak terlihat ({character}). Ketik ulang bagian itu.",
        en="Contains an invisible control character ({character}). Type that part again.",
        status=422,
    ),
    "field_no_glyph": Sentence(
        id="Huruf {character} ({name}) tidak ada pada jenis huruf naskah. Ganti dengan huruf lain.",
        en="The character {character} ({name}) is not in the font of the paper. Use another one.",
        status=422,
    ),
    "field_unknown_choice": Sentence(id="Pilihan tidak dikenal.", en="Unknown choice.", status=422),
    "field_not_positive": Sentence(id="Harus lebih dari nol.", en="Must be more than zero.", status=422),
    "field_after_other": Sentence(
        id="Tanggal ini melewati tanggal pada {other}.", en="This date is after the one in {other}.", status=422
    ),
    "field_same_as_other": Sentence(id="Tidak boleh sama dengan {other}.", en="Must differ from {other}.", status=422),
    "article_missing": Sentence(
        id="Pasal {title} wajib ada dan tidak dapat dihapus.",
        en="The article {title} is mandatory and cannot be dropped.",
        status=422,
    ),
    "article_twice": Sentence(id="Pasal ini tercantum dua kali.", en="This article appears twice.", status=422),
    "article_unknown_place": Sentence(
        id="Tidak ada isian bernama {{{name}}}. Periksa ejaannya.",
        en="There is no value named {{{name}}}. Check its spelling.",
        status=422,
    ),
    "article_misnumbered": Sentence(
        id="Nomor {marker} seharusnya {expected}. Urutkan kembali penomorannya.",
        en="Number {marker} should be {expected}. Put the numbering in order.",
        status=422,
    ),
}
