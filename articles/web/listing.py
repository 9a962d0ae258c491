"""One way from an address to a page of a list: filters, sort, cursor, and the addresses of what lies one click away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from articles.filters import Rows, StrictFilterSet, rows_near
from articles.selectors.keyset import BadCursor, Order, Page, ordered, page_of
from articles.selectors.nearby import Near
from articles.web.responses import BadInput, searching

ROWS = 25
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in use and the address without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Sorting:
    """One sort order of a list."""

    name: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A filtered, sorted list and where the reader is in it."""

    filters: StrictFilterSet
    matching: Any  # a QuerySet of its own kind
    order: Order
    sorts: list[Sorting]
    query: QueryDict

    def page(self, size: int = ROWS) -> Page[Any]:
        """The rows that the address asks for. Raises BadInput for a cursor of another list."""
        return self.page_and(lambda: None, size)[0]

    def page_and(self, read: Callable[[], Found], size: int = ROWS) -> tuple[Page[Any], Found]:
        """The rows and something else about the list, both under one limit of time."""
        found: tuple[Page[Any], Found] = searching(lambda: (self._rows(size), read()))
        return found

    def _rows(self, size: int) -> Page[Any]:
        try:
            return page_of(self.matching, self.order, self.query.get("cursor", ""), size, self._near())
        except BadCursor as error:
            raise BadInput("cursor: this is not a page of this list.") from error

    def _near(self) -> Near[Any] | None:
        found = rows_near(self.filters)
        return None if found is None else Near(self.filters.queryset, *found)

    def all_rows(self) -> QuerySet[Any]:
        """Every matching row in order, for a download."""
        return ordered(self.matching, self.order)

    @property
    def chosen(self) -> list[Chosen]:
        """The filters in use, for a reader."""
        return [
            Chosen(self._label(name), self._value(name, value), self.address(**{name: None}))
            for name, value in self.filters.chosen()
        ]

    def _label(self, name: str) -> str:
        return str(self.filters.form.fields[name].label or name).lower()

    def _value(self, name: str, value: str) -> str:
        cleaned = self.filters.form.cleaned_data.get(name)
        return str(cleaned) if isinstance(cleaned, Rows) else value

    def carried(self, shown: Sequence[str]) -> list[tuple[str, str]]:
        """Parameters in use that a form does not show and must carry along."""
        left_out = {*shown, "cursor", "format", "level"}
        return [(name, str(self.query[name])) for name in self.query if name not in left_out and self.query[name]]

    def address(self, **changes: str | None) -> str:
        """This list's query string with some parameters changed (None takes one out), from its first page."""
        query = self.query.copy()
        for name, value in {"cursor": None, "format": None, "level": None, **changes}.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        for name in [name for name in query if not query[name]]:
            del query[name]
        return f"?{query.urlencode()}" if query else "?"


def listing(
    request: HttpRequest, filter_set: type[StrictFilterSet], rows: QuerySet[Any], orders: Mapping[str, Order]
) -> Listing:
    """Reads a list's address. Raises BadInput naming each parameter that cannot be used. The first order is the default."""
    filters = filter_set(request.GET, rows)
    if problems := filters.problems():
        raise BadInput(*problems)
    name = request.GET.get("sort") or next(iter(orders))
    if name not in orders:
        raise BadInput(f"sort: choose one of {', '.join(orders)}.")
    sorts = [Sorting(key, order.label, key == name) for key, order in orders.items()]
    return Listing(filters, filters.qs, orders[name], sorts, request.GET)
