"""What the words of stored claims allow, as comparison judges them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from articles.comparison.agreement import meaning
from articles.comparison.conflicts import clashes, conflict
from articles.extraction.values import Hedge, Interval, Measure
from articles.models import Claim
from articles.models.statements import interval_of, statement_of_claim

MOST_COMPARED = 60
# a chart asks for the same claim several times, and outlets repeat each other
_allowed = lru_cache(maxsize=4096)(meaning)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two claims that cannot both be right, which kind of difference it may be, and why."""

    kind: str
    why: str
    first: Claim
    second: Claim


def clash_of(claims: Sequence[Claim]) -> Clash | None:
    """The clash of the latest 60 of one figure's claims, as comparison names it; None where all can be right."""
    by_id = {str(claim.pk): claim for claim in claims[-MOST_COMPARED:]}
    found = conflict(statement_of_claim(claim) for claim in by_id.values()) if len(by_id) > 1 else None
    return Clash(found.kind.value, found.why, by_id[found.first], by_id[found.second]) if found else None


def meaning_of_claim(claim: Claim) -> Interval:
    """The interval that the claim's words allow: "about 40,000" gives 39,000 to 41,000, a vague word what it states."""
    unit, measure = claim.unit_code or claim.unit, Measure(claim.measure)
    return _allowed(interval_of(claim.interval), Hedge(claim.hedge), claim.surface, claim.value, unit, measure)


def all_agree(claims: Sequence[Claim]) -> bool:
    """Whether every two claims can both be right; true for one or none."""
    statements = [statement_of_claim(claim) for claim in claims]
    return not any(clashes(first, second) for first, second in combinations(statements, 2))
