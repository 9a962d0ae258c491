"""Rows and questions of the path that every article takes, in SQL that is put together once.

Django writes the SQL of every query anew, which takes a millisecond where PostgreSQL answers in a tenth of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

M = TypeVar("M", bound=Model)


def ask(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of an answer: ``ask("SELECT 1 + %s", [2])`` gives ``[(3,)]``."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def tell(sql: str, values: Sequence[Any] = ()) -> int:
    """How many rows a statement changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def rows_of(model: type[M], rest: str, values: Sequence[Any] = (), *, without: tuple[str, ...] = ()) -> list[M]:
    """The rows of a model that the ``rest`` of a SELECT names: ``rows_of(Series, "WHERE key = ANY(%s)", [keys])``.

    Generated columns and those ``without`` are fetched when they are asked for.
    """
    names, columns, readers = _read(model, without)
    found = ask(f'SELECT {columns} FROM "{model._meta.db_table}" {rest}', values)
    return [model.from_db(connection.alias, names, _converted(row, readers)) for row in found]


def insert(rows: Sequence[Model]) -> None:
    """Insert new rows of one model and set their keys; nothing for no rows.

    Raises what PostgreSQL raises. Columns that the database fills are not read back, unlike with ``bulk_create``, which
    fetches whole search vectors.
    """
    if not rows:
        return
    fields = [field for field in _columns(type(rows[0])) if not _is_filled(field, rows[0])]
    table, names = rows[0]._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)
    one = f"({', '.join(_placeholder(field) for field in fields)})"
    values = [prepared(field, row) for row in rows for field in fields]
    found = ask(f'INSERT INTO "{table}" ({names}) VALUES {", ".join([one] * len(rows))} RETURNING id', values)
    for row, (pk,) in zip(rows, found, strict=True):
        row.pk, row._state.adding, row._state.db = pk, False, connection.alias


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


def _converted(row: tuple[Any, ...], readers: Mapping[int, Any]) -> Sequence[Any]:
    if not readers:
        return row
    return [readers[n](value, None, connection) if n in readers else value for n, value in enumerate(row)]


@cache
def _read(model: type[Model], without: tuple[str, ...]) -> tuple[list[str], str, dict[int, Any]]:
    """What to fetch: attribute names, columns, and what still makes a value of what PostgreSQL sends (JSON)."""
    fields: list[Any] = [
        field for field in model._meta.concrete_fields if not field.generated and field.name not in without
    ]
    readers = {n: field.from_db_value for n, field in enumerate(fields) if hasattr(field, "from_db_value")}
    return [field.attname for field in fields], ", ".join(f'"{field.column}"' for field in fields), readers


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
