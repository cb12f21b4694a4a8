"""Where a text departs from what it was given: the articles of its template and of the clause library."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.documents.clauses import Origin
from service.documents.comparing import Piece, compare_texts
from service.documents.content import Content
from service.documents.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Deviation:
    """An article that does not say what its template or clause says. `mandatory` is what approvers look at first."""

    key: str
    number: int
    title: tuple[Piece, ...]
    body: tuple[Piece, ...]
    mandatory: bool


def deviations(manifest: Manifest, content: Content, origins: Mapping[str, Origin]) -> tuple[Deviation, ...]:
    """Every edited article with its changes, mandatory ones first; the drafter's own articles are none."""
    given = {one.key: (one.title, one.body, one.mandatory) for one in manifest.articles}
    for key, origin in origins.items():
        given[key] = (origin.edition.title, origin.edition.body, origin.clause.mandatory)
    found = []
    for number, article in enumerate(content.articles, 1):
        first = given.get(article.key)
        if first is None or (article.title, article.body) == first[:2]:
            continue
        title, body = compare_texts(first[0], article.title), compare_texts(first[1], article.body)
        found.append(Deviation(article.key, number, title, body, mandatory=first[2]))
    return tuple(sorted(found, key=lambda one: (not one.mandatory, one.number)))
