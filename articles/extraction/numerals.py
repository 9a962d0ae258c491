"""Finds numerals in a text: digits, number words, fractions, vague words and ratio words, each with its scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from articles.extraction.digits import GLYPHS, read_digits
from articles.extraction.lexicons import one_of, read_lexicon
from articles.extraction.spelled import CARDINALS, DENOMINATORS, SCALES, read_words
from articles.extraction.tries import tree_of, with_cases

_WORDS = read_lexicon("numbers")
_ABBREVIATIONS = {word: Decimal(value) for word, value in _WORDS["abbreviations"].items()}
_VAGUE = frozenset(_WORDS["vague"]["words"])
_QUANTIFIERS = frozenset(_WORDS["vague"]["quantifiers"])
COMPARERS = frozenset(_WORDS["comparers"])
MULTIPLES = {word: Decimal(value) for word, value in (_WORDS["multiples"] | _WORDS["comparers"]).items()}

_ALL_WORDS = with_cases([*CARDINALS, *DENOMINATORS, *_VAGUE, *MULTIPLES])
_GLYPHS = "".join(GLYPHS)
_INITIALS = "".join(sorted({word[0] for word in _ALL_WORDS}))
_CANDIDATE = re.compile(rf"(?=[\d{_GLYPHS}{_INITIALS}])(?:\d|[{_GLYPHS}]|\b{tree_of(_ALL_WORDS)}\b)")
_SCALE_WORD = re.compile(
    rf"(?:[ \u00a0\t\n]{{1,2}}|-)?(?:({one_of(SCALES)})|({one_of(w for w in _ABBREVIATIONS if len(w) > 2)}))\b(?!s\b)",
    re.I,
)
_SCALE_LETTERS = re.compile(rf"({one_of(w for w in _ABBREVIATIONS if len(w) < 4)})(?![\w])")
_SPACED_LETTERS = re.compile(r"[ \u00a0](bn|mn|mln|tn|trn|Mln|Bn|Mio|mio)\b")
_VAGUE_CHAIN = re.compile(rf"(?:{one_of(_VAGUE)})\b(?:\s(?:of|and|upon)\s(?:{one_of(_VAGUE)})\b){{0,3}}", re.I)
_ROUND_PLURAL = re.compile(r"10+s (?:of|OF|Of)\b")
_WORD_BEFORE = re.compile(r"([a-z]+)[\s-]{1,2}\Z", re.I)


class Kind(Enum):
    """How a numeral was written."""

    DIGITS = "digits"
    WORDS = "words"
    FRACTION = "fraction"
    VAGUE = "vague"
    MULTIPLE = "multiple"


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral: ``value`` is None for vague words; ``bare_end`` is where its digits end, before a scale word or letter,
    and ``scale`` what that multiplies by."""

    start: int
    end: int
    value: Decimal | None
    kind: Kind
    bare_end: int
    scale: Decimal = Decimal(1)

    @property
    def has_scale(self) -> bool:
        """Whether a scale word or letter was read: "2 million", "80k"."""
        return self.bare_end < self.end

    def text_of(self, text: str) -> str:
        """The numeral as written."""
        return text[self.start : self.end]


def find_numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of ``text`` in order, none overlapping: "2.5 million", "two dozen", "hundreds of thousands".

    Digits that form no number (versions, dotted lists) are passed over.
    """
    position = 0
    while (candidate := _CANDIDATE.search(text, position)) is not None:
        start = candidate.start()
        if candidate[0].isdigit() and candidate[0] not in GLYPHS:
            numeral, position = _digits(text, start)
        elif candidate[0] in GLYPHS:
            numeral, position = (
                _scaled(text, Numeral(start, start + 1, GLYPHS[candidate[0]], Kind.FRACTION, start + 1)),
                start + 1,
            )
        else:
            numeral, position = _words(text, start, candidate)
        if numeral is not None:
            position = max(position, numeral.end)
            yield numeral


def _digits(text: str, start: int) -> tuple[Numeral | None, int]:
    end, value = read_digits(text, start)
    if value is None:
        return None, max(end, start + 1)
    if _ROUND_PLURAL.match(text, start):
        return Numeral(start, end + 1, None, Kind.VAGUE, end + 1), end + 1
    if start and text[start - 1] == "." and (start == 1 or (not text[start - 2].isalnum() and text[start - 2] != ".")):
        start, value = start - 1, Decimal(f"0.{text[start:end]}") if text[start:end].isdecimal() else value
    return _scaled(text, Numeral(start, end, value, Kind.DIGITS, end)), end


def _scaled(text: str, numeral: Numeral) -> Numeral:
    """The numeral with the scale words or letters that follow it: "2 million", "80k", "13 thousand million"."""
    end, value = numeral.end, numeral.value
    if value is None:
        return numeral
    for _ in range(2):
        word = _SCALE_WORD.match(text, end)
        if word is None:
            break
        scale = SCALES.get((word[1] or "").lower()) or _ABBREVIATIONS.get((word[2] or "").lower())
        if scale is None:
            break
        value, end = value * scale, word.end()
    if end == numeral.end:
        letters = _SCALE_LETTERS.match(text, end) or _SPACED_LETTERS.match(text, end)
        if letters is not None:
            value, end = value * _ABBREVIATIONS[letters[1]], letters.end()
    return (
        numeral
        if end == numeral.end
        else replace(numeral, end=end, value=value, scale=value / (numeral.value or Decimal(1)))
    )


def _words(text: str, start: int, candidate: re.Match[str]) -> tuple[Numeral | None, int]:
    word = candidate[0].lower()
    end = candidate.end()
    if word in MULTIPLES:
        return Numeral(start, end, MULTIPLES[word], Kind.MULTIPLE, end), end
    if word in _VAGUE:
        chain = _VAGUE_CHAIN.match(text, start)
        end = chain.end() if chain else end
        return Numeral(start, end, None, Kind.VAGUE, end), end
    read = read_words(text, start)
    if read is None:
        return None, end
    _, end, value = read
    before = _WORD_BEFORE.search(text, max(0, start - 16), start)
    previous = before[1].lower() if before else ""
    if word in SCALES and before and previous in _QUANTIFIERS:
        return Numeral(before.start(), end, None, Kind.VAGUE, end), end
    if before and previous in ("a", "an") and (word in SCALES or word in DENOMINATORS):
        start = before.start()
    kind = Kind.FRACTION if value < 1 and value else Kind.WORDS
    return Numeral(start, end, value, kind, end), end
