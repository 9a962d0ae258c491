"""Words that bound, blur, negate or qualify a number: "at least", "or more", "planned", "did not"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.extraction.lexicons import read_lexicon
from articles.extraction.nearby import Before
from articles.extraction.tries import tree_of
from articles.extraction.values import Hedge, Span

_LEXICON = read_lexicon("hedges")
_BEFORE = {phrase: Hedge(name) for name, phrases in _LEXICON["before"].items() for phrase in phrases}
_AFTER = {phrase: Hedge(name) for name, phrases in _LEXICON["after"].items() for phrase in phrases}
_BETWEEN = frozenset(_LEXICON["between"]["words"])
_STATUS = {word: name for name, words in _LEXICON["status"].items() for word in words}
_NEGATION = frozenset(_LEXICON["negation"]["words"])
_UNDONE = frozenset(_LEXICON["negation"]["undone_by"])
_NEXT = re.compile(rf"[\s,]{{0,2}}({tree_of(_AFTER)})(?![^\W_])", re.I)
_ARTICLES = frozenset(["a", "an"])
_CLAUSE_MARKS = frozenset([".", ",", ":", ";", "—", "–", "-", "!", "?", "(", ")"])
MOST_PASSED = 3
LONGEST_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A hedge or a change with the words that say it."""

    hedge: Hedge
    span: Span


def hedge_before(before: Before) -> Found | None:
    """The hedge that ends right before a number: "no fewer than", "just over", "an estimated"; None when there is none.

    Up to three words that bound nothing may stand between: "more than an additional 300".
    """
    lows, words = before.lows, before.words
    last = len(lows)
    if before.last in _ARTICLES:
        return None
    for _ in range(MOST_PASSED + 1):
        if last == 0:
            return None
        for count in range(min(LONGEST_PHRASE, last), 0, -1):
            hedge = _BEFORE.get(" ".join(lows[last - count : last]))
            if hedge is not None:
                return Found(hedge, Span(words[last - count][1], words[last - 1][2]))
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


def statuses(before: Before) -> tuple[str, ...]:
    """The status words shortly before a number, each once: "a planned 3,000" gives ``("planned",)``."""
    near = (_STATUS.get(low) for low in before.lows[-6:])
    return tuple(dict.fromkeys(name for name in near if name))


def is_negated(before: Before) -> bool:
    """Whether the number is denied: "did not send 3,000" is, "not only 300" and "no more than 300" are not."""
    lows = before.lows[-5:]
    for index in range(len(lows) - 1, -1, -1):
        low = lows[index]
        if low in _NEGATION or low.endswith(("n't", "n’t")):
            return _UNDONE.isdisjoint(lows[index + 1 :]) and _CLAUSE_MARKS.isdisjoint(lows[index + 1 :])
    return False
