"""What keeps a text from being approved, and what approvers are told about it."""

from datetime import date

import pytest

from service.documents.clause_models import Clause, ClauseEdition
from service.documents.clauses import article_of, key_of
from service.documents.content import ArticleText, Content
from service.documents.shipped import shipped
from service.drafting.completeness import Around, examine
from service.drafting.prefill import default_articles

TEMPLATE = shipped().get("perjanjian_kerja_sama", 1)
ALONE = Around((), (), None, None)


def clause(*, mandatory: bool = True) -> Clause:
    made = Clause(code="a1b2c3d4", kind="pks", mandatory=mandatory, current_number=2)
    made.editions = [
        ClauseEdition(number=1, title="Netralitas", body="Bunyi lama."),
        ClauseEdition(number=2, title="Netralitas", body="Bunyi baru."),
    ]
    return made


def codes(articles: tuple[ArticleText, ...], beside: Around = ALONE) -> list[tuple[str, bool]]:
    return [(one.code, one.blocking) for one in examine(TEMPLATE, Content({}, articles), beside)]


def test_the_articles_of_the_template_as_they_are_raise_nothing():
    assert codes(default_articles(TEMPLATE.manifest)) == []


def test_a_mandatory_clause_of_the_office_above_must_be_in_the_text():
    beside = Around((clause(),), (), None, None)
    assert ("clause_missing", True) in codes(default_articles(TEMPLATE.manifest), beside)


@pytest.mark.parametrize("number", [0, 1])
def test_an_older_edition_of_the_clause_counts_because_a_text_keeps_what_it_began_with(number: int):
    wanted = clause()
    edition = wanted.editions[number]
    assert key_of(wanted, edition) == f"klausul_a1b2c3d4_{number + 1}"
    articles = (*default_articles(TEMPLATE.manifest), article_of(wanted, edition))
    assert codes(articles, Around((wanted,), (), None, None)) == []


def test_an_edited_mandatory_article_is_told_and_does_not_block():
    first, *rest = default_articles(TEMPLATE.manifest)
    edited = ArticleText(first.key, first.title, first.body + "\n(3) Ayat sendiri.")
    assert codes((edited, *rest)) == [("mandatory_edited", False)]


@pytest.mark.parametrize(
    ("end", "parent_end", "told"),
    [
        (date(2028, 5, 28), date(2028, 5, 28), False),
        (date(2028, 5, 29), date(2028, 5, 28), True),
        (date(2028, 5, 29), None, False),
        (None, date(2028, 5, 28), False),
    ],
)
def test_a_pks_that_would_outlive_its_mou_is_told_not_blocked(end, parent_end, told):
    found = codes(default_articles(TEMPLATE.manifest), Around((), (), parent_end, end))
    assert found == ([("term_beyond_parent", False)] if told else [])
