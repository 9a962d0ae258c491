"""How a list looks for words: in the index of words, or row by row."""

from __future__ import annotations

from typing import Any

from articles.filters.fields import StrictFilterSet
from articles.models.searching import SearchedQuerySet


class Searching:
    """For lists whose QuerySet answers ``matching(words)``."""

    def search(self, rows: Any, name: str, words: str) -> Any:
        return rows.matching(words)


def rows_near(filters: StrictFilterSet) -> tuple[SearchedQuerySet[Any], str] | None:
    """The rows that a list's other filters let through, and the words that are looked for among them; None without words."""
    words = filters.form.cleaned_data.get("q")
    if not words or not isinstance(filters, Searching):
        return None
    rows: Any = filters.queryset.all()
    for name, value in filters.form.cleaned_data.items():
        if name != "q":
            rows = filters.filters[name].filter(rows, value)
    return rows, words
