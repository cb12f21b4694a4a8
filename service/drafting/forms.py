"""The forms of drafting; the fields of the text itself come from the template's manifest."""

from flask_babel import lazy_gettext as _l

from service.documents.values import ARTICLE_LENGTH, TITLE_LENGTH
from service.documents.versions import LONGEST_NOTE
from service.web.forms import BaseForm, ChoiceField, LongTextField, TextField, VersionField


class CopyForm(BaseForm):
    """Anything that changes the working copy: it says which state of it the page has shown."""

    copy_version = VersionField()

    @property
    def seen(self) -> int | None:
        """The state of the working copy that the person saw."""
        found: int | None = self.copy_version.data
        return found


class SaveForm(CopyForm):
    """Saving a version."""

    note = TextField(
        _l("Catatan versi"),
        longest=LONGEST_NOTE,
        help=_l("Apa yang berubah, dalam satu kalimat. Tampil pada daftar versi."),
    )


class ArticleForm(CopyForm):
    """The heading and the text of one article."""

    title = TextField(_l("Judul pasal"), longest=TITLE_LENGTH, required=True)
    body = LongTextField(
        _l("Isi pasal"),
        longest=ARTICLE_LENGTH,
        rows=14,
        required=True,
        help=_l(
            "Satu baris satu ayat. Awali ayat dengan (1), huruf dengan a., angka dengan 1). "
            "Tulis {nama_isian} untuk menaruh isian dan {pasal.kunci} untuk menunjuk pasal lain."
        ),
    )


class ClauseForm(CopyForm):
    """Putting in a clause of the library."""

    clause = ChoiceField(_l("Klausul"), required=True)


class EarlierForm(CopyForm):
    """Starting from an earlier text."""

    earlier = ChoiceField(_l("Naskah terdahulu"), required=True)
