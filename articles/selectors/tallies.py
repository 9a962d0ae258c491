"""Counts that cost the same however many rows there are."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, QuerySet

from articles.selectors.pages import estimate

MOST_COUNTED = 1_000
MOST_TOTALLED = 10_000


def tally(rows: QuerySet[Any]) -> Func:
    """How many rows of an inner query there are, counted no further than a thousand: ``tally(claims.filter(outlet=OuterRef("pk")))``."""
    some = ArraySubquery(rows.order_by().values("pk")[:MOST_COUNTED])
    return Func(some, function="cardinality", output_field=IntegerField())


def total(rows: QuerySet[Any]) -> int:
    """How many rows: exact under ten thousand, else what PostgreSQL's planner expects, to two digits."""
    counted = rows.order_by()[:MOST_TOTALLED].count()
    if counted < MOST_TOTALLED:
        return counted
    expected = max(MOST_TOTALLED, estimate(rows))
    step: int = 10 ** (len(str(expected)) - 2)
    return int(round(expected / step) * step)
