"""An article as attribution reads it: sentences near numbers are cut into tokens and searched for cues when first asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from articles.extraction.mentions import Names
from articles.extraction.quotations import find_quotations
from articles.extraction.statements import find_statements
from articles.extraction.stating import Statement
from articles.extraction.tokens import Tokens, read_tokens
from articles.extraction.values import Quotation, Span

# Quotations of fewer tokens stay part of their sentence: the so-called "Gang of Eight" may speak.
_SHORT_QUOTATION = 4
_WIDEST_GAP = 40


class ReadSentence(NamedTuple):
    """A sentence's tokens, quoted words masked, and the statements of the words outside."""

    number: int
    tokens: Tokens
    statements: list[Statement]


class Reading:
    """One article: its sentences, quotations, names and, lazily, the statements of each sentence."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.text = text
        self.sentences = sentences
        self._sentence_starts = [sentence.start for sentence in sentences]
        self._read: dict[int, ReadSentence] = {}

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations of the article in order."""
        return find_quotations(self.text)

    @cached_property
    def names(self) -> Names:
        """The persons and bodies that the article names."""
        return Names(self.text)

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [quotation.span.start for quotation in self.quotations]

    def sentence_at(self, offset: int) -> int:
        """The index of the last sentence that starts at or before ``offset``; -1 for none."""
        return bisect_right(self._sentence_starts, offset) - 1

    def quotation_at(self, offset: int) -> int:
        """The index of the quotation that holds ``offset``; -1 for none."""
        at = bisect_right(self._quotation_starts, offset) - 1
        return at if at >= 0 and self.quotations[at].span.end > offset else -1

    def paragraph_at(self, offset: int) -> Span:
        """The line that holds ``offset``."""
        end = self.text.find("\n", offset)
        return Span(self.text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(self.text))

    def line_above(self, start: int) -> Span | None:
        """The last line with words before the line that starts at ``start``; None at the top or behind a wide gap."""
        end = start
        for _ in range(_WIDEST_GAP):
            end -= 1
            if end < 0:
                return None
            if not self.text[end].isspace():
                return self.paragraph_at(end)
        return None

    def sentence(self, index: int) -> ReadSentence:
        """The tokens and statements of one sentence."""
        known = self._read.get(index)
        if known is None:
            span = self.sentences[index]
            tokens = read_tokens(self.text, span)
            hidden = list(self._masks(tokens, span))
            tokens = tokens.masked(hidden) if hidden else tokens
            known = self._read[index] = ReadSentence(index, tokens, find_statements(tokens))
        return known

    def _masks(self, tokens: Tokens, span: Span) -> Iterator[Span]:
        """The quotations that meet the sentence, short ones left out."""
        at = max(0, bisect_right(self._quotation_starts, span.start) - 1)
        while at < len(self.quotations) and self.quotations[at].span.start < span.end:
            quotation = self.quotations[at]
            is_whole = span.holds(quotation.span) and tokens.count_within(quotation.span) <= _SHORT_QUOTATION
            if quotation.span.end > span.start and (quotation.is_block or not is_whole):
                yield quotation.span
            at += 1
