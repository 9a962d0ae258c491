"""The chain over the audit: one seal for each event, in an order that nobody can change unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from pghistory.models import Context, Event

DIGEST = """
SELECT e.pgh_id, sha256(convert_to(%s || to_jsonb((SELECT r FROM (SELECT {columns}) r))::text || coalesce(c.metadata::text, ''), 'UTF8'))
FROM {table} e LEFT JOIN {context} c ON c.id = e.pgh_context_id
"""
KEPT = [pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update | pgtrigger.Delete)]
START = b"\0" * 32


def link(before: bytes, position: int, digest: bytes) -> bytes:
    """The hash at a position of the chain: of the hash before it (START for none), the position and the event's digest."""
    return sha256(before + position.to_bytes(8) + digest).digest()


def event_models() -> list[type[Event]]:
    """The model of every event table, by the table's name."""
    found = [model for model in apps.get_app_config("articles").get_models() if issubclass(model, Event)]
    return sorted(found, key=lambda model: model._meta.db_table)


class SealShape(models.Model):
    """The columns of one event table that a seal covers; a table that gets more columns gets another shape."""

    table = models.CharField(max_length=63)
    columns = ArrayField(models.CharField(max_length=63))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "columns"], name="%(app_label)s_%(class)s_once"),
        ]
        triggers = KEPT

    def __str__(self) -> str:
        return f"{self.table}({', '.join(self.columns)})"

    def digests(self, condition: str, values: Iterable[Any]) -> Mapping[int, bytes]:
        """The sha256 of each event that an SQL condition on ``e`` allows, with who did it and where, by the event's id."""
        quote = connection.ops.quote_name
        columns = ", ".join(f"e.{quote(name)}" for name in self.columns)
        sql = DIGEST.format(columns=columns, table=quote(self.table), context=quote(Context._meta.db_table))
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} {condition}", [str(self), *values])
            return {pk: bytes(digest) for pk, digest in cursor.fetchall()}


class Seal(models.Model):
    """One link: the digest of one event, and the hash of it and of the link before. Positions have no gaps."""

    position = models.BigIntegerField(primary_key=True)
    shape = models.ForeignKey(SealShape, models.PROTECT, related_name="+")
    event_id = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shape", "event_id"], name="%(app_label)s_%(class)s_once"),
        ]
        triggers = KEPT

    def __str__(self) -> str:
        return f"seal {self.position}"


class SealFloor(models.Model):
    """Up to which id every event of a table is sealed, and up to which it will be once older transactions have ended."""

    table = models.CharField(max_length=63, primary_key=True)
    floor = models.BigIntegerField(default=0)
    next_floor = models.BigIntegerField(default=0)
    next_xid = models.BigIntegerField(default=0, help_text="all transactions below must have ended first")

    def __str__(self) -> str:
        return f"{self.table} to {self.floor}"
