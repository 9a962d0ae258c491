"""What a statement says about the thing it counts, read from its fields and from the words around its number.

A Profile is computed once a statement and compared many times (align.py). Words near the number weigh more than words
far from it; a word that the whole article uses ("tariff" in a report on tariffs) tells little about which number it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from articles.comparison.values import Statement
from articles.comparison.words import Lexicon, Token, lexicon, stem, tokens
from articles.extraction.values import Measure, Trend

_CLAUSE_END = re.compile(r"[;:.!?\u2014]\s|,\s|\s[-\u2013]+\s")
_PERIODS = re.compile(
    r"\b(?:(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?|((?:first|second|third|fourth|last|previous) quarter|q[1-4])"
    r"|(?<![\d$.,])((?:19|20)\d\d)(?![\d,]|\.\d))",
    re.IGNORECASE,
)
_NEAR = 9  # words either side of the number
_HALF = 4.0  # a word this far away weighs half
_TOPIC_WEIGHT = 0.5
_NAME_WEIGHT = 1.5
_MONEY_SIGNS = {"$": "USD", "\u20ac": "EUR", "\u00a3": "GBP"}


@dataclass(frozen=True, slots=True)
class Profile:
    """The comparable parts of one statement; stems throughout, weights by closeness to the number."""

    statement: Statement
    dimension: str
    counted: tuple[str, ...]
    kinds: frozenset[str]
    is_person: bool
    action: str
    near: dict[str, float]
    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    flags: frozenset[str]
    periods: frozenset[str]


def profile(statement: Statement) -> Profile:
    """The comparable parts of a statement; with an empty sentence they come from the fields alone."""
    lex = lexicon()
    found = tokens(statement.sentence)
    at = _index(found, statement.offset, statement.offset + len(statement.surface))
    before, after = found[: at[0]], found[at[1] :]
    counted = _counted(statement, after, lex)
    kinds = frozenset(lex.kinds[w] for w in counted if w in lex.kinds)
    topic = frozenset(stem(t) for t in statement.topic)
    return Profile(
        statement=statement,
        dimension=dimension(statement, counted),
        counted=counted,
        kinds=kinds,
        is_person=bool(kinds) or any(w in lex.person for w in counted) or statement.unit_code == "person",
        action=_action(statement, before, after, lex),
        near=_near(before, after, topic, lex),
        words=frozenset(t.stem for t in found if _carries(t, lex)),
        names=frozenset(t.stem for n, t in enumerate(found) if t.is_name and n and _carries(t, lex)),
        numbers=frozenset(t.stem for t in (*before, *after) if t.is_number),
        flags=_flags(statement, before, after, lex),
        periods=_periods(statement),
    )


def dimension(statement: Statement, counted: Sequence[str] = ()) -> str:
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


def _index(found: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Which tokens the number is: those before ``[0]`` precede it, those from ``[1]`` on follow."""
    first = sum(1 for t in found if t.end <= start)
    return first, first + sum(1 for t in found if t.start < end and t.end > start)


def _carries(token: Token, lex: Lexicon) -> bool:
    return not token.is_number and len(token.stem) > 1 and token.stem not in lex.stop


def _counted(statement: Statement, after: Sequence[Token], lex: Lexicon) -> tuple[str, ...]:
    """Stems of the counted noun, the surest first: the subject's head, the unit, then the words behind the number."""
    given = [stem(w) for w in (*statement.subject.head.split(), *statement.unit.split())]
    guess = [t.stem for t in takewhile(lambda t: not t.is_number, after[:3])]
    return tuple(dict.fromkeys(w for w in (given or guess) if len(w) > 1 and (w not in lex.stop or w in lex.person)))


def _action(statement: Statement, before: Sequence[Token], after: Sequence[Token], lex: Lexicon) -> str:
    """The class of the nearest action word that no other number stands before."""
    given = lex.actions.get(stem(statement.subject.action.split()[0])) if statement.subject.action.split() else None
    if given:
        return given
    ahead = _first_action(after[:10], lex)
    behind = _first_action(before[::-1][:8], lex)
    if ahead and (not behind or ahead[0] <= behind[0] + 1):
        return ahead[1]
    return behind[1] if behind else ""


def _first_action(walk: Sequence[Token], lex: Lexicon) -> tuple[int, str] | None:
    for n, token in enumerate(walk):
        if token.is_number:
            return None
        if token.stem in lex.actions:
            return n, lex.actions[token.stem]
    return None


def _near(before: Sequence[Token], after: Sequence[Token], topic: frozenset[str], lex: Lexicon) -> dict[str, float]:
    weights: dict[str, float] = {}
    for walk in (before[::-1], after):
        for n, token in enumerate(walk):
            if _carries(token, lex):
                weight = _HALF / (_HALF + n) * (_NAME_WEIGHT if token.is_name else 1.0)
                weight *= _TOPIC_WEIGHT if token.stem in topic else 1.0
                weights[token.stem] = max(weights.get(token.stem, 0.0), weight)
    return weights


def _flags(statement: Statement, before: Sequence[Token], after: Sequence[Token], lex: Lexicon) -> frozenset[str]:
    """Which definitions the words point to: planned, more (additional, others), per, change, initial."""
    close = {t.stem for t in (*before[-5:], *after[:3])}
    flags = {name for name, stems in lex.status.items() if close & stems}
    if statement.trend in (Trend.UP, Trend.DOWN):
        flags.add("change")
    if set(statement.status) & {"planned", "projected", "target", "authorised", "hypothetical"}:
        flags.add("planned")
    return frozenset(flags)


def _periods(statement: Statement) -> frozenset[str]:
    """Months, quarters and years that the sentence or the subject's period name."""
    found: Iterable[re.Match[str]] = _PERIODS.finditer(f"{statement.sentence} {statement.subject.period}")
    return frozenset((m.group(1) or m.group(2) or m.group(3)).lower()[: 3 if m.group(1) else 20] for m in found)
