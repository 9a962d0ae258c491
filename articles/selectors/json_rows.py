"""Rows as JSON text that the database writes: the cost of a list is one statement, not a Python object a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import psycopg
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, F, Func, JSONField, Model, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

from claimtracker.replicas import read_connection

Columns = Mapping[str, Combinable]
# ``"speaker__"`` gives the columns of the row that a claim's speaker is, ``""`` those of the row itself
Shape = Callable[[str], Columns]
PAGE = """
SELECT coalesce(json_agg(d.document ORDER BY page.place), '[]')::text
FROM unnest(%s::bigint[]) WITH ORDINALITY AS page(id, place) JOIN ({rows}) AS d(id, document) ON d.id = page.id
"""


class Document(Func):
    """``Document({"id": F("pk")})`` is a JSON object with these members, in this order."""

    def __init__(self, columns: Columns) -> None:
        self.names = tuple(columns)
        super().__init__(*columns.values(), output_field=JSONField())

    def as_sql(  # type: ignore[override]  # the name of a function is not for the caller to choose
        self, compiler: SQLCompiler, connection: Any, **more: Any
    ) -> tuple[str, tuple[Any, ...]]:
        parts: list[str] = []
        params: list[Any] = []
        for name, source in zip(self.names, self.get_source_expressions(), strict=True):
            sql, given = compiler.compile(source)
            parts.append(f"'{name}', {sql}")
            params.extend(given)
        return f"json_build_object({', '.join(parts)})", tuple(params)


def number(column: str) -> Expression:
    """A decimal as text without trailing zeros: ``"35"``, null stays null."""
    return Cast(Func(F(column), function="trim_scale"), TextField())


def interval(column: str) -> Expression:
    """A range as its two ends: ``{"low": "35", "high": null, "low_open": false, "high_open": false}``; null for none."""

    def end(side: str) -> Expression:
        return Cast(Func(Func(F(column), function=side), function="trim_scale"), TextField())

    def is_open(side: str) -> Expression:
        template = f"(NOT {side}_inf(%(expressions)s) AND NOT {side}_inc(%(expressions)s))"
        return _Twice(F(column), template=template)

    ends = {"low": end("lower"), "high": end("upper"), "low_open": is_open("lower"), "high_open": is_open("upper")}
    return _unless_null(column, Document(ends))


class _Twice(Func):
    """A template that names its one column twice."""


def named(relation: str) -> Expression:
    """The row beside this one by id and name, null for none."""
    return _unless_null(relation, Document({"id": F(f"{relation}_id"), "name": F(f"{relation}__name")}))


def nested(relation: str, shape: Shape) -> Expression:
    """The row beside this one with all of its columns, null for none."""
    return _unless_null(relation, Document(shape(f"{relation}__")))


class _UnlessNull(Func):
    """A document where a column holds something, else null."""

    template = "CASE WHEN %(expressions)s END"
    arg_joiner = " IS NOT NULL THEN "


def _unless_null(column: str, document: Document) -> Expression:
    return _UnlessNull(F(column), document, output_field=JSONField())


@dataclass(frozen=True, eq=False)
class Noun:
    """One kind of row as programs read it: its columns, what a list leaves out, and which neighbours can be read along."""

    name: str
    model: type[Model]
    shape: Shape
    expands: Mapping[str, Noun] = field(default_factory=dict)
    heavy: frozenset[str] = frozenset()

    @property
    def fields(self) -> tuple[str, ...]:
        """Every column, in order."""
        return tuple(self.shape(""))

    def columns(self, fields: Sequence[str] = (), expand: Sequence[str] = ()) -> Columns:
        """The chosen columns (none: all but the heavy), the expanded ones as whole rows."""
        chosen = {"id", *fields} if fields else set(self.fields) - self.heavy
        columns = {name: column for name, column in self.shape("").items() if name in chosen}
        return columns | {name: nested(name, self.expands[name].shape) for name in expand if name in columns}

    def json_of(
        self, ids: Sequence[int], fields: Sequence[str] = (), expand: Sequence[str] = (), using: str = ""
    ) -> str:
        """A JSON array of the rows with these ids, in their order; ids of no row are left out. One statement.

        Read from where lists are read at this moment, or from the database named ``using``.
        """
        sql, params = _statement(self, tuple(fields), tuple(expand))
        (text,) = prepared(connections[using] if using else read_connection(), sql, (list(ids), *params))
        return str(text)


def prepared(connection: BaseDatabaseWrapper, sql: str, params: Sequence[Any]) -> tuple[Any, ...]:
    """The one row of a statement that every list sends again: the server plans it once a connection, not once a request."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        row = cursor.execute(sql, params, prepare=True).fetchone()
    assert row is not None
    return tuple(row)


@cache
def _statement(noun: Noun, fields: tuple[str, ...], expand: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    rows: QuerySet[Any] = noun.model._default_manager.order_by()
    document = Document(noun.columns(fields, expand))
    sql, params = rows.annotate(document_=document).values_list("pk", "document_").query.sql_with_params()
    return PAGE.format(rows=sql), tuple(params)
