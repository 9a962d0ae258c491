"""Cuts a sentence into tokens and writes the part of each as one letter, so that regular expressions can read its shape.

The letters: d determiner, p preposition, o "of", a auxiliary, r adverb, T time word, c conjunction, b clause breaker, t "that",
w relative, P subject pronoun, O object pronoun, N capitalised word, S capitalised possessive, s possessive, h people noun, H body noun,
D paper or poll noun, Q cue verb, e -ed form, g -ing form, v other verb, n other word, # number; marks stand for themselves, " for any
quotation mark, - for a dash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from articles.extraction.cues import CUE_FORMS, PARTICLES
from articles.extraction.lexicons import one_of, read_lexicon
from articles.extraction.values import Span

_SYNTAX = read_lexicon("syntax")
_GROUPS = read_lexicon("groups")
_TITLES = read_lexicon("titles")

_CLASSES: dict[str, str] = {
    word: letter
    for letter, words in (
        ("h", _GROUPS["people"]),
        ("H", _GROUPS["bodies"]),
        ("D", (*_GROUPS["reports"], *_GROUPS["polls"], *_GROUPS["datasets"])),
        ("v", _SYNTAX["verbs"]),
        ("e", _SYNTAX["participles"]),
        ("Q", (*CUE_FORMS, *PARTICLES)),
        ("r", _SYNTAX["adverbs"]),
        ("T", _SYNTAX["time"]),
        ("d", _SYNTAX["determiners"]),
        ("p", _SYNTAX["prepositions"]),
        ("b", _SYNTAX["breakers"]),
        ("c", _SYNTAX["conjunctions"]),
        ("w", _SYNTAX["relatives"]),
        ("P", _SYNTAX["subject_pronouns"]),
        ("O", _SYNTAX["object_pronouns"]),
        ("#", _SYNTAX["numbers"]),
        ("a", _SYNTAX["auxiliaries"]),
        ("o", ("of",)),
        ("t", ("that",)),
    )
    for word in words
}
_PAPERS = frozenset((*_GROUPS["reports"], *_GROUPS["datasets"], *_GROUPS["polls"]))
_NOUN_OR_CUE = frozenset(form for form in (*CUE_FORMS, *PARTICLES) if form in _PAPERS or form in _SYNTAX["nouns_or_cues"])
_PEOPLE = frozenset(_GROUPS["people"])
_PARTICIPLES = frozenset(_SYNTAX["participles"])
_TITLED = one_of(word for word in (*_TITLES["male"], *_TITLES["female"], *_TITLES["titles"], "Jr", "Sr", "St", "Ft", "Mt", "Inc", "Corp", "Co", "Ltd") if len(word) < 6)
_TOKEN = re.compile(
    rf"(?:[A-Z]\.){{2,5}}(?:-\w[\w.-]*)?|(?:{_TITLED})\.(?=\s)|[A-Z]\.(?=\s[A-Z])|[$€£¥]?\d(?:[\d,.:/]*\d)?\w*%?|[^\W\d_](?:\w|[-'’./&@](?=\w))*(?:(?<=s)['’](?![\w'’]))?|''|``|--+|[^\w\s]"
)
_NOUN_BEFORE = frozenset("dSsopn#egOT")
_NAME_BEFORE = frozenset(["N", "h", "H", "D", "", '"', ",", "c"])
_MARKS = {mark: '"' for mark in ("“", "”", '"', "''", "``", "„", "«", "»", "‘", "’", "'")} | {mark: "-" for mark in ("—", "–", "-", "--", "―")} | {"&": "c", "$": "#", "€": "#", "£": "#", "[": "(", "]": ")"}  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?\Z")


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

    def at(self, offset: int) -> int:
        """The number of tokens that start before ``offset``."""
        return sum(start < offset for start in self.starts)


def read_tokens(text: str, sentence: Span) -> Tokens:
    """The tokens of ``sentence``: "Mr. Lee said so." has the shape ``NNQb.``."""
    starts, ends, lows, shape = [], [], [], []
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        written = match[0]
        starts.append(match.start())
        ends.append(match.end())
        lows.append(written.lower())
        shape.append(_letter(written, len(shape) == 0 or shape[-1] in '":('))
    _settle(lows, shape)
    return Tokens(text, tuple(starts), tuple(ends), tuple(lows), "".join(shape))


def _settle(lows: list[str], shape: list[str]) -> None:
    """Decides which cue words are nouns ("the report says") or participles ("a poll released Friday") where they stand."""
    for at, letter in enumerate(shape):
        if letter != "Q":
            continue
        before = shape[at - 1] if at else ""
        if lows[at] in _NOUN_OR_CUE:
            after = shape[at + 1] if at + 1 < len(shape) else "."
            if before in _NOUN_BEFORE or (before in _NAME_BEFORE and after in "Qaov"):
                shape[at] = "D" if lows[at] in _PAPERS else "h" if lows[at] in _PEOPLE else "n"
        elif lows[at] == "polling" or lows[at] in _PARTICIPLES and before and before in "Dnh":
            shape[at] = "e"


@lru_cache(maxsize=65_536)
def _letter(written: str, is_first: bool) -> str:
    first = written[0]
    if not first.isalpha():
        return "#" if first.isdigit() or first in "$€£¥" else _MARKS.get(written, written[0])
    low = written.lower()
    known = _CLASSES.get(low, "")
    if first.isupper():
        return _capital(written, low, known, is_first)
    if known:
        return known
    return _ending(low)


def _capital(written: str, low: str, known: str, is_first: bool) -> str:
    """A capital is a name unless the word belongs to a closed class; cue verbs and nouns count only at the start."""
    if known and known in "daobctwPOprT#" and not (known == "T" and low in ("may", "march")):
        return known
    if "'" in written or "’" in written:
        base = re.split(r"['’]", low)[0]
        if _CLASSES.get(base) in ("P", "w", "t"):
            return _CLASSES[base]
        if low.endswith(("n't", "n’t")):
            return "a"
        return "S" if _POSSESSIVE.search(written) else "N"
    if is_first and known in ("Q", "v", "e", "D", "h", "H"):
        return "N" if known in "DhH" else known
    if is_first and (low.endswith("ing") or low.endswith("ly")) and len(low) > 5:
        return _ending(low)
    return "N"


def _ending(low: str) -> str:
    """The letter of an unknown word in lower case, by its ending."""
    if "'" in low or "’" in low:
        base = re.split(r"['’]", low)[0]
        if _CLASSES.get(base) in ("P", "w", "t"):
            return _CLASSES[base]
        if low.endswith(("n't", "n’t")):
            return "a"
        return "s"
    if "-" in low and not low.endswith("-"):
        return _CLASSES.get(low.rsplit("-", 1)[1], "n") if low.rsplit("-", 1)[1] in ("general", "leader", "maker") else "n"
    if low.endswith("ly") and len(low) > 4:
        return "r"
    if low.endswith("ed") and len(low) > 4:
        return "e"
    if low.endswith("ing") and len(low) > 5:
        return "g"
    return "n"
