"""The words around a number, read once and only near it."""

from __future__ import annotations

import re
from dataclasses import dataclass

REACH_BEFORE = 64
REACH_AFTER = 80

# a word as written, and where it starts and ends
Word = tuple[str, int, int]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’&.]\w+)*+|\d[\d.,]*|[^\w\s]|_")
_BLANK_LINE = re.compile(r"\n\s{0,4}\n")


@dataclass(frozen=True, slots=True)
class Before:
    """The words before a place, nearest last, and the same in lower case."""

    words: list[Word]
    lows: list[str]

    @property
    def last(self) -> str:
        """The nearest word in lower case, "" when there is none."""
        return self.lows[-1] if self.lows else ""

    def until(self, at: int) -> Before:
        """Only the words that end at or before ``at``."""
        kept = len(self.words)
        while kept and self.words[kept - 1][2] > at:
            kept -= 1
        return self if kept == len(self.words) else Before(self.words[:kept], self.lows[:kept])


def words_before(text: str, at: int, reach: int = REACH_BEFORE) -> Before:
    """The words and marks that end at or before ``at``, none from beyond a blank line.

    ``words_before("At least 35", 9).lows`` is ``["at", "least"]``. A word cut by the reach is left out.
    """
    start = max(0, at - reach)
    if start:
        while start < at and text[start].isalnum():
            start += 1
    blank = text.rfind("\n\n", start, at)
    if blank >= 0:
        start = blank
    words = [(found[0], found.start(), found.end()) for found in _WORD.finditer(text, start, at)]
    return Before(words, [word[0].lower() for word in words])


def words_after(text: str, at: int, reach: int = REACH_AFTER) -> list[Word]:
    """The words and marks from ``at`` on, none from beyond a blank line.

    ``words_after("35 men", 2)`` is ``[("men", 3, 6)]``.
    """
    end = min(len(text), at + reach)
    blank = _BLANK_LINE.search(text, at, end)
    if blank is not None:
        end = blank.start()
    return [(found[0], found.start(), found.end()) for found in _WORD.finditer(text, at, end)]
