"""Reads that strangers can make costly, given up after a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, OperationalError, transaction

from claimtracker.replicas import read_connection

Found = TypeVar("Found")
MOST_MS = 1_000


class TooSlow(Exception):
    """The read took too long and was given up."""


class Unreadable(Exception):
    """The database cannot look for these words at all."""


def within(read: Callable[[], Found], most_ms: int = MOST_MS) -> Found:
    """What ``read`` gives. Raises TooSlow when the database needs longer, Unreadable when it refuses."""
    try:
        connection = read_connection()
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(most_ms)])
            found = read()
            # inside a transaction of the caller's the limit would outlive this read
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
            return found
    except OperationalError as error:
        raise TooSlow from error
    except DatabaseError as error:
        raise Unreadable from error
