"""How often somebody may ask: one count a minute, kept by the database so that no two requests count past each other.

Writes are counted one by one. Reads are granted several at a time, because a counted read is a write of its own: a process
takes some of what is left of the minute in one statement and lets that many through by itself. What is granted is counted,
so no more than the limit are ever let through; what a process has not used when the limit is reached is lost to the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from zlib import crc32

from django.db import connection

WINDOW_S = 60
MOST_GRANTED = 32
# a grant is at most this part of what is left, so that the last reads of a minute are counted one by one
PART_GRANTED = 16
# a process that lets reads through by itself looks again what others have taken
LOOK_AGAIN_S = 1.0
LOCKS = 64
GRANTS_A_LOCK = 64
# one statement under the row's lock; what is refused is not counted, and a late request never turns the clock back
TAKE = """
INSERT INTO articles_ratewindow AS mine (key, "window", count)
VALUES (%(key)s, floor(extract(epoch FROM clock_timestamp()) / %(length)s), %(wanted)s)
ON CONFLICT (key) DO UPDATE SET "window" = greatest(mine."window", EXCLUDED."window"),
    count = CASE WHEN mine."window" < EXCLUDED."window" THEN EXCLUDED.count ELSE mine.count + EXCLUDED.count END
WHERE mine."window" < EXCLUDED."window" OR mine.count + EXCLUDED.count <= %(limit)s
RETURNING count, ("window" + 1) * %(length)s - extract(epoch FROM clock_timestamp())
"""
LOOK = """
SELECT count FROM articles_ratewindow WHERE key = %s AND "window" >= floor(extract(epoch FROM clock_timestamp()) / %s)
"""
LEFT = "SELECT %s - extract(epoch FROM clock_timestamp())::bigint %% %s"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left to somebody in this minute."""

    limit: int
    remaining: int
    reset_s: int
    is_exceeded: bool = False


@dataclass(slots=True)
class Grant:
    """Reads of somebody that this process may let through by itself until the minute ends, and how many are counted in all."""

    limit: int
    size: int
    left: int
    counted: int
    until: float
    looked_at: float

    def used(self) -> Allowance:
        """One of its reads is let through."""
        self.left -= 1
        remaining = self.limit - self.counted + self.left
        return Allowance(self.limit, remaining, max(1, round(self.until - monotonic())))

    def next_size(self) -> int:
        """Twice as many as the last time, as far as the minute allows."""
        return max(1, min(2 * self.size, MOST_GRANTED, (self.limit - self.counted) // PART_GRANTED))


@dataclass(slots=True)
class Stripe:
    """Some of the grants under one lock: who finds none left waits for the one that takes the next."""

    lock: Lock = field(default_factory=Lock)
    grants: dict[tuple[str, int], Grant] = field(default_factory=dict)


def stripes() -> Sequence[Stripe]:
    """The grants of one process."""
    return [Stripe() for _ in range(LOCKS)]


_OURS = stripes()


def count_request(key: str, limit: int) -> Allowance:
    """Count one request of ``key`` in this minute; at most ``limit`` are let through, however many come at once."""
    grant = _taken(key[:200], limit, 1)
    return grant.used() if grant else _refused(limit)


def count_read(key: str, limit: int, held: Sequence[Stripe] = _OURS) -> Allowance:
    """As :func:`count_request`, from what this process was granted. ``remaining`` is at most a second old where others count too."""
    # who waits for a lock must not hold what its holder waits for: a connection of the pool
    connection.ensure_connection()
    key = key[:200]
    stripe = held[crc32(key.encode()) % LOCKS]
    with stripe.lock:
        grant = _renewed(key, limit, stripe.grants.pop((key, limit), None))
        if grant is None:
            return _refused(limit)
        stripe.grants[key, limit] = grant
        if len(stripe.grants) > GRANTS_A_LOCK:
            del stripe.grants[next(iter(stripe.grants))]
        return grant.used()


def forget_grants() -> None:
    """Drops what this process was granted, for tests."""
    for stripe in _OURS:
        with stripe.lock:
            stripe.grants.clear()


def forget_old_counts() -> int:
    """Delete the counts of minutes that are over; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            'DELETE FROM articles_ratewindow WHERE "window" < floor(extract(epoch FROM clock_timestamp()) / %s) - 60',
            [WINDOW_S],
        )
        return int(cursor.rowcount)


def _renewed(key: str, limit: int, grant: Grant | None) -> Grant | None:
    """The grant while it holds a read, else the next one; None where the minute holds no more."""
    now = monotonic()
    if grant is None or now >= grant.until:
        return _taken(key, limit, 1)
    if grant.left:
        if now - grant.looked_at > LOOK_AGAIN_S:
            grant.counted, grant.looked_at = _counted(key, grant.counted), now
        return grant
    wanted = grant.next_size()
    return _taken(key, limit, wanted) or (_taken(key, limit, 1) if wanted > 1 else None)


def _taken(key: str, limit: int, wanted: int) -> Grant | None:
    # the clock is read before the database's, so that a grant ends here no later than there
    began = monotonic()
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"key": key, "length": WINDOW_S, "wanted": wanted, "limit": limit})
        found = cursor.fetchone()
    if found is None:
        return None
    counted, seconds = found
    return Grant(limit, wanted, wanted, counted, began + float(seconds), began)


def _counted(key: str, known: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [key, WINDOW_S])
        found = cursor.fetchone()
    return max(known, found[0]) if found else known


def _refused(limit: int) -> Allowance:
    with connection.cursor() as cursor:
        cursor.execute(LEFT, [WINDOW_S, WINDOW_S])
        return Allowance(limit, 0, int(cursor.fetchone()[0]), is_exceeded=True)
