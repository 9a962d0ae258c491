"""Rows and questions of the path that every article takes, in SQL that is put together once.

Django writes the SQL of every query anew, which takes a millisecond where PostgreSQL answers in a tenth of one. Statements
go to the server with their values beside them, so that nothing is quoted here and read back there. What only writes, or finds one
row by its key, PostgreSQL also plans once; a question is planned for its values, since the best way to a row depends on them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import psycopg
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

M = TypeVar("M", bound=Model)


class _Asked(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, prepare=False)


class _Prepared(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, prepare=True)


def ask(sql: str, values: Sequence[Any] = (), *, is_prepared: bool = False) -> list[tuple[Any, ...]]:
    """All rows of an answer: ``ask("SELECT 1 + %s", [2])`` gives ``[(3,)]``. ``is_prepared`` keeps one plan for all values."""
    with _cursor(_Prepared if is_prepared else _Asked) as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def tell(sql: str, values: Sequence[Any] = ()) -> int:
    """How many rows a statement changed, whose plan is kept."""
    with _cursor(_Prepared) as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def _cursor(kind: type[psycopg.Cursor[Any]]) -> Any:
    """A cursor that binds values on the server; Django's own where something wraps its statements.

    So does the audit for a person's request: it puts a command before the statement, and two are not bound together.
    """
    own = connection.cursor()
    if connection.execute_wrappers or connection.queries_logged:
        return own
    return type(own)(kind(connection.connection), connection)


def rows_of(model: type[M], rest: str, values: Sequence[Any] = (), *, without: tuple[str, ...] = ()) -> list[M]:
    """The rows of a model that the ``rest`` of a SELECT names: ``rows_of(Series, "WHERE key = ANY(%s)", [keys])``.

    Generated columns and those ``without`` are fetched when they are asked for.
    """
    found = ask(f'SELECT {columns_of(model, without=without)} FROM "{model._meta.db_table}" {rest}', values)
    return [row_of(model, row, without=without) for row in found]


def columns_of(model: type[Model], table: str = "", *, without: tuple[str, ...] = ()) -> str:
    """What a SELECT names to read whole rows of a model, of the ``table`` that stands for it there."""
    prefix = f"{table}." if table else ""
    return ", ".join(f'{prefix}"{column}"' for column in _read(model, without)[1])


def row_of(model: type[M], values: Sequence[Any], *, without: tuple[str, ...] = ()) -> M:
    """The row of a model whose columns, as :func:`columns_of` names them, have these values."""
    names, _, readers = _read(model, without)
    return model.from_db(connection.alias, names, _converted(values, readers))


def insert(rows: Sequence[Model]) -> None:
    """Insert new rows of one model and set their keys; nothing for no rows.

    Raises what PostgreSQL raises. Columns that the database fills are not read back, unlike with ``bulk_create``, which
    fetches whole search vectors.
    """
    if not rows:
        return
    fields = [field for field in _columns(type(rows[0])) if not _is_filled(field, rows[0])]
    told = [{field.column: getattr(row, field.attname) for field in fields} for row in rows]
    sql = _insertion(type(rows[0]), tuple(fields))
    found = ask(sql, [json.dumps(told, default=_as_text, ensure_ascii=False)], is_prepared=True)
    for row, (pk,) in zip(rows, found, strict=True):
        row.pk, row._state.adding, row._state.db = pk, False, connection.alias


@cache
def _insertion(model: type[Model], fields: tuple[Any, ...]) -> str:
    """One statement for any number of rows, which come as a list of JSON objects."""
    table, names = model._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)
    typed = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in fields)
    return f'INSERT INTO "{table}" ({names}) SELECT {names} FROM json_to_recordset(%s::json) AS told ({typed}) RETURNING id'


def _as_text(value: Any) -> str:
    """What JSON has no form for, as PostgreSQL reads it."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, NumericRange):
        low, high = ("" if end is None else str(end) for end in (value.lower, value.upper))
        return f"{'[' if value.lower_inc else '('}{low},{high}{']' if value.upper_inc else ')'}"
    raise TypeError(f"no column takes a {type(value).__name__}")


def update(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write these columns of known rows of one model, in one statement; nothing for no rows."""
    if not rows:
        return
    fields: list[Any] = [type(rows[0])._meta.get_field(name) for name in names]
    table, columns = rows[0]._meta.db_table, [f'"{field.column}"' for field in fields]
    one = f"(%s::bigint, {', '.join(f'%s::{_type(field)}' for field in fields)})"
    tell(
        f'UPDATE "{table}" AS kept SET {", ".join(f"{name} = said.{name}" for name in columns)}'
        f" FROM (VALUES {', '.join([one] * len(rows))}) AS said (id, {', '.join(columns)}) WHERE kept.id = said.id",
        [value for row in rows for value in (row.pk, *(prepared(field, row) for field in fields))],
    )


def assignments(row: Model, names: Sequence[str]) -> Mapping[str, object]:
    """What an UPDATE sets columns to, and the values: ``{'"title" = %s': "Storm"}`` for the row's ``title``."""
    fields: list[Any] = [type(row)._meta.get_field(name) for name in names]
    return {f'"{field.column}" = {_placeholder(field)}': prepared(field, row) for field in fields}


def prepared(field: Any, row: Model) -> object:
    """The value of a row's field as psycopg takes it."""
    return field.get_db_prep_save(getattr(row, field.attname), connection)


def _converted(row: Sequence[Any], readers: Mapping[int, Any]) -> Sequence[Any]:
    if not readers:
        return row
    return [readers[n](value, None, connection) if n in readers else value for n, value in enumerate(row)]


@cache
def _read(model: type[Model], without: tuple[str, ...]) -> tuple[list[str], list[str], dict[int, Any]]:
    """What to fetch: attribute names, columns, and what still makes a value of what PostgreSQL sends (JSON)."""
    fields: list[Any] = [
        field for field in model._meta.concrete_fields if not field.generated and field.name not in without
    ]
    readers = {n: field.from_db_value for n, field in enumerate(fields) if hasattr(field, "from_db_value")}
    return [field.attname for field in fields], [field.column for field in fields], readers


@cache
def _columns(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    return tuple(field for field in model._meta.concrete_fields if not (field.generated or field.primary_key))


def _is_filled(field: Field[Any, Any], row: Model) -> bool:
    return isinstance(getattr(row, field.attname), DatabaseDefault)


@cache
def _type(field: Any) -> str:
    """The column's type without a length, to which a cast would cut."""
    return str(field.db_type(connection)).partition("(")[0]


@cache
def _placeholder(field: Any) -> str:
    """Arrays and ranges have to be named: PostgreSQL does not guess them from a text."""
    return field.get_placeholder(None, None, connection) if hasattr(field, "get_placeholder") else "%s"
