"""Checks a dump against its manifest, and loads it into an empty database of the same version."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pgtrigger
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from articles.ingestion.dumps import digest_of, dumped_models, latest_migration, stored_columns
from articles.models import Article
from articles.selectors.dumps import MANIFEST, TABLES, Dump, DumpFile, read_dump

_BATCH = 2_000


class NotRestored(ValueError):
    """The dump was not loaded, and nothing was changed; the message says why."""


def faults_of(dump: Dump) -> list[str]:
    """What is wrong with a dump's files: missing, changed, shorter, or not of it; empty for a sound dump."""
    named = {file.path for file in dump.files}
    there = {str(path.relative_to(dump.folder)) for path in dump.folder.rglob("*") if path.is_file()}
    faults = [f"{path} is not in the manifest" for path in sorted(there - named - {MANIFEST})]
    return faults + [fault for file in dump.files for fault in _faults(dump.folder, file)]


def _faults(folder: Path, file: DumpFile) -> Iterator[str]:
    path = folder / file.path
    if not path.is_file():
        yield f"{file.path} is missing"
    elif path.stat().st_size != file.size_bytes or digest_of(path) != file.sha256:
        yield f"{file.path} is not what was written: its size or sha256 differs"
    elif path.name.endswith(".jsonl.gz") and (count := sum(1 for _ in _lines(path))) != file.rows:
        yield f"{file.path} holds {count} rows and not {file.rows}"


def _lines(path: Path) -> Iterator[bytes]:
    with gzip.open(path, "rb") as file:
        yield from file


@transaction.atomic
def restore(folder: Path) -> int:
    """Load a dump's tables into a database that holds no article; returns the rows. Raises NotRestored and changes nothing.

    Everything else that the database holds (the demo's login, the groups) is replaced by what the dump holds.
    """
    dump = read_dump(folder)
    if faults := faults_of(dump):
        raise NotRestored("; ".join(faults[:5]))
    if Article.objects.exists():
        raise NotRestored("this database holds articles: a dump is loaded into an empty one")
    if dump.migration != latest_migration():
        raise NotRestored(
            f"the dump is of {dump.migration}, this database of {latest_migration()}: bring it there first"
        )
    models = dumped_models()
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        count = sum(_load(model, folder) for model in models)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    return count


def _load(model: type[Model], folder: Path) -> int:
    table, columns = connection.ops.quote_name(model._meta.db_table), stored_columns(model)
    insert = f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)"
    count = 0
    with connection.cursor() as cursor:
        for batch in _batches(_lines(folder / TABLES / f"{model._meta.db_table}.jsonl.gz")):
            cursor.execute(insert, ["[" + ",".join(batch) + "]"])
            count += len(batch)
    return count


def _batches(lines: Iterator[bytes]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line.decode())
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
