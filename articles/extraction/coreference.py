"""Whom a pronoun, a surname or "the senator" stands for inside an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.extraction.letters import PEOPLE
from articles.extraction.lexicons import read_lexicon
from articles.extraction.mentions import Mention, Person
from articles.extraction.noun_phrases import Phrase, phrase_before
from articles.extraction.person_names import Gender
from articles.extraction.reading import Reading, ReadSentence

_OFFICES: dict[str, list[str]] = read_lexicon("titles")["offices"]
_GENDERS = {"he": Gender.MALE, "she": Gender.FEMALE}
_GROUP_PRONOUNS = frozenset({"they", "we", "it"})
_SENTENCES_BACK = 8
_DEEPEST = 12
_CONTEXT = 4_000
_TOKENS_BACK = 30
_APOSTROPHE = re.compile(r"['’]")
_DETERMINERS = frozenset({"the", "this", "that", "these", "those"})


class Resolved(NamedTuple):
    """A full name and the rule that found it: "pronoun-he", "surname", "office", "same-noun"."""

    name: str
    rule: str


class Coreference:
    """Resolves the voices of one article, each once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._persons: dict[tuple[int, int], Person | None] = {}

    def resolve(self, sentence: ReadSentence, phrase: Phrase, at: int) -> Resolved | None:
        """The full name behind ``phrase``, whose cue stands at offset ``at``; None when the article does not tell."""
        low = _plain(sentence, phrase)
        person = self.person(sentence, phrase, at)
        if person:
            return Resolved(person.name, _person_rule(sentence, phrase, person))
        if phrase.letter == "P" and low in _GROUP_PRONOUNS:
            return self._group(sentence, phrase)
        if phrase.letter in "hHD" and sentence.tokens.lows[phrase.first] in _DETERMINERS:
            return self._office(sentence, phrase) or self._same_noun(sentence, phrase)
        return None

    def person(self, sentence: ReadSentence, phrase: Phrase, at: int, depth: int = 0) -> Person | None:
        """The person that a name or "he" stands for; None for other phrases."""
        if phrase.letter not in "PN" or depth > _DEEPEST:
            return None
        key = (sentence.number, phrase.first)
        if key not in self._persons:
            self._persons[key] = None
            named = phrase.letter == "N"
            self._persons[key] = self._named(sentence, phrase) if named else self._pronoun(sentence, phrase, at, depth)
        return self._persons[key]

    def _named(self, sentence: ReadSentence, phrase: Phrase) -> Person | None:
        """The person named by the head's capitals, or behind "of" in "Mayor of London Ann Lee"."""
        tokens = sentence.tokens
        ends = [phrase.head + 1]
        if tokens.lows[phrase.head] in PEOPLE and tokens.shape[phrase.last - 1] == "N":
            ends.append(phrase.last)
        for end in ends:
            first = end - 1
            while first > phrase.first and tokens.shape[first - 1] == "N":
                first -= 1
            person = self._reading.names.find(tokens.words(first, end), tokens.starts[first])
            if person:
                return person
        return None

    def _pronoun(self, sentence: ReadSentence, phrase: Phrase, at: int, depth: int) -> Person | None:
        """The nearest speaker or subject before "he" or "she" whose gender does not speak against it."""
        gender = _GENDERS.get(_plain(sentence, phrase))
        if gender is None:
            return None
        candidates = self._candidates(sentence, sentence.tokens.starts[phrase.head], depth)
        return next((person for person in candidates if person.gender in (gender, Gender.UNKNOWN)), None)

    def _candidates(self, sentence: ReadSentence, before: int, depth: int) -> Iterator[Person]:
        """Persons before offset ``before``: the nearest sentence first, in it speakers, then subjects, then others."""
        for index in range(sentence.number, max(-1, sentence.number - _SENTENCES_BACK), -1):
            there = self._reading.sentence(index)
            for statement in reversed(there.statements):
                if statement.cue.end <= before:
                    person = self.person(there, statement.voice, statement.cue.start, depth + 1)
                    if person:
                        yield person
            mentions = [mention for mention in self._mentions(index) if mention.span.end <= before]
            yield from (mention.person for mention in mentions if not mention.is_possessive)
            yield from (mention.person for mention in mentions if mention.is_possessive)

    def _mentions(self, index: int) -> list[Mention]:
        """The persons named in a sentence outside quotations."""
        reading = self._reading
        mentions = reading.names.mentions_within(reading.sentences[index])
        return [mention for mention in mentions if reading.quotation_at(mention.span.start) < 0]

    def _group(self, sentence: ReadSentence, phrase: Phrase) -> Resolved | None:
        """The body or group that does something before "they" in the sentence."""
        tokens = sentence.tokens
        for at in range(phrase.first - 1, max(0, phrase.first - _TOKENS_BACK), -1):
            found = phrase_before(tokens, at) if tokens.shape[at] in "avQ" else None
            if found and found[0].letter in "hH":
                return Resolved(tokens.words(found[0].first, found[0].last), f"pronoun-{_plain(sentence, phrase)}")
        return None

    def _office(self, sentence: ReadSentence, phrase: Phrase) -> Resolved | None:
        """The one person who was called senator before "the senator"."""
        tokens = sentence.tokens
        titles = _OFFICES.get(tokens.lows[phrase.head])
        if titles is None or phrase.last - phrase.first > 2:
            return None
        person = self._reading.names.titled(titles, tokens.starts[phrase.first])
        return Resolved(person.name, "office") if person else None

    def _same_noun(self, sentence: ReadSentence, phrase: Phrase) -> Resolved | None:
        """The fuller name before "the ministry": the last phrase with a capital that ends in the same noun."""
        tokens = sentence.tokens
        if phrase.last - phrase.first != 2:
            return None
        start = tokens.starts[phrase.first]
        before = self._reading.text[max(0, start - _CONTEXT) : start]
        fuller = _fuller(tokens.lows[phrase.head]).findall(before)
        return Resolved(fuller[-1], "same-noun") if fuller else None


def _fuller(noun: str) -> re.Pattern[str]:
    """Matches "Russian defense ministry", "Ministry of Defense" and the like for "ministry"."""
    word = rf"{re.escape(noun[0].upper())}{re.escape(noun[1:])}"
    same = rf"(?:{re.escape(noun)}|{word})"
    capital = r"(?!(?:An?|The)[ \u00a0])[A-Z][\w.&/-]{0,30}[ \u00a0]"
    modifier = r"(?!the |an? )[\w.&/-]{1,20}[ \u00a0]"
    return re.compile(rf"\b{capital}(?:{modifier}){{0,2}}{same}\b|\b{word} of (?:the )?[A-Z][\w-]{{1,30}}")


def _plain(sentence: ReadSentence, phrase: Phrase) -> str:
    """The head in lower case without "'s" or "'re"."""
    return _APOSTROPHE.split(sentence.tokens.lows[phrase.head], 1)[0]


def _person_rule(sentence: ReadSentence, phrase: Phrase, person: Person) -> str:
    if phrase.letter == "P":
        return f"pronoun-{_plain(sentence, phrase)}"
    return "full-name" if person.name in sentence.tokens.words(phrase.first, phrase.last) else "surname"
