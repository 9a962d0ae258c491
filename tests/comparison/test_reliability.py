"""Alpha against the worked examples of Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability"."""

from __future__ import annotations

from decimal import Decimal

import pytest

from articles.comparison.reliability import Metric, alpha, reliability

# example C: four observers, twelve units, "." for no value; in units 10 and later some or all but one are missing
OBSERVERS = [
    "123321412...",
    "1233224125.3",
    ".3332342251.",
    "1233244125" + "1.",
]
BINARY = ["0100000010", "1110010000"]
NOMINAL = ["aabbdcccedda", "babbbcccedd" + "d"]


def units(rows: list[str], number: bool = False) -> list[list[object]]:
    columns = zip(*rows, strict=True)
    return [[int(value) if number else value for value in column if value != "."] for column in columns]


@pytest.mark.parametrize(
    ("metric", "expected"),
    [(Metric.NOMINAL, 0.743), (Metric.ORDINAL, 0.815), (Metric.INTERVAL, 0.849), (Metric.RATIO, 0.797)],
)
def test_four_observers_with_missing_values(metric: Metric, expected: float):
    found = reliability(units(OBSERVERS, number=True), metric)
    assert round(found.alpha or 0, 3) == expected
    assert (found.units, found.values) == (11, 40)
    assert found.low is not None
    assert found.high is not None
    assert found.low < expected < found.high


def test_two_observers_of_binary_values():
    assert round(alpha(units(BINARY), Metric.NOMINAL) or 0, 3) == 0.095


def test_two_observers_of_named_values():
    assert round(alpha(units(NOMINAL), Metric.NOMINAL) or 0, 3) == 0.692


def test_full_agreement_is_one_and_no_variation_has_none():
    assert alpha([["a", "a"], ["b", "b"]], Metric.NOMINAL) == 1
    assert alpha([["a", "a"], ["a", "a"]], Metric.NOMINAL) is None
    assert reliability([["a"], []], Metric.NOMINAL).units == 0


def test_zero_beside_zero_and_beside_a_number():
    pairs = [[Decimal(0), Decimal(0)], [Decimal(5), Decimal(5)], [Decimal(0), Decimal(5)]]
    assert round(alpha(pairs, Metric.RATIO) or 0, 3) == 0.444


def test_same_data_give_the_same_interval():
    data = units(OBSERVERS, number=True)
    assert reliability(data, Metric.RATIO) == reliability(data, Metric.RATIO)
