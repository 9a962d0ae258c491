"""Files and folders of articles: each becomes a submission, with what a sidecar or manifest says of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from articles.ingestion.opening import open_file
from articles.ingestion.rows import csv_rows, json_rows, said_of
from articles.ingestion.submission import Item, Refused, Said, Submission

TABLES = {".csv": csv_rows, ".jsonl": json_rows}

ENDINGS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".csv", ".jsonl", ".zip"})
MANIFEST = "manifest.toml"
# tables are read line by line, everything else is in memory once
MOST_TABLE_BYTES = 2_000_000_000
MOST_FILE_BYTES = 200_000_000


def read_path(path: Path) -> Iterator[Item]:
    """Every article of a file or folder, in the order of names; a folder's own files before its sub-folders.

    ``notes.txt`` may have a sidecar ``notes.txt.toml`` with url, outlet, title, byline, published, language; a folder
    may have a ``manifest.toml`` with one ``[[article]]`` for each file, and then only those are read.
    """
    if path.is_dir():
        yield from _folder(path)
    elif not path.is_file():
        yield Refused(str(path), "no such file or folder")
    elif path.suffix.lower() in TABLES:
        yield from _table(path)
    else:
        yield from _file(path, _sidecar(path))


def _folder(folder: Path) -> Iterator[Item]:
    manifest = folder / MANIFEST
    entries = sorted(folder.iterdir())
    if manifest.is_file():
        yield from _listed(manifest)
        entries = [entry for entry in entries if entry.is_dir() and (entry / MANIFEST).is_file()]
    for entry in [*(e for e in entries if e.is_file()), *(e for e in entries if e.is_dir())]:
        if entry.is_dir() or entry.suffix.lower() in ENDINGS:
            yield from read_path(entry)


def _listed(manifest: Path) -> Iterator[Item]:
    try:
        rows = tomllib.loads(manifest.read_text(encoding="utf-8")).get("article", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        yield Refused(str(manifest), f"not readable as TOML: {fault}")
        return
    for row in rows:
        yield from _file(manifest.parent / str(row.get("file", "")), row)


def _sidecar(path: Path) -> dict[str, Any] | Refused:
    sidecar = path.with_name(path.name + ".toml")
    if not sidecar.is_file():
        return {}
    try:
        return tomllib.loads(sidecar.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        return Refused(str(sidecar), f"not readable as TOML: {fault}")


def _file(path: Path, stated: dict[str, Any] | Refused) -> Iterator[Item]:
    if isinstance(stated, Refused):
        yield stated
    elif not path.is_file():
        yield Refused(str(path), "no such file")
    elif path.stat().st_size > MOST_FILE_BYTES:
        yield Refused(str(path), f"larger than {MOST_FILE_BYTES:,} bytes", is_too_large=True)
    else:
        yield from open_file(str(path), path.read_bytes(), str(stated.get("url") or ""), said_of(stated))


def _table(path: Path) -> Iterator[Item]:
    if path.stat().st_size > MOST_TABLE_BYTES:
        yield Refused(str(path), f"larger than {MOST_TABLE_BYTES:,} bytes", is_too_large=True)
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        yield from TABLES[path.suffix.lower()](str(path), lines)


def with_stated(item: Submission, stated: Said, url: str) -> Submission:
    """The submission with what the caller states set above its own: empty fields change nothing."""
    return replace(item, url=url or item.url, said=Said.from_json({**item.said.as_json(), **stated.as_json()}))
