"""What a statement says about the thing it counts, read from its fields and from the words around its number.

A Profile is computed once a statement and compared many times (align.py); the profiles of a figure's statements merge
into one. Words near the number weigh more than words far from it; a word that the whole article uses ("tariff" in a
report on tariffs) tells little about which number it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

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
_GENERAL = frozenset({*QUALIFIERS, "hypothetical", "other"})
TOLLS = frozenset(
    {"kill", "injure", "critical", "arrest", "miss", "displace", "diagnose", "treat", "rescue", "release"}
)


@dataclass(frozen=True, slots=True)
class Profile:
    """The comparable parts of one statement, or of all statements of a figure; stems throughout.

    ``near`` weighs words by closeness to the number, ``counted`` lists the counted noun's stems, the surest first.
    """

    statements: tuple[Statement, ...]
    meanings: tuple[Interval, ...]
    dimension: str
    is_person: bool
    action: str
    head: str
    counted: tuple[str, ...]
    said: frozenset[str]
    qualifiers: frozenset[str]
    kinds: frozenset[str]
    near: Mapping[str, float]
    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    flags: frozenset[str]
    periods: frozenset[str]
    units: frozenset[str]
    places: frozenset[str]
    owners: frozenset[str]

    @property
    def sort(self) -> str:
        """The sort of number, which decides what tells two apart: people, money, percent, things or measured."""
        if self.is_person:
            return "people"
        plain = {"count": "things", "percent": "percent", "money": "money"}
        return plain.get(self.dimension.split()[0], "measured")


# a statement is compared with many: 4,096 profiles are some 20 MB
@lru_cache(maxsize=4096)
def profile(statement: Statement) -> Profile:
    """The comparable parts of a statement; with an empty sentence they come from the fields alone."""
    lex = lexicon()
    found = tokens(statement.sentence)
    first, after_it = place_of(found, statement.offset, statement.offset + len(statement.surface))
    before, after = found[:first], found[after_it:]
    counted = _counted(statement, after, lex)
    is_person = statement.measure in (Measure.CASUALTIES, Measure.PERSONNEL) or statement.unit_code == "person"
    action, is_governed = action_of(statement, before, after, lex) if dimension(statement) == "count" else ("", False)
    kinds = frozenset(lex.kinds[w] for w in counted if w in lex.kinds)
    is_toll = is_governed and action in TOLLS and not statement.unit
    return Profile(
        statements=(statement,),
        meanings=(meaning_of(statement),),
        dimension=dimension(statement),
        is_person=is_person or bool(kinds) or is_toll or any(w in lex.person or w in lex.people for w in counted),
        action=action,
        head="" if is_toll else _head(statement, counted, lex),
        counted=counted,
        said=_said(statement, lex),
        qualifiers=frozenset(stem(q) for q in statement.subject.qualifiers if q not in _GENERAL),
        kinds=kinds,
        near=words_near(before, after, frozenset(statement.topic), lex),
        words=frozenset(t.stem for t in found if is_content(t, lex)),
        names=frozenset(t.stem for n, t in enumerate(found) if t.is_name and n and is_content(t, lex)),
        numbers=frozenset(t.stem for t in (*before, *after) if t.is_number),
        flags=flags_of(statement, before, after, lex),
        periods=periods_of(statement),
        units=frozenset({statement.unit_code} - {""}),
        places=_stems(statement.subject.place),
        owners=_stems(statement.subject.owner),
    )


def merge(profiles: Sequence[Profile]) -> Profile:
    """The profile of a figure from those of its statements: what most of them say; weights of words are averaged."""
    if len(profiles) == 1:
        return profiles[0]
    near = Counter[str]()
    for p in profiles:
        near.update({word: weight / len(profiles) for word, weight in p.near.items()})
    actions = Counter(p.action for p in profiles if p.action)
    return Profile(
        statements=tuple(s for p in profiles for s in p.statements),
        meanings=tuple(dict.fromkeys(m for p in profiles for m in p.meanings)),
        dimension=profiles[0].dimension,
        is_person=2 * sum(p.is_person for p in profiles) >= len(profiles),
        action=actions.most_common(1)[0][0] if actions else "",
        head=Counter(p.head for p in profiles if p.head or len(profiles) == 1).most_common(1)[0][0]
        if any(p.head for p in profiles)
        else "",
        said=_most(profiles, [p.said for p in profiles]),
        qualifiers=_most(profiles, [p.qualifiers for p in profiles]),
        counted=tuple(w for w, _ in Counter(w for p in profiles for w in p.counted).most_common(6)),
        kinds=_most(profiles, [p.kinds for p in profiles]),
        near=near,
        words=_most(profiles, [p.words for p in profiles]),
        names=_most(profiles, [p.names for p in profiles]),
        numbers=frozenset().union(*(p.numbers for p in profiles)),
        flags=_most(profiles, [p.flags for p in profiles]),
        periods=_most(profiles, [p.periods for p in profiles]),
        units=frozenset().union(*(p.units for p in profiles)),
        places=frozenset().union(*(p.places for p in profiles)),
        owners=frozenset().union(*(p.owners for p in profiles)),
    )


def _most(profiles: Sequence[Profile], sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """What a third of the statements name: one odd sentence does not change a figure's definition."""
    counts = Counter(item for named in sets for item in named)
    return frozenset(item for item, count in counts.items() if 3 * count >= len(profiles))


def dimension(statement: Statement) -> str:
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


def _stems(name: str) -> frozenset[str]:
    return frozenset(t.stem for t in tokens(name))


def _counted(statement: Statement, after: Sequence[Token], lex: Lexicon) -> tuple[str, ...]:
    """Stems of the counted noun, the surest first: the subject's head, the unit, then the words behind the number."""
    given = [stem(w) for w in (*statement.subject.head.split(), *statement.unit.split())]
    guess = [t.stem for t in takewhile(lambda t: not t.is_number, after[:3])]
    return tuple(dict.fromkeys(w for w in (given or guess) if len(w) > 1 and (w not in lex.stop or w in lex.person)))


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
