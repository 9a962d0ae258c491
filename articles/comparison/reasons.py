"""Why two profiles are or are not one figure, in words for a reader."""

from __future__ import annotations

from collections.abc import Iterator

from articles.comparison.evidence import evidence
from articles.comparison.features import Profile
from articles.comparison.weights import WEIGHTS

_LEAST = 0.3  # a piece that counts less is not told
_MOST = 6
_TOLD = frozenset(
    {"same counted", "same head", "same place", "same owner", "said words", "near words", "sentence words"}
)
_WORDS = {
    "same value": "the same number",
    "digits of the same value": "an unusual number, told by both",
    "agreeing value": "numbers that agree within rounding",
    "other value": "numbers that do not agree",
    "moving toll": "a running count that moved",
    "distance of tolls": "counts far apart",
    "same digits": "the same digits at another scale",
    "same small number": "a small number, said of many things",
    "small number of unlike things": "a small number of unlike things",
    "small number of other things": "a small number of other things",
    "same share of other things": "a share of other things",
    "other direction": "one rose, the other fell",
    "one doer": "one counts who did it as well",
    "two numbers of one article": "two numbers of one article",
    "no noun": "what is counted is not named",
    "other number of one thing": "another number of the same thing",
    "distance of values": "numbers far apart",
    "same toll": "the same fate counted",
    "same topic": "articles on the same topic",
    "no common name": "no name in common",
    "nothing said alike": "subjects in other words",
    "weeks apart": "articles weeks apart",
    "same article": "both in one article",
    "same numbers": "the same other numbers beside it",
}


def reasons(a: Profile, b: Profile) -> tuple[str, ...]:
    """What speaks for and against a pair: ``("same subject: troop, Europe", "same owner: United States", "7 days apart")``."""
    ranked = sorted(
        ((WEIGHTS.get(name, 0.0) * value, name) for name, value in evidence(a, b).items() if value),
        key=lambda piece: (-abs(piece[0]), piece[1]),
    )
    weighty = [_in_words(weight, name) for weight, name in ranked if abs(weight) >= _LEAST and _is_told(name)]
    return (*_subject(a, b), *weighty[:_MOST], *_days(a, b))


def _is_told(name: str) -> bool:
    return name not in _TOLD and not name.startswith("of ")


def _in_words(weight: float, name: str) -> str:
    words = _WORDS.get(name, name)
    return words if weight > 0 else f"against: {words}"


def _subject(a: Profile, b: Profile) -> Iterator[str]:
    """The shared noun and place, then the shared owner, then the words used by both."""
    shared = [w for w in a.counted if w in b.counted][:2] or ([a.head] if a.head and a.head == b.head else [])
    places = _shared_name(a.statement.subject.place, a.places & b.places)
    if shared or places:
        yield f"same subject: {', '.join((*shared, *places))}"
    owners = _shared_name(a.statement.subject.owner, a.owners & b.owners)
    if owners:
        yield f"same owner: {', '.join(owners)}"
    common = sorted((w for w in a.near if w in b.near and w not in shared), key=lambda w: (-a.near[w] * b.near[w], w))
    if common:
        yield f"words near both: {', '.join(common[:4])}"


def _shared_name(name: str, stems: frozenset[str]) -> list[str]:
    return [name] if name and stems else []


def _days(a: Profile, b: Profile) -> Iterator[str]:
    first, second = a.statement.published, b.statement.published
    if first and second:
        days = abs((first - second).days)
        yield "1 day apart" if days == 1 else f"{days} days apart"
