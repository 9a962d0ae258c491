import io
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from articles.extraction.__main__ import read_claims
from articles.extraction.claims import VERSION, find_claims
from articles.extraction.jsonl import answer
from articles.extraction.records import claim_record, day_of, decimal_text
from articles.extraction.values import Hedge, Measure, Mode

STORY = (
    "LORNE, March 3 - At least 35 people were killed and more than 100 injured in the flood, mayor Ana Ruiz said on Monday.\n\n"
    "The council has 12 boats. It paid €1.5 million for them."
)


def test_find_claims_joins_number_subject_and_voice() -> None:
    killed, injured, boats, money = find_claims(STORY, published=date(2025, 3, 4))

    assert (killed.quantity.hedge, killed.quantity.measure) == (Hedge.AT_LEAST, Measure.CASUALTIES)
    assert (injured.quantity.hedge, injured.quantity.measure) == (Hedge.MORE_THAN, Measure.CASUALTIES)
    assert killed.attribution.mode is Mode.INDIRECT
    assert boats.attribution.mode is Mode.OWN_VOICE
    assert (money.quantity.value, money.quantity.currency) == (Decimal(1_500_000), "EUR")


def test_find_claims_keeps_every_number_in_its_sentence() -> None:
    for claim in find_claims(STORY):
        assert claim.sentence.holds(claim.quantity.span)
        assert claim.quantity.span.of(STORY) == claim.quantity.surface


def test_find_claims_finds_nothing_without_numbers() -> None:
    assert find_claims("Nobody came.") == ()
    assert find_claims("") == ()


def test_version_names_the_extractor() -> None:
    assert VERSION


def test_claim_record_writes_decimal_strings_and_nulls() -> None:
    record = claim_record(find_claims("More than 1.50 million troops came.")[0])

    assert (record["value"], record["low"], record["high"]) == ("1500000", "1500000", None)
    assert (record["low_open"], record["hedge"], record["currency"], record["cue"]) == (True, "more_than", None, None)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        pytest.param(None, None, id="none"),
        pytest.param(Decimal("2.50E+3"), "2500", id="exponent"),
        pytest.param(Decimal("0.250"), "0.25", id="idle zero"),
        pytest.param(Decimal("-3"), "-3", id="negative"),
    ],
)
def test_decimal_text(number: Decimal | None, written: str | None) -> None:
    assert decimal_text(number) == written


def test_day_of_reads_dates_and_times() -> None:
    assert day_of("2025-03-04T10:00:00Z") == date(2025, 3, 4)
    assert day_of(None) is None


def test_answer_goes_on_after_a_bad_line() -> None:
    lines = io.StringIO('{"id": "a", "text": "5 boats"}\nnot json\n\n{"id": "b"}\n[1]\n{"id": "c", "text": "none"}\n')
    out, errors = io.StringIO(), io.StringIO()

    status = answer(read_claims, lines, out, errors)

    assert status == 1
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == ["a", "c"]
    assert [line.split(":")[0] for line in errors.getvalue().splitlines()] == ["line 2", "line 4", "line 5"]
    assert "'text'" in errors.getvalue()


def test_command_line_answers_in_order() -> None:
    lines = "".join(json.dumps({"id": name, "text": "It has 5 boats."}) + "\n" for name in "ab")

    done = subprocess.run(
        [sys.executable, "-m", "articles.extraction", "claims"], input=lines, capture_output=True, text=True, check=True
    )

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
    assert rows[0]["claims"][0]["surface"] == "5"
