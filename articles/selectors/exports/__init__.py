"""Any list as CSV, JSON, JSON Lines, XLSX or Parquet, streamed, beside a codebook made from the same columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Claim, Figure, Membership
from articles.selectors.exports.columns import Column, Kind, Table, number
from articles.selectors.exports.reading import Job, begun
from articles.selectors.exports.tables import TABLES

Writer = Callable[[Job], Iterator[bytes]]
LEVELS = ("figures", "mentions")
# over HTTP, where somebody waits for the first byte of a workbook
MOST_SHEET_ROWS = 100_000
LONGEST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Form:
    """One format: its media type, the end of its files' names, and where its writer stands."""

    media_type: str
    extension: str
    writer: str

    def write(self) -> Writer:
        """The writer; those of spreadsheets and Parquet are loaded when they are first wanted, they are large."""
        module, _, name = self.writer.rpartition(".")
        found: Writer = getattr(import_module(f"articles.selectors.exports.{module}"), name)
        return found


_LINES = Form("application/x-ndjson", "jsonl", "lines.json_lines_file")
FORMS: Mapping[str, Form] = {
    "csv": Form("text/csv; charset=utf-8", "csv", "lines.csv_file"),
    "json": Form("application/json", "json", "lines.json_file"),
    "jsonl": _LINES,
    "ndjson": _LINES,
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "sheets.xlsx_file"),
    "parquet": Form("application/vnd.apache.parquet", "parquet", "parquet.parquet_file"),
}
MEDIA_TYPES: Mapping[str, str] = {name: form.media_type for name, form in FORMS.items()}


def exported(rows: QuerySet[Any, Any], kind: str, form: str, *, is_answer: bool = True) -> Iterator[bytes]:
    """All rows of a list in a format, in pieces; memory stays flat.

    ``kind`` is a name of TABLES, ``form`` one of FORMS. ``is_answer`` bounds what HTTP gives: 15 minutes, and 100,000
    rows for a workbook. What was cut is said at the end. Raises the database's error when not even one row could be read.
    """
    job = Job(rows, TABLES[kind])
    if is_answer:
        job.limit = LONGEST
        job.most = MOST_SHEET_ROWS if form == "xlsx" else None
    return begun(FORMS[form].write()(job))


def at_level(rows: QuerySet[Any, Any], kind: str, level: str) -> tuple[QuerySet[Any, Any], str]:
    """The rows of a list of claims or figures at a level: ``figures`` gives the figures, ``mentions`` their claims.

    A list of anything else, and a list that is at its level already, stays what it is.
    """
    members = Membership.objects.counted()
    if kind == "claims" and level == "figures":
        answered = members.filter(figure=OuterRef("pk"), claim__in=rows.order_by().values("pk"))
        return Figure.objects.standing().filter(Exists(answered)).order_by("pk"), "figures"
    if kind == "figures" and level == "mentions":
        answers = members.filter(claim=OuterRef("pk"), figure__in=rows.order_by().values("pk"))
        return Claim.objects.current().filter(Exists(answers)).order_by("pk"), "claims"
    return rows, kind


__all__ = [
    "FORMS",
    "LEVELS",
    "MEDIA_TYPES",
    "TABLES",
    "Column",
    "Form",
    "Kind",
    "Table",
    "at_level",
    "exported",
    "number",
]
