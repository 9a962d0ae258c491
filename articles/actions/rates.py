"""How often somebody may ask: one count a minute, kept by the database so that no two requests count past each other."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

WINDOW_S = 60
# one statement under the row's lock; a request that is refused is not counted, and a late one never turns the clock back
COUNT = """
INSERT INTO articles_ratewindow AS mine (key, "window", count)
VALUES (%s, floor(extract(epoch FROM clock_timestamp()) / %s), 1)
ON CONFLICT (key) DO UPDATE SET "window" = greatest(mine."window", EXCLUDED."window"),
    count = CASE WHEN mine."window" < EXCLUDED."window" THEN 1 ELSE mine.count + 1 END
WHERE mine."window" < EXCLUDED."window" OR mine.count < %s
RETURNING count
"""
LEFT = "SELECT %s - extract(epoch FROM clock_timestamp())::bigint %% %s"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left to somebody in this minute."""

    limit: int
    remaining: int
    reset_s: int
    is_exceeded: bool = False


def count_request(key: str, limit: int) -> Allowance:
    """Count one request of ``key`` in this minute; at most ``limit`` are let through, however many come at once."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key[:200], WINDOW_S, limit])
        counted = cursor.fetchone()
        cursor.execute(LEFT, [WINDOW_S, WINDOW_S])
        reset_s = int(cursor.fetchone()[0])
    if counted is None:
        return Allowance(limit, 0, reset_s, is_exceeded=True)
    return Allowance(limit, limit - counted[0], reset_s)


def forget_old_counts() -> int:
    """Delete the counts of minutes that are over; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            'DELETE FROM articles_ratewindow WHERE "window" < floor(extract(epoch FROM clock_timestamp()) / %s) - 60',
            [WINDOW_S],
        )
        return int(cursor.rowcount)
