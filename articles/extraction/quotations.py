"""Finds the words that stand between quotation marks, and block quotations that a colon line introduces."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.extraction.cues import SPEECH_WORD
from articles.extraction.values import Quotation, Span

# Both begin with plain characters, so that the search skips from one to the next.
_MARK = re.compile(r"[“”„«»\"'`\n](?:(?<=[“”„«»\"])|(?<=')'|(?<=`)`|(?<=\n)[ \t\r]*\n\s*)")
_INSIDE = r"[^‘’\n]{1,600}"
_SINGLE = re.compile(
    rf"‘{_INSIDE}(?:’\w{_INSIDE}){{0,12}}’(?!\w)"
    r"|'(?<![\w']')(?=\w)[^'\n]{1,600}(?:'\w[^'\n]{1,600}){0,12}(?<=[\w.,!?])'(?![\w'])"
)
_COLON_LINE = re.compile(r":[ \t*_]*\n[ \t\r]*\n\s*")
_BULLET = re.compile(r"[•‣▪◦●·*–—-]\s|\d{1,3}[.)]\s")
# A straight mark may be closed by a curly one and the other way round; some editors set “ at both ends.
_CLOSES = {
    "“": frozenset('”"“'),
    "„": frozenset("“”"),
    "«": frozenset("»"),
    '"': frozenset('"'),
    "''": frozenset(("''", '"')),
    "``": frozenset(("''", '"')),
}
_BOTH_WAYS = frozenset(('"', "''"))
_NESTED = {"“": 1, "”": -1}
_NEVER = 1_000_000
_HUGGED = frozenset(".,!?")
_INTRO_REACH = 240


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of ``text`` in order; none lies inside another. Spans leave the outer marks out.

    Typographic and straight double marks, doubled apostrophes and single marks are read. A speech whose every paragraph
    opens the marks again is one quotation; a mark that is never closed in its paragraph yields nothing. A paragraph
    after a line such as "She said:" is a block quotation. ``'He said, "Go."'`` gives ``Quotation(Span(10, 13))``.
    """
    blocks = list(_blocks(text))
    starts = [span.start for span in blocks]
    found = [span for span in _marked(text) if _is_free(span, blocks, starts)]
    starts = [span.start for span in found]
    found.extend(span for span in _single(text) if _is_free(span, found, starts))
    quotations = [Quotation(span) for span in found] + [Quotation(span, is_block=True) for span in blocks]
    return tuple(sorted(quotations, key=lambda quotation: quotation.span))


def _marked(text: str) -> Iterator[Span]:
    """Spans between double marks."""
    opened: _Opened | None = None
    for match in _MARK.finditer(text):
        if opened is None:
            opened = _Opened(match.end(), match[0]) if match[0] in _CLOSES and _may_open(text, match) else None
        elif match[0][0] == "\n":
            # A paragraph that opens the marks again goes on with the speech.
            opened = opened if text.startswith(opened.mark, match.end()) else None
        else:
            closed, opened = opened.meet(text, match)
            if closed:
                yield closed


class _Opened(NamedTuple):
    """An open mark whose words begin at ``at``, with ``depth`` curly pairs open inside straight marks."""

    at: int
    mark: str
    depth: int = 0

    def meet(self, text: str, match: re.Match[str]) -> tuple[Span | None, _Opened | None]:
        """The quotation that the next mark closes, and what stays open behind it."""
        mark = match[0]
        if self.mark == '"' and self.depth + _NESTED.get(mark, -_NEVER) >= 0:
            return None, self._replace(depth=self.depth + _NESTED[mark])
        if self.mark != "„" and _opens_again(text, match, self.at):
            is_new = mark == self.mark and not _begins_paragraph(text, match.start())
            return None, _Opened(match.end(), mark) if is_new else self
        if mark in _CLOSES[self.mark] or (self.mark == '"' and mark in _NESTED):
            return (Span(self.at, match.start()) if match.start() > self.at else None), None
        return None, self


def _may_open(text: str, match: re.Match[str]) -> bool:
    """A straight mark opens unless it hugs the word before it; a typographic one always does."""
    before = text[match.start() - 1 : match.start()]
    return match[0] not in _BOTH_WAYS or not (before.isalnum() or before in _HUGGED)


def _opens_again(text: str, match: re.Match[str], opened: int) -> bool:
    """Whether a mark inside an open quotation opens anew: white space before it, a word behind it."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if match[0] == "“":
        return before.isspace() or (bool(after) and not after.isspace())
    return match[0] in _BOTH_WAYS and match.start() > opened and before.isspace() and after.isalnum()


def _begins_paragraph(text: str, at: int) -> bool:
    return text[max(0, at - 4) : at].count("\n") > 1


def _single(text: str) -> Iterator[Span]:
    if "‘" in text or "'" in text:
        for match in _SINGLE.finditer(text):
            yield Span(match.start() + 1, match.end() - 1)


def _blocks(text: str) -> Iterator[Span]:
    """Paragraphs without marks after a colon line that has a word of speech."""
    for match in _COLON_LINE.finditer(text):
        intro = text[max(0, match.start() - _INTRO_REACH) : match.start()]
        start = match.end()
        is_plain = start < len(text) and text[start] not in "“\"«'‘" and not _BULLET.match(text, start)
        if is_plain and SPEECH_WORD.search(intro, intro.rfind("\n") + 1):
            end = text.find("\n", start)
            yield Span(start, start + len(text[start : end if end > 0 else len(text)].rstrip()))


def _is_free(span: Span, taken: Sequence[Span], starts: Sequence[int]) -> bool:
    """Whether no quotation of ``taken`` (in order, disjoint) shares a code point with ``span``."""
    at = bisect_right(starts, span.end - 1) - 1
    return at < 0 or not taken[at].meets(span)
