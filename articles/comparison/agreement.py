"""Whether two reported numbers can both be right, given rounding and hedges."""

from __future__ import annotations

import re
from decimal import Decimal

from articles.comparison.values import Statement
from articles.extraction.values import Hedge, Interval, Measure

_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_SCALE_WORDS = (("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3), ("hundred", 2))
_SCALE_LETTERS = {"t": 12, "tn": 12, "bn": 9, "b": 9, "mln": 6, "mn": 6, "m": 6, "k": 3}
_SCALED = re.compile(r"\d\s?(tn|bn|mln|mn|m|b|k|t)\b", re.IGNORECASE)
_MORE = (Hedge.AT_LEAST, Hedge.MORE_THAN)
_LESS = (Hedge.AT_MOST, Hedge.LESS_THAN)
_TINY = Decimal("0.000000001")


def scale_of(surface: str) -> int:
    """The power of ten of the scale word: ``"$1.4 billion"`` gives 9, ``"9,200"`` gives 0."""
    low = surface.lower()
    for word, power in _SCALE_WORDS:
        if word in low:
            return power
    letter = _SCALED.search(low)
    return _SCALE_LETTERS[letter.group(1)] if letter else 0


def last_place(surface: str) -> Decimal:
    """What one step of the last written digit is worth: ``"9,200"`` 100, ``"$1.4 billion"`` 100,000,000, ``"35"`` 1.

    Trailing zeros of a plain number count as rounding; those of a scaled number only from three digits on ("500 million").
    """
    scale = Decimal(10) ** scale_of(surface)
    match = _DIGITS.search(surface)
    if match is None:
        return scale
    if match.group(1):
        return scale.scaleb(-len(match.group(1)))
    digits = match.group().replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0
    if scale > 1 and len(digits) < 3:
        return scale
    return scale.scaleb(zeros)


def meaning(
    interval: Interval, hedge: Hedge, surface: str, value: Decimal | None, unit: str, measure: Measure
) -> Interval:
    """The interval that a writer may mean by a number (DESIGN.md, section 5).

    "9,200" may stand for 9,150 to 9,250, "nearly 9,200" for 2.5% either way, "at least 8" for 8 to 10, "up to 50" for
    45 to 50, "35" only for 35. Open ends are kept open where the number was rounded: two roundings that merely touch do
    not agree. A vague word ("dozens") or a range gives what it states. The widths are those of the published scoring rule.
    """
    if hedge is Hedge.BETWEEN or value is None:
        return Interval(interval.low, interval.high)
    if hedge in _MORE:
        return Interval(value, max(value * Decimal("1.25"), value + 1))
    if hedge in _LESS:
        return Interval(min(value * Decimal("0.9"), value - 1), value)
    if hedge is Hedge.ABOUT:
        return _around(value, max(_rounding_step(value, surface) / 2, abs(value) * Decimal("0.025")))
    return _stated(value, surface, unit, measure)


def _is_scaled(surface: str) -> bool:
    return scale_of(surface) >= 6 or _SCALED.search(surface) is not None


def _has_decimals(surface: str) -> bool:
    match = _DIGITS.search(surface)
    return match is not None and match.group(1) is not None


def _step(value: Decimal, surface: str) -> tuple[Decimal, bool]:
    """The last place and whether a scale word carries it, also where that word stands elsewhere ("16 to 20 billion")."""
    step, scaled = last_place(surface), _is_scaled(surface)
    match = _DIGITS.search(surface)
    written = Decimal(match.group().replace(",", "")) if match else Decimal(0)
    if match and not scaled and written and value / written > 100:
        return step * (value / written), True
    return step, scaled


def _rounding_step(value: Decimal, surface: str) -> Decimal:
    step, scaled = _step(value, surface)
    if value >= 100 or scaled or _has_decimals(surface):
        return step
    if value >= 20 and value % 10 == 0:
        return max(step, Decimal(10))
    return max(step, Decimal(5) if value >= 10 and value % 5 == 0 else Decimal(1))


def _stated(value: Decimal, surface: str, unit: str, measure: Measure) -> Interval:
    step, scaled = _step(value, surface)
    if scaled or _has_decimals(surface):
        return _around(value, step / 2)
    if (measure is Measure.PERCENT or "percent" in unit) and abs(value) <= 100:
        return _around(value, Decimal("0.5"))
    if abs(value) < 100 or step <= 1:
        return Interval(value, value)
    return _around(value, min(step / 2, abs(value) * Decimal("0.05")))


def _around(value: Decimal, reach: Decimal) -> Interval:
    return Interval(value - reach, value + reach, low_open=True, high_open=True)


def meaning_of(statement: Statement) -> Interval:
    """:func:`meaning` of a statement's own fields."""
    s = statement
    return meaning(s.interval, s.hedge, s.surface, s.value, s.unit_code or s.unit, s.measure)


def agree(first: Interval, second: Interval) -> bool:
    """Whether two meanings meet; an absent end is open to everything, two rounded ends that only touch do not meet."""
    lows = [i.low for i in (first, second) if i.low is not None]
    highs = [i.high for i in (first, second) if i.high is not None]
    if not lows or not highs:
        return True
    low, high = max(lows), min(highs)
    slack = _TINY * max(Decimal(1), abs(low), abs(high))
    if low < high - slack:
        return True
    return abs(low - high) <= slack and not (_is_open(first) and _is_open(second))


def _is_open(interval: Interval) -> bool:
    return interval.low_open or interval.high_open
