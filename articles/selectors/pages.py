"""One page of a list as programs read it: which rows, how many there are, what they split into."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connections
from django.db.models import Count, QuerySet

from articles.selectors.keyset import MOST_ROWS, Order, encoded, first_of
from articles.selectors.nearby import Near

# a facet shows the most frequent values
FACET_ROWS = 20


def ids_page(
    rows: QuerySet[Any], order: Order, cursor: str, size: int, near: Near[Any] | None = None
) -> tuple[list[int], str]:
    """The ids of the ``size`` rows after ``cursor`` and the cursor after them (empty on the last page). Raises BadCursor."""
    size = max(1, min(size, MOST_ROWS))
    names = [key.name for key in order.keys]
    found = list(first_of(rows, order, cursor, size + 1, near).values_list("pk", *names))
    more = len(found) > size
    found = found[:size]
    return [row[0] for row in found], encoded(found[-1][1 : len(names) + 1]) if more else ""


def estimate(rows: QuerySet[Any]) -> int:
    """How many rows the planner expects, without reading them."""
    sql, params = rows.order_by().values("pk").query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()
    told = json.loads(plan) if isinstance(plan, str) else plan
    return int(told[0]["Plan"]["Plan Rows"])


def facets_of(rows: QuerySet[Any], columns: Mapping[str, Sequence[str]]) -> dict[str, list[dict[str, Any]]]:
    """The most frequent values of some columns among all rows: ``{"hedge": [{"value": "about", "count": 12}]}``.

    A second column gives the value's name, as ``outlet_id`` and ``outlet__name``. One query a facet.
    """
    return {name: _facet(rows, *column) for name, column in columns.items()}


def _facet(rows: QuerySet[Any], column: str, label: str = "") -> list[dict[str, Any]]:
    names = [column, label] if label else [column]
    counted = rows.order_by().exclude(**{f"{column}__isnull": True}).values_list(*names)
    found: Counter[tuple[Any, ...]] = Counter()
    for row in counted.annotate(times=Count("pk")).order_by("-times", column)[:FACET_ROWS]:
        found[tuple(row[:-1])] = row[-1]
    return [
        {"value": str(values[0]), "label": str(values[-1]), "count": count} for values, count in found.most_common()
    ]
