"""What speaks for and against two profiles measuring the same thing: named pieces of evidence between 0 and 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt

from articles.comparison.features import TOLLS, Profile
from articles.comparison.numbers_told import value_evidence

_FLAGS = ("planned", "more", "per", "change", "initial", "past", "part", "trend", "old", "additional", "doer")
_FATES = frozenset({"kill", "injure", "arrest", "miss", "rescue"})
_CLOSE = 0.4  # of the weight of a word that stands beside the number
Piece = tuple[str, float]


def is_comparable(a: Profile, b: Profile) -> bool:
    """Whether two profiles can measure the same thing at all.

    Never compared: dollars with people, people with guns, hours with months, the killed with the wounded, and two
    different numbers of one sentence and one speaker (who sets them side by side tells them apart). In articles on different
    topics neither tolls nor statements without a noun in common: an equal number alone joins nothing.
    """
    if a.dimension != b.dimension or _other_unit(a, b) or _other_fate(a, b) or _beside(a, b):
        return False
    if a.places and b.places and not a.places & b.places:
        return False
    if _other_period(a, b) or _other_definition(a, b) or _sizes_another(a, b) or _sizes_another(b, a):
        return False
    if is_alike(a, b):
        return a.action not in TOLLS or same_event(a, b) > 0
    if a.is_person != b.is_person and _is_known(a) and _is_known(b):
        return False
    return same_event(a, b) > 0


def _other_unit(a: Profile, b: Profile) -> bool:
    first, second = a.statement.unit_code, b.statement.unit_code
    return a.sort == b.sort == "measured" and bool(first and second) and first != second


def _other_fate(a: Profile, b: Profile) -> bool:
    return a.action != b.action and a.action in _FATES and b.action in _FATES


def _beside(a: Profile, b: Profile) -> bool:
    x, y = a.statement, b.statement
    if x.article != y.article or x.value == y.value or x.sentence != y.sentence:
        return False
    return not (x.speaker and y.speaker and x.speaker != y.speaker)


def _other_period(a: Profile, b: Profile) -> bool:
    """Whether both subjects are bound to a period, and to another one: jobs of March, jobs of May."""
    return bool(a.period and b.period) and a.period != b.period and a.action not in TOLLS


def _other_definition(a: Profile, b: Profile) -> bool:
    """A change beside a level with another number, or an addition beside a total that happens to be as large."""
    is_equal = a.statement.value is not None and a.statement.value == b.statement.value
    mark = "additional" if is_equal else "trend"
    return (mark in a.flags) != (mark in b.flags)


def _sizes_another(a: Profile, b: Profile) -> bool:
    """Whether a is the size of a thing ("a 40,000-troop reaction force") that b's sentence hardly names."""
    if not a.is_size or b.is_size:
        return False
    return 3 * len(a.qualifiers & (b.qualifiers | b.words)) < len(a.qualifiers)


def _is_known(p: Profile) -> bool:
    """Whether it is sure what is counted: people, or a thing with a noun of its own."""
    return p.is_person or bool(p.head and p.counted)


def is_alike(a: Profile, b: Profile) -> bool:
    """Whether the counted nouns are the same, or one sentence names the other's close to its number."""
    return a.head == b.head or any(w in b.counted for w in a.counted) or _names(a, b) or _names(b, a)


def _names(a: Profile, b: Profile) -> bool:
    """Whether a's sentence names b's counted noun close to the number."""
    return bool(b.head) and (b.head in a.said or a.near.get(b.head, 0.0) >= _CLOSE)


def same_event(a: Profile, b: Profile) -> float:
    """Whether the articles are on one event: 0 with one salient term in common, 1 from five on; 0.5 where unknown.

    Articles of one event shared four or more of 24 terms, others mostly none or one; short articles need fewer.
    """
    if not a.topic or not b.topic:
        return 0.5
    enough = min(max(min(len(a.topic), len(b.topic)) // 3, 2), 5)
    return min(max(len(a.topic & b.topic) - 1, 0), enough - 1) / (enough - 1)


def evidence(a: Profile, b: Profile) -> dict[str, float]:
    """Every piece of evidence about a pair by name; a piece that says nothing is left out."""
    told = value_evidence(a, b)
    for pieces in (_sort, _noun, _described, _deed, _circumstances, _wording, _definition):
        told.update(pieces(a, b))
    told.update(_common_number(a, b, told))
    return told


def _common_number(a: Profile, b: Profile, told: Mapping[str, float]) -> Iterator[Piece]:
    """Whether an equal number that many things have ("two", "25 percent") is told of things that are not said to be one."""
    is_other = bool(a.head and b.head) and a.head != b.head and not (_names(a, b) or _names(b, a))
    if "same small number" in told:
        if a.sort != b.sort:
            yield "small number of unlike things", 1.0
        elif is_other:
            yield "small number of other things", 1.0
    elif is_other and a.sort == "percent" and "same value" in told:
        yield "same share of other things", 1.0


def _sort(a: Profile, b: Profile) -> Iterator[Piece]:
    """Which sort of number the pair is (people are told apart by other words than money), and whether it stands together."""
    yield f"of {a.sort if a.sort == b.sort else 'unlike things'}", 1.0
    if a.statement.article == b.statement.article:
        yield "same article", 1.0


def _noun(a: Profile, b: Profile) -> Iterator[Piece]:
    """Whether the same noun is counted; a noun that the other sentence names near its number is not another one."""
    if any(w in b.counted for w in a.counted):
        yield "same counted", 1.0
    if a.counted and b.counted:
        if is_alike(a, b):
            yield "alike", 1.0
        if a.is_person != b.is_person:
            yield "person and thing", 1.0
    if a.head and a.head == b.head:
        yield "same head", 1.0
    else:
        yield from _heads(a, b)


def _heads(a: Profile, b: Profile) -> Iterator[Piece]:
    named = _names(a, b) or _names(b, a)
    if a.head and b.head:
        if named or a.sort == b.sort:
            yield "other head, named by the other" if named else f"other head of {a.sort}", 1.0
        return
    if a.sort == b.sort == "things":
        yield "no noun", 1.0
    if (a.head or b.head) and not named:
        yield "one head", 1.0


def _described(a: Profile, b: Profile) -> Iterator[Piece]:
    """Whether the counted are described alike."""
    if a.said and b.said:
        shared = _shared(a.said, b.said)
        yield ("said words", shared) if shared else ("nothing said alike", 1.0)
    if a.qualifiers and b.qualifiers:
        yield "same qualifiers" if a.qualifiers & b.qualifiers else "other qualifiers", 1.0
    if a.kinds and b.kinds:
        if not a.kinds & b.kinds:
            yield "other kind", 1.0
    elif (a.kinds or b.kinds) and a.is_person and b.is_person:
        yield "one kind", 1.0


def _deed(a: Profile, b: Profile) -> Iterator[Piece]:
    if not (a.action and b.action):
        if a.action or b.action:
            yield "one action", 1.0
    elif a.action == b.action:
        yield "same action", 1.0
        if a.action in TOLLS and a.is_person and b.is_person:
            yield "same toll", 1.0
    elif "shoot" not in (a.action, b.action):
        yield "other toll" if a.action in TOLLS and b.action in TOLLS else "other action", 1.0


def _circumstances(a: Profile, b: Profile) -> Iterator[Piece]:
    if a.places & b.places:
        yield "same place", 1.0
    if a.owners and b.owners:
        yield "same owner" if a.owners & b.owners else "other owner", 1.0


def _wording(a: Profile, b: Profile) -> Iterator[Piece]:
    if likeness := _cosine(a, b):
        yield "near words", likeness
    if a.words and b.words:
        yield "sentence words", _shared(a.words, b.words)
    if a.numbers and b.numbers:
        yield "same numbers", min(len(a.numbers & b.numbers), 2) / 2
    if a.names and b.names:
        shared = _shared(a.names, b.names)
        yield ("same names", shared) if shared else ("no common name", 1.0)
    yield "same topic", same_event(a, b)
    if weeks := _weeks(a, b):
        yield "weeks apart", weeks


def _weeks(a: Profile, b: Profile) -> float:
    """How far apart the articles appeared: 0 within two weeks or where a date is not known, 1 from two months on."""
    first, second = a.statement.published, b.statement.published
    if first is None or second is None:
        return 0.0
    return min(max(abs((first - second).days) - 14, 0), 46) / 46


def _definition(a: Profile, b: Profile) -> Iterator[Piece]:
    if a.flags or b.flags:
        for flag in _FLAGS:
            if flag in a.flags:
                yield f"both {flag}" if flag in b.flags else f"one {flag}", 1.0
            elif flag in b.flags:
                yield f"one {flag}", 1.0
    x, y = a.statement.trend, b.statement.trend
    if x and y and x is not y:
        yield "other direction", 1.0
    if a.periods and b.periods:
        yield "same period" if a.periods & b.periods else "other period", 1.0


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / sqrt(len(a) * len(b))


def _cosine(a: Profile, b: Profile) -> float:
    """The likeness of the weighted words near two numbers, 0 to 1; 0 where one has none."""
    first, second = (a.near, b.near) if len(a.near) < len(b.near) else (b.near, a.near)
    dot = sum(weight * second[word] for word, weight in first.items() if word in second)
    return dot / (a.length * b.length) if dot else 0.0
