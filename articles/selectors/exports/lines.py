"""CSV, JSON and JSON Lines: written by the database, passed on as they come."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from articles.selectors.exports.reading import Job, pieces


def csv_file(job: Job) -> Iterator[bytes]:
    """A heading and one line a row, every cell quoted; a last line that starts with ``# cut`` says that it is not all."""
    yield from pieces(_table(job))


def json_lines_file(job: Job) -> Iterator[bytes]:
    """One object a line; a last object ``{"cut": ...}`` says that it is not all."""
    yield from pieces(_objects(job))


def json_file(job: Job) -> Iterator[bytes]:
    """One array of objects; a last object ``{"cut": ...}`` says that it is not all."""
    yield from pieces(_array(job))


def csv_line(cells: list[str]) -> bytes:
    """One line with every cell quoted."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return written.getvalue().encode()


def _table(job: Job) -> Iterator[bytes]:
    heading = csv_line(job.table.names)
    for line in job.csv_lines():
        yield heading + line
        heading = b""
    yield heading
    if job.cut:
        yield csv_line([f"# cut after {job.count} rows: {job.cut}", *[""] * (len(job.table.names) - 1)])


def _objects(job: Job) -> Iterator[bytes]:
    yield from job.json_lines()
    if job.cut:
        yield json.dumps({"cut": job.cut, "rows": job.count}).encode() + b"\n"


def _array(job: Job) -> Iterator[bytes]:
    before = b"[\n"
    for line in _objects(job):
        yield before + line.rstrip(b"\n")
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"
