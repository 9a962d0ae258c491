"""What each column of an export means, from the definition that writes it."""

from __future__ import annotations

import json

from articles.selectors.exports.columns import Table
from articles.selectors.exports.lines import csv_line

HEADINGS = ("column", "type", "meaning", "unit", "values")
NOTES = (
    "Numbers are exact decimals with a point: strings in JSON, typed cells in XLSX and Parquet.",
    "Times are ISO 8601 in UTC; XLSX shows them without their zone.",
    "An absent value is empty in CSV and XLSX and null in JSON and Parquet.",
    "CSV quotes every cell, and a text that a spreadsheet would take for a formula has one apostrophe before it.",
    "Take one apostrophe away where apostrophes stand before = + - @, a tab or a line end: the text is as it was.",
    "XLSX writes a number of more than 15 digits as text, because a spreadsheet would round it.",
    "Where not all rows were written, the end says so and why; a file that does not say it is complete.",
    'It says so in the last line of CSV and XLSX ("# cut …") and JSON ({"cut": …}), and in the footer of Parquet ("cut").',
)


def entries_of(table: Table) -> list[dict[str, str]]:
    """One entry a column: its name, type, meaning, unit and allowed values."""
    return [
        {
            "column": column.name,
            "type": column.kind.value,
            "meaning": column.meaning,
            "unit": column.unit,
            "values": " ".join(column.values),
        }
        for column in table.columns
    ]


def codebook_json(table: Table) -> bytes:
    """The codebook as one JSON document."""
    document = {
        "table": table.name,
        "row": table.row,
        "notes": NOTES,
        "columns": [
            {**entry, "values": entry["values"].split() if entry["values"] else []} for entry in entries_of(table)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def codebook_csv(table: Table) -> bytes:
    """The codebook as CSV, one line a column."""
    return csv_line(list(HEADINGS)) + b"".join(
        csv_line([entry[heading] for heading in HEADINGS]) for entry in entries_of(table)
    )
