"""What a figure measures, in the words of its statements, and which figures are one definition at different times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from articles.comparison.features import profile
from articles.comparison.surroundings import QUALIFIERS, is_content
from articles.comparison.values import Statement
from articles.comparison.words import lexicon, tokens

_DOUBT = 0.3
_LEAST_WORDS = 2
_MOST_QUOTED = 80
_NEAR_DAYS = 14


def define(statements: Sequence[Statement]) -> str:
    """The phrase that says best what is measured: many words, and words that the other statements use as well.

    ``["people", "people killed by the flood", "people counted by lawyers"]`` gives "people killed by the flood" where the
    sentences speak of the flood. A single word ("share", "doses") is told with its sentence. Empty for no statement.
    """
    if not statements:
        return ""
    told = [profile(s) for s in statements]
    support = Counter(word for p in told for word in p.words | p.said)
    shares = {word: count / len(told) for word, count in support.items()}
    best = max(statements, key=lambda s: sum(shares.get(w, 0.0) - _DOUBT for w in _content(s.subject.phrase)))
    phrase = best.subject.phrase.strip() or best.unit or best.surface
    if len(phrase.split()) >= _LEAST_WORDS:
        return phrase
    return f"{phrase} in “{_quoted(best)}”"


def _content(text: str) -> frozenset[str]:
    lex = lexicon()
    return frozenset(t.stem for t in tokens(text) if is_content(t, lex))


def _quoted(statement: Statement) -> str:
    """The first words of the sentence."""
    words = " ".join(statement.sentence.split())
    if len(words) <= _MOST_QUOTED:
        return words
    return f"{words[:_MOST_QUOTED].rsplit(' ', 1)[0]}…"


def series_key(statements: Sequence[Statement]) -> str:
    """What stays the same over time, ``"count|job|add||united state||"``: measure, noun, action, owner, place, qualifiers, definition.

    Empty where the noun is unknown, or owner, place and qualifiers: nothing then says that two dates tell of one thing.
    "additional", "planned", "change" and "part" are definitions of their own.
    """
    profiles = [profile(s) for s in statements]
    head, action = _usual([p.head for p in profiles]), _usual([p.action for p in profiles])
    owner, place = _named([p.owners for p in profiles]), _named([p.places for p in profiles])
    qualifiers = _named([p.qualifiers for p in profiles])
    if not head or not (owner or place or qualifiers):
        return ""
    marked = Counter(mark for s in statements for mark in _marks(s))
    marks = " ".join(sorted(mark for mark, count in marked.items() if 2 * count >= len(statements)))
    return "|".join((profiles[0].dimension, head, action, owner, place, qualifiers, marks))[:300]


def _marks(s: Statement) -> frozenset[str]:
    trend = {str(s.trend)} if s.trend else set()
    return frozenset({*(q for q in s.subject.qualifiers if q in QUALIFIERS), *s.status, *trend})


def _usual(words: Sequence[str]) -> str:
    found = Counter(word for word in words if word)
    return found.most_common(1)[0][0] if found else ""


def _named(names: Sequence[frozenset[str]]) -> str:
    return _usual([" ".join(sorted(name)) for name in names])


def is_other_time(first: Sequence[Statement], second: Sequence[Statement]) -> bool:
    """Whether two figures of one definition tell of different times: other periods named, or no report within two weeks."""
    a, b = _periods(first), _periods(second)
    if a and b:
        return not a <= b and not b <= a
    days = [abs((x.published - y.published).days) for x in first for y in second if x.published and y.published]
    return bool(days) and min(days) > _NEAR_DAYS


def _periods(statements: Sequence[Statement]) -> frozenset[str]:
    return frozenset[str]().union(*(profile(s).periods for s in statements))
