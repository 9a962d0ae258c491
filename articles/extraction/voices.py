"""Makes the voice of a statement: who it is, what kind of thing, and how it was resolved."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.extraction.coreference import Coreference, Resolved
from articles.extraction.letters import PEOPLE
from articles.extraction.lexicons import read_lexicon
from articles.extraction.noun_phrases import Phrase
from articles.extraction.person_names import bare, is_body_name, possessive_length, split_name
from articles.extraction.reading import Reading, ReadSentence
from articles.extraction.stating import Statement
from articles.extraction.values import Reason, Span, Voice, VoiceKind

_GROUPS = read_lexicon("groups")
_AGENCIES = read_lexicon("agencies")
_AGENCY_NAMES = frozenset(_AGENCIES["agencies"])
_OUTLET_NAMES = frozenset(_AGENCIES["outlets"])
_SHORT_OUTLETS = frozenset(_AGENCIES["short"])
_WITH_ARTICLE = frozenset(_AGENCIES["with_article"])
_GOVERNMENTS = frozenset(_AGENCIES["governments"])
_KINDS: dict[str, VoiceKind] = {
    word: kind
    for words, kind in (
        (_GROUPS["bodies"], VoiceKind.BODY),
        (_GROUPS["outlets"], VoiceKind.OUTLET),
        (_GROUPS["people"], VoiceKind.GROUP),
        (_GROUPS["reports"], VoiceKind.REPORT),
        (_GROUPS["datasets"], VoiceKind.DATASET),
        (_GROUPS["polls"], VoiceKind.POLL),
    )
    for word in words
}
_PLURAL = frozenset(_GROUPS["plural"])
_PRONOUNS = {"it": VoiceKind.BODY, "they": VoiceKind.GROUP, "we": VoiceKind.GROUP}
SOURCE_KINDS = frozenset({VoiceKind.OUTLET, VoiceKind.AGENCY, VoiceKind.REPORT, VoiceKind.POLL, VoiceKind.DATASET})
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_TAIL = re.compile(r"[eT]+\Z")
_REACH = 14
_NAME_RUN = re.compile(r"N+")


class Carrier(NamedTuple):
    """A voice with the reasons for its name."""

    voice: Voice
    reasons: tuple[Reason, ...]

    @property
    def is_source(self) -> bool:
        """Whether an article cites it as an outlet, agency, report, poll or data, not as a speaker."""
        return self.voice.kind in SOURCE_KINDS

    @property
    def is_publisher(self) -> bool:
        """Whether it is an outlet or agency."""
        return self.voice.kind in (VoiceKind.OUTLET, VoiceKind.AGENCY)


class Voices:
    """The voices of one article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._coreference = Coreference(reading)
        self._known: dict[tuple[int, int], Carrier] = {}

    def voice_of(self, sentence: ReadSentence, statement: Statement) -> Carrier:
        """Who states: the full name inside the article, the words of the mention, the kind."""
        key = (sentence.number, statement.cue.start)
        if key not in self._known:
            self._known[key] = self._carrier(sentence, statement.voice, statement.cue.start, statement.link)
        return self._known[key]

    def publisher_of(self, sentence: ReadSentence, statement: Statement) -> Carrier | None:
        """The outlet to which something was told or in which it was written: "told the Journal", "wrote in the Times"."""
        tokens = sentence.tokens
        first = tokens.at(statement.cue.end)
        for run in _NAME_RUN.finditer(tokens.shape, first, first + _REACH):
            phrase = Phrase(run.start(), run.end(), run.end() - 1, "N")
            name = _ARTICLE.sub("", tokens.words(*run.span()))
            leads = tokens.letter(run.start() - 1) in ("d", "p", "*", "Q")
            if leads and _outlet_kind(name) and run.start() not in range(statement.voice.first, statement.voice.last):
                return self._carrier(sentence, phrase, statement.cue.start, "")
        return None

    def _carrier(self, sentence: ReadSentence, phrase: Phrase, at: int, link: str) -> Carrier:
        tokens = sentence.tokens
        span = _without_possessive(tokens.span(phrase.first, phrase.last), self._reading.text)
        mention = span.of(self._reading.text)
        resolved = self._coreference.resolve(sentence, phrase, at)
        name = resolved.name if resolved else self._plain_name(sentence, phrase)
        kind = _kind_of(sentence, phrase, resolved, name)
        rules = [link] if link and link != "subject-before" else []
        rules += [resolved.rule] if resolved else ["as-called"]
        field = "source" if kind in SOURCE_KINDS else "speaker"
        return Carrier(Voice(name, mention, span, kind), tuple(Reason(field, rule, span) for rule in rules))

    def _plain_name(self, sentence: ReadSentence, phrase: Phrase) -> str:
        """The phrase without its article and "released Friday"; a short outlet's name in full."""
        tokens = sentence.tokens
        tail = _TAIL.search(tokens.shape, phrase.head + 1, phrase.last)
        words = tokens.words(phrase.first, tail.start() if tail else phrase.last)
        words = words[: len(words) - possessive_length(words)]
        name = " ".join(_ARTICLE.sub("", words, count=1).split()) or words
        if phrase.letter == "N" and " " not in name and name in _SHORT_OUTLETS:
            name = self._reading.names.body(name) or name
        return f"The {name}" if name in _WITH_ARTICLE else name


def _without_possessive(span: Span, text: str) -> Span:
    return Span(span.start, span.end - possessive_length(span.of(text)))


def _kind_of(sentence: ReadSentence, phrase: Phrase, resolved: Resolved | None, name: str) -> VoiceKind:
    if resolved and (phrase.letter == "N" or resolved.rule in ("office", "pronoun-he", "pronoun-she")):
        return VoiceKind.PERSON
    low = sentence.tokens.lows[phrase.head]
    if phrase.letter == "N":
        return _kind_of_name(name, low)
    if phrase.letter == "P":
        return _PRONOUNS.get(low, VoiceKind.GROUP if resolved else VoiceKind.PERSON)
    if phrase.letter == '"':
        return VoiceKind.REPORT
    kind = _KINDS.get(low, VoiceKind.GROUP)
    is_one = kind is VoiceKind.GROUP and low in PEOPLE and low not in _PLURAL and not low.endswith("s")
    return VoiceKind.PERSON if is_one else kind


def _kind_of_name(name: str, low: str) -> VoiceKind:
    """The kind of a capitalised name that is nobody's full name in the article."""
    plain = name.removeprefix("The ")
    known = _outlet_kind(plain)
    if known:
        return known
    if low in _KINDS:
        return _KINDS[low]
    parts = split_name(plain)
    is_single = len(parts.name) == 1 and not plain.isupper() and bare(plain) not in _GOVERNMENTS
    is_person = parts.is_person or (is_single and not is_body_name(parts.name))
    return VoiceKind.PERSON if is_person else VoiceKind.BODY


def _outlet_kind(name: str) -> VoiceKind | None:
    if name in _AGENCY_NAMES:
        return VoiceKind.AGENCY
    is_outlet = name in _OUTLET_NAMES or (" " in name and name.rsplit(" ", 1)[1] in _SHORT_OUTLETS)
    return VoiceKind.OUTLET if is_outlet else None
