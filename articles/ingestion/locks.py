"""Advisory locks by name, held to the end of the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from articles.models import direct

HELD = "(SELECT count(pg_advisory_xact_lock(key)) FROM unnest(%s::bigint[]) AS key)"


def hold(names: Iterable[str]) -> None:
    """Wait until nobody else holds any of the names, then hold them all; always in the same order, so nobody deadlocks."""
    # one question, and the locks are taken in the array's order
    direct.ask(f"SELECT {HELD}", [numbers(names)], is_prepared=True)


def numbers(names: Iterable[str]) -> list[int]:
    """The numbers by which PostgreSQL holds names, in the order in which everybody takes them."""
    return sorted({int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True) for name in names})
