"""Changes: "rose 5%", "cut emissions by 40 percent", "6,200 more than", "from four to eight"."""

from __future__ import annotations

import re

from articles.extraction.hedges import Found
from articles.extraction.lexicons import one_of, read_lexicon
from articles.extraction.nearby import Before
from articles.extraction.numerals import Kind
from articles.extraction.sites import Site
from articles.extraction.values import Quantity, Span, Trend

_WORDS = read_lexicon("hedges")["trend"]
_STRICT = {word: Trend(name) for name in ("up", "down") for word in _WORDS[name]}
_LOOSE = {word: Trend(name) for name in ("up", "down") for word in _WORDS[f"loose_{name}"]}
_CAUSED = {word: Trend(name) for name in ("up", "down") for word in _WORDS[f"caused_{name}"]}
_ADVERBS = frozenset(_WORDS["adverbs"])
_MULTIPLE_VERBS = re.compile(
    r"doubl(?:ing|ed)|tripl(?:ing|ed)|trebl(?:ing|ed)|quadrupl(?:ing|ed)|quintupled|redoubled|.*fold", re.I
)
_AFTER = re.compile(
    rf"\s(?:({one_of(['more', 'higher', 'greater', 'larger'])})|{one_of(['fewer', 'less', 'lower', 'smaller'])})\sthan\b",
    re.I,
)
_AUXILIARIES = frozenset(["to", "will", "would", "could", "may", "might", "should", "can", "must", "shall"])
FAR = 8


def trend_of(site: Site, hedge: Found | None, unit_end: int, is_ratio_of_levels: bool) -> tuple[Trend, Span] | None:
    """The change that the words around a number state and where they say it, None for a level.

    ``is_ratio_of_levels`` says that percent or points are counted: only they make a change of "lost 20".
    """
    if site.numeral.kind is Kind.MULTIPLE:
        return _of_multiple(site)
    before = site.before.until(hedge.span.start) if hedge and hedge.span.start < site.start else site.before
    if site.joined is not None and site.joined.rule == "from-to":
        before = before.until(before.words[-1][1])
    return trend_before(before, is_ratio_of_levels) or _after(site, unit_end)


def trend_before(before: Before, is_ratio_of_levels: bool) -> tuple[Trend, Span] | None:
    """The change that a verb or adverb right before the number states: "rose nearly", "cut its staff by"; not "rose to"."""
    lows, words = before.lows, before.words
    last = len(lows)
    for _ in range(3):
        if last == 0:
            return None
        for count in (2, 1):
            if last < count:
                continue
            phrase = " ".join(lows[last - count : last])
            trend = _STRICT.get(phrase) or (_LOOSE.get(phrase) if is_ratio_of_levels else None)
            if trend is not None:
                return trend, Span(words[last - count][1], words[last - 1][2])
        if lows[last - 1] == "by":
            return change_verb(before.until(words[last - 1][1]))
        if lows[last - 1] not in _ADVERBS:
            return None
        last -= 1
    return None


def change_verb(before: Before) -> tuple[Trend, Span] | None:
    """The nearest verb of change among the last eight words of the clause: "cut its staff", "raised the pension age"."""
    for index in range(len(before.lows) - 1, max(-1, len(before.lows) - 1 - FAR), -1):
        low = before.lows[index]
        trend = _STRICT.get(low) or _CAUSED.get(low) or _LOOSE.get(low)
        if trend is not None:
            return trend, Span(before.words[index][1], before.words[index][2])
        if low in (".", ";", ":", "!", "?"):
            return None
    return None


def of_alternative(site: Site, previous: Quantity) -> tuple[Trend, Span] | None:
    """The change of the number that this one says again: "up 17.5 points, or 0.22%"."""
    gap = site.text[previous.span.end : site.start]
    if previous.trend is None or len(gap) > 24 or not gap.endswith(", or "):
        return None
    return previous.trend, previous.span


def _of_multiple(site: Site) -> tuple[Trend, Span] | None:
    """ "doubling" and "to halve" are changes, "twice as many" and "double the figure" compare two levels."""
    surface = site.text[site.start : site.end]
    span = Span(site.start, site.end)
    if site.numeral.value is not None and site.numeral.value < 1:
        return Trend.DOWN, span
    is_verb = _MULTIPLE_VERBS.fullmatch(surface) is not None or _is_infinitive(site.before, surface)
    return (Trend.UP, span) if is_verb else None


def _is_infinitive(before: Before, surface: str) -> bool:
    if surface.lower() in ("twice", "thrice"):
        return False
    return not _AUXILIARIES.isdisjoint(before.lows[-3:])


def _after(site: Site, unit_end: int) -> tuple[Trend, Span] | None:
    found = _AFTER.match(site.text, max(site.end, unit_end))
    if found is None:
        return None
    return (Trend.UP if found[1] else Trend.DOWN), Span(found.start() + 1, found.end())
