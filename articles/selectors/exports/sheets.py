"""XLSX: one sheet of rows and one that says what they are.

The workbook is written by a library, but for its rows: the database writes those as they stand in the sheet's XML, and
they go out as they come. A workbook is a zip of XML, and a part of a zip can be sent before the next one is known.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.format import Format

from articles.selectors.exports.codebook import HEADINGS, entries_of
from articles.selectors.exports.columns import Kind
from articles.selectors.exports.reading import PIECE_BYTES, Job

# what a sheet holds besides its heading and the line that says that it was cut
MOST_ROWS = 1_048_574
# a larger part needs a kind of zip that spreadsheets do not open
MOST_BYTES = 2_000_000_000
ROWS_PART = "xl/worksheets/sheet1.xml"
# what is known when the rows are over: the sheet "about", and its words and those of the heading
LAST_PARTS = ("xl/worksheets/sheet2.xml", "xl/sharedStrings.xml")
# XML holds no such characters, and a spreadsheet reads back what is written for them; so it would what only looks like it
NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
LIKE_ONE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# quick, for it reads all that is sent: sharper than speed 9 by nothing that is worth the wait
DEFLATED = 3
FORMATS = {Kind.TIME: "yyyy-mm-dd hh:mm:ss", Kind.DATE: "yyyy-mm-dd"}
WIDTHS = {Kind.TIME: 19, Kind.DATE: 11}


class Sink(io.RawIOBase):
    """What a zip is written to, and taken from piece by piece; it has no way back."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # a zip writes bytes
        self.kept.append(bytes(data))
        self.size += len(data)
        return len(data)

    def take(self, least: int = 1) -> Iterator[bytes]:
        """All that was written since, where it is so much."""
        if self.size >= least:
            yield b"".join(self.kept)
            self.kept, self.size = [], 0


@dataclass(frozen=True, slots=True)
class Frame:
    """A workbook without rows, part by part, and the numbers of the formats that cells name."""

    parts: dict[str, bytes]
    styles: dict[Kind, int]


def xlsx_file(job: Job) -> Iterator[bytes]:
    """A workbook with typed cells, times in UTC; the sheet "about" holds the codebook and says whether rows were cut."""
    job.most = min(job.most or MOST_ROWS, MOST_ROWS)
    frame, sink = _frame(job), Sink()
    rows = job.sheet_rows(frame.styles)
    first = list(islice(rows, 1))
    head, _, foot = frame.parts.pop(ROWS_PART).partition(b"</sheetData>")
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=DEFLATED) as book:
        for name, part in frame.parts.items():
            if name not in LAST_PARTS:
                book.writestr(name, part)
        with book.open(ROWS_PART, "w") as sheet:
            sheet.write(head)
            for piece in _pieces(job, first, rows):
                sheet.write(piece)
                yield from sink.take(PIECE_BYTES)
            sheet.write(b"</sheetData>" + foot)
        told = _frame(job).parts
        for name in LAST_PARTS:
            book.writestr(name, told[name])
    yield from sink.take()


def _pieces(job: Job, first: list[str], rows: Iterator[str]) -> Iterator[bytes]:
    """Rows joined to pieces, as XML takes them; the last one says where they were cut."""
    sent = lines = 0
    while batch := first or list(islice(rows, 100)):
        first = []
        text = LIKE_ONE.sub("_x005F_", "".join(batch))
        piece = NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text).encode()
        sent += len(piece)
        if sent > MOST_BYTES:
            job.stop(lines, "a workbook holds no more; use another format")
            break
        lines += len(batch)
        yield piece
    if job.cut:
        at = job.count + 2
        yield f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{_cut(job)}</t></is></c></row>'.encode()


def _cut(job: Job) -> str:
    return f"# cut after {job.count} rows: {job.cut}".replace("&", "&amp;").replace("<", "&lt;")


def _frame(job: Job) -> Frame:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        formats = _write_heading(book, job)
        _write_about(book, job)
    with ZipFile(kept) as parts:
        found = {name: parts.read(name) for name in parts.namelist()}
    # the size of a sheet stands before its rows, when nobody knows it
    found[ROWS_PART] = re.sub(b"<dimension [^>]*/>", b"", found[ROWS_PART])
    return Frame(found, {kind: form.xf_index for kind, form in formats.items()})


def _write_heading(book: xlsxwriter.Workbook, job: Job) -> dict[Kind, Format]:
    sheet = book.add_worksheet(job.table.name)
    sheet.freeze_panes(1, 0)
    formats: dict[Kind, Format] = {}
    for at, column in enumerate(job.table.columns):
        sheet.write_string(0, at, column.name)
        if column.kind in FORMATS:
            form = formats.setdefault(column.kind, book.add_format({"num_format": FORMATS[column.kind]}))
            sheet.set_column(at, at, WIDTHS[column.kind], form)
    return formats


def _write_about(book: xlsxwriter.Workbook, job: Job) -> None:
    sheet = book.add_worksheet("about")
    sheet.write_string(0, 0, f"{job.table.row} {job.count} rows.")
    sheet.write_string(1, 0, f"Cut: {job.cut}" if job.cut else f"Complete. A sheet holds at most {MOST_ROWS} rows.")
    for at, heading in enumerate(HEADINGS):
        sheet.write_string(3, at, heading)
    for line, entry in enumerate(entries_of(job.table), 4):
        for at, heading in enumerate(HEADINGS):
            sheet.write_string(line, at, entry[heading])
