"""A document that comes back: what it changes in the text that was sent, and the text with what is taken over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from service.core import sandbox
from service.core.refusals import Refused
from service.documents.catalogue import Template
from service.documents.content import Content
from service.documents.filling import fill_docx
from service.documents.tracked.child import Returned
from service.documents.tracked.origins import Origin, marked_context
from service.documents.tracked.rebuilding import Rebuilt
from service.documents.tracked.values_back import put_back

CPU_SECONDS = 30
MEMORY_MB = 1200
TIMEOUT_S = 45.0
CODES = {"timeout": "tracked_too_slow", "memory": "tracked_too_long", "crashed": "returned_unreadable"}

sandbox.preload("service.documents.tracked.child")


@dataclass(frozen=True, slots=True)
class Sent:
    """What went out: the version's content, its template, and the very file."""

    template: Template
    content: Content
    docx: bytes


def find_changes(sent: Sent, returned: bytes, *, demo: bool) -> Returned:
    """Every change and comment of a returned document, each where it belongs in our text."""
    marked, origins = _marked(sent, demo=demo)
    return cast(Returned, _limited("find_changes", returned, sent.docx, marked, origins))


def take_over(sent: Sent, returned: bytes, accepted: Collection[int], *, demo: bool) -> tuple[Returned, Content]:
    """The content that was sent with these changes in it, and what was found in the document once more."""
    marked, origins = _marked(sent, demo=demo)
    answer = _limited("take_over", returned, sent.docx, marked, origins, sent.content.articles, sorted(accepted))
    found, rebuilt = cast(tuple[Returned, Rebuilt], answer)
    if rebuilt.torn:
        field = sent.template.manifest.by_key.get(rebuilt.torn[0])
        raise Refused("returned_value_torn", name=field.label.id if field else rebuilt.torn[0])
    values = dict(sent.content.values)
    for value in rebuilt.values:
        field = sent.template.manifest.by_key.get(value.key)
        if field is None:
            raise Refused("returned_reference", name=value.key)
        values[value.key] = put_back(field, values.get(value.key), value)
    return found, Content(values, tuple(rebuilt.articles))


def _marked(sent: Sent, *, demo: bool) -> tuple[bytes, list[Origin]]:
    """The same paper with marks; where the template cannot be filled so, everything counts as outside."""
    try:
        marked = marked_context(sent.template.manifest, sent.content, demo=demo)
        return fill_docx(sent.template.docx, marked.context, {}), marked.origins
    except (Refused, KeyError, IndexError, TypeError, ValueError, StopIteration, AttributeError):
        return b"", []


def _limited(name: str, *given: object) -> object:
    try:
        return sandbox.run_limited(
            f"service.documents.tracked.child:{name}",
            *given,
            cpu_seconds=CPU_SECONDS,
            memory_mb=MEMORY_MB,
            timeout_s=TIMEOUT_S,
        )
    except sandbox.SandboxFailed as failure:
        raise Refused(CODES[failure.code.value]) from failure


def redline(older: bytes, newer: bytes, when: datetime) -> bytes:
    """The newer paper as a Word file whose tracked changes lead from the older one to it; the same bytes each time."""
    said = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return cast(bytes, _limited("redline", older, newer, said))
