"""A page of the rows that hold some words: from the index of words, or from the next rows of the list, whichever is nearer.

The index gives all rows that hold a word before the first of them can be put in order: two for a rare word, a quarter of a
million for one that every fortieth row of ten million holds. Of such a word a page is among the next thousand rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from articles.models.searching import ALL, COMMON, SearchedQuerySet
from articles.selectors.keyset import Order, after_cursor, ordered

Row = TypeVar("Row", bound=Model)
Piece = tuple[str, tuple[Any, ...]]
# words that no more rows hold are put in order at once; of others so many rows are read in order, before all that match are
RARE_ROWS = 2_000
NEAR_ROWS = 5_000
NOTHING: Piece = ("SELECT NULL::bigint WHERE false", ())

# each part is read only when those before it gave no page: the next rows first, where the statistics say that the words are
# common; then the index up to the bound; then the next rows after all; then everything that matches
FIRST = """
    WITH told AS MATERIALIZED ({common}),
    near AS MATERIALIZED (SELECT * FROM ({walk}) AS walked (pk) WHERE (SELECT is_common FROM told)),
    few AS MATERIALIZED (SELECT * FROM ({rare}) AS rare (pk) WHERE (SELECT count(*) FROM near) < {most}),
    later AS MATERIALIZED (SELECT * FROM ({walk}) AS walked (pk)
        WHERE NOT (SELECT is_common FROM told) AND (SELECT count(*) FROM few) > {bound})
    SELECT pk FROM near WHERE (SELECT count(*) FROM near) >= {most}
    UNION ALL SELECT pk FROM ({firsts}) AS firsts (pk) WHERE (SELECT count(*) FROM few) <= {bound}
    UNION ALL SELECT pk FROM later WHERE (SELECT count(*) FROM later) >= {most}
    UNION ALL SELECT pk FROM ({rest}) AS rest (pk)
        WHERE (SELECT count(*) FROM few) > {bound} AND (SELECT count(*) FROM later) < {most}
"""


@dataclass(frozen=True, slots=True)
class Near(Generic[Row]):
    """How to look for those of some ``rows`` of a list that hold ``words``; ``every`` row of it is looked at in its turn."""

    every: QuerySet[Row]
    rows: SearchedQuerySet[Row]
    words: str

    @property
    def matching(self) -> QuerySet[Row]:
        """Those that hold the words, each tested by itself."""
        return self.rows.reading(self.words)

    def first(self, rows: QuerySet[Row], order: Order, cursor: str, most: int) -> QuerySet[Row]:
        """The first ``most`` of ``rows``, which the index of words gives, after a cursor, in one question. Raises BadCursor.

        All of them are found before they are put in order, and only the first of them are joined to anything.
        """
        try:
            ids = self._ids(after_cursor(rows, order, cursor).order_by().values("pk"), order, cursor, most)
        except EmptyResultSet:
            return self.matching.none()
        return ordered(self.matching.filter(pk__in=ids), order)

    def _ids(self, rows: QuerySet[Any, Any], order: Order, cursor: str, most: int) -> RawSQL:
        table = self.every.model._meta.db_table
        pieces: dict[str, Piece] = {
            "common": (COMMON, (self.words, table, RARE_ROWS)),
            "walk": self._walk(order, cursor, most) if order.is_indexed else NOTHING,
            "rare": _sql(rows[: RARE_ROWS + 1]),
            "firsts": self._sorted("SELECT pk FROM few", (), order, most),
            "rest": self._sorted(*_sql(rows[:ALL]), order, most),
        }
        used = ("common", "walk", "rare", "walk", "firsts", "rest")
        text = FIRST.format(most=most, bound=RARE_ROWS, **{name: sql for name, (sql, _) in pieces.items()})
        return RawSQL(text, [value for name in used for value in pieces[name][1]])

    def _sorted(self, ids: str, params: tuple[Any, ...], order: Order, most: int) -> Piece:
        held = self.every.model._base_manager.using(self.every.db).filter(pk__in=RawSQL(ids, params))
        return _sql(ordered(held, order).values("pk")[:most])

    def _walk(self, order: Order, cursor: str, most: int) -> Piece:
        """Each of the next rows is looked at in its turn, and none after the last that is wanted."""
        window = _sql(after_cursor(ordered(self.every, order), order, cursor).values_list("pk")[:NEAR_ROWS])
        held = _sql(self.matching.order_by().filter(pk=RawSQL("near.pk", [])).values("pk"))
        # a planner that may, reads all of them at once: OFFSET forbids it
        text = f"SELECT near.pk FROM ({window[0]}) near (pk) WHERE EXISTS ({held[0]} OFFSET 0) LIMIT {most}"
        return text, (*window[1], *held[1])


def _sql(rows: QuerySet[Any, Any]) -> Piece:
    sql, params = rows.query.get_compiler(rows.db).as_sql()
    return sql, tuple(params)
