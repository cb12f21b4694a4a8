"""The paper beside the form while it is being written: the very rendering that is signed later, made at once.

It has a converter of its own, so that final papers never wait for somebody's typing, and of several requests of the
same person for the same text only the newest is made.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.core.refusals import Refused
from service.core.tools import Tools
from service.documents.catalogue import Template
from service.documents.content import Content
from service.documents.converting import Converter, Engine
from service.documents.fontkit import FontKit, build_kit
from service.documents.package import open_parts, write_parts
from service.documents.partner import fill_paper
from service.documents.parts import refuse_unprintable

LIMIT_S = 12.0
REST_S = 600.0  # after so long without a preview LibreOffice is ended; the next one waits a second for it
MOST_WAITING = 6
MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class Preview:
    """The PDF of a text that is not saved yet, and the engine that made it."""

    pdf: bytes
    engine: Engine


@dataclass(slots=True)
class PreviewMaker:
    """Fulfils `ports.Previewer` for every thread of one process."""

    converter: Converter
    fonts: FontKit
    demo: bool
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _desk: threading.Lock = field(default_factory=threading.Lock)
    _newest: dict[str, int] = field(default_factory=dict)
    _waiting: int = 0
    _kept: OrderedDict[tuple[str, ...], Preview] = field(default_factory=OrderedDict)
    _rest: threading.Timer | None = None

    def preview(
        self,
        template: Template,
        content: Content,
        *,
        asker: str,
        logos: Mapping[str, bytes] | None = None,
        source: bytes | None = None,
    ) -> Preview:
        """The paper of a text; refuses one that cannot be printed, and a request that `asker` has overtaken."""
        marks = (f"{name}:{hashlib.sha256(data).hexdigest()}" for name, data in sorted((logos or {}).items()))
        key = (template.sha256, content.content_hash(), *marks)
        number = self._queue_up(asker)
        try:
            with self._turn:
                if self._newest.get(asker) != number:
                    raise Refused("preview_overtaken")
                return self._kept_one(key) or self._make(key, template, content, logos, source)
        finally:
            self._leave(asker, number)

    def close(self) -> None:
        """End the converter; the next preview starts it again."""
        with self._turn:
            self.converter.close()

    def _queue_up(self, asker: str) -> int:
        with self._desk:
            if self._waiting >= MOST_WAITING:
                raise Refused("preview_busy")
            self._waiting += 1
            number = time.monotonic_ns()
            self._newest[asker] = number
            return number

    def _leave(self, asker: str, number: int) -> None:
        with self._desk:
            self._waiting -= 1
            if self._newest.get(asker) == number:
                del self._newest[asker]
            if self._rest is not None:
                self._rest.cancel()
            self._rest = threading.Timer(REST_S, self.close)
            self._rest.daemon = True
            self._rest.start()

    def _kept_one(self, key: tuple[str, ...]) -> Preview | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def _make(
        self,
        key: tuple[str, ...],
        template: Template,
        content: Content,
        logos: Mapping[str, bytes] | None,
        source: bytes | None,
    ) -> Preview:
        refuse_unprintable(template, content, self.fonts.glyphs)
        other = self.converter.engine is not Engine.LIBREOFFICE
        filled = fill_paper(template, content, None, demo=self.demo, preview=other, logos=logos, source=source)
        parts = open_parts(filled)
        self.fonts.embed(parts)
        converted = self.converter.convert(write_parts(parts))
        made = self._kept[key] = Preview(converted.pdf, converted.engine)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return made


def make_previewer(tools: Tools) -> PreviewMaker:
    """The maker of previews of this process; LibreOffice starts at the first one."""
    data = tools.settings.data
    return PreviewMaker(Converter(data, limit_s=LIMIT_S, retry=False), build_kit(data), demo=tools.settings.demo)
