"""Quotes that survive edits: exact words with what stands around them, found again in a changed text.

The shape is that of the W3C Web Annotation model: a TextQuoteSelector (exact, prefix, suffix) with a
TextPositionSelector (start, end).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.extraction.values import Span

_CONTEXT = 96
_MOST_CANDIDATES = 40
_LEAST_CONTEXT = 0.5
_DISTINCTIVE = 40
# one code point for one, so that offsets stay: what typesetting changes and no reader sees
_FOLD = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " "}
    | dict.fromkeys("‘’‚′", "'")
    | dict.fromkeys("“”„″«»", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
)
_WORD = re.compile(r"\w+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote with up to 96 code points before and after it, and where it stood."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def make_anchor(text: str, span: Span) -> Anchor:
    """The anchor of ``span`` in ``text``; raises ValueError for a span that is empty or outside the text."""
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"span {span.start}..{span.end} is not inside a text of {len(text)} characters")
    return Anchor(
        exact=span.of(text),
        prefix=text[max(0, span.start - _CONTEXT) : span.start],
        suffix=text[span.end : span.end + _CONTEXT],
        start=span.start,
        end=span.end,
    )


def relocate(anchor: Anchor, new_text: str) -> Span | None:
    """Where the anchored quote stands in ``new_text``; None when it is gone or its own words changed.

    The quote must stand there letter for letter (typographic quotes, dashes and spaces apart), never inside a longer
    number, and half of the words around it must be there still; of several places the one whose neighbours agree best
    wins, then the one nearest to the old position. "killed 35 people" edited to "killed 41 people" gives None for "35",
    though another 35 stands elsewhere.
    """
    folded = new_text.translate(_FOLD)
    places = _nearest(list(_occurrences(anchor, folded)), anchor.start)
    scored = [(_agreement(anchor, folded, start), -abs(start - anchor.start), start) for start in places]
    best = max(scored, default=None)
    if best is None:
        return None
    is_sure = best[0] >= _LEAST_CONTEXT or (len(places) == 1 and len(anchor.exact) >= _DISTINCTIVE)
    return Span(best[2], best[2] + len(anchor.exact)) if is_sure else None


def _occurrences(anchor: Anchor, folded: str) -> Iterator[int]:
    """Where the quote's words stand whole, or cut a word just where they cut it before ("10" of "10km")."""
    exact, before, after = (part.translate(_FOLD) for part in (anchor.exact, anchor.prefix[-1:], anchor.suffix[:1]))
    start = folded.find(exact)
    while start >= 0:
        end = start + len(exact)
        is_whole_before = folded[max(0, start - 1) : start] == before or not _cuts_word(folded, start)
        if is_whole_before and (folded[end : end + 1] == after or not _cuts_word(folded, end)):
            yield start
        start = folded.find(exact, start + 1)


def _cuts_word(text: str, index: int) -> bool:
    """Whether a word or number runs across ``index``: "35" is not found in "1,350", "35.5" or "A35"."""
    before, after = text[max(0, index - 2) : index], text[index : index + 2]
    if not before or not after:
        return False
    if before[-1].isalnum() and after[0].isalnum():
        return True
    is_point_after = len(after) == 2 and after[0] in ".," and after[1].isdigit() and before[-1].isdigit()
    is_point_before = len(before) == 2 and before[1] in ".," and before[0].isdigit() and after[0].isdigit()
    return is_point_after or is_point_before


def _nearest(places: list[int], start: int) -> list[int]:
    middle = bisect_left(places, start)
    half = _MOST_CANDIDATES // 2
    return places[max(0, middle - half) : middle + half]


def _agreement(anchor: Anchor, folded: str, start: int) -> float:
    """How much of the old neighbourhood stands around this place, 0 to 1; the nearer side's words count alike."""
    end = start + len(anchor.exact)
    before = _kept(_words(anchor.prefix), _words(folded[max(0, start - 2 * _CONTEXT) : start]))
    after = _kept(_words(anchor.suffix), _words(folded[end : end + 2 * _CONTEXT]))
    sides = [side for side in (before, after) if side is not None]
    if not sides:
        return 1.0
    return max(sum(sides) / len(sides), _next_door(anchor, folded, start, end))


def _words(context: str) -> list[str]:
    return _WORD.findall(context.translate(_FOLD).lower())


def _kept(old: Sequence[str], new: Sequence[str]) -> float | None:
    """The share of the old words that the new context holds in their order; None when there were none."""
    if not old:
        return None
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(old)


def _next_door(anchor: Anchor, folded: str, start: int, end: int) -> float:
    """A sentence moved or cut around still keeps its words: 0.6 when four words on one side stand unchanged."""
    before, after = _words(anchor.prefix)[-4:], _words(anchor.suffix)[:4]
    is_before = len(before) == 4 and _words(folded[max(0, start - _CONTEXT) : start])[-4:] == before
    is_after = len(after) == 4 and _words(folded[end : end + _CONTEXT])[:4] == after
    return 0.6 if is_before or is_after else 0.0
