"""How a list looks for words: in the index of words, or row by row."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from articles.filters.fields import StrictFilterSet


class Searching:
    """For lists whose QuerySet answers ``matching(words)``, and ``reading(words)`` for few rows."""

    def search(self, rows: Any, name: str, words: str) -> Any:
        return rows.matching(words)


def rows_near(filters: StrictFilterSet) -> QuerySet[Any] | None:
    """The rows that a list's filters let through, each to be tested by itself for its words; None without words."""
    words = filters.form.cleaned_data.get("q")
    if not words or not isinstance(filters, Searching):
        return None
    rows: Any = filters.queryset.all()
    for name, value in filters.form.cleaned_data.items():
        if name != "q":
            rows = filters.filters[name].filter(rows, value)
    found: QuerySet[Any] = rows.reading(words)
    return found
