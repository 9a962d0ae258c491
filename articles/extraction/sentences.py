"""Splits text into sentences, so that a number stays in one sentence with the words that explain it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.extraction.lexicons import read_lexicon
from articles.extraction.values import Span

LONGEST_SENTENCE = 2_000

_WORDS = read_lexicon("abbreviations")
_JOINS = frozenset(_WORDS["joins"])
_MAY_END = frozenset(_WORDS["may_end"])
_STARTERS = frozenset(_WORDS["starters"])
_GOES_ON = frozenset(_WORDS["goes_on"])

_BREAK = re.compile(r"([.!?…。！？])[\"”’'»)\]*_]*(?:\[\d{1,3}\])*(\s+|\Z)|\n\s*")
_WORD = re.compile(r"[^\W\d_][^\W_]*")
_OPENING = "\"“‘'«([*_"
_BULLET = re.compile(r"[•‣▪◦●·*–—-]\s|\d{1,3}[.)]\s|#{1,6}\s")
_LAST_WORD = re.compile(r"[^\s\"“”‘’'«(\[]*\Z")
_LOOK_BACK = 24
_WIDEST_WRAP = 120


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of ``text`` in order, white space around them left out.

    Abbreviations, initials, wrapped lines and a blank line inside a sentence do not end one; headings, bullets and
    closing quotation marks after the full stop do. ``"He left. She stayed."`` gives ``(Span(0, 8), Span(9, 20))``;
    text of white space gives none. No sentence is longer than 2,000 code points: a longer one is cut at white space.
    """
    spans: list[Span] = []
    start = 0
    for end, following in _breaks(text):
        spans.extend(_bounded(text, start, end))
        start = following
    spans.extend(_bounded(text, start, len(text)))
    return tuple(spans)


def _breaks(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence ends and the next may start."""
    start = 0
    for match in _BREAK.finditer(text):
        following = match.end()
        if following >= len(text):
            return
        if match[1]:
            is_end = _ends_at_mark(text, start, match)
            end = match.start(2)
        else:
            is_end = _ends_at_line(text, match.start(), following)
            end = match.start()
        if is_end:
            yield end, following
            start = following


def _ends_at_mark(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the full stop, question or exclamation mark at ``match`` ends its sentence."""
    following = match.end()
    if "\n" in match[2] and _is_new_paragraph(text, match.end(1), following):
        return True
    word = _next_word(text, following)
    if word[:1].islower():
        return False
    if match[1] != "." or match.start(2) - match.start() > 1:
        return True
    return _full_stop_ends(text, start, match.start(), word)


def _full_stop_ends(text: str, start: int, stop: int, word: str) -> bool:
    """Whether a bare full stop at ``stop`` ends its sentence, when ``word`` follows."""
    found = _LAST_WORD.search(text, max(start, stop - _LOOK_BACK), stop)
    last = found[0] if found else ""
    low = last.lower()
    if low in _JOINS:
        return low == "no" and word != ""
    if low in _MAY_END or "." in low:
        return word.lower() in _STARTERS
    if len(last) == 1 and last.isalpha() and last.isupper():
        return word.lower() in _STARTERS
    return not (last.isdecimal() and len(last) <= 3 and stop - len(last) == start)


def _is_new_paragraph(text: str, end: int, following: int) -> bool:
    """Whether the gap after a full stop holds a blank line, or a bullet starts the next line."""
    return text.count("\n", end, following) > 1 or _BULLET.match(text, following) is not None


def _ends_at_line(text: str, end: int, following: int) -> bool:
    """Whether a line that has no full stop at its end is a heading or an item of its own."""
    if _BULLET.match(text, following):
        return True
    previous = text[max(0, end - _LOOK_BACK) : end].rstrip()
    if previous.endswith((":", ";")) and text.count("\n", end, following) > 1:
        return True
    first = text[following]
    if first.islower() or previous.endswith((",", "-")):
        return False
    tail = _LAST_WORD.search(previous)
    if tail and tail[0] in _GOES_ON:
        return False
    return text.count("\n", end, following) > 1 or not _is_wrapped(text, end, following)


def _is_wrapped(text: str, end: int, following: int) -> bool:
    """Whether the line that ends at ``end`` was broken because the next word did not fit."""
    line_start = max(text.rfind("\n", max(0, end - _WIDEST_WRAP - 1), end), end - _WIDEST_WRAP - 1) + 1
    next_end = text.find("\n", following, following + _WIDEST_WRAP + 1)
    if next_end < 0:
        next_end = min(len(text), following + _WIDEST_WRAP + 1)
    width = end - line_start
    if not 40 <= width <= _WIDEST_WRAP or next_end - following > _WIDEST_WRAP:
        return False
    return width + 1 + len(_next_word(text, following)) > next_end - following


def _next_word(text: str, at: int) -> str:
    """The word at ``at``, opening marks passed over; "" when a digit or a sign stands there."""
    while at < len(text) and text[at] in _OPENING:
        at += 1
        if at % 16 == 0:
            break
    found = _WORD.match(text, at, at + _LOOK_BACK)
    return found[0] if found else ""


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """The trimmed sentence, in pieces when it is too long."""
    while end - start > LONGEST_SENTENCE:
        cut = max(
            text.rfind(mark, start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE) for mark in (" ", "\n", "\t")
        )
        cut = cut if cut > 0 else start + LONGEST_SENTENCE
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        yield Span(left, right)
