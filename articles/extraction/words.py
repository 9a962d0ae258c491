"""Cuts a sentence into words with a part each plays in bounding a noun phrase; no dictionary of parts of speech is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from articles.extraction.lexicons import read_lexicon
from articles.extraction.values import Quantity, Span

_GRAMMAR = read_lexicon("bounds")
_STATES = frozenset(read_lexicon("actions")["states"])

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[-'’.&/][^\W_]+)*|\n[ \t]*\n\s*|[^\w\s]")
_POSSESSIVE = ("'s", "’s")


class Role(StrEnum):
    """What a word does to the phrase around it."""

    NOUN = "noun"
    DETERMINER = "determiner"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    CLAUSE = "clause"
    PRONOUN = "pronoun"
    AUXILIARY = "auxiliary"
    VERB = "verb"
    PAST = "past"
    GERUND = "gerund"
    ADVERB = "adverb"
    STATE = "state"
    NUMBER = "number"
    MARK = "mark"


class Word(NamedTuple):
    """One word, mark or number; ``low`` is lower case without a possessive ending."""

    start: int
    end: int
    text: str
    low: str
    role: Role
    is_possessive: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it starts with a capital."""
        return self.text[:1].isupper()


_CLOSED: dict[str, Role] = {
    word: role
    for part, role in (
        ("verb_forms", Role.VERB),
        ("adverbs", Role.ADVERB),
        ("auxiliaries", Role.AUXILIARY),
        ("pronouns", Role.PRONOUN),
        ("clause_words", Role.CLAUSE),
        ("prepositions", Role.PREPOSITION),
        ("conjunctions", Role.CONJUNCTION),
        ("determiners", Role.DETERMINER),
    )
    for word in _GRAMMAR[part]
} | {"that": Role.CLAUSE, "not": Role.ADVERB}
_NOT_ADVERBS = frozenset(_GRAMMAR["not_adverbs"])
_ING_NOUNS = frozenset(_GRAMMAR["ing_nouns"])
_ED_NOUNS = frozenset(_GRAMMAR["ed_nouns"])


@lru_cache(maxsize=65_536)
def role_of(low: str) -> Role:
    """The role of a lower-case word: ``role_of("quickly")`` is an adverb, an unknown word a noun."""
    if low in _STATES:
        return Role.STATE
    if low in _CLOSED:
        return _CLOSED[low]
    if not low[:1].isalnum():
        return Role.MARK
    if low.endswith("ed") and len(low) > 4 and low not in _ED_NOUNS and "-" not in low:
        return Role.PAST
    if low.endswith("ing") and len(low) > 5 and low not in _ING_NOUNS:
        return Role.GERUND
    if low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS:
        return Role.ADVERB
    return Role.NOUN


def words_of(text: str, sentence: Span, quantities: Sequence[Quantity] = ()) -> list[Word]:
    """The words of ``sentence`` in order, each quantity of it as one word of role NUMBER; offsets are those of ``text``.

    ``"Some 12 men left."`` with a quantity at "12" gives some, 12 (NUMBER), men, left and the full stop.
    """
    words: list[Word] = []
    at = sentence.start
    for quantity in quantities:
        if quantity.span.start < at:
            continue
        _append(words, text, at, quantity.span.start)
        span = quantity.span
        words.append(Word(span.start, span.end, quantity.surface, quantity.surface.lower(), Role.NUMBER))
        at = span.end
    _append(words, text, at, sentence.end)
    return words


def _append(words: list[Word], text: str, start: int, end: int) -> None:
    for found in _WORD.finditer(text, start, end):
        written = found[0]
        at, until = found.span()
        is_possessive = written.endswith(_POSSESSIVE)
        low = (written[:-2] if is_possessive else written).lower()
        words.append(Word(at, until, written, low, Role.NOUN if written == "US" else role_of(low), is_possessive))
