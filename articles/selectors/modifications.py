"""What changed since a time, so that a copy can be kept up to date without reading everything again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Q, QuerySet

from articles.models import Modification
from articles.selectors.json_rows import prepared
from claimtracker.replicas import read_connection

# a replica lags behind: what it has not yet seen would be passed over
PRIMARY = DEFAULT_DB_ALIAS

# a transaction that is still writing will show its rows with the times at which it wrote them, not that of its end
HORIZON = """
SELECT least(now.at, min(xact_start)) FROM (SELECT clock_timestamp() AS at) AS now
LEFT JOIN pg_stat_activity ON datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
GROUP BY now.at
"""
LAST = "(SELECT modified_at FROM articles_modification WHERE noun = %s ORDER BY modified_at DESC, row_id DESC LIMIT 1)"


def horizon() -> datetime:
    """The time before which nothing can appear any more: now, or the start of the oldest transaction that is writing."""
    with connections[PRIMARY].cursor() as cursor:
        cursor.execute(HORIZON)
        at: datetime = cursor.fetchone()[0]
    return at


def last_modified(nouns: Sequence[str]) -> datetime | None:
    """The last change of any row of these tables; None when there never was one."""
    at: datetime | None
    (at,) = prepared(read_connection(), f"SELECT greatest({', '.join([LAST] * len(nouns))})", list(nouns))
    return at


def modified_page(
    noun: str,
    rows: QuerySet[Any] | None,
    *,
    since: datetime,
    after: tuple[datetime, int] | None,
    until: datetime,
    size: int,
) -> list[Modification]:
    """The next ``size`` + 1 changes from ``since`` on (or after the last one read), before ``until``, oldest first.

    ``rows`` bounds them to those that a list's filters let through (None: all); deleted rows are always among them.
    """
    found = Modification.objects.using(PRIMARY).filter(noun=noun, modified_at__gte=since, modified_at__lt=until)
    if after is not None:
        at, last = after
        found = found.filter(Q(modified_at__gt=at) | Q(modified_at=at, row_id__gt=last), modified_at__gte=at)
    if rows is not None:
        found = found.filter(Q(is_gone=True) | Q(row_id__in=rows.using(PRIMARY).order_by().values("pk")))
    return list(found.order_by("modified_at", "row_id")[: size + 1])
