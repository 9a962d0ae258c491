"""Cuts a sentence into tokens, each with the letter of its part."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from articles.extraction.cues import CUE_FORMS, PARTICLES, has_particle
from articles.extraction.letters import PAPERS, PEOPLE, letter_of
from articles.extraction.lexicons import one_of, read_lexicon
from articles.extraction.values import Span

_SYNTAX = read_lexicon("syntax")
_TITLES = read_lexicon("titles")
_NOUNS_OR_CUES = frozenset(
    form for form in (*CUE_FORMS, *PARTICLES) if form in PAPERS or form in _SYNTAX["nouns_or_cues"]
)
_RARELY_CUES = frozenset(_SYNTAX["rarely_cues"])
_PARTICIPLES = frozenset(_SYNTAX["participles"])
_ARTICLES = frozenset(_SYNTAX["articles"])
_SHOWING = frozenset(_SYNTAX["showing"])
_LONGEST_ABBREVIATION = 5
_ABBREVIATIONS = one_of(
    word
    for word in (*_TITLES["male"], *_TITLES["female"], *_TITLES["titles"], *_TITLES["abbreviations"])
    if len(word) <= _LONGEST_ABBREVIATION
)
_JOINED = r"\w*(?:[-'’./&@]\w+)*(?:(?<=s)['’](?![\w'’]))?"
_TOKEN = re.compile(
    rf"[a-z]{_JOINED}"
    r"|(?:[A-Z]\.){2,5}(?:-\w[\w.-]*)?"
    rf"|(?:{_ABBREVIATIONS})\.(?=\s)"
    r"|[A-Z]\.(?=\s[A-Z])"
    r"|[$€£¥]?\d(?:[\d,.:/]*\d)?\w*%?"
    rf"|[^\W\d_]{_JOINED}"
    r"|''|``|--+|[^\w\s]"
)
_OPENING = frozenset('":(')
_NOUN_BEFORE = frozenset("dSsopn#egOT")
_NAME_BEFORE = frozenset(["N", "h", "H", "D", "", '"', ",", "c"])
_VERB_AFTER = frozenset("Qaov")
_CLAUSE_AFTER = frozenset("PtdNSO#hDn")
_SPEAKER_BEFORE = frozenset("PDwra")
_SAYING_AFTER = frozenset('t":')


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one sentence: where each starts and ends in the text, its lower case, and the letters of all."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lows: tuple[str, ...]
    shape: str

    def span(self, first: int, last: int) -> Span:
        """The span from token ``first`` to token ``last`` (exclusive)."""
        return Span(self.starts[first], self.ends[last - 1])

    def words(self, first: int, last: int) -> str:
        """The text from token ``first`` to token ``last`` (exclusive)."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def low(self, at: int) -> str:
        """The lower case of token ``at``; "" outside the sentence."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def letter(self, at: int) -> str:
        """The letter of token ``at``; "" outside the sentence."""
        return self.shape[at] if 0 <= at < len(self.shape) else ""

    def at(self, offset: int) -> int:
        """The first token that starts at or behind ``offset``."""
        return bisect_left(self.starts, offset)

    def count_within(self, span: Span) -> int:
        """How many tokens start inside ``span``."""
        return bisect_left(self.starts, span.end) - bisect_left(self.starts, span.start)

    def masked(self, spans: Iterable[Span]) -> Tokens:
        """The same tokens with the letter "q" for each token inside one of ``spans``."""
        shape = self.shape
        for span in spans:
            first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
            shape = shape[:first] + "q" * (last - first) + shape[last:]
        return replace(self, shape=shape)


def read_tokens(text: str, sentence: Span) -> Tokens:
    """The tokens of ``sentence``: "Mr. Lee said so." has the shape ``NNQb.``."""
    matches = list(_TOKEN.finditer(text, sentence.start, sentence.end))
    written = [match[0] for match in matches]
    lows = [word.lower() for word in written]
    shape = [letter_of(word, False) for word in written]
    for at, word in enumerate(written):
        if word[0].isupper() and (at == 0 or shape[at - 1] in _OPENING):
            shape[at] = letter_of(word, True)
    for at, letter in enumerate(shape):
        if letter == "Q":
            shape[at] = _settled(lows, shape, at)
    starts = tuple(match.start() for match in matches)
    return Tokens(text, starts, tuple(match.end() for match in matches), tuple(lows), "".join(shape))


def may_be_noun(low: str) -> bool:
    """Whether a form of a cue verb is a noun as often: ``may_be_noun("records")``."""
    return low in _NOUNS_OR_CUES


def _settled(lows: list[str], shape: list[str], at: int) -> str:
    """The letter of a cue word where it stands: "the report says" has a noun, "a poll released Friday" a participle."""
    low = lows[at]
    before = shape[at - 1] if at else ""
    after = shape[at + 1] if at + 1 < len(shape) else "."
    if before in ("S", "s") or (before == "d" and lows[at - 1] in _ARTICLES):
        return _noun_letter(low)
    if low in _RARELY_CUES and not _is_plain_cue(lows, at, before, after):
        return "n"
    if low in _NOUNS_OR_CUES:
        return _noun_letter(low) if _stands_as_noun(low, before, after) else "Q"
    if low == "polling" or (low in _PARTICIPLES and before != "" and before in "Dnh"):
        return "e"
    return "Q"


def _is_plain_cue(lows: list[str], at: int, before: str, after: str) -> bool:
    """Whether a word that is rarely a cue is one here: behind "he" or "the report", or before "that"."""
    following = lows[at + 1] if at + 1 < len(lows) else ""
    return before in _SPEAKER_BEFORE or after in _SAYING_AFTER or has_particle(lows[at], following)


def _stands_as_noun(low: str, before: str, after: str) -> bool:
    if before in _NAME_BEFORE:
        return after in _VERB_AFTER
    if before in ("n", "T") and low in _SHOWING and after in _CLAUSE_AFTER:
        return False
    return before in _NOUN_BEFORE


def _noun_letter(low: str) -> str:
    if low in PAPERS:
        return "D"
    return "h" if low in PEOPLE else "n"
