"""Dumps of the whole database: every table as it stands and the public lists as anybody may have them, under one snapshot."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from articles.models import Article, Claim, Dispute, Figure, Outlet, Speaker
from articles.selectors.dumps import MANIFEST, PUBLIC, STAMP, TABLES, Dump, dumps_in, read_dump
from articles.selectors.exports import FORMS, exported
from articles.selectors.exports import TABLES as LISTS
from articles.selectors.exports.codebook import codebook_json

# what is worth nothing in another place or at another time
_FLEETING = frozenset({"sessions", "axes", "admin"})
_LOCK = 0x64756D70
DUE_AFTER = timedelta(hours=20)


def make_dump(folder: Path, *, form: str = "jsonl", keep: int = 7) -> Dump:
    """A new dump in a folder, and the oldest ones beyond ``keep`` deleted.

    ``form`` jsonl or parquet is that of the public lists; the tables are always JSON Lines, which can be loaded again. A
    dump that fails leaves nothing under a dump's name. Only the owner of the files may read them.
    """
    made_at = datetime.now(UTC)
    unfinished = folder / f".{made_at.strftime(STAMP)}"
    for part in (folder, unfinished, unfinished / PUBLIC, unfinished / TABLES):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        manifest = {"made_at": made_at.isoformat(), "migration": latest_migration(), "files": _files(unfinished, form)}
        (unfinished / MANIFEST).write_text(json.dumps(manifest, indent=1))
        finished = unfinished.rename(folder / made_at.strftime(STAMP))
    except BaseException:
        shutil.rmtree(unfinished)
        raise
    for old in dumps_in(folder)[keep:]:
        shutil.rmtree(old.folder)
    return read_dump(finished)


def _files(folder: Path, form: str) -> list[dict[str, Any]]:
    """Write everything under one snapshot; gives the manifest's entries."""
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return [*_dump_tables(folder), *_dump_lists(folder, form)]


def is_due(folder: Path) -> bool:
    """Whether the newest dump is older than most of a day, or there is none."""
    newest = next(iter(dumps_in(folder)), None)
    return newest is None or datetime.now(UTC) - newest.made_at > DUE_AFTER


def dump_if_due(folder: Path, *, keep: int) -> Dump | None:
    """A dump where one is due and nobody else is making one; else None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return None
        try:
            return make_dump(folder, keep=keep) if is_due(folder) else None
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def start_if_due(folder: Path, *, keep: int) -> bool:
    """Start a process that makes the dump where one is due; a dump takes longer than any task may. False where none is."""
    if not keep or not is_due(folder):
        return False
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "dump", "--if-due"]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
    return True


def dumped_models() -> list[type[Model]]:
    """The models whose tables make up the database, those between two of them included."""
    return [
        model
        for config in apps.get_app_configs()
        if config.label not in _FLEETING
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def stored_columns(model: type[Model]) -> str:
    """The columns that are written, not computed by the database."""
    quote = connection.ops.quote_name
    return ", ".join(quote(f.column or f.name) for f in model._meta.concrete_fields if not f.generated)


def _dump_tables(folder: Path) -> Iterator[dict[str, Any]]:
    for model in dumped_models():
        table = model._meta.db_table
        rows = f"SELECT {stored_columns(model)} FROM {connection.ops.quote_name(table)}"
        with (
            connection.cursor() as cursor,
            cursor.copy(
                f"COPY (SELECT row_to_json(t) FROM ({rows}) t) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
            ) as copy,
        ):
            yield _written(folder, f"{TABLES}/{table}.jsonl.gz", map(bytes, copy))


def public_rows() -> dict[str, QuerySet[Any]]:
    """The rows of each public list, whole."""
    return {
        "claims": Claim.objects.current(),
        "figures": Figure.objects.standing(),
        "articles": Article.objects.all(),
        "outlets": Outlet.objects.filter(merged_into__isnull=True),
        "speakers": Speaker.objects.filter(merged_into__isnull=True),
        "disputes": Dispute.objects.all(),
    }


def _dump_lists(folder: Path, form: str) -> Iterator[dict[str, Any]]:
    for kind, rows in public_rows().items():
        chunks = exported(rows.order_by("pk"), kind, form, is_answer=False)
        name = f"{PUBLIC}/{kind}.{FORMS[form].extension}{'' if form == 'parquet' else '.gz'}"
        yield _written(folder, name, chunks) | {"rows": rows.count()}
        book = _written(folder, f"{PUBLIC}/{kind}.codebook.json", [codebook_json(LISTS[kind])])
        yield book | {"rows": len(LISTS[kind].columns)}


def _written(folder: Path, name: str, chunks: Iterable[bytes]) -> dict[str, Any]:
    """Write chunks, packed where the name says so; gives the manifest's entry, each chunk counted as a row."""
    path, count = folder / name, 0
    path.touch(mode=0o600)
    with path.open("wb") as raw:
        file = gzip.GzipFile("", "wb", compresslevel=3, fileobj=raw, mtime=0) if name.endswith(".gz") else raw
        for count, chunk in enumerate(chunks, 1):  # noqa: B007
            file.write(chunk)
        if file is not raw:
            file.close()
    return {"path": name, "rows": count, "bytes": path.stat().st_size, "sha256": digest_of(path)}


def digest_of(path: Path) -> str:
    """The sha256 of a file."""
    found = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def latest_migration() -> str:
    """The name of the last migration that this database has had; empty before the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'articles' ORDER BY id DESC LIMIT 1")
        found = cursor.fetchone()
    return found[0] if found else ""
