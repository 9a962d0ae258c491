"""Says for each number who said it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from articles.extraction.mentions import Names, Person
from articles.extraction.noun_phrases import Phrase
from articles.extraction.quotations import find_quotations
from articles.extraction.statements import Statement, find_statements
from articles.extraction.tokens import Tokens, read_tokens
from articles.extraction.values import Attribution, Mode, Quotation, Reason, Span, Voice, VoiceKind


def attribute(text: str, sentences: Sequence[Span], spans: Sequence[Span]) -> tuple[Attribution, ...]:
    """One attribution for each number span, in order."""
    article = Article(text, sentences)
    return tuple(article.attribution_of(span) for span in spans)


class Article:
    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.text = text
        self.sentences = sentences
        self._starts = [s.start for s in sentences]
        self.quotations = find_quotations(text)
        self._quote_starts = [q.span.start for q in self.quotations]
        self._names: Names | None = None
        self._read: dict[int, tuple[Tokens, list[Statement]]] = {}
        self._speakers: dict[int, tuple[Tokens, Statement, str] | None] = {}

    @property
    def names(self) -> Names:
        if self._names is None:
            self._names = Names(self.text)
        return self._names

    def sentence_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def quotation_at(self, offset: int) -> int:
        at = bisect_right(self._quote_starts, offset) - 1
        return at if at >= 0 and self.quotations[at].span.end > offset else -1

    def statements(self, index: int) -> tuple[Tokens, list[Statement]]:
        known = self._read.get(index)
        if known is None:
            tokens = self.masked(read_tokens(self.text, self.sentences[index]))
            known = self._read[index] = tokens, find_statements(tokens)
        return known

    def masked(self, tokens: Tokens) -> Tokens:
        if not tokens.starts:
            return tokens
        at = max(0, bisect_right(self._quote_starts, tokens.starts[0]) - 1)
        shape = list(tokens.shape)
        while at < len(self.quotations) and self.quotations[at].span.start < tokens.ends[-1]:
            span = self.quotations[at].span
            if span.end > tokens.starts[0]:
                a = bisect_right(tokens.starts, span.start - 1)
                b = bisect_right(tokens.starts, span.end - 1)
                if b - a > 4 or self.quotations[at].is_block:
                    shape[a:b] = "q" * (b - a)
            at += 1
        return Tokens(tokens.text, tokens.starts, tokens.ends, tokens.lows, "".join(shape))

    # ------------------------------------------------------------------
    def attribution_of(self, span: Span) -> Attribution:
        quote = self.quotation_at(span.start)
        if quote >= 0:
            q = self.quotations[quote]
            found = self.speaker_of(quote)
            if found:
                return self.answer(found, Mode.DIRECT)
        index = self.sentence_at(span.start)
        if index < 0:
            return Attribution()
        tokens, statements = self.statements(index)
        covering = [s for s in statements if any(scope.holds(span) for scope in s.scopes)]
        if not covering:
            return Attribution()
        best = covering[0] if not covering[-1].lemma == "according" else covering[-1]
        return self.answer((tokens, best, best.rule), Mode.DIRECT if quote >= 0 else Mode.INDIRECT)

    def paragraph(self, offset: int) -> tuple[int, int]:
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, end if end >= 0 else len(self.text)

    def speaker_of(self, quote: int) -> tuple[Tokens, Statement, str] | None:
        if quote not in self._speakers:
            self._speakers[quote] = None
            self._speakers[quote] = self._speaker_of(quote)
        return self._speakers[quote]

    def _speaker_of(self, quote: int) -> tuple[Tokens, Statement, str] | None:
        q = self.quotations[quote].span
        text = self.text
        first, last = self.sentence_at(max(q.start - 2, 0)), self.sentence_at(q.end)
        # after the quote
        for index in dict.fromkeys((self.sentence_at(q.end - 1), last, min(last + 1, len(self.sentences) - 1))):
            tokens, statements = self.statements(index)
            for s in statements:
                begin = min(tokens.starts[s.voice.first], s.cue.start)
                if 0 < begin - q.end <= 8 and "\n" not in text[q.end:begin] and not text[q.end:begin].strip(" ,.”\"’'!?…") :
                    return tokens, s, "quote-before-cue"
        # same sentence
        index = self.sentence_at(q.start)
        tokens, statements = self.statements(index)
        covering = [s for s in statements if any(scope.start <= q.start < scope.end for scope in s.scopes)]
        if covering:
            near = [s for s in covering if s.cue.end <= q.start]
            best = near[-1] if near else covering[0]
            return tokens, best, "quote-after-cue"
        start, end = self.paragraph(q.start)
        long = q.end - q.start > 24
        if not long:
            return None
        # earlier in the paragraph
        previous = quote - 1
        if previous >= 0 and self.quotations[previous].span.start >= start:
            found = self.speaker_of(previous)
            if found:
                return found[0], found[1], "quote-continues"
        while index > 0 and self.sentences[index - 1].start >= start:
            index -= 1
            tokens, statements = self.statements(index)
            if statements:
                return tokens, statements[-1], "speech-goes-on"
        # later in the paragraph
        following = quote + 1
        if following < len(self.quotations) and self.quotations[following].span.start < end:
            q2 = self.quotations[following].span
            index = self.sentence_at(q2.end)
            for k in dict.fromkeys((self.sentence_at(q2.start), self.sentence_at(q2.end))):
                tokens, statements = self.statements(k)
                if statements:
                    return tokens, statements[0], "quote-goes-before"
        # the paragraph before
        if q.start - start <= 4:
            index = self.sentence_at(q.start - (2 if q.start - start else 0)) 
            prev = self.sentence_at(start) - 1
            if self.sentences[prev + 1].start < start: prev = prev
            if prev >= 0:
                tokens, statements = self.statements(prev)
                ending = self.sentences[prev].of(text).rstrip("*_ ")
                if ending.endswith(":") and statements:
                    return tokens, statements[-1], "colon-before"
                if ending[-1:] in "”\"'" and previous >= 0 and self.quotations[previous].span.end >= self.sentences[prev].end - 4:
                    found = self.speaker_of(previous)
                    if found:
                        return found[0], found[1], "quote-continues"
        return None

    # ------------------------------------------------------------------
    def answer(self, found: tuple[Tokens, Statement, str], mode: Mode) -> Attribution:
        tokens, statement, rule = found
        voice = self.voice(tokens, statement)
        return Attribution(mode, statement.cue, voice, None, (Reason("speaker", rule, statement.cue),))

    def voice(self, tokens: Tokens, statement: Statement) -> Voice:
        phrase = statement.voice
        mention = tokens.words(phrase.first, phrase.last)
        span = tokens.span(phrase.first, phrase.last)
        name = mention
        if phrase.letter in "Pw":
            person = self.pronoun(tokens, statement)
            if person:
                name = person.name
        elif phrase.letter == "N":
            a = phrase.head
            while a > phrase.first and tokens.shape[a - 1] in "N":
                a -= 1
            person = self.names.find(tokens.words(a, phrase.head + 1).split(), span.start)
            if person:
                name = person.name
        return Voice(name, mention, span, VoiceKind.PERSON)

    def pronoun(self, tokens: Tokens, statement: Statement) -> Person | None:
        low = tokens.lows[statement.voice.head]
        if low not in ("he", "she"):
            return None
        at = statement.cue.start
        sex = "male" if low == "he" else "female"
        mentions = self.names.mentions
        best = None
        for m in reversed(mentions[: bisect_right([m.span.start for m in mentions], at - 1)]):
            if at - m.span.start > 2500: break
            if self.quotation_at(m.span.start) >= 0: continue
            if m.person.gender.value in (sex, "unknown"):
                return m.person
        return None
