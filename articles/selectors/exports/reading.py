"""Rows of an export as the database sends them, a few at a time: memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

import psycopg
from django.db import DatabaseError, connections, transaction
from django.db.models import F, QuerySet

from articles.selectors.exports.cells import row_of
from articles.selectors.exports.columns import Column, Kind, Table

PIECE_BYTES = 64 * 1024
BATCH = 5_000
# no cell holds these: JSON escapes them, so the lines come as they are
_BARE = "(FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
_QUOTED = "(FORMAT csv, FORCE_QUOTE *)"


@dataclass
class Job:
    """What to take away: rows of a table, at most ``most`` of them, within ``limit``; ``count`` and ``cut`` tell how it went."""

    rows: QuerySet[Any, Any]
    table: Table
    most: int | None = None
    limit: timedelta | None = None
    count: int = field(default=0, init=False)
    cut: str = field(default="", init=False)

    def csv_lines(self) -> Iterator[bytes]:
        """One line of CSV a row."""
        cells = ", ".join(column.as_csv() for column in self.table.columns)
        return self._copied(lambda source: f"SELECT {cells} FROM {source}", _QUOTED)

    def json_lines(self) -> Iterator[bytes]:
        """One JSON object a row."""
        cells = ", ".join(f'{column.as_json()} AS "{column.name}"' for column in self.table.columns)
        return self._copied(lambda source: f"SELECT row_to_json(r) FROM (SELECT {cells} FROM {source}) r", _BARE)

    def sheet_rows(self, styles: Mapping[Kind, int]) -> Iterator[str]:
        """One row of a spreadsheet's XML a row, below the heading; ``styles`` are the formats of its times and dates."""
        row = row_of(self.table.columns, styles, "(row_number() OVER () + 1)")
        try:
            with self._bounded():
                for batch in self._fetched(row):
                    yield from (text for (text,) in batch)
        except (DatabaseError, psycopg.Error) as fault:
            self._broken(fault)

    def batches(self) -> Iterator[list[tuple[Any, ...]]]:
        """Typed cells, some thousand rows at a time."""
        cells = ", ".join(column.as_typed() for column in self.table.columns)
        try:
            with self._bounded():
                yield from self._fetched(cells)
        except (DatabaseError, psycopg.Error) as fault:
            self._broken(fault)

    def _fetched(self, cells: str) -> Iterator[list[tuple[Any, ...]]]:
        source, params = self.source()
        with connections[self.rows.db].chunked_cursor() as cursor:
            cursor.execute(f"SELECT {cells} FROM {source}", params)
            while batch := cursor.fetchmany(BATCH):
                if kept := batch[: self._room(len(batch))]:
                    yield kept

    def _copied(self, wrap: Callable[[str], str], options: str) -> Iterator[bytes]:
        try:
            with self._bounded(), connections[self.rows.db].cursor() as cursor:
                source, params = self.source()
                statement = cursor.mogrify(wrap(source), params)
                with cursor.copy(f"COPY ({statement}) TO STDOUT {options}") as copy:
                    for line in copy:
                        if self._room(1):
                            yield bytes(line)
        except (DatabaseError, psycopg.Error) as fault:
            self._broken(fault)

    def source(self) -> tuple[str, tuple[Any, ...]]:
        """The query as a table ``t`` with the columns' names; one row more than is wanted tells that there are more."""
        rows = self.rows if self.most is None else self.rows[: self.most + 1]
        query = rows.values_list(*map(_expression, self.table.columns)).query
        inner, params = query.get_compiler(rows.db, elide_empty=False).as_sql()
        names = ", ".join(f'"{name}"' for name in self.table.names)
        return f"({inner}) AS t ({names})", params

    def stop(self, count: int, why: str) -> None:
        """Say that only so many of the rows that were read are sent."""
        self.count, self.cut = count, why

    def _room(self, wanted: int) -> int:
        room = wanted if self.most is None else min(wanted, self.most - self.count)
        if room < wanted:
            self.cut = f"there are more than {self.most:,} rows; use a filter, or the command"
        self.count += room
        return room

    def _broken(self, fault: Exception) -> None:
        if not self.count:
            raise fault
        self.cut = f"the database stopped: {str(fault).splitlines()[0]}"

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        """One reading transaction under the limit of time, which a reader who takes a byte a minute meets too."""
        with transaction.atomic(using=self.rows.db), connections[self.rows.db].cursor() as cursor:
            limit_s = 0 if self.limit is None else self.limit.total_seconds()
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{limit_s:.0f}s"])
            yield
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")


def _expression(column: Column) -> Any:
    return F(column.source) if isinstance(column.source, str) else column.source


def pieces(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Lines joined to pieces of about 64 KB."""
    kept: list[bytes] = []
    size = 0
    for line in lines:
        kept.append(line)
        size += len(line)
        if size >= PIECE_BYTES:
            yield b"".join(kept)
            kept, size = [], 0
    if kept:
        yield b"".join(kept)


def begun(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same chunks with the first one fetched now, so that a query that fails does so before any answer is begun."""
    first = list(islice(chunks, 1))

    def rest() -> Iterator[bytes]:
        yield from first
        yield from chunks

    return rest()
