"""What a statement says about the thing it counts, read from its fields and from the words around its number.

A Profile is computed once a statement and compared many times (align.py). Words near the number weigh more than words far
from it; a word that the whole article uses ("tariff" in a report on tariffs) tells little about which number it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from math import sqrt

from articles.comparison.agreement import meaning_of
from articles.comparison.surroundings import (
    QUALIFIERS,
    action_of,
    flags_of,
    is_content,
    periods_of,
    place_of,
    words_near,
)
from articles.comparison.values import Statement
from articles.comparison.words import Lexicon, Token, lexicon, stem, tokens
from articles.extraction.values import Interval, Measure

_MONEY_SIGNS = {"$": "USD", "\u20ac": "EUR", "\u00a3": "GBP"}
_SORTS = {"count": "things", "percent": "percent", "money": "money"}
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_GENERAL = frozenset({*QUALIFIERS, "hypothetical", "other"})
TOLLS = frozenset(
    {"kill", "injure", "critical", "arrest", "miss", "displace", "diagnose", "treat", "rescue", "release"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The comparable parts of one statement; stems throughout.

    ``sort`` is people, money, percent, things or measured: it decides what tells two numbers apart. ``near`` weighs words
    by closeness to the number and ``length`` is the length of those weights, ``counted`` lists the counted noun's stems,
    the surest first. ``is_size`` says that the number is the size of a thing ("a 40,000-troop reaction force").
    """

    statement: Statement
    meaning: Interval
    dimension: str
    sort: str
    action: str
    head: str
    counted: tuple[str, ...]
    said: frozenset[str]
    qualifiers: frozenset[str]
    kinds: frozenset[str]
    near: Mapping[str, float]
    length: float
    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    flags: frozenset[str]
    periods: frozenset[str]
    period: str
    places: frozenset[str]
    owners: frozenset[str]
    topic: frozenset[str]
    is_size: bool

    @property
    def is_person(self) -> bool:
        """Whether people are counted."""
        return self.sort == "people"


# a statement is compared with many: 4,096 profiles are some 20 MB
@lru_cache(maxsize=4096)
def profile(statement: Statement) -> Profile:
    """The comparable parts of a statement; with an empty sentence they come from the fields alone."""
    lex = lexicon()
    found = tokens(statement.sentence)
    first, after_it = place_of(found, statement.offset, statement.offset + len(statement.surface))
    before, after = found[:first], found[after_it:]
    counted = _counted(statement, after, lex)
    dimension = dimension_of(statement)
    action, is_governed = action_of(statement, before, after, lex) if dimension == "count" else ("", False)
    is_toll = is_governed and action in TOLLS and not statement.unit
    near = words_near(before, after, frozenset(statement.topic), lex)
    return Profile(
        statement=statement,
        meaning=meaning_of(statement),
        dimension=dimension,
        sort="people" if is_toll or _is_person(statement, counted, lex) else _sort(dimension),
        action=action,
        head="" if is_toll else _head(statement, counted, lex),
        counted=counted,
        said=_said(statement, lex),
        qualifiers=frozenset(stem(q) for q in statement.subject.qualifiers if q not in _GENERAL),
        kinds=frozenset(lex.kinds[w] for w in counted if w in lex.kinds),
        near=near,
        length=sqrt(sum(weight * weight for weight in near.values())),
        words=frozenset(t.stem for t in found if is_content(t, lex)),
        names=frozenset(t.stem for n, t in enumerate(found) if t.is_name and n and is_content(t, lex)),
        numbers=frozenset(t.stem for t in (*before, *after) if t.is_number),
        flags=flags_of(statement, before, after, lex),
        periods=periods_of(statement),
        period=statement.subject.period.lower(),
        places=_stems(statement.subject.place),
        owners=_stems(statement.subject.owner),
        topic=frozenset(statement.topic),
        is_size=statement.sentence[statement.offset + len(statement.surface) :][:1] in _HYPHENS,
    )


def dimension_of(statement: Statement) -> str:
    """What cannot be compared across: ``"money USD"``, ``"percent"``, ``"distance"``, else ``"count"``."""
    s = statement
    sign = next((code for mark, code in _MONEY_SIGNS.items() if mark in s.surface), None)
    if s.currency or sign or s.measure is Measure.MONEY:
        return f"money {s.currency or sign or 'USD'}"
    if s.measure is Measure.PERCENT or "percent" in (s.unit_code, s.unit) or "%" in s.surface:
        return "percent"
    if s.measure in (Measure.PERSONNEL, Measure.CASUALTIES, Measure.EQUIPMENT, Measure.COUNT, Measure.OTHER):
        return "count"
    return str(s.measure)


def _sort(dimension: str) -> str:
    return _SORTS.get(dimension.split()[0], "measured")


def _is_person(statement: Statement, counted: Sequence[str], lex: Lexicon) -> bool:
    if statement.measure is Measure.RATIO:
        return False
    if statement.measure in (Measure.CASUALTIES, Measure.PERSONNEL) or statement.unit_code == "person":
        return True
    return any(w in lex.person or w in lex.people or w in lex.kinds for w in counted)


def _stems(name: str) -> frozenset[str]:
    return frozenset(t.stem for t in tokens(name))


def _counted(statement: Statement, after: Sequence[Token], lex: Lexicon) -> tuple[str, ...]:
    """Stems of the counted noun, the surest first: the subject's head, the unit, then the words behind the number."""
    given = [stem(w) for w in (*statement.subject.head.split(), *statement.unit.split())]
    guess = [t.stem for t in takewhile(lambda t: not t.is_number, after[:3])]
    return tuple(dict.fromkeys(w for w in (given or guess) if len(w) > 1 and _tells(w, lex)))


def _tells(word: str, lex: Lexicon) -> bool:
    """Whether a word can say what is counted."""
    return word in lex.person or not (word in lex.stop or word in lex.general)


def _head(statement: Statement, counted: Sequence[str], lex: Lexicon) -> str:
    """The class or stem of the counted noun, empty where it is not known or only says that people are counted."""
    head = (
        stem(statement.subject.head.split()[-1]) if statement.subject.head.split() else (counted[-1] if counted else "")
    )
    return "" if head in lex.person or head in lex.general else lex.kinds.get(head, head)


def _said(statement: Statement, lex: Lexicon) -> frozenset[str]:
    """The content words of the subject phrase and its qualifiers."""
    words = tokens(" ".join((statement.subject.phrase, *statement.subject.qualifiers)))
    return frozenset(t.stem for t in words if is_content(t, lex) and t.stem not in QUALIFIERS)
