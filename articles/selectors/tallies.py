"""Counts that cost the same however many rows there are."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, QuerySet

from claimtracker.replicas import read_connection

MOST_COUNTED = 1_000
MOST_TOTALLED = 10_000


def tally(rows: QuerySet[Any]) -> Func:
    """How many rows of an inner query there are, counted no further than a thousand: ``tally(claims.filter(outlet=OuterRef("pk")))``."""
    some = ArraySubquery(rows.order_by().values("pk")[:MOST_COUNTED])
    return Func(some, function="cardinality", output_field=IntegerField())


def total(rows: QuerySet[Any]) -> int:
    """How many rows: exact under ten thousand, else the table's size by PostgreSQL's statistics, to two digits."""
    counted = rows.order_by()[:MOST_TOTALLED].count()
    if counted < MOST_TOTALLED:
        return counted
    with read_connection().cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [rows.model._meta.db_table])
        estimate = max(MOST_TOTALLED, cursor.fetchone()[0])
    step: int = 10 ** (len(str(estimate)) - 2)
    return int(round(estimate / step) * step)
