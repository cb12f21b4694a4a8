"""The forms of the library."""

from flask_babel import lazy_gettext as _l

from service.documents.values import ARTICLE_LENGTH, TITLE_LENGTH
from service.web.forms import BaseForm, CheckField, ChoiceField, FileField, LongTextField, TextField, VersionedForm

LARGEST_TEMPLATE = 10 * 1024 * 1024


class TemplateForm(BaseForm):
    """Bringing a template; what is not brought is taken from the template it stands in for."""

    base = ChoiceField(
        _l("Berdasarkan templat"),
        required=True,
        help=_l("Isian, pasal, dan contoh yang tidak Anda unggah diambil dari templat ini."),
    )
    document = FileField(
        _l("Berkas Word (template.docx)"),
        accept=(".docx",),
        most=LARGEST_TEMPLATE,
        help=_l("Unduh templat yang dipakai sekarang, sunting di Word atau LibreOffice, lalu unggah di sini."),
    )
    manifest = FileField(
        _l("Isian dan pasal (manifest.toml)"),
        accept=(".toml",),
        conditional=True,
        help=_l("Hanya bila isian atau pasalnya ikut diubah."),
    )
    sample = FileField(
        _l("Contoh isian (sample.json)"),
        accept=(".json",),
        conditional=True,
        help=_l("Hanya bila isiannya ikut diubah."),
    )
    note = TextField(_l("Apa yang diubah"), longest=500, required=True)


class ConfirmForm(BaseForm):
    """Saying that a template was compared with the annex."""

    note = TextField(
        _l("Dibandingkan dengan"),
        longest=300,
        required=True,
        help=_l("Lampiran dan halaman Perbawaslu 7/2023 yang dibandingkan, dan siapa yang membandingkan."),
    )


class ClauseForm(BaseForm):
    """A clause: its words and where it is used."""

    title = TextField(_l("Judul pasal"), longest=TITLE_LENGTH, required=True)
    body = LongTextField(
        _l("Isi pasal"),
        longest=ARTICLE_LENGTH,
        rows=12,
        required=True,
        help=_l("Satu baris satu ayat. Awali ayat dengan (1), huruf dengan a., angka dengan 1)."),
    )
    kind = ChoiceField(_l("Untuk naskah"))
    category = ChoiceField(_l("Untuk mitra"))
    topic = TextField(_l("Pokok"), longest=80, help=_l("Misalnya Netralitas, Data, Pembiayaan."))
    legal_basis = TextField(_l("Dasar hukum"), longest=300)
    mandatory = CheckField(_l("Wajib ada pada setiap naskah yang sesuai, di kantor ini dan semua kantor di bawahnya"))
    note = TextField(_l("Apa yang diubah"), longest=300)


class ClauseChangeForm(ClauseForm, VersionedForm):
    """A clause that exists already."""


class SeenForm(VersionedForm):
    """A button that says which state of the row the page has shown."""
