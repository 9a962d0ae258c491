"""When each row that programs read was last made, changed or deleted, written by the database."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models

NOTE = """
INSERT INTO articles_modification (noun, row_id, modified_at, is_gone)
SELECT '{noun}', {row}.id, clock_timestamp(), {is_gone} FROM {rows} ORDER BY {row}.id
ON CONFLICT (noun, row_id) DO UPDATE SET modified_at = EXCLUDED.modified_at, is_gone = EXCLUDED.is_gone;
RETURN NULL;
"""


class ModificationQuerySet(models.QuerySet["Modification"]):
    """Questions about modifications."""

    def in_order(self) -> ModificationQuerySet:
        """Oldest first, as a copy is kept up to date."""
        return self.order_by("modified_at", "row_id")


class Modification(models.Model):
    """The last change of one row, by its table's name and id; a deleted row stays here, gone."""

    pk = models.CompositePrimaryKey("noun", "row_id")
    noun = models.CharField(max_length=12)
    row_id = models.BigIntegerField()
    modified_at = models.DateTimeField()
    is_gone = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Modification]] = ModificationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["noun", "modified_at", "row_id"], name="modification_order")]

    def __str__(self) -> str:
        return f"{self.noun} {self.row_id}"


def noted(noun: str) -> list[pgtrigger.Trigger]:
    """The triggers of one table: one statement notes all rows that a statement made, changed or deleted."""

    def trigger(name: str, operation: pgtrigger.Operation, *, row: str, rows: str, **seen: str) -> pgtrigger.Trigger:
        is_gone = "true" if name == "note_delete" else "false"
        return pgtrigger.Trigger(
            name=name,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**seen),  # type: ignore[no-untyped-call]  # pgtrigger has few types
            func=" ".join(NOTE.format(noun=noun, row=row, rows=rows, is_gone=is_gone).split()),
        )

    changed = "old_rows JOIN new_rows ON new_rows.id = old_rows.id WHERE old_rows IS DISTINCT FROM new_rows"
    return [
        trigger("note_insert", pgtrigger.Insert, row="new_rows", rows="new_rows", new="new_rows"),
        trigger("note_update", pgtrigger.Update, row="new_rows", rows=changed, old="old_rows", new="new_rows"),
        trigger("note_delete", pgtrigger.Delete, row="old_rows", rows="old_rows", old="old_rows"),
    ]


def note_changes(*tables: type[models.Model]) -> None:
    """Let the database note every change of these tables under their names."""
    for table in tables:
        pgtrigger.register(*noted(str(table._meta.model_name)))(table)
