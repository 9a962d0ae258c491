"""XLSX: one sheet of rows and one that says what they are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from articles.selectors.exports.codebook import HEADINGS, entries_of
from articles.selectors.exports.columns import number
from articles.selectors.exports.reading import PIECE_BYTES, Job

# what a sheet holds besides its heading and the line that says that it was cut
MOST_ROWS = 1_048_574
# a spreadsheet's numbers are floats: more digits would change silently
MOST_DIGITS = 15
LONGEST_CELL = 32_767


def xlsx_file(job: Job) -> Iterator[bytes]:
    """A workbook with typed cells, times in UTC; the sheet "about" holds the codebook and says whether rows were cut."""
    job.most = min(job.most or MOST_ROWS, MOST_ROWS)
    with tempfile.TemporaryFile() as kept:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(kept, options) as book:
            _write_rows(book, job)
            _write_about(book, job)
        kept.seek(0)
        while piece := kept.read(PIECE_BYTES):
            yield piece


def _write_rows(book: xlsxwriter.Workbook, job: Job) -> None:
    sheet = book.add_worksheet(job.table.name)
    sheet.freeze_panes(1, 0)
    moment, day = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd"))
    for at, name in enumerate(job.table.names):
        sheet.write_string(0, at, name)
    line = 0
    for batch in job.batches():
        for row in batch:
            line += 1
            for at, cell in enumerate(row):
                _write_cell(sheet, line, at, cell, moment, day)
    if job.cut:
        sheet.write_string(line + 1, 0, f"# cut after {job.count} rows: {job.cut}")


def _write_cell(sheet: Worksheet, line: int, at: int, cell: Any, moment: Format, day: Format) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(line, at, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(line, at, cell.astimezone(UTC).replace(tzinfo=None), moment)
    elif isinstance(cell, date):
        sheet.write_datetime(line, at, cell, day)
    elif isinstance(cell, int | Decimal) and len(Decimal(cell).normalize().as_tuple().digits) <= MOST_DIGITS:
        sheet.write_number(line, at, cell)
    else:
        sheet.write_string(line, at, _text(cell)[:LONGEST_CELL])


def _text(cell: Any) -> str:
    if isinstance(cell, list):
        return " ".join(map(str, cell))
    return number(cell) or "" if isinstance(cell, Decimal) else str(cell)


def _write_about(book: xlsxwriter.Workbook, job: Job) -> None:
    sheet = book.add_worksheet("about")
    sheet.write_string(0, 0, f"{job.table.row} {job.count} rows.")
    sheet.write_string(1, 0, f"Cut: {job.cut}" if job.cut else f"Complete. A sheet holds at most {MOST_ROWS} rows.")
    for at, heading in enumerate(HEADINGS):
        sheet.write_string(3, at, heading)
    for line, entry in enumerate(entries_of(job.table), 4):
        for at, heading in enumerate(HEADINGS):
            sheet.write_string(line, at, entry[heading])
