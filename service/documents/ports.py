"""What makes papers, as the workers see it."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.documents.catalogue import Template
    from service.documents.content import Content, Engrossment
    from service.documents.previewing import Preview
    from service.documents.rendering import Paper


class Renderer(Protocol):
    """Turns a text into its paper. Refuses with the code of what went wrong, naming field or character."""

    def render(
        self,
        template: "Template",
        content: "Content",
        engrossment: "Engrossment | None" = None,
        *,
        logos: "dict[str, bytes] | None" = None,
        source: bytes | None = None,
    ) -> "Paper":
        """The DOCX and the PDF; `logos` maps logo_kesatu and logo_kedua to PNG or JPEG bytes.

        `source` is the partner's own file where that is the text (partner.source_of).
        """
        ...


class Copier(Protocol):
    """Makes copies of a text that are not its paper."""

    def copy(
        self,
        template: "Template",
        content: "Content",
        engrossment: "Engrossment",
        note: str,
        *,
        logos: "dict[str, bytes] | None" = None,
        source: bytes | None = None,
    ) -> "Paper":
        """The same text with a note on every page that says what this copy is; nothing on it can be signed."""
        ...


class Previewer(Protocol):
    """Shows the paper of a text that is still being written."""

    def preview(
        self,
        template: "Template",
        content: "Content",
        *,
        asker: str,
        logos: "Mapping[str, bytes] | None" = None,
        source: bytes | None = None,
    ) -> "Preview":
        """The PDF now; of several requests of one asker only the newest is made."""
        ...


class Glyphs(Protocol):
    """Knows which characters the fonts of the papers have."""

    @property
    def glyphs(self) -> frozenset[int]:
        """The code points that can be printed."""
        ...
