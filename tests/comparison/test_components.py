"""Parts of a total: found where one sentence says so, and only there."""

from __future__ import annotations

import pytest

from articles.comparison import find_components
from articles.comparison.values import ArticleText, statement_of
from articles.extraction.claims import find_claims


def parts_of(text: str) -> dict[str, str]:
    """Surface of each part and of its total."""
    article = ArticleText("a", text)
    statements = [statement_of(claim, text, id=str(n), article=article.id) for n, claim in enumerate(find_claims(text))]
    surfaces = {s.id: s.surface for s in statements}
    return {surfaces[c.part]: surfaces[c.total] for c in find_components(statements)}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Of the 118 dead, 61 were in Pellin and 57 in the villages.", {"61": "118", "57": "118"}),
        ("The yard will cut 2,900 of the 7,800 jobs on the river.", {"2,900": "7,800"}),
        ("The flood killed 35 people, including 12 children.", {"12": "35"}),
        ("Two of 12 tanks are damaged.", {"Two": "12"}),
        ("The flood killed 35 people and injured 12.", {}),
        ("Police counted 45,000 marchers. Of the marchers, 31 were arrested.", {}),
        ("The storm killed 9 people, and 2,000 homes lost power.", {}),
        ("The yard spent $12 million of the $20 million that it had borrowed.", {"$12 million": "$20 million"}),
        ("He is one of 52 people killed.", {}),
        ("The bus carried 40 people (including 3 drivers), along with 12 dogs.", {"3": "40"}),
        ("Nobody was hurt.", {}),
    ],
)
def test_part_is_found_where_a_sentence_says_so(text, parts):
    assert parts_of(text) == parts


def test_component_says_why():
    text = "The flood killed 35 people, including 12 children."
    statements = [statement_of(c, text, id=str(n), article="a") for n, c in enumerate(find_claims(text))]
    (component,) = find_components(statements)
    assert component.reasons == ("“including” names a part of 35", "12 is less than 35")


def test_other_sort_or_larger_number_is_no_part():
    assert parts_of("Of the 35 injured, 80 percent went home.") == {}
    assert parts_of("Of the 35 boats, 40 were blue.") == {}
