"""What the words of stored claims allow, as comparison judges them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from articles.comparison.agreement import meaning_of
from articles.comparison.conflicts import clashes
from articles.extraction.values import Interval
from articles.models import Claim
from articles.models.statements import statement_of_claim


def meaning_of_claim(claim: Claim) -> Interval:
    """The interval that the claim's words allow: "about 40,000" gives 39,000 to 41,000, a vague word what it states."""
    return meaning_of(statement_of_claim(claim))


def all_agree(claims: Sequence[Claim]) -> bool:
    """Whether every two claims can both be right; true for one or none."""
    statements = [statement_of_claim(claim) for claim in claims]
    return not any(clashes(first, second) for first, second in combinations(statements, 2))
