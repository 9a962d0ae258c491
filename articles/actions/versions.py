"""Guards of writes by people: who wrote last, and what is not allowed."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


class Refused(Exception):
    """A write that the rules of the house forbid; the text says why, for the person who asked."""


class Overtaken(Refused):
    """A write that what happened since then stands in the way of; the text names it."""


class StaleVersion(Exception):
    """Somebody else changed the row after it was read; ``row`` is as it stands now."""

    def __init__(self, row: Model, read: int, now: int) -> None:
        super().__init__(
            f"{row._meta.verbose_name} {row.pk} was changed meanwhile: version {read} was read, {now} stands"
        )
        self.row, self.read, self.now = row, read, now


def locked(model: type[Row], pk: int, version: int | None) -> Row:
    """The row, locked until the transaction ends. Raises StaleVersion when ``version`` (None: not checked) is not the one that stands."""
    row = model._default_manager.select_for_update().get(pk=pk)
    standing: int = row.version  # type: ignore[attr-defined]  # models with a version column
    if version is not None and standing != version:
        raise StaleVersion(row, version, standing)
    return row
