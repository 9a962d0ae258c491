"""Who speaks a quotation: the cue beside it, the speech it continues, or the line that introduces it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from articles.extraction.reading import Reading, ReadSentence
from articles.extraction.statements import main_subject
from articles.extraction.stating import Form, Statement
from articles.extraction.values import Span

_SHORTEST_SPEECH = 24
_WIDEST_GAP = 8
_NEAR_WORDS = 3
_DEEPEST = 24
_SENTENCES_BACK = 6
_GAP_MARKS = " ,.”\"'’!?…»*_"
_LEADING_MARKS = " ,:“\"'‘`\n"
_OPENING_MARKS = "“\"' "
_MARKS = "“”\"'‘’`«» \t(*_"


class Said(NamedTuple):
    """A statement, the sentence it stands in, and the rule that ties it to the words."""

    sentence: ReadSentence
    statement: Statement
    rule: str


class Speakers:
    """The speakers of one article's quotations, each found once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[int, Said | None] = {}

    def speaker_of(self, quotation: int, depth: int = 0) -> Said | None:
        """Who speaks quotation number ``quotation``; None when the article does not say."""
        if quotation not in self._known and depth <= _DEEPEST:
            self._known[quotation] = None
            self._known[quotation] = self._find(quotation, depth)
        return self._known.get(quotation)

    def _find(self, quotation: int, depth: int) -> Said | None:
        span = self._reading.quotations[quotation].span
        found = self._behind(span) or self._around(span)
        if found or not self._is_speech(span):
            return found
        paragraph = self._reading.paragraph_at(span.start)
        return (
            self._earlier(quotation, paragraph, depth)
            or self._later(quotation, paragraph)
            or self._introduced(quotation, paragraph, depth)
        )

    def _is_speech(self, span: Span) -> bool:
        """Whether the words are a sentence or long, not a title or a single term."""
        return span.end - span.start > _SHORTEST_SPEECH or self._reading.text[span.end - 1] in ".!?…"

    def _behind(self, span: Span) -> Said | None:
        """The cue right behind the closing mark: "...," said X."""
        reading = self._reading
        own, last = reading.sentence_at(span.end - 1), reading.sentence_at(span.end)
        for index in dict.fromkeys((own, last, min(last + 1, len(reading.sentences) - 1))):
            sentence = reading.sentence(index)
            for statement in sentence.statements:
                if self._hugs(span, sentence, statement, index == own):
                    return Said(sentence, statement, "quote-before-cue")
        return None

    def _hugs(self, span: Span, sentence: ReadSentence, statement: Statement, is_own: bool) -> bool:
        """Whether nothing but marks stands between the quotation and the statement's words."""
        begin = min(sentence.tokens.starts[statement.voice.first], statement.cue.start)
        if not 0 < begin - span.end <= _WIDEST_GAP:
            return False
        text = self._reading.text
        states_more = statement.form is Form.BEFORE and statement.scopes and text[span.end - 1] not in "?!…-—"
        return not (states_more and not is_own) and not text[span.end : begin].strip(_GAP_MARKS)

    def _around(self, span: Span) -> Said | None:
        """The cue of the same sentence whose words cover the quotation's start; the one right before it first."""
        text = self._reading.text
        sentence = self._reading.sentence(self._reading.sentence_at(span.start))
        covering = [s for s in sentence.statements if self._covers(s, span)]
        if not covering:
            is_led = text[max(0, span.start - _WIDEST_GAP) : span.start].rstrip(_OPENING_MARKS).endswith(":")
            return introduction(sentence) if is_led and not sentence.statements else None
        is_led = text[max(0, span.start - _WIDEST_GAP) : span.start].rstrip(_OPENING_MARKS).endswith((",", ":"))
        before = [s for s in covering if s.cue.end <= span.start]
        before = [s for s in before if s.link != "relative" or s.voice.letter in "NPh"]
        near = [s for s in before if is_led or len(text[s.cue.end : span.start].split()) <= _NEAR_WORDS]
        return Said(sentence, near[-1] if near else covering[0], "quote-after-cue")

    def _covers(self, statement: Statement, span: Span) -> bool:
        """Whether the statement's words hold the quotation's start, or its cue stands right before it."""
        if any(scope.start <= span.start < scope.end for scope in statement.scopes):
            return True
        between = self._reading.text[statement.cue.end : span.start]
        return 0 < len(between) <= _WIDEST_GAP and not between.strip(_LEADING_MARKS)

    def _earlier(self, quotation: int, paragraph: Span, depth: int) -> Said | None:
        """The speaker of the quotation before in the paragraph, else of the last statement there."""
        reading = self._reading
        if quotation and reading.quotations[quotation - 1].span.start >= paragraph.start:
            found = self.speaker_of(quotation - 1, depth + 1)
            if found:
                return found._replace(rule="quote-continues")
        return self._last_statement(reading.sentence_at(reading.quotations[quotation].span.start) - 1, paragraph.start)

    def _last_statement(self, index: int, start: int) -> Said | None:
        """The last statement from sentence ``index`` back to offset ``start``."""
        for sentence in self._back(index, start):
            if sentence.statements:
                return Said(sentence, sentence.statements[-1], "speech-goes-on")
        return None

    def _back(self, index: int, start: int) -> Iterator[ReadSentence]:
        for at in range(index, max(index - _SENTENCES_BACK, -1), -1):
            if self._reading.sentences[at].start < start:
                return
            yield self._reading.sentence(at)

    def _later(self, quotation: int, paragraph: Span) -> Said | None:
        """The cue beside the next quotation of the paragraph."""
        reading = self._reading
        if quotation + 1 >= len(reading.quotations) or reading.quotations[quotation + 1].span.start >= paragraph.end:
            return None
        following = reading.quotations[quotation + 1].span
        for offset in (following.start, following.end):
            sentence = reading.sentence(reading.sentence_at(offset))
            if sentence.statements:
                return Said(sentence, sentence.statements[0], "quote-goes-before")
        return None

    def _introduced(self, quotation: int, paragraph: Span, depth: int) -> Said | None:
        """The line before a quotation that begins its paragraph: "She said:", or the speech that it continues."""
        reading = self._reading
        span = reading.quotations[quotation].span
        index = reading.sentence_at(paragraph.start - 1)
        if index < 0 or reading.text[paragraph.start : span.start].strip(_MARKS):
            return None
        sentence = reading.sentence(index)
        if reading.sentences[index].of(reading.text).rstrip("*_ ").endswith(":"):
            return introduction(sentence)
        start = reading.paragraph_at(reading.sentences[index].start).start
        if quotation and reading.quotations[quotation - 1].span.start >= start:
            found = self.speaker_of(quotation - 1, depth + 1)
            if found:
                return found._replace(rule="quote-continues")
        return self._last_statement(index, start)


def introduction(sentence: ReadSentence) -> Said | None:
    """Who is introduced by a line that ends in a colon: its last statement's voice, else its subject."""
    if sentence.statements:
        return Said(sentence, sentence.statements[-1], "colon-before")
    tokens = sentence.tokens
    size = len(tokens.shape)
    main = main_subject(tokens, size) if size else None
    if main is None:
        return None
    return Said(sentence, Statement(main, tokens.span(size - 1, size), (), Form.BEFORE, "colon"), "colon-before")
