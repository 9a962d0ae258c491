"""Advisory locks by name, held to the end of the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from django.db import connection


def hold(names: Iterable[str]) -> None:
    """Wait until nobody else holds any of the names, then hold them all; always in the same order, so nobody deadlocks."""
    keys = sorted({int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True) for name in names})
    with connection.cursor() as cursor:
        # one question, and the locks are taken in the array's order
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])
