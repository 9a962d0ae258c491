"""Where the statements of one figure cannot all be right, which pair clashes, and what kind of clash it may be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from articles.comparison.agreement import agree, last_place, meaning_of
from articles.comparison.align import score
from articles.comparison.features import profile
from articles.comparison.values import SUGGEST, Conflict, Kind, Statement
from articles.extraction.values import Interval

_RUNNING = frozenset({"kill", "injure", "critical", "miss", "displace", "diagnose", "arrest", "treat", "power"})
_MOVED = re.compile(
    r"\b(?:rose|risen|revised|now|so far|updated?|earlier|initially|at first|climbed|later)\b", re.IGNORECASE
)
_SCOPE = re.compile(r"\b(?:including|excluding|besides|not counting|plus|others?|additional|alone)\b", re.IGNORECASE)


def clashes(first: Statement, second: Statement) -> bool:
    """Whether two statements of one figure cannot both be right.

    A vague number clashes with nothing, and two numbers of one sentence ("revised from eight to six") are told together.
    """
    return _differ(first, meaning_of(first), second, meaning_of(second))


def _differ(first: Statement, x: Interval, second: Statement, y: Interval) -> bool:
    if first.article == second.article and first.sentence == second.sentence:
        return False
    if (x.low is None and x.high is None) or (y.low is None and y.high is None):
        return False
    return not agree(x, y)


def conflict(
    statements: Iterable[Statement], *, is_certain: bool = False, certain: Collection[str] = ()
) -> Conflict | None:
    """The clash of one figure's statements, None where all can be right.

    A copy says nothing of its own: of one origin each number is heard once. Only a pair whose own words match as well
    (SUGGEST) and that stands in two articles (two numbers of one writer are two things nearly always) is called a clash, unless people confirmed both memberships (``certain`` names the statements, ``is_certain``
    says all). The pair named is one of two origins where there is one, and among those the pair farthest apart.
    """
    heard = [(s, meaning_of(s)) for s in _once_per_origin(statements)]
    pairs = [(a, b) for (a, x), (b, y) in combinations(heard, 2) if _differ(a, x, b, y)]
    # weighing words costs most, so the pair that would be named is weighed first
    pairs.sort(key=lambda pair: (_origin(pair[0]) != _origin(pair[1]), _gap(*pair)), reverse=True)
    sure = set(certain)
    told = next((pair for pair in pairs if is_certain or {pair[0].id, pair[1].id} <= sure or _match(*pair)), None)
    if told is None:
        return None
    first, second = told
    kind, why = kind_of(first, second)
    return Conflict(first.id, second.id, kind, why)


def _match(first: Statement, second: Statement) -> bool:
    return first.article != second.article and score(profile(first), profile(second)) >= SUGGEST


def _once_per_origin(statements: Iterable[Statement]) -> Iterator[Statement]:
    seen = set()
    for s in statements:
        key = (_origin(s), s.value, s.interval, s.hedge)
        if key not in seen:
            seen.add(key)
            yield s


def _origin(s: Statement) -> str:
    return s.origin or s.article


def _gap(first: Statement, second: Statement) -> Decimal:
    x, y = _middle(first), _middle(second)
    return abs(x - y) / max(abs(x), abs(y), Decimal(1))


def _middle(s: Statement) -> Decimal:
    if s.value is not None:
        return s.value
    ends = [e for e in (s.interval.low, s.interval.high) if e is not None]
    return sum(ends, Decimal(0)) / len(ends) if ends else Decimal(0)


def kind_of(first: Statement, second: Statement) -> tuple[Kind, str]:
    """The kind of a clash that a reviewer should look at first, with a sentence that says why."""
    rules = (_transcription, _rounding, _measure, _update, _scope, _attribution)
    said = next((found for rule in rules if (found := rule(first, second))), None)
    return said or (
        Kind.GENUINE,
        f"{_who(first)} says {first.surface}, {_who(second)} {second.surface}, and no wording explains it",
    )


def _who(s: Statement) -> str:
    return s.speaker or s.source or s.outlet or "one article"


def _transcription(first: Statement, second: Statement) -> tuple[Kind, str] | None:
    x, y = _middle(first), _middle(second)
    if not x or not y or x == y:
        return None
    ratio = max(x, y) / min(x, y)
    if ratio in (Decimal(1000), Decimal(1000000)):
        return (
            Kind.TRANSCRIPTION,
            f"{first.surface} and {second.surface} differ by exactly {ratio:,f}: a scale word may be wrong",
        )
    digits = [sorted(str(v.normalize()).replace(".", "")) for v in (x, y)]
    if len(digits[0]) > 2 and digits[0] == digits[1]:
        return Kind.TRANSCRIPTION, f"{first.surface} and {second.surface} have the same digits in another order"
    return None


def _rounding(first: Statement, second: Statement) -> tuple[Kind, str] | None:
    step = max(last_place(first.surface), last_place(second.surface))
    gap = abs(_middle(first) - _middle(second))
    if step > 1 and gap < step:
        return Kind.ROUNDING, f"{first.surface} and {second.surface} are less than one written step apart"
    return None


def _measure(first: Statement, second: Statement) -> tuple[Kind, str] | None:
    a, b = profile(first), profile(second)
    if "planned" in a.flags ^ b.flags:
        return Kind.MEASURE, "one number is planned or expected, the other stated"
    if a.action and b.action and a.action != b.action:
        return Kind.MEASURE, f"one counts {a.action}, the other {b.action}"
    return None


def _update(first: Statement, second: Statement) -> tuple[Kind, str] | None:
    a, b = profile(first), profile(second)
    is_running = bool({a.action, b.action} & _RUNNING)
    if is_running and first.published and second.published and first.published != second.published:
        return (
            Kind.UPDATE,
            f"a running count: {first.surface} on {first.published}, {second.surface} on {second.published}",
        )
    if _MOVED.search(first.sentence) or _MOVED.search(second.sentence):
        return Kind.UPDATE, "the wording says that the number moved or was revised"
    return None


def _scope(first: Statement, second: Statement) -> tuple[Kind, str] | None:
    x, y = first.subject, second.subject
    if x.place and y.place and x.place != y.place:
        return Kind.SCOPE, f"one is for {x.place}, the other for {y.place}"
    if bool(_SCOPE.search(first.sentence)) != bool(_SCOPE.search(second.sentence)):
        return Kind.SCOPE, "one sentence names who is counted in or left out, the other does not"
    return None


def _attribution(first: Statement, second: Statement) -> tuple[Kind, str] | None:
    if first.speaker and first.speaker == second.speaker and first.outlet != second.outlet:
        return Kind.ATTRIBUTION, f"both give {first.speaker} as the speaker"
    return None
