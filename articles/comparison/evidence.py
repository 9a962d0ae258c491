"""What speaks for and against two statements measuring the same thing: named pieces of evidence between -1 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import log10, sqrt

from articles.comparison.agreement import agree, meaning_of
from articles.comparison.features import Profile
from articles.comparison.words import stem

_FLAGS = ("planned", "more", "per", "change", "initial")


def is_comparable(a: Profile, b: Profile) -> bool:
    """Whether two statements can measure the same thing at all: one dimension, and not a change beside a level."""
    return a.dimension == b.dimension and (a.statement.trend is None) == (b.statement.trend is None)


def evidence(a: Profile, b: Profile) -> dict[str, float]:
    """Every piece of evidence about a pair by name; 0 where a piece says nothing."""
    return {**_subject(a, b), **_wording(a, b), **_definition(a, b), **_value(a, b)}


def _subject(a: Profile, b: Profile) -> dict[str, float]:
    shared = bool(set(a.counted) & set(b.counted))
    both = bool(a.counted and b.counted)
    people = a.is_person and b.is_person
    return {
        "same counted": float(shared),
        "same first counted": float(both and a.counted[0] == b.counted[0]),
        "other counted": float(both and not shared and not people),
        "both people": float(people and not shared),
        "person and thing": float(both and a.is_person != b.is_person),
        "other kind": float(bool(a.kinds and b.kinds) and not a.kinds & b.kinds),
        "one kind": float(people and bool(a.kinds) != bool(b.kinds)),
        "same action": float(bool(a.action) and a.action == b.action),
        "other action": float(bool(a.action and b.action) and a.action != b.action),
        "same place": _parts(a.statement.subject.place, b.statement.subject.place, same=True),
        "other place": _parts(a.statement.subject.place, b.statement.subject.place, same=False),
        "same owner": _parts(a.statement.subject.owner, b.statement.subject.owner, same=True),
        "other owner": _parts(a.statement.subject.owner, b.statement.subject.owner, same=False),
    }


def _parts(first: str, second: str, *, same: bool) -> float:
    """Whether two names share a word (``same``) or, both given, share none."""
    if not first or not second:
        return 0.0
    shared = {stem(w) for w in first.split()} & {stem(w) for w in second.split()}
    return float(bool(shared) is same)


def _wording(a: Profile, b: Profile) -> dict[str, float]:
    topics = set(a.statement.topic) & set(b.statement.topic)
    return {
        "near words": cosine(a.near, b.near),
        "sentence words": len(a.words & b.words) / sqrt(len(a.words) * len(b.words)) if a.words and b.words else 0.0,
        "same numbers": min(len(a.numbers & b.numbers), 2) / 2,
        "same names": len(a.names & b.names) / sqrt(len(a.names) * len(b.names)) if a.names and b.names else 0.0,
        "no common name": float(bool(a.names and b.names) and not a.names & b.names),
        "same topic": min(len(topics), 8) / 8 if a.statement.topic and b.statement.topic else 0.5,
    }


def _definition(a: Profile, b: Profile) -> dict[str, float]:
    clash = {f"one {flag}": float((flag in a.flags) != (flag in b.flags)) for flag in _FLAGS}
    both = bool(a.periods and b.periods)
    clash["same period"] = float(both and bool(a.periods & b.periods))
    clash["other period"] = float(both and not a.periods & b.periods)
    return clash


def _value(a: Profile, b: Profile) -> dict[str, float]:
    """Weak evidence only: an unusual number said twice hints at one subject, far apart numbers at two."""
    x, y = meaning_of(a.statement), meaning_of(b.statement)
    v, w = a.statement.value, b.statement.value
    equal = v is not None and v == w
    is_agreed = agree(x, y) and (x.low is not None or x.high is not None)
    return {
        "same value": float(equal),
        "digits of the same value": _digits(v) if equal else 0.0,
        "agreeing value": float(is_agreed and not equal),
        "distance of values": 0.0 if equal or is_agreed else _distance(v, w),
    }


def _digits(value: Decimal | None) -> float:
    digits = len(value.normalize().as_tuple().digits) if value else 1
    return min(digits - 1, 3) / 3


def _distance(v: Decimal | None, w: Decimal | None) -> float:
    """How far apart two values are on a scale of tens: 0 for near, 1 from a factor of thirty on."""
    if v is None or w is None or v <= 0 or w <= 0:
        return 0.5
    return min(abs(log10(v / w)), 1.5) / 1.5


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The likeness of two weighted word sets, 0 to 1; 0 where one is empty."""
    if not a or not b:
        return 0.0
    dot = sum(weight * b[word] for word, weight in a.items() if word in b)
    return dot / sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))
