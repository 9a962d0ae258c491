"""What a figure measures, in the words of its statements, and which figures are one definition at different times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from articles.comparison.features import profile
from articles.comparison.surroundings import QUALIFIERS, is_content
from articles.comparison.values import Statement
from articles.comparison.words import lexicon, tokens

_DOUBT = 0.3
_LEAST_WORDS = 2
_MOST_WORDS = 12
_WORDS_BEFORE = 8
_WORDS_AFTER = 6
_CLAUSE = re.compile(r"[;:.!?\u2014\u2022]\s|[\u201c\u201d]")
_BEFORE_MARK = re.compile(r" ([,.;:)])")
# what is left of a period or a price once the number behind it is taken out
_DANGLING = re.compile(
    r" (?:by|at|in|until|since|from) (?:the (?:end|start|beginning|close)|a cost|a price|a rate)(?= |$)"
)
_LAST_STOP = re.compile(
    r"(?: (?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|that|which|who|is|are|was|were|its|their|as))+$"
)
_NEAR_DAYS = 14


def define(statements: Sequence[Statement]) -> str:
    """The phrase that says best what is measured: many words, and words that the other statements use as well.

    ``["people", "people killed by the flood", "people counted by lawyers"]`` gives "people killed by the flood" where the
    sentences speak of the flood. A single word ("share", "doses") is told with the words around its number, the number left
    out: "doses in “The order covers … doses a head”". Empty for no statement.
    """
    if not statements:
        return ""
    told = [profile(s) for s in statements]
    support = Counter(word for p in told for word in p.words | p.said)
    shares = {word: count / len(told) for word, count in support.items()}
    best = max(statements, key=lambda s: _worth(_phrase(s), shares))
    phrase = _phrase(best)
    return phrase if len(phrase.split()) >= _LEAST_WORDS else f"{phrase} in “{_around(best)}”"


def _worth(phrase: str, shares: Mapping[str, float]) -> tuple[bool, float]:
    """First whether a phrase says anything by itself, then how many of its words others use, less a doubt for each."""
    words = _content(phrase)
    return len(phrase.split()) >= _LEAST_WORDS and bool(words), sum(shares.get(w, 0.0) - _DOUBT for w in words)


def _phrase(s: Statement) -> str:
    """The subject as a noun phrase of at most twelve words; an open clause ("that have not packed") gets a noun."""
    phrase = _DANGLING.sub("", " ".join(s.subject.phrase.split())).strip(" ,;:") or s.unit or s.surface
    if phrase.startswith(("that ", "who ")):
        phrase = f"{s.unit or ('people' if profile(s).is_person else 'those')} {phrase}"
    words = phrase.split()
    return phrase if len(words) <= _MOST_WORDS else _LAST_STOP.sub("", " ".join(words[:_MOST_WORDS]))


def _content(text: str) -> frozenset[str]:
    lex = lexicon()
    return frozenset(t.stem for t in tokens(text) if is_content(t, lex) and t.stem not in lex.general)


def _around(s: Statement) -> str:
    """The words around the number, without it: what a reader needs to know which number is meant, whatever its value."""
    before = _CLAUSE.split(s.sentence[: s.offset])[-1].split()[-_WORDS_BEFORE:]
    after = _CLAUSE.split(s.sentence[s.offset + len(s.surface) :])[0].split()[:_WORDS_AFTER]
    words = _BEFORE_MARK.sub(r"\1", " ".join((*before, "…", *after)))
    return _LAST_STOP.sub("", words).strip(' ,;:.!?“”"•')


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
