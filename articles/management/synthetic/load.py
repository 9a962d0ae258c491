"""Writes a made-up corpus with COPY: names first, then batch after batch, all in one transaction."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult, Pool
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min, Model

from articles.actions.names import folded
from articles.management.synthetic import corpus, side
from articles.management.synthetic.lines import (
    EVENTS_A_DAY,
    EVENTS_OF_BATCH,
    TABLES,
    Bases,
    block_of,
    columns_of,
)
from articles.models import Alias, Claim, Outlet, Series, Source, Speaker

# the mean of a batch, measured; only the span of the dates depends on it
CLAIMS_A_BATCH = 6_030
BATCHES_AHEAD = 4
_INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
    WHERE i.indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
# no foreign key of another table points at a unique constraint; they all point at primary keys, which stay
_LINKS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype IN ('u', 'f') ORDER BY contype DESC
"""
# these tables and all whose rows point at theirs
_REACHED = """
    WITH RECURSIVE reached AS (
        SELECT unnest(%s::regclass[]) AS place
        UNION SELECT c.conrelid FROM pg_constraint c JOIN reached ON c.confrelid = reached.place WHERE c.contype = 'f'
    ) SELECT place::regclass::text FROM reached
"""
# as the triggers do that are off while rows are written
_DISPUTES_FOLLOW = """
    UPDATE articles_dispute SET reach = f.outlet_count, points = f.points FROM articles_figure f
    WHERE f.id = figure_id AND (reach, articles_dispute.points) IS DISTINCT FROM (f.outlet_count, f.points)
"""
Progress = Callable[[int], object]
Blocks = Callable[[int], dict[str, str]]


def generate(claims: int, *, seed: int, until: datetime, progress: Progress = lambda made: None) -> int:
    """Adds about so many claims with their articles, figures and disputes, the newest near ``until``; returns how many.

    All or nothing: one transaction. Where more is added than there is, indexes and foreign keys are taken off and built
    again at the end, and nobody else can use the tables meanwhile.
    """
    batches = max(1, round(claims / CLAIMS_A_BATCH))
    with _maker(batches) as make, transaction.atomic(), connection.cursor() as cursor:
        with _without_triggers(cursor, [Outlet, Speaker, Alias, Source, Series]):
            bases = _names(cursor, until - timedelta(days=batches * EVENTS_OF_BATCH / EVENTS_A_DAY + 2))
        is_many = claims > Claim.objects.count()
        how = "WITH (FREEZE)" if is_many and _made_new(cursor) else ""
        with _bare(cursor) if is_many else _as_they_are():
            blocks = make(partial(side.blocks_of, seed, bases))
            made = sum(_written(cursor, batch, how, progress) for batch in blocks)
        cursor.execute(_DISPUTES_FOLLOW)
        for model in TABLES:
            _move_sequence(cursor, model)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


@contextmanager
def _maker(batches: int) -> Iterator[Callable[[Blocks], Iterator[dict[str, str]]]]:
    """Makes the blocks of each batch in another process while this one writes; a single one is not worth the process."""
    if batches == 1:
        yield lambda blocks: map(blocks, range(batches))
        return
    with get_context("spawn").Pool(1, initializer=side.prepare) as pool:
        yield lambda blocks: _ahead(pool, blocks, batches)


def _ahead(pool: Pool, blocks: Blocks, batches: int) -> Iterator[dict[str, str]]:
    """The batches in their order, a few made ahead: a maker that is faster than the server must not fill the memory."""
    waiting: deque[AsyncResult[dict[str, str]]] = deque()
    for batch in range(batches):
        waiting.append(pool.apply_async(blocks, (batch,)))
        if len(waiting) > BATCHES_AHEAD:
            yield waiting.popleft().get()
    while waiting:
        yield waiting.popleft().get()


def _made_new(cursor: Any) -> bool:
    """Makes empty tables anew: what is copied into them in this transaction needs no log and no later freezing."""
    cursor.execute(_REACHED, [[model._meta.db_table for model in TABLES]])
    tables = [table for (table,) in cursor.fetchall()]
    cursor.execute(" UNION ALL ".join(f"(SELECT 1 FROM {table} LIMIT 1)" for table in tables))
    if cursor.fetchone() is not None:
        return False
    cursor.execute(f"TRUNCATE {', '.join(tables)}")
    return True


def _written(cursor: Any, batch: dict[str, str], how: str, progress: Progress) -> int:
    for model in TABLES:
        copy_in(cursor, model._meta.db_table, columns_of(model), batch[model.__name__], how)
    made = batch[Claim.__name__].count("\n")
    progress(made)
    return made


def copy_in(cursor: Any, table: str, columns: Iterable[str], block: str, how: str = "") -> None:
    """One block of lines into these columns of a table."""
    names = ", ".join(f'"{name}"' for name in columns)
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN {how}") as copy:
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
    """The tables without triggers, indexes, foreign keys and unique constraints but the primary keys, until the end."""
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


def _names(cursor: Any, began: datetime) -> Bases:
    """The rows that claims point to, made once and found again by the next run, and the ids where new rows begin."""
    outlets = [(name, f"paper{n}.example") for n, name in enumerate(corpus.outlets())]
    sources = [(name, folded(name)) for name in corpus.sources()]
    series = [
        (f"{thing.noun} {thing.doing} in {place}", f"made-up {n} {kind}")
        for n, place in enumerate(corpus.places())
        for kind, thing in enumerate(corpus.things())
    ]
    return Bases(
        **{model.__name__.lower(): _last(model) for model in list(TABLES)[:4]},
        outlet=_first(cursor, Outlet, ("name", "domain"), outlets),
        source=_first(cursor, Source, ("name", "key"), sources),
        series=_first(cursor, Series, ("definition", "key"), series),
        speaker=_speakers(cursor),
        began=began,
    )


def _last(model: type[Model]) -> int:
    return model._default_manager.aggregate(most=Max("pk"))["most"] or 0


def _first(cursor: Any, model: Any, columns: tuple[str, str], rows: list[tuple[str, str]]) -> int:
    """The id of the first of these rows, which are known by their second column."""
    known = model.objects.filter(**{columns[1]: rows[0][1]}).first()
    return int(known.pk) if known else _added(cursor, model, columns, rows)


def _added(cursor: Any, model: Any, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> int:
    """Adds rows, whose ids follow each other because nobody else may write meanwhile; the id of the first."""
    last = _last(model)
    lines = ["\t".join(map(str, row)) for row in rows]
    copy_in(cursor, model._meta.db_table, columns_of(model, columns), block_of(lines, model, columns))
    return int(model.objects.filter(pk__gt=last).aggregate(least=Min("pk"))["least"])


def _speakers(cursor: Any) -> int:
    names = corpus.speakers()
    known = Alias.objects.filter(key=folded(names[0])).first()
    if known:
        return known.speaker_id
    first = _added(cursor, Speaker, ("name",), [(name,) for name in names])
    aliases = [(first + n, name, folded(name)) for n, name in enumerate(names)]
    _added(cursor, Alias, ("speaker_id", "name", "key"), aliases)
    return first


def _move_sequence(cursor: Any, model: type[Model]) -> None:
    table = model._meta.db_table
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 1) FROM {table}))"
    )
