"""What speaks for and against two profiles measuring the same thing: named pieces of evidence between -1 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import log10, sqrt

from articles.comparison.agreement import agree, meaning_of
from articles.comparison.features import Profile
from articles.comparison.values import Statement

_FLAGS = ("planned", "more", "per", "change", "initial", "past", "part", "trend")
_MOST_VALUES = 12


def is_comparable(a: Profile, b: Profile) -> bool:
    """Whether two profiles can measure the same thing at all: dollars are never compared with people."""
    return a.dimension == b.dimension


def evidence(a: Profile, b: Profile) -> dict[str, float]:
    """Every piece of evidence about a pair by name; 0 where a piece says nothing."""
    return {**_sort(a, b), **_subject(a, b), **_wording(a, b), **_definition(a, b), **_value(a, b)}


def _sort(a: Profile, b: Profile) -> dict[str, float]:
    """Which sort of number the pair is (people are told apart by other words than money), and whether it stands together."""
    sort = a.sort if a.sort == b.sort else "unlike things"
    return {
        f"of {sort}": 1.0,
        "same article": float(bool({s.article for s in a.statements} & {s.article for s in b.statements})),
        "same sentence": float(any(_beside(x, y) for x in a.statements for y in b.statements)),
    }


def _beside(x: Statement, y: Statement) -> bool:
    return x.article == y.article and x.sentence == y.sentence and x.value != y.value


def _subject(a: Profile, b: Profile) -> dict[str, float]:
    shared = bool(set(a.counted) & set(b.counted))
    both = bool(a.counted and b.counted)
    people = a.is_person and b.is_person
    actions = bool(a.action and b.action) and "shoot" not in (a.action, b.action)
    return {
        "same counted": float(shared),
        "same first counted": float(both and a.counted[0] == b.counted[0]),
        "other counted": float(both and not shared and not people),
        "same head": float(bool(a.head) and a.head == b.head),
        "other head": float(bool(a.head and b.head) and a.head != b.head),
        "one head": float(bool(a.head) != bool(b.head)),
        "said words": _shared(a.said, b.said),
        "nothing said alike": float(bool(a.said and b.said) and not a.said & b.said),
        "both people": float(people and not shared),
        "person and thing": float(both and a.is_person != b.is_person),
        "other kind": float(bool(a.kinds and b.kinds) and not a.kinds & b.kinds),
        "one kind": float(people and bool(a.kinds) != bool(b.kinds)),
        "same action": float(bool(a.action) and a.action == b.action),
        "other action": float(actions and a.action != b.action),
        "one action": float(bool(a.action) != bool(b.action)),
        "same place": float(bool(a.places & b.places)),
        "other place": float(bool(a.places and b.places) and not a.places & b.places),
        "same owner": float(bool(a.owners & b.owners)),
        "other owner": float(bool(a.owners and b.owners) and not a.owners & b.owners),
    }


def _wording(a: Profile, b: Profile) -> dict[str, float]:
    return {
        "near words": cosine(a.near, b.near),
        "sentence words": _shared(a.words, b.words),
        "same numbers": min(len(a.numbers & b.numbers), 2) / 2,
        "same names": _shared(a.names, b.names),
        "no common name": float(bool(a.names and b.names) and not a.names & b.names),
        "same topic": _topic(a, b),
    }


def _topic(a: Profile, b: Profile) -> float:
    """The share of salient terms that two articles have in common, eight or more being all; 0.5 where one is unknown."""
    x, y = set(a.statements[0].topic), set(b.statements[0].topic)
    return min(len(x & y), 8) / 8 if x and y else 0.5


def _definition(a: Profile, b: Profile) -> dict[str, float]:
    clash = {f"one {flag}": float((flag in a.flags) != (flag in b.flags)) for flag in _FLAGS}
    both = bool(a.periods and b.periods)
    clash |= {
        f"both {flag}": float(flag in a.flags and flag in b.flags)
        for flag in ("planned", "more", "change", "part", "trend")
    }
    clash["same period"] = float(both and bool(a.periods & b.periods))
    clash["other period"] = float(both and not a.periods & b.periods)
    return clash


def _value(a: Profile, b: Profile) -> dict[str, float]:
    """Weak evidence only: an unusual number said twice hints at one subject, far apart numbers at two."""
    pairs = [(x, y) for x in a.statements[:_MOST_VALUES] for y in b.statements[:_MOST_VALUES]]
    equal = [x.value for x, y in pairs if x.value is not None and x.value == y.value]
    agreed = not equal and any(_agree(x, y) for x, y in pairs)
    return {
        "same value": float(bool(equal)),
        "digits of the same value": max((_digits(v) for v in equal), default=0.0),
        "agreeing value": float(agreed),
        "distance of values": 0.0 if equal or agreed else min(_distance(x.value, y.value) for x, y in pairs),
    }


def _agree(x: Statement, y: Statement) -> bool:
    first, second = meaning_of(x), meaning_of(y)
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


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / sqrt(len(a) * len(b)) if a and b else 0.0


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The likeness of two weighted word sets, 0 to 1; 0 where one is empty."""
    dot = sum(weight * b[word] for word, weight in a.items() if word in b)
    return dot / sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values())) if dot else 0.0
