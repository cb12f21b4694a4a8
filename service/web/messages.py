"""What forms say about wrong input, in both languages; WTForms' own sentences are only its keys."""

from service.web.language import ENGLISH, language

_EXPIRED = ("Formulir ini kedaluwarsa; kirim lagi.", "This form has expired; send it again.")

# The English text of WTForms, then Indonesian, then English as we say it.
_SENTENCES: dict[str, tuple[str, str]] = {
    "This field is required.": ("Bagian ini wajib diisi.", "This must be filled in."),
    "This field cannot be edited.": ("Bagian ini tidak dapat diubah.", "This cannot be changed."),
    "This field is disabled and cannot have a value.": ("Bagian ini harus dikosongkan.", "This must stay empty."),
    "Invalid input.": ("Isian tidak sesuai bentuk yang diminta.", "What was entered does not have the form asked for."),
    "Invalid email address.": (
        "Alamat surel tidak benar; contoh yang benar: nama@contoh.go.id.",
        "This is no mail address; a right one looks like name@example.org.",
    ),
    "Invalid URL.": (
        "Alamat situs tidak benar; awali dengan https://.",
        "This is no web address; begin with https://.",
    ),
    "Invalid UUID.": ("Pilihan tidak dikenal; pilih dari daftar.", "Unknown choice; pick one from the list."),
    "Invalid IP address.": ("Alamat IP tidak benar.", "This is no IP address."),
    "Invalid Choice: could not coerce.": (
        "Pilihan tidak dikenal; pilih dari daftar.",
        "Unknown choice; pick one from the list.",
    ),
    "Invalid choice(s): one or more data inputs could not be coerced.": (
        "Pilihan tidak dikenal; pilih dari daftar.",
        "Unknown choice; pick from the list.",
    ),
    "Choices cannot be None.": ("Belum ada pilihan.", "There is nothing to choose from yet."),
    "Not a valid choice.": ("Pilih salah satu dari daftar.", "Pick one from the list."),
    "Not a valid integer value.": ("Isi dengan bilangan bulat, misalnya 3.", "Enter a whole number, such as 3."),
    "Not a valid decimal value.": ("Isi dengan angka, misalnya 1500000.", "Enter a number, such as 1500000."),
    "Not a valid float value.": ("Isi dengan angka, misalnya 2,5.", "Enter a number, such as 2.5."),
    "Not a valid date value.": (
        "Tanggal tidak benar; tulis seperti 28-05-2025.",
        "This is no date; write it like 28-05-2025.",
    ),
    "Not a year of ours.": (
        "Tahunnya harus antara 1900 dan 2199; periksa tanggalnya.",
        "The year must lie between 1900 and 2199; check the date.",
    ),
    "Not a valid datetime value.": ("Tanggal dan waktu tidak benar.", "This is no date and time."),
    "Not a valid time value.": ("Waktu tidak benar; tulis seperti 09:30.", "This is no time; write it like 09:30."),
    "Number must be at least %(min)s.": ("Angkanya paling kecil %(min)s.", "The number must be at least %(min)s."),
    "Number must be at most %(max)s.": ("Angkanya paling besar %(max)s.", "The number must be at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": (
        "Angkanya antara %(min)s dan %(max)s.",
        "The number must lie between %(min)s and %(max)s.",
    ),
    "Date must be at least %(min)s.": ("Tanggalnya paling awal %(min)s.", "The date must not be before %(min)s."),
    "Date must be at most %(max)s.": ("Tanggalnya paling akhir %(max)s.", "The date must not be after %(max)s."),
    "Date must be between %(min)s and %(max)s.": (
        "Tanggalnya antara %(min)s dan %(max)s.",
        "The date must lie between %(min)s and %(max)s.",
    ),
    "Field must be equal to %(other_name)s.": ("Kedua isian harus sama.", "Both entries must be the same."),
    "Field must be at least %(min)d character long.": (
        "Isi dengan sedikitnya %(min)d huruf.",
        "Enter at least %(min)d character.",
    ),
    "Field must be at least %(min)d characters long.": (
        "Isi dengan sedikitnya %(min)d huruf.",
        "Enter at least %(min)d characters.",
    ),
    "Field cannot be longer than %(max)d character.": ("Paling banyak %(max)d huruf.", "At most %(max)d character."),
    "Field cannot be longer than %(max)d characters.": ("Paling banyak %(max)d huruf.", "At most %(max)d characters."),
    "Field must be exactly %(max)d character long.": ("Harus tepat %(max)d huruf.", "Exactly %(max)d character."),
    "Field must be exactly %(max)d characters long.": ("Harus tepat %(max)d huruf.", "Exactly %(max)d characters."),
    "Field must be between %(min)d and %(max)d characters long.": (
        "Panjangnya antara %(min)d dan %(max)d huruf.",
        "Between %(min)d and %(max)d characters.",
    ),
    "'%(value)s' is not a valid choice for this field.": (
        "“%(value)s” tidak ada di daftar.",
        "“%(value)s” is not on the list.",
    ),
    "'%(value)s' are not valid choices for this field.": (
        "%(value)s tidak ada di daftar.",
        "%(value)s are not on the list.",
    ),
    "Invalid value, must be one of: %(values)s.": ("Harus salah satu dari: %(values)s.", "Must be one of: %(values)s."),
    "Invalid value, can't be any of: %(values)s.": ("Tidak boleh: %(values)s.", "Must not be any of: %(values)s."),
    "CSRF failed.": _EXPIRED,
    "CSRF token expired.": _EXPIRED,
    "CSRF token missing.": _EXPIRED,
    "Invalid CSRF Token.": _EXPIRED,
    "Wrong kind of file.": (
        "Jenis berkas ini tidak diterima; lihat jenis yang boleh di bawah kolom.",
        "This kind of file is not accepted; the kinds taken are named below the field.",
    ),
    # Flask-WTF
    "The CSRF token is missing.": _EXPIRED,
    "The CSRF session token is missing.": _EXPIRED,
    "The CSRF tokens do not match.": _EXPIRED,
    "The CSRF token is invalid.": _EXPIRED,
    "The CSRF token has expired.": _EXPIRED,
}


class FormMessages:
    """The translations object that WTForms asks for its sentences."""

    def gettext(self, string: str) -> str:
        """The sentence in the language of the request; an unknown one as it is."""
        known = _SENTENCES.get(string)
        if known is None:
            return string
        return known[1] if language() == ENGLISH else known[0]

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The sentence for a number of things."""
        return self.gettext(singular if n == 1 else plural)


MESSAGES = FormMessages()
KEYS = frozenset(_SENTENCES)
