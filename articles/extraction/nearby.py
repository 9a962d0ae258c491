"""The words around a number, read once and only near it."""

from __future__ import annotations

import re

REACH_BEFORE = 72
REACH_AFTER = 96

# a word as written, and where it starts and ends
Word = tuple[str, int, int]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’&.][^\W\d_]+)*+|\d[\d.,]*|[^\w\s]|_")
_BLANK_LINE = re.compile(r"\n\s{0,4}\n")


def words_before(text: str, at: int, reach: int = REACH_BEFORE) -> list[Word]:
    """The words and marks that end at or before ``at``, nearest last, none from beyond a blank line.

    ``words_before("At least 35", 9)`` gives ``[("At", 0, 2), ("least", 3, 8)]``. A word cut by the reach is left out.
    """
    start = max(0, at - reach)
    if start:
        while start < at and text[start].isalnum():
            start += 1
    blank = text.rfind("\n\n", start, at)
    if blank >= 0:
        start = blank
    return [(found[0], found.start(), found.end()) for found in _WORD.finditer(text, start, at)]


def words_after(text: str, at: int, reach: int = REACH_AFTER) -> list[Word]:
    """The words and marks from ``at`` on, none from beyond a blank line. ``words_after("35 men", 2)`` is ``[("men", 3, 6)]``."""
    end = min(len(text), at + reach)
    blank = _BLANK_LINE.search(text, at, end)
    if blank is not None:
        end = blank.start()
    return [(found[0], found.start(), found.end()) for found in _WORD.finditer(text, at, end)]
