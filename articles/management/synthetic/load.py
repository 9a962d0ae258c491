"""Writes a made-up corpus with COPY: names first, then batch after batch, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model

from articles.actions.names import folded
from articles.management.synthetic import corpus, side
from articles.management.synthetic.lines import EVENTS_A_DAY, EVENTS_OF_BATCH, TABLES, Bases, columns_of
from articles.models import Alias, Claim, Outlet, Series, Source, Speaker

# the mean of a batch, measured; only the span of the dates depends on it
CLAIMS_A_BATCH = 6_030
_INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
    LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
    WHERE i.indrelid = %s::regclass AND NOT i.indisunique AND c.oid IS NULL
"""
_LINKS = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'"
Progress = Callable[[int], object]


def generate(claims: int, *, seed: int, until: datetime, progress: Progress = lambda made: None) -> int:
    """Adds about so many claims with their articles, figures and disputes, the newest near ``until``; returns how many.

    All or nothing: one transaction. Where more is added than there is, indexes and foreign keys are taken off and built
    again at the end, and nobody else can use the tables meanwhile.
    """
    batches = max(1, round(claims / CLAIMS_A_BATCH))
    with transaction.atomic(), connection.cursor() as cursor:
        with _without_triggers(cursor, [Outlet, Speaker, Alias, Source, Series]):
            bases = _names(until - timedelta(days=batches * EVENTS_OF_BATCH / EVENTS_A_DAY + 2))
        is_many = claims > Claim.objects.count()
        with _bare(cursor) if is_many else _as_they_are():
            made = sum(_written(cursor, batch, progress) for batch in _made(seed, batches, bases))
        for model in TABLES:
            _move_sequence(cursor, model)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def _made(seed: int, batches: int, bases: Bases) -> Iterator[dict[str, str]]:
    """The blocks of each batch, made by another process while this one writes; a single one is not worth the process."""
    if batches == 1:
        yield side.blocks_of(seed, bases, 0)
        return
    with get_context("spawn").Pool(1, initializer=side.prepare) as pool:
        yield from pool.imap(partial(side.blocks_of, seed, bases), range(batches))


def _written(cursor: Any, batch: dict[str, str], progress: Progress) -> int:
    for model in TABLES:
        copy_in(cursor, model, batch[model.__name__])
    made = batch[Claim.__name__].count("\n")
    progress(made)
    return made


def copy_in(cursor: Any, model: type[Model], block: str, table: str = "") -> None:
    """One block of lines into the model's table, or into another of the same columns."""
    names = ", ".join(f'"{name}"' for name in columns_of(model))
    with cursor.copy(f"COPY {table or model._meta.db_table} ({names}) FROM STDIN") as copy:
        copy.write(block)


@contextmanager
def _as_they_are() -> Iterator[None]:
    yield


@contextmanager
def _without_triggers(cursor: Any, models: Iterable[type[Model]]) -> Iterator[None]:
    """Nothing made up goes into the audit trail."""
    tables = [model._meta.db_table for model in models]
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    # a table with foreign keys that are still to be checked cannot be changed
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def _bare(cursor: Any) -> Iterator[None]:
    """The tables without triggers, foreign keys and what indexes they can do without, until the end."""
    again: list[str] = []
    for model in TABLES:
        table = model._meta.db_table
        cursor.execute(_INDEXES, [table])
        indexes = cursor.fetchall()
        cursor.execute(_LINKS, [table])
        links = cursor.fetchall()
        again += [definition for _, definition in indexes]
        again += [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for name, definition in links]
        for name, _ in links:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    with _without_triggers(cursor, TABLES):
        yield
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for statement in again:
        cursor.execute(statement)


def _names(began: datetime) -> Bases:
    """The rows that claims point to, made once and found again by the next run, and the ids where new rows begin."""
    outlets = [Outlet(name=name, domain=f"paper{n}.example") for n, name in enumerate(corpus.outlets())]
    sources = [Source(name=name, key=folded(name)) for name in corpus.sources()]
    series = [
        Series(definition=f"{thing.noun} {thing.doing} in {place}", key=f"made-up {n} {kind}")
        for n, place in enumerate(corpus.places())
        for kind, thing in enumerate(corpus.things())
    ]
    return Bases(
        **{model.__name__.lower(): _last(model) for model in list(TABLES)[:4]},
        outlet=_first(Outlet, "domain", outlets),
        source=_first(Source, "key", sources),
        series=_first(Series, "key", series),
        speaker=_speakers(),
        began=began,
    )


def _last(model: type[Model]) -> int:
    return model._default_manager.aggregate(most=Max("pk"))["most"] or 0


def _first(model: Any, by: str, rows: list[Any]) -> int:
    """The id of the first of these rows, whose ids follow each other because they are made at once."""
    known = model.objects.filter(**{by: getattr(rows[0], by)}).first()
    return int((known or model.objects.bulk_create(rows)[0]).pk)


def _speakers() -> int:
    names = corpus.speakers()
    known = Alias.objects.filter(key=folded(names[0])).first()
    if known:
        return known.speaker_id
    rows = Speaker.objects.bulk_create([Speaker(name=name) for name in names])
    Alias.objects.bulk_create([Alias(speaker=row, name=row.name, key=folded(row.name)) for row in rows])
    return rows[0].pk


def _move_sequence(cursor: Any, model: type[Model]) -> None:
    table = model._meta.db_table
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 1) FROM {table}))"
    )
