"""Tables of articles: JSON Lines and CSV, a submission a row, each fault with its line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from articles.extraction.file_kinds import COLUMNS, delimiter_of, header_names
from articles.ingestion.submission import Item, Refused, Said, Submission

LONGEST_CELL = 5_000_000


def json_rows(where: str, lines: Iterable[str]) -> Iterator[Item]:
    """Every JSON object with ``text`` or ``url``, and ``outlet title byline published language``; blank lines are none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _json_row(f"{where}:{number}", line)


def _json_row(where: str, line: str) -> Item:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        return Refused(where, f"not a JSON object: {fault}")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str | None):
        return Refused(where, 'needs an object with "text" as a string')
    return _submission(where, row)


def csv_rows(where: str, lines: Iterable[str]) -> Iterator[Item]:
    """Every row of a CSV file whose first line names its columns: ``text`` or ``url``, and what is known of the article.

    Columns stand apart by commas, semicolons or tabs. A column nobody knows refuses the file; a row with too many cells
    or without text and address is named with its line.
    """
    lines = iter(lines)
    head = next(lines, "")
    names = header_names(head)
    if fault := _header_fault(names):
        yield Refused(f"{where}:1", fault)
        return
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter_of(head), strict=True)
    while True:
        at = f"{where}:{reader.line_num + 2}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield Refused(at, f"not readable as CSV: {fault}")
            return
        if any(cell.strip() for cell in cells):
            yield _csv_row(at, names, cells)


def _header_fault(names: list[str]) -> str:
    known = ", ".join(COLUMNS)
    if unknown := [name for name in names if name not in COLUMNS]:
        return f"the column {unknown[0][:60]!r} is not known: the first line names columns out of {known}"
    if len(set(names)) < len(names):
        return "a column is named twice"
    return "" if {"text", "url"} & set(names) else f"a column text or url is needed; known are {known}"


def _csv_row(where: str, names: list[str], cells: list[str]) -> Item:
    if len(cells) > len(names):
        return Refused(
            where, f"{len(cells)} cells for {len(names)} columns: put a text that holds the separator in quotes"
        )
    row = {name: cell for name, cell in zip(names, cells, strict=False) if cell.strip()}
    return _submission(where, row)


def _submission(where: str, row: dict[str, Any]) -> Item:
    if row.get("text") is None and not row.get("url"):
        return Refused(where, 'needs "text" or "url"')
    raw = row["text"].encode("utf-8", "replace") if row.get("text") is not None else None
    return Submission(raw, "text/plain", "", str(row.get("url") or ""), said_of(row))


def said_of(stated: dict[str, Any]) -> Said:
    """What a row, sidecar or manifest states; dates of TOML become ISO 8601."""
    return Said.from_json({key: _text(value) for key, value in stated.items()})


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")
