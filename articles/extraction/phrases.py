"""Finds noun phrases around a number with closed word classes alone: no dictionary of nouns, no parser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from articles.extraction.inflection import is_plural, is_verb_form, singular
from articles.extraction.lexicons import read_lexicon
from articles.extraction.places import is_calendar
from articles.extraction.words import Role, Word

LONGEST_PHRASE = 9
LONGEST_TAIL = 2
_GRAMMAR = read_lexicon("bounds")
_TAIL_PREPOSITIONS = frozenset(_GRAMMAR["tail_prepositions"])
_TAIL_STOPS = frozenset(_GRAMMAR["tail_stops"])
_HEDGES = frozenset(_GRAMMAR["hedges"])
_CONTENT = (Role.NOUN, Role.GERUND)
_OPENERS = (Role.DETERMINER, Role.NUMBER)
_NEVER_LAST = frozenset({"more", "other", "such", "own", "very", "same", "-", "s"})
_MODIFIER_PLURALS = frozenset({"sports", "arms", "weapons", "women", "men", "services", "operations", "communications",
                               "affairs", "savings", "systems", "customs", "sales", "forces", "states", "rights",
                               "veterans", "games", "news", "homes", "human"})  # fmt: skip


class Phrase(NamedTuple):
    """A noun phrase at words ``first`` to ``end`` (exclusive) with its head noun at ``head``."""

    first: int
    head: int
    end: int

    def low(self, words: Sequence[Word]) -> str:
        """The head in lower case."""
        return words[self.head].low


class Tail(NamedTuple):
    """A preposition at ``at`` and the noun phrase behind it."""

    preposition: str
    at: int
    phrase: Phrase


def noun_phrase(words: Sequence[Word], at: int, *, of_amount: bool = False) -> Phrase | None:
    """The noun phrase that starts at word ``at``, determiners passed over; None when none starts there.

    It ends before function words, marks and verbs, and after its first plural noun: in "12 school teachers strike"
    the phrase is "school teachers". ``of_amount`` looks for a singular noun: in "25 percent tariff hits 1,102" it is
    "tariff".
    """
    while at < len(words) and words[at].role in (Role.DETERMINER, Role.ADVERB):
        at += 1
    if _stands_alone(words, at):
        return Phrase(at, at, at + 1)
    end = at
    while end < min(len(words), at + LONGEST_PHRASE) and _goes_on(words, at, end):
        if of_amount and end > at and _is_verb_of_singular(words, end):
            break
        end += 1
    while end > at and not _may_be_last(words[end - 1]):
        end -= 1
    return Phrase(at, end - 1, end) if end > at else None


def _stands_alone(words: Sequence[Word], at: int) -> bool:
    """As in "the dead", "the number of injured": a state that is a noun."""
    if not (0 < at < len(words) and words[at].role is Role.STATE) or is_content(words, at + 1):
        return False
    return words[at - 1].low in ("the", "of", "those")


def _goes_on(words: Sequence[Word], first: int, at: int) -> bool:
    """Whether the word at ``at`` is part of the phrase that began at ``first``."""
    word = words[at]
    if word.low.replace(":", "").isdigit():
        return is_content(words, at + 1) and words[at + 1].is_name
    return _follows(words, at) if at > first else word.role in _CONTENT or _is_adjective(words, at)


def _follows(words: Sequence[Word], at: int) -> bool:
    """Whether a phrase goes on from the word before ``at`` to the one at ``at``."""
    word, before = words[at], words[at - 1]
    if (_is_head(before) and not _modifies(words, at)) or (word.role is Role.GERUND and before.is_name):
        return False
    if word.role is Role.NUMBER:
        return is_content(words, at + 1)
    if word.text in ("-", "‑", "/"):
        return is_content(words, at + 1) and words[at + 1].start == word.end
    if word.low == "of":
        return before.is_name and at + 1 < len(words) and words[at + 1].is_name
    is_verb = word.role is Role.PAST and before.role is Role.NOUN
    return word.role in _CONTENT or (not is_verb and _is_adjective(words, at))


def _is_head(word: Word) -> bool:
    return word.role is Role.NOUN and singular(word.low) != word.low and not word.is_possessive


def _is_verb_of_singular(words: Sequence[Word], at: int) -> bool:
    """As in "a 25 percent tariff | hits 1,102 products": a verb in -s with an object behind it."""
    word = words[at]
    if not (word.low.endswith("s") and is_verb_form(word.low) and at + 1 < len(words)):
        return False
    return words[at + 1].role in (Role.DETERMINER, Role.NUMBER) or words[at + 1].low in _HEDGES


def _modifies(words: Sequence[Word], at: int) -> bool:
    """Whether the plural before ``at`` stands before another noun: "sports teams", "Armed Forces members"."""
    before, word = words[at - 1], words[at]
    if word.text in ("-", "/"):
        return word.start == before.end
    if word.role is not Role.NOUN:
        return False
    if before.is_name and word.is_name and not before.text.isupper():
        return True
    return (before.low in _MODIFIER_PLURALS or before.is_name) and is_plural(word.low)


def _is_adjective(words: Sequence[Word], at: int) -> bool:
    """Whether a participle or adverb at ``at`` stands before its noun: "wounded soldiers", "newly elected members"."""
    if words[at].role not in (Role.PAST, Role.STATE, Role.ADVERB):
        return False
    following = at + 1
    while following < len(words) and words[following].role in (Role.PAST, Role.STATE, Role.ADVERB):
        following += 1
    return following - at <= 3 and is_content(words, following) and words[following].low not in _TAIL_STOPS


def is_content(words: Sequence[Word], at: int) -> bool:
    """Whether a noun or adjective stands at ``at``."""
    return at < len(words) and words[at].role in _CONTENT and not words[at].low.replace(":", "").isdigit()


def _may_be_last(word: Word) -> bool:
    return word.role in (*_CONTENT, Role.STATE, Role.PAST) or word.low in _TAIL_STOPS


def tails(words: Sequence[Word], at: int, most: int = LONGEST_TAIL) -> list[Tail]:
    """The prepositional phrases that follow one another from word ``at``: "of the alliance in Europe" gives two."""
    found: list[Tail] = []
    while len(found) < most and at < len(words) and words[at].low in _TAIL_PREPOSITIONS:
        start = at + 1
        while start < len(words) and _opens(words, start):
            start += 1
        phrase = noun_phrase(words, start)
        if phrase is None or _is_infinitive(words, at, phrase):
            break
        found.append(Tail(words[at].low, at, phrase))
        at = phrase.end
    return found


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether the word stands before the noun of a tail: "on | $50bn worth of | Chinese goods"."""
    if words[at].role in _OPENERS:
        return True
    behind_number = words[at - 1].role is Role.NUMBER or words[at - 1].low == "worth"
    if words[at].low in ("of", "worth"):
        return behind_number
    return words[at].low in _HEDGES and not words[at].is_name


def _is_infinitive(words: Sequence[Word], at: int, phrase: Phrase) -> bool:
    """As in "to transform fears": no determiner, name or plural right behind "to"."""
    first = words[at + 1]
    is_open = first.role in _OPENERS or first.is_name or is_plural(first.low)
    return words[at].low == "to" and not is_open and (phrase.end - phrase.first > 1 or is_verb_form(first.low))


def phrase_before(words: Sequence[Word], at: int) -> Phrase | None:
    """The noun phrase, its "of" and "in" phrases with it, that ends just before word ``at``.

    In "the US troop levels in Europe have reached", before "have", the head is "levels".
    """
    while at > 0 and words[at - 1].is_name and is_calendar(words[at - 1].low):
        at -= 1
    first = at
    while first > max(0, at - 3 * LONGEST_PHRASE) and _joins_left(words[first - 1]):
        if words[first].role is Role.DETERMINER and words[first - 1].role is not Role.PREPOSITION:
            break
        first -= 1
    while first < at and words[first].role not in (*_CONTENT, Role.PAST, Role.STATE):
        first += 1
    if first >= at:
        return None
    head = _head_before_preposition(words, first, at)
    return Phrase(first, head, at)


def chunk_before(words: Sequence[Word], at: int) -> Phrase | None:
    """The noun phrase without any preposition that ends just before word ``at``: "a top wind speed | of"."""
    first = at
    while first > max(0, at - LONGEST_PHRASE) and words[first - 1].role in (*_CONTENT, Role.STATE, Role.PAST):
        if words[first - 1].role is Role.PAST and (first < 2 or words[first - 2].role is not Role.DETERMINER):
            break
        first -= 1
    return Phrase(first, at - 1, at) if first < at else None


def _joins_left(word: Word) -> bool:
    if word.role in (Role.MARK, Role.CLAUSE, Role.VERB, Role.PRONOUN, Role.AUXILIARY, Role.CONJUNCTION):
        return word.text in ("-", "&", "/", "'", "’")
    return not (word.role is Role.PREPOSITION and word.low not in _TAIL_PREPOSITIONS)


def _head_before_preposition(words: Sequence[Word], first: int, at: int) -> int:
    head = first
    for index in range(first, at):
        if (
            words[index].role in (Role.PREPOSITION, Role.PAST, Role.NUMBER)
            and index > first
            and words[head].role in _CONTENT
        ):
            following = index + 1 < at and words[index].role is Role.PAST and is_content(words, index + 1)
            if not following:
                break
        if words[index].role in _CONTENT:
            head = index
    return head


def lemma(word: Word) -> str:
    """The singular of the word in lower case."""
    return singular(word.low)
