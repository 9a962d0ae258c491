"""Pages of a list by the sort key of their last row, so that the last page costs what the first one costs."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, IntegerField, Model, Q, QuerySet, Value
from django.db.models.expressions import OrderBy, RawSQL

from articles.models.searching import ALL

Row = TypeVar("Row", bound=Model)
Reader = Callable[[QuerySet[Any]], list[Any]]
MOST_ROWS = 100
# words that no more rows hold are put in order at once; of others so many rows are read in order, before all that match are
RARE_ROWS = 2_000
NEAR_ROWS = 5_000


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
class Near(Generic[Row]):
    """How to look for the rows of a list that hold some words: ``every`` row of it, and the ``matching`` ones, tested one by one.

    Few rows are taken from the index of words and put in order. Of words that many rows hold, a page is found among the next
    rows of the list; only where it is not are all matching ones put in order.
    """

    every: QuerySet[Row]
    matching: QuerySet[Row]

    def first(self, rows: QuerySet[Row], order: Order, cursor: str, most: int, read: Reader) -> list[Any]:
        """The first ``most`` of ``rows`` after a cursor, as ``read`` gives them: with ``hits`` as one attribute. Raises BadCursor."""
        rows = after_cursor(rows, order, cursor).order_by()
        rare = rows.values("pk")[: RARE_ROWS + 1]
        number = Func(ArraySubquery(rare), function="cardinality", output_field=IntegerField())
        found = read(self._first_of(rare, order, most).annotate(hits=number))
        if not found or found[0].hits <= RARE_ROWS:
            return found
        if order.is_indexed:
            next_ones = self.matching.filter(pk__in=self._among_next(order, cursor, most))
            found = read(ordered(next_ones, order).annotate(hits=Value(0)))
            if len(found) == most:
                return found
        return read(self._first_of(rows.values("pk")[:ALL], order, most).annotate(hits=Value(0)))

    def _first_of(self, ids: QuerySet[Row, Any], order: Order, most: int) -> QuerySet[Row]:
        """All of them are found before they are put in order, and only the first of them are joined to anything."""
        held = self.every.model._base_manager.using(self.every.db).filter(pk__in=ids)
        return ordered(self.matching.filter(pk__in=ordered(held, order).values("pk")[:most]), order)

    def _among_next(self, order: Order, cursor: str, most: int) -> RawSQL:
        """Each of the next rows is looked at in its turn, and none after the last that is wanted."""
        window = _sql(after_cursor(ordered(self.every, order), order, cursor).values_list("pk")[:NEAR_ROWS])
        held = _sql(self.matching.order_by().filter(pk=RawSQL("near.pk", [])).values("pk"))
        # a planner that may, reads all of them at once: OFFSET forbids it
        text = f"SELECT near.pk FROM ({window[0]}) near (pk) WHERE EXISTS ({held[0]} OFFSET 0) LIMIT %s"
        return RawSQL(text, [*window[1], *held[1], most])


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    sql, params = rows.query.get_compiler(rows.db).as_sql()
    return sql, tuple(params)


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
    if near:
        found = near.first(rows, order, cursor, size + 1, list)
    else:
        found = list(ordered(after_cursor(rows, order, cursor), order)[: size + 1])
    more = len(found) > size
    found = found[:size]
    return Page(found, encoded([getattr(found[-1], key.name) for key in order.keys]) if more else "")


def after_cursor(rows: QuerySet[Row, Any], order: Order, cursor: str) -> QuerySet[Row, Any]:
    """The rows that follow a cursor; all of them without one. Raises BadCursor."""
    return rows.filter(_after(order, values_of(cursor, order))) if cursor else rows


def ordered(rows: QuerySet[Row], order: Order) -> QuerySet[Row]:
    """All rows in that order."""
    return rows.order_by(*(key.ordering() for key in order.keys))


def _after(order: Order, values: Sequence[Any]) -> Q:
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
