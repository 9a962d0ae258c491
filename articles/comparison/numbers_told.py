"""What the numbers themselves say about two profiles measuring the same thing: little, and never enough alone."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import log10

from articles.comparison.agreement import agree
from articles.comparison.features import TOLLS, Profile
from articles.extraction.values import Hedge, Interval

_PICKED = frozenset({"part", "old", "additional"})
_NEAR = 1 / 3  # of the distance of values: a factor of three
_SMALL = 10
_TELLING = 2  # digits
_SLIPS = frozenset({Decimal(10), Decimal(1000), Decimal(1000000)})


def value_evidence(a: Profile, b: Profile) -> dict[str, float]:
    """Weak evidence only: an unusual number said twice hints at one subject, far apart numbers at two.

    A number up to ten is said of many things. Of a vague word ("hundreds of thousands") only the same word counts.
    """
    v, w = a.statement.value, b.statement.value
    if v == w and (v is not None or _is_same_word(a, b)):
        return _equal(a, v)
    if _agree(a.meaning, b.meaning):
        return {"agreeing value": 1.0}
    if _is_scaled(v, w):
        return {"same digits": 1.0}
    return _unequal(a, b, v, w)


def _unequal(a: Profile, b: Profile, v: Decimal | None, w: Decimal | None) -> dict[str, float]:
    told: dict[str, float] = {}
    if a.statement.article == b.statement.article:
        told["two numbers of one article"] = 1.0
    distance = 0.0 if v is None and w is None else _distance(_middle(a), _middle(b))
    if _middle(a) is not None and _middle(b) is not None and _is_same_toll(a, b):
        return told | {"moving toll": 1.0, "tolls far apart": max(distance - _NEAR, 0.0) / (1 - _NEAR)}
    told |= {"other value": 1.0, "distance of values": distance}
    if a.sort == b.sort == "things" and a.head and a.head == b.head:
        told["other number of one thing"] = 1.0
    return told


def _equal(a: Profile, value: Decimal | None) -> dict[str, float]:
    told = {"same value": 1.0}
    if value is not None:
        told["digits of the same value"] = _digits(value)
        if a.dimension == "count" and abs(value) <= _SMALL and a.statement.trend is None:
            told["same small number"] = 1.0
    return told


def _is_same_word(a: Profile, b: Profile) -> bool:
    x, y = a.statement, b.statement
    return x.hedge is y.hedge is Hedge.VAGUE and x.surface.lower() == y.surface.lower()


def _is_scaled(v: Decimal | None, w: Decimal | None) -> bool:
    """Whether two numbers have the same digits, two at least, a slip of scale apart: "$18.4bn" and "$18.4 million"."""
    if not v or not w or max(v, w) / min(v, w) not in _SLIPS:
        return False
    digits = _written(v)
    return len(digits) >= _TELLING and digits == _written(w)


@lru_cache(maxsize=4096)
def _written(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def _is_same_toll(a: Profile, b: Profile) -> bool:
    """Whether the people of one fate are counted without picking out some of them or an earlier event."""
    if a.action != b.action or a.action not in TOLLS or not (a.is_person and b.is_person):
        return False
    if a.head != b.head or a.kinds != b.kinds or a.flags & _PICKED or b.flags & _PICKED:
        return False
    # "killed two and wounded nine others" counts all the wounded; "nine others were killed" not all the dead
    return a.action == "injure" or ("more" in a.flags) == ("more" in b.flags)


def _agree(first: Interval, second: Interval) -> bool:
    if (first.low is None and first.high is None) or (second.low is None and second.high is None):
        return False
    return agree(first, second)


def _digits(value: Decimal) -> float:
    """How unusual a number is by its digits: 0 for one, 1 from four on."""
    return min(len(_written(value)) - 1, 3) / 3


def _middle(p: Profile) -> Decimal | None:
    """The value, of a range its middle; None of a vague word."""
    s = p.statement
    if s.value is not None or s.interval.low is None or s.interval.high is None:
        return s.value
    return (s.interval.low + s.interval.high) / 2


def _distance(v: Decimal | None, w: Decimal | None) -> float:
    """How far apart two values are on a scale of tens: 0 for near, 1 from a factor of thirty on."""
    if v is None or w is None or v <= 0 or w <= 0:
        return 0.5
    return min(abs(log10(v / w)), 1.5) / 1.5
