"""Numbers, hedges and units in the words that readers see."""

from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from articles.models import Claim
from articles.selectors.wording import amount, bounds, plural, stated, unit


@pytest.mark.parametrize(
    ("value", "currency", "unit_code", "shown"),
    [
        pytest.param("100000.0000000000", "", "person", "100,000", id="commas, no empty decimals"),
        pytest.param("3500000000", "USD", "USD", "$3.5 billion", id="scale word"),
        pytest.param("1234567", "", "", "1,234,567", id="too exact for a scale word"),
        pytest.param("12.5", "", "percent", "12.5%", id="percent"),
        pytest.param("40", "CHF", "", "CHF 40", id="currency without a sign"),
        pytest.param("17", "$", "", "$17", id="sign of no known country"),
        pytest.param("-3", "", "", "−3", id="minus"),
        pytest.param("0.25", "", "", "0.25", id="fraction"),
        pytest.param("1200000000000", "EUR", "", "€1.2 trillion", id="trillion"),
    ],
)
def test_amount(value: str, currency: str, unit_code: str, shown: str):
    assert amount(Decimal(value), currency, unit_code) == shown


def test_no_amount_is_no_words():
    assert amount(None) == ""
    assert bounds(None) == ""


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [("20", "25", "20 to 25"), ("35", None, "at least 35"), (None, "50", "at most 50"), ("7", "7", "7")],
)
def test_bounds(low: str | None, high: str | None, shown: str):
    assert bounds(NumericRange(low and Decimal(low), high and Decimal(high), "[]")) == shown


@pytest.mark.parametrize(
    ("value", "hedge", "surface", "shown"),
    [
        ("35", "at_least", "35", "at least 35"),
        ("40000", "about", "40,000", "about 40,000"),
        ("35", "exact", "Thirty-five", "35"),
        (None, "vague", "dozens", "dozens"),
        (None, "between", "20 to 25", "20 to 25"),
    ],
)
def test_stated(value: str | None, hedge: str, surface: str, shown: str):
    span = NumericRange(Decimal(20), Decimal(25), "[]") if hedge == "between" else None
    claim = Claim(value=value and Decimal(value), hedge=hedge, surface=surface, interval=span)
    assert stated(claim) == shown


@pytest.mark.parametrize(
    ("words", "currency", "code", "shown"),
    [
        ("troops", "", "person", "troops"),
        ("percent", "", "percent", ""),
        ("dollars", "USD", "USD", ""),
        ("$ per dose", "", "", "per dose"),
        ("euros per barrel", "EUR", "EUR", "per barrel"),
    ],
)
def test_unit_is_shown_once(words: str, currency: str, code: str, shown: str):
    assert unit(Claim(unit=words, currency=currency, unit_code=code)) == shown


def test_plural():
    assert [plural(1, "copy", "copies"), plural(1200, "copy", "copies")] == ["1 copy", "1,200 copies"]
