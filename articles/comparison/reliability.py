"""How far several coders agree beyond chance: Krippendorff's alpha, with an interval from resampled units.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), https://repository.upenn.edu/asc_papers/43.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from random import Random
from typing import Any

RESAMPLES = 300
LEAST_UNITS = 2

Value = Hashable
Unit = Sequence[Value]
Totals = Mapping[Value, int]
Distance = Callable[[Any, Any, Totals], float]


class Metric(StrEnum):
    """What the difference of two values is."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha (None where nothing varies or nobody overlaps), its 95% interval, and what it was counted from.

    ``units`` are those with two values or more, ``values`` the values in them.
    """

    alpha: float | None
    low: float | None
    high: float | None
    units: int
    values: int


def reliability(units: Sequence[Unit], metric: Metric, seed: int = 1, resamples: int = RESAMPLES) -> Reliability:
    """The agreement on units, each the values that its coders gave; who gave none is left out of the unit.

    >>> reliability([["a", "a"], ["b", "b"], ["a", "b"]], Metric.NOMINAL).alpha
    0.4444444444444444
    """
    paired = [tuple(unit) for unit in units if len(unit) >= LEAST_UNITS]
    found = alpha(paired, metric)
    if found is None or len(paired) < LEAST_UNITS:
        return Reliability(found, None, None, len(paired), sum(map(len, paired)))
    random = Random(seed)  # of a statistic: the same data give the same interval
    drawn = (alpha(random.choices(paired, k=len(paired)), metric) for _ in range(resamples))
    known = sorted(each for each in drawn if each is not None)
    low, high = (known[round(share * (len(known) - 1))] for share in (0.025, 0.975)) if known else (None, None)
    return Reliability(found, low, high, len(paired), sum(map(len, paired)))


def alpha(units: Sequence[Unit], metric: Metric) -> float | None:
    """One minus observed over expected disagreement; None where no two values could differ."""
    paired = [unit for unit in units if len(unit) >= LEAST_UNITS]
    totals = Counter(value for unit in paired for value in unit)
    count = sum(totals.values())
    distance = DISTANCES[metric]
    expected = sum(totals[a] * totals[b] * distance(a, b, totals) for a, b in combinations(totals, 2))
    if not expected:
        return None
    observed = sum(_within(unit, totals, distance) / (len(unit) - 1) for unit in paired)
    return 1 - (count - 1) * observed / expected


def _within(unit: Unit, totals: Totals, distance: Distance) -> float:
    held = Counter(unit)
    return sum(held[a] * held[b] * distance(a, b, totals) for a, b in combinations(held, 2))


def _nominal(one: Value, other: Value, totals: Totals) -> float:
    return float(one != other)


def _ordinal(one: Any, other: Any, totals: Totals) -> float:
    low, high = sorted((one, other))
    between = sum(count for value, count in totals.items() if low <= value <= high)
    return float((between - (totals[one] + totals[other]) / 2) ** 2)


def _interval(one: Any, other: Any, totals: Totals) -> float:
    return float((Decimal(one) - Decimal(other)) ** 2)


def _ratio(one: Any, other: Any, totals: Totals) -> float:
    total = Decimal(one) + Decimal(other)
    return float(((Decimal(one) - Decimal(other)) / total) ** 2) if total else float(one != other)


DISTANCES: Mapping[Metric, Distance] = {
    Metric.NOMINAL: _nominal,
    Metric.ORDINAL: _ordinal,
    Metric.INTERVAL: _interval,
    Metric.RATIO: _ratio,
}
