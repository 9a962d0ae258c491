"""Rows that are found by their words."""

from __future__ import annotations

from typing import Self, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import F, Func

Row = TypeVar("Row", bound=models.Model)
# an inner query with a bound is answered by itself; no table has so many rows
ALL = 2**40


class SearchedQuerySet(models.QuerySet[Row]):
    """Questions about rows whose column ``search`` holds their words."""

    def matching(self, words: str) -> Self:
        """Those that hold the words, in a search engine's syntax."""
        return self.filter(search=asked(words))

    def reading(self, words: str) -> Self:
        """As :meth:`matching`, each row tested by itself and no index asked: where few rows are looked at."""
        held = Func(F("search"), template="(%(expressions)s || ''::tsvector)", output_field=SearchVectorField())
        return self.alias(held=held).filter(held=asked(words))


def asked(words: str) -> SearchQuery:
    """Words of a reader as PostgreSQL looks for them."""
    return SearchQuery(words, config="english", search_type="websearch")
