"""Rows that are found by their words."""

from __future__ import annotations

from typing import Self, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import F, Func

Row = TypeVar("Row", bound=models.Model)
# an inner query with a bound is answered by itself; no table has so many rows
ALL = 2**40
# whether the statistics of a table know more rows than a bound that hold each of some words; one that they do not know is rare
COMMON = """
    SELECT count(*) > 0 AND count(*) = count(known.rows) AND min(known.rows) > asked.bound AS is_common
    FROM (SELECT %s::text AS words, %s::text AS held_by, %s::bigint AS bound) AS asked
    CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('english', asked.words))) AS wanted (word)
    LEFT JOIN LATERAL (
        SELECT part.share * kept.reltuples AS rows
        FROM pg_stats AS told JOIN pg_class AS kept ON kept.oid = to_regclass(told.tablename)
        CROSS JOIN LATERAL unnest(told.most_common_elems::text::text[], told.most_common_elem_freqs) AS part (word, share)
        WHERE told.schemaname = current_schema() AND told.tablename = asked.held_by AND told.attname = 'search' AND part.word = wanted.word
    ) AS known ON true
    GROUP BY asked.bound
"""


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
