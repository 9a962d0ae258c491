"""What the numbers themselves say about two profiles measuring the same thing: little, and never enough alone."""

from __future__ import annotations

from decimal import Decimal
from math import log10

from articles.comparison.agreement import agree
from articles.comparison.features import TOLLS, Profile
from articles.extraction.values import Hedge, Interval

_MOST_VALUES = 12
_PICKED = frozenset({"part", "old", "past", "additional"})
_MOVED = 0.5  # of the distance of values: a factor of five and a half


def value_evidence(a: Profile, b: Profile) -> dict[str, float]:
    """Weak evidence only: an unusual number said twice hints at one subject, far apart numbers at two.

    Of a vague word ("hundreds of thousands") only the same word counts.
    """
    first, second = _values(a), _values(b)
    equal = [v for v in first & second if v is not None]
    numbers = [(v, w) for v in first for w in second if v is not None or w is not None]
    is_equal = bool(equal) or (None in first and None in second and _share_words(a, b))
    agreed = not is_equal and any(_agree(x, y) for x in a.meanings[:_MOST_VALUES] for y in b.meanings[:_MOST_VALUES])
    is_other = not is_equal and not agreed
    distance = min((_distance(v, w) for v, w in numbers), default=0.0) if is_other else 0.0
    is_moving = is_other and distance < _MOVED and _is_plain_toll(a) and _is_plain_toll(b) and a.action == b.action
    return {
        "same value": float(is_equal),
        "digits of the same value": max((_digits(v) for v in equal), default=0.0),
        "agreeing value": float(agreed),
        "distance of values": 0.0 if is_moving else distance,
        "other value": float(is_other and not is_moving),
        "moving toll": float(is_moving),
    }


def _is_plain_toll(p: Profile) -> bool:
    """Whether the people of one fate are counted without picking out some of them or an earlier event."""
    return p.action in TOLLS and p.sort == "people" and not (p.head or p.kinds or p.flags & _PICKED)


def _values(p: Profile) -> set[Decimal | None]:
    return {s.value for s in p.statements[:_MOST_VALUES]}


def _share_words(a: Profile, b: Profile) -> bool:
    return bool(_vague(a) & _vague(b))


def _vague(p: Profile) -> set[str]:
    return {s.surface.lower() for s in p.statements[:_MOST_VALUES] if s.hedge is Hedge.VAGUE}


def _agree(first: Interval, second: Interval) -> bool:
    return (
        (first.low, first.high) != (None, None) and (second.low, second.high) != (None, None) and agree(first, second)
    )


def _digits(value: Decimal) -> float:
    """How unusual a number is by its digits: 0 for one, 1 from four on."""
    return min(len(value.normalize().as_tuple().digits) - 1, 3) / 3


def _distance(v: Decimal | None, w: Decimal | None) -> float:
    """How far apart two values are on a scale of tens: 0 for near, 1 from a factor of thirty on."""
    if v is None or w is None or v <= 0 or w <= 0:
        return 0.5
    return min(abs(log10(v / w)), 1.5) / 1.5
