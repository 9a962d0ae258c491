"""What speaks for and against two profiles measuring the same thing: named pieces of evidence between -1 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from articles.comparison.features import TOLLS, Profile
from articles.comparison.numbers_told import value_evidence
from articles.comparison.values import Statement

_FLAGS = ("planned", "more", "per", "change", "initial", "past", "part", "trend", "old", "additional")
_MOST_TOPICS = 4
_FATES = frozenset({"kill", "injure", "arrest", "miss", "rescue"})
_CLOSE = 0.4  # of the weight of a word that stands beside the number


def is_comparable(a: Profile, b: Profile) -> bool:
    """Whether two profiles can measure the same thing at all.

    Never compared: dollars with people, people with guns, hours with months, the killed with the wounded, and two
    different numbers of one sentence (a writer who sets them side by side tells them apart). In articles on different
    topics neither tolls nor statements without a noun in common: an equal number alone joins nothing.
    """
    if a.dimension != b.dimension or (a.sort == b.sort == "measured" and a.units and b.units and not a.units & b.units):
        return False
    if a.action != b.action and a.action in _FATES and b.action in _FATES:
        return False
    if _other_definition(a, b) or (a.places and b.places and not a.places & b.places):
        return False
    if _sizes_another(a, b) or _sizes_another(b, a):
        return False
    if not _topic(a, b) and (a.action in TOLLS or not _alike(a, b)):
        return False
    if a.is_person != b.is_person and _is_known(a) and _is_known(b) and not _alike(a, b):
        return False
    if _other_period(a, b):
        return False
    return not any(_beside(x, y) for x in a.statements for y in b.statements)


def _other_period(a: Profile, b: Profile) -> bool:
    """Whether both subjects are bound to a period, and to another one: jobs of March, jobs of May."""
    first, second = _bound(a), _bound(b)
    return a.action not in TOLLS and bool(first and second) and not first & second


def _bound(p: Profile) -> frozenset[str]:
    return frozenset(s.subject.period.lower() for s in p.statements if s.subject.period)


def _other_definition(a: Profile, b: Profile) -> bool:
    """A change beside a level with another number, or an addition beside a total that happens to be as large."""
    mark = "additional" if {s.value for s in a.statements} & {s.value for s in b.statements} - {None} else "trend"
    return mark in a.flags ^ b.flags


def _sizes_another(a: Profile, b: Profile) -> bool:
    """Whether a is the size of a thing ("a 40,000-troop reaction force") that b's sentence hardly names."""
    if not all(map(_is_size, a.statements)) or any(map(_is_size, b.statements)):
        return False
    return 3 * len(a.qualifiers & (b.qualifiers | b.words)) < len(a.qualifiers)


def _is_size(s: Statement) -> bool:
    return s.sentence[s.offset + len(s.surface) :][:1] in ("-", "\u2010", "\u2011")


def _is_known(p: Profile) -> bool:
    """Whether it is sure what is counted: people, or a thing with a noun of its own."""
    return p.is_person or bool(p.head and p.counted)


def _alike(a: Profile, b: Profile) -> bool:
    return a.head == b.head or bool(set(a.counted) & set(b.counted)) or _names(a, b) or _names(b, a)


def evidence(a: Profile, b: Profile) -> dict[str, float]:
    """Every piece of evidence about a pair by name; 0 where a piece says nothing."""
    return {**_sort(a, b), **_subject(a, b), **_wording(a, b), **_definition(a, b), **value_evidence(a, b)}


def _sort(a: Profile, b: Profile) -> dict[str, float]:
    """Which sort of number the pair is (people are told apart by other words than money), and whether it stands together."""
    sort = a.sort if a.sort == b.sort else "unlike things"
    return {
        f"of {sort}": 1.0,
        "same article": float(bool({s.article for s in a.statements} & {s.article for s in b.statements})),
    }


def _beside(x: Statement, y: Statement) -> bool:
    return x.article == y.article and x.sentence == y.sentence and x.value != y.value


def _subject(a: Profile, b: Profile) -> dict[str, float]:
    return {**_noun(a, b), **_deed(a, b), **_circumstances(a, b)}


def _noun(a: Profile, b: Profile) -> dict[str, float]:
    """Whether the same noun is counted; a noun that the other sentence names near its number is not another one."""
    shared = bool(set(a.counted) & set(b.counted))
    named = _names(a, b) or _names(b, a)
    other = bool(a.head and b.head) and a.head != b.head
    return {
        "same counted": float(shared),
        "same head": float(bool(a.head) and a.head == b.head),
        "other head, named by the other": float(other and named),
        f"other head of {a.sort}": float(other and not named and a.sort == b.sort),
        "one head": float(bool(a.head) != bool(b.head) and not named),
        "said words": _shared(a.said, b.said),
        "same qualifiers": float(bool(a.qualifiers & b.qualifiers)),
        "other qualifiers": float(bool(a.qualifiers and b.qualifiers) and not a.qualifiers & b.qualifiers),
        "nothing said alike": float(bool(a.said and b.said) and not a.said & b.said),
        "person and thing": float(bool(a.counted and b.counted) and a.is_person != b.is_person),
        "other kind": float(bool(a.kinds and b.kinds) and not a.kinds & b.kinds),
        "one kind": float(a.is_person and b.is_person and bool(a.kinds) != bool(b.kinds)),
    }


def _names(a: Profile, b: Profile) -> bool:
    """Whether a's sentence names b's counted noun close to the number."""
    return bool(b.head) and (b.head in a.said or a.near.get(b.head, 0.0) >= _CLOSE)


def _deed(a: Profile, b: Profile) -> dict[str, float]:
    same = bool(a.action) and a.action == b.action
    other = bool(a.action and b.action) and not same and "shoot" not in (a.action, b.action)
    tolls = a.action in TOLLS and b.action in TOLLS
    return {
        "same action": float(same),
        "same toll": float(same and tolls and a.sort == b.sort == "people"),
        "other toll": float(other and tolls),
        "other action": float(other and not tolls),
        "one action": float(bool(a.action) != bool(b.action)),
    }


def _circumstances(a: Profile, b: Profile) -> dict[str, float]:
    return {
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
        "weeks apart": _weeks(a, b),
    }


def _topic(a: Profile, b: Profile) -> float:
    """Whether the articles are on one event: 0 with one salient term in common, 1 from five on; 0.5 where unknown.

    Of two figures the best pair of articles and the mean of all count alike, so that no figure wanders from event to event.
    Articles of one event shared four or more of 24 terms, others mostly none or one; short articles need fewer.
    """
    first, second = _topics(a), _topics(b)
    if not first or not second:
        return 0.5
    likeness = [_same_event(x, y) for x in first for y in second]
    return (max(likeness) + sum(likeness) / len(likeness)) / 2


def _same_event(x: frozenset[str], y: frozenset[str]) -> float:
    enough = min(max(min(len(x), len(y)) // 3, 2), 5)
    return min(max(len(x & y) - 1, 0), enough - 1) / (enough - 1)


def _topics(p: Profile) -> set[frozenset[str]]:
    return {frozenset(s.topic) for s in p.statements[:_MOST_TOPICS] if s.topic}


def _weeks(a: Profile, b: Profile) -> float:
    """How far apart the articles appeared: 0 within two weeks or where a date is not known, 1 from two months on."""
    first, second = a.statements[0].published, b.statements[0].published
    if first is None or second is None:
        return 0.0
    return min(max(abs((first - second).days) - 14, 0), 46) / 46


def _definition(a: Profile, b: Profile) -> dict[str, float]:
    clash = {f"one {flag}": float((flag in a.flags) != (flag in b.flags)) for flag in _FLAGS}
    both = bool(a.periods and b.periods)
    clash |= {
        f"both {flag}": float(flag in a.flags and flag in b.flags)
        for flag in ("planned", "more", "change", "part", "trend", "old", "additional")
    }
    clash["same period"] = float(both and bool(a.periods & b.periods))
    clash["other period"] = float(both and not a.periods & b.periods)
    return clash


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / sqrt(len(a) * len(b)) if a and b else 0.0


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The likeness of two weighted word sets, 0 to 1; 0 where one is empty."""
    dot = sum(weight * b[word] for word, weight in a.items() if word in b)
    return dot / sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values())) if dot else 0.0
