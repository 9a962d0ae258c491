"""Counts that cost the same however many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connections
from django.db.models import Func, IntegerField, QuerySet

from articles.selectors.pages import estimate

MOST_COUNTED = 1_000
MOST_TOTALLED = 10_000


def tally(rows: QuerySet[Any]) -> Func:
    """How many rows of an inner query there are, counted no further than a thousand: ``tally(claims.filter(outlet=OuterRef("pk")))``."""
    some = ArraySubquery(rows.order_by().values("pk")[:MOST_COUNTED])
    return Func(some, function="cardinality", output_field=IntegerField())


def totals_of(*lists: QuerySet[Any]) -> list[int]:
    """How many rows each list has: exact under ten thousand, else what PostgreSQL's planner expects, to two digits.

    What is small is counted in one question; of a table that is large the planner is asked, which costs the same whatever it holds.
    """
    sizes = _sizes(lists)
    expected = [estimate(rows) if sizes[rows.model._meta.db_table] >= 2 * MOST_TOTALLED else 0 for rows in lists]
    counted = iter(_counted([rows for rows, many in zip(lists, expected, strict=True) if many < MOST_TOTALLED]))
    return [rounded(many) if many >= MOST_TOTALLED else next(counted) for many in expected]


def rounded(number: int) -> int:
    """To two digits: 123456 gives 120000."""
    step: int = 10 ** max(0, len(str(number)) - 2)
    return int(round(number / step) * step)


def _sizes(lists: Sequence[QuerySet[Any]]) -> dict[str, float]:
    """How many rows the tables had when PostgreSQL last looked; -1 for one that it never looked at."""
    names = sorted({rows.model._meta.db_table for rows in lists})
    with connections[lists[0].db].cursor() as cursor:
        cursor.execute("SELECT relname, reltuples FROM pg_class WHERE oid = ANY(%s::regclass[])", [names])
        return dict(cursor.fetchall())


def _counted(lists: Sequence[QuerySet[Any]]) -> list[int]:
    """The numbers of rows up to the most that is counted, in one question; none for no lists."""
    if not lists:
        return []
    asked = [rows.order_by().values("pk")[:MOST_TOTALLED].query.sql_with_params() for rows in lists]
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS few)" for sql, _ in asked)
    with connections[lists[0].db].cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for _, params in asked for value in params])
        return list(cursor.fetchone())
