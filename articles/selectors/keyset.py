"""Pages of a list by the sort key of their last row, so that the last page costs what the first one costs."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

if TYPE_CHECKING:
    from articles.selectors.nearby import Near

Row = TypeVar("Row", bound=Model)
MOST_ROWS = 100


class BadCursor(ValueError):
    """A cursor that this list did not give out."""


@dataclass(frozen=True, slots=True)
class Key:
    """One column of a sort order; ``kind`` reads its value back out of a cursor."""

    name: str
    is_descending: bool = False
    kind: type = int
    is_nullable: bool = False

    def ordering(self) -> OrderBy:
        """Nulls come last either way."""
        column = F(self.name)
        nulls = True if self.is_nullable else None
        return column.desc(nulls_last=nulls) if self.is_descending else column.asc(nulls_last=nulls)

    def beyond(self, value: Any) -> Q:
        """Rows after ``value`` in this column."""
        if value is None:
            return Q(pk__in=[])
        after = Q(**{f"{self.name}__{'lt' if self.is_descending else 'gt'}": value})
        return after | Q(**{f"{self.name}__isnull": True}) if self.is_nullable else after

    def from_there(self, value: Any) -> Q:
        """Rows with ``value`` or after it in this column, which holds no null."""
        return Q(**{f"{self.name}__{'lte' if self.is_descending else 'gte'}": value})

    def at(self, value: Any) -> Q:
        """Rows with ``value`` in this column."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def read(self, raw: Any) -> Any:
        """A cursor's text as this column's value."""
        if raw is None and self.is_nullable:
            return None
        if self.kind is datetime:
            return datetime.fromisoformat(raw)
        if self.kind is int and abs(number := int(raw)) > 2**62:
            raise BadCursor(number)
        return self.kind(raw)


@dataclass(frozen=True, slots=True)
class Order:
    """A named sort order; its last key is unique, so no row is skipped or shown twice. ``is_indexed``: all rows lie in an index so."""

    label: str
    keys: tuple[Key, ...]
    is_indexed: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list in order, and the cursor of the next page (empty on the last)."""

    rows: Sequence[Row]
    next_cursor: str = ""


def page_of(
    rows: QuerySet[Row], order: Order, cursor: str = "", size: int = 25, near: Near[Row] | None = None
) -> Page[Row]:
    """The ``size`` rows after ``cursor`` (at most 100). Raises BadCursor for a cursor of another list."""
    size = max(1, min(size, MOST_ROWS))
    found = list(first_of(rows, order, cursor, size + 1, near))
    more = len(found) > size
    found = found[:size]
    return Page(found, encoded([getattr(found[-1], key.name) for key in order.keys]) if more else "")


def first_of(rows: QuerySet[Row], order: Order, cursor: str, most: int, near: Near[Row] | None = None) -> QuerySet[Row]:
    """The ``most`` rows after a cursor; with ``near`` those that hold its words. Raises BadCursor."""
    return near.first(rows, order, cursor, most) if near else ordered(after_cursor(rows, order, cursor), order)[:most]


def after_cursor(rows: QuerySet[Row, Any], order: Order, cursor: str) -> QuerySet[Row, Any]:
    """The rows that follow a cursor; all of them without one. Raises BadCursor."""
    return rows.filter(_after(order, values_of(cursor, order))) if cursor else rows


def ordered(rows: QuerySet[Row], order: Order) -> QuerySet[Row]:
    """All rows in that order."""
    return rows.order_by(*(key.ordering() for key in order.keys))


def _after(order: Order, values: Sequence[Any]) -> Q:
    if not any(key.is_nullable for key in order.keys) and len({key.is_descending for key in order.keys}) == 1:
        columns = Tuple(*(F(key.name) for key in order.keys))
        return Q((TupleLessThan if order.keys[0].is_descending else TupleGreaterThan)(columns, tuple(values)))
    beyond, same = Q(pk__in=[]), Q()
    for key, value in zip(order.keys, values, strict=True):
        beyond |= same & key.beyond(value)
        same &= key.at(value)
    first = order.keys[0]
    # says nothing new, but an index can start there: without it all earlier rows are read and thrown away
    return beyond if first.is_nullable else beyond & first.from_there(values[0])


def encoded(values: Sequence[Any]) -> str:
    """The cursor of the row that has these values in the columns of an order."""
    texts = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    packed = json.dumps(texts, default=str, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def values_of(cursor: str, order: Order) -> list[Any]:
    """What a cursor holds for each key of an order. Raises BadCursor for a cursor of another list."""
    try:
        raw = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(raw, list) or len(raw) != len(order.keys):
            raise BadCursor(cursor)
        values = [key.read(value) for key, value in zip(order.keys, raw, strict=True)]
    except (ValueError, TypeError, InvalidOperation, binascii.Error, RecursionError) as error:
        raise BadCursor(cursor) from error
    if any(isinstance(value, Decimal) and not value.is_finite() for value in values):
        raise BadCursor(cursor)
    if any(isinstance(value, datetime) and value.tzinfo is None for value in values):
        raise BadCursor(cursor)
    if any(isinstance(value, str) and "\0" in value for value in values):
        raise BadCursor(cursor)
    return values
