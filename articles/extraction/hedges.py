"""Words that bound, blur, negate or qualify a number: "at least", "or more", "planned", "did not"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.extraction.lexicons import read_lexicon
from articles.extraction.nearby import Word
from articles.extraction.tries import tree_of
from articles.extraction.values import Hedge, Span, Trend

_LEXICON = read_lexicon("hedges")
_BEFORE = {phrase: Hedge(name) for name, phrases in _LEXICON["before"].items() for phrase in phrases}
_AFTER = {phrase: Hedge(name) for name, phrases in _LEXICON["after"].items() for phrase in phrases}
_BETWEEN = frozenset(_LEXICON["between"]["words"])
_STATUS = {word: name for name, words in _LEXICON["status"].items() for word in words}
_NEGATION = frozenset(_LEXICON["negation"]["words"])
_UNDONE = frozenset(_LEXICON["negation"]["undone_by"])
_TREND = {
    **{phrase: (Trend.UP, False) for phrase in _LEXICON["trend"]["up"]},
    **{phrase: (Trend.DOWN, False) for phrase in _LEXICON["trend"]["down"]},
    **{phrase: (Trend.UP, True) for phrase in _LEXICON["trend"]["loose_up"]},
    **{phrase: (Trend.DOWN, True) for phrase in _LEXICON["trend"]["loose_down"]},
}
_ADVERBS = frozenset(_LEXICON["trend"]["adverbs"])
_NEXT = re.compile(rf"[\s,]{{0,2}}({tree_of(_AFTER)})(?![^\W_])", re.I)
MOST_PASSED = 3
LONGEST_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A hedge or a change with the words that say it."""

    hedge: Hedge
    span: Span


def hedge_before(before: list[Word]) -> Found | None:
    """The hedge that ends right before a number: "no fewer than", "just over", "an estimated"; None when there is none.

    Up to three words that bound nothing may stand between: "more than an additional 300".
    """
    lows = [word[0].lower() for word in before]
    last = len(lows)
    for _ in range(MOST_PASSED + 1):
        if last == 0:
            return None
        for count in range(min(LONGEST_PHRASE, last), 0, -1):
            hedge = _BEFORE.get(" ".join(lows[last - count : last]))
            if hedge is not None:
                return Found(hedge, Span(before[last - count][1], before[last - 1][2]))
        if lows[last - 1] not in _BETWEEN and lows[last - 1] not in _STATUS:
            return None
        last -= 1
    return None


def hedge_after(text: str, at: int) -> Found | None:
    """The hedge that starts right after a number or its unit: "or more", "-odd", "+"; None when there is none."""
    found = _NEXT.match(text, at)
    if found is None:
        return None
    return Found(_AFTER[found[1].lower()], Span(found.start(1), found.end(1)))


def statuses(before: list[Word]) -> tuple[str, ...]:
    """The status words shortly before a number, each once: "a planned 3,000" gives ``("planned",)``."""
    near = (_STATUS.get(word[0].lower()) for word in before[-6:])
    return tuple(dict.fromkeys(name for name in near if name))


def is_negated(before: list[Word]) -> bool:
    """Whether the number is denied: "did not send 3,000" is, "not only 300" and "no more than 300" are not."""
    lows = [word[0].lower() for word in before[-5:]]
    for index, low in enumerate(lows):
        if low in _NEGATION or low.endswith(("n't", "n’t")):
            return not _UNDONE.intersection(lows[index + 1 :])
    return False


def trend_before(before: list[Word], is_amount: bool) -> tuple[Trend, Span] | None:
    """The change that a verb or adverb right before the number states, None for a level ("rose to 5%").

    ``is_amount`` says that percent, points or money are counted: only they make a change of "lost 20".
    """
    lows = [word[0].lower() for word in before]
    last = len(lows)
    for _ in range(6):
        if last == 0:
            return None
        for count in (2, 1):
            found = _TREND.get(" ".join(lows[max(0, last - count) : last])) if last >= count else None
            if found is not None and (is_amount or not found[1]):
                return found[0], Span(before[last - count][1], before[last - 1][2])
        if lows[last - 1] not in _ADVERBS:
            return None
        last -= 1
    return None
