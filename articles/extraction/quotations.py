"""Finds the words that stand between quotation marks, and block quotations that a colon line introduces."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from articles.extraction.cues import SPEECH_WORD
from articles.extraction.values import Quotation, Span

LONGEST_SINGLE = 600
_MARK = re.compile(r"[“”„«»\"]|''|``|\n[ \t\r]*\n\s*")
_SINGLE = re.compile(
    r"‘[^‘’\n]{1,600}(?:’\w[^‘’\n]{1,600}){0,12}[’](?!\w)|(?<![\w'])'(?=\w)[^'\n]{1,600}(?:'\w[^'\n]{1,600}){0,12}(?<=[\w.,!?])'(?![\w'])"
)
_COLON_LINE = re.compile(r":[ \t*_]*\n[ \t\r]*\n\s*")
_OPENERS = frozenset('“„«"') | {"''", "``"}
_CLOSES = {
    "“": ("”", '"', "“"),
    "„": ("“", "”"),
    "«": ("»",),
    "»": ("«",),
    '"': ('"', "”"),
    "''": ("''", '"'),
    "``": ("''", '"'),
}
_BULLET = re.compile(r"[•‣▪◦●·*–—-]\s|\d{1,3}[.)]\s")
_INTRO_REACH = 240


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of ``text`` in order; none lies inside another. Spans leave the outer marks out.

    Typographic and straight double marks, doubled apostrophes and typographic single marks are read. A speech whose every
    paragraph opens the marks again is one quotation. A mark that is never closed in its paragraph yields nothing.
    ``'He said, "Go."'`` gives ``Quotation(Span(10, 13))``. A paragraph after a line such as "She said:" is a block quotation.
    """
    blocks = list(_blocks(text))
    starts = [span.start for span in blocks]
    found = [span for span in _marked(text) if _is_free(span, blocks, starts)]
    starts = [span.start for span in found]
    found.extend(span for span in _single(text) if _is_free(span, found, starts))
    quotations = [Quotation(span) for span in found] + [Quotation(span, is_block=True) for span in blocks]
    return tuple(sorted(quotations, key=lambda quotation: quotation.span))


def _marked(text: str) -> Iterator[Span]:
    """Spans between double marks; an open mark is dropped at the end of a paragraph that does not go on."""
    opened, kind, inner = -1, "", 0
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark[0] == "\n":
            if opened >= 0 and not _reopens(text, match.end(), kind):
                opened = -1
        elif opened < 0:
            if mark in _OPENERS and _may_open(text, match):
                opened, kind, inner = match.end(), mark, 0
        elif kind == '"' and mark in "“”":
            inner += 1 if mark == "“" else -1
            if inner < 0:
                yield Span(opened, match.start())
                opened = -1
        elif mark in _CLOSES[kind] and not _looks_opening(text, match, opened):
            if match.start() > opened:
                yield Span(opened, match.start())
            opened = -1
        elif mark == kind and _looks_opening(text, match, opened):
            opened = match.end() if not _starts_paragraph(text, match.start()) else opened


def _may_open(text: str, match: re.Match[str]) -> bool:
    """A straight mark opens unless it hugs the word before it; a typographic one always does."""
    if match[0] not in ('"', "''"):
        return True
    before = text[match.start() - 1 : match.start()]
    return not (before.isalnum() or before in (".", ",", "!", "?"))


def _looks_opening(text: str, match: re.Match[str], opened: int) -> bool:
    """Whether a mark inside an open quotation opens again: white space before it and none behind."""
    if match[0] in ("”", "»"):
        return False
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if match[0] == "“":
        return before.isspace() or (bool(after) and not after.isspace())
    return match.start() > opened and (not before or before.isspace()) and after.isalnum()


def _starts_paragraph(text: str, at: int) -> bool:
    return text[max(0, at - 4) : at].count("\n") > 1


def _reopens(text: str, at: int, kind: str) -> bool:
    """Whether the paragraph at ``at`` begins with the mark that opened the speech."""
    return text.startswith(kind, at)


def _single(text: str) -> Iterator[Span]:
    for match in _SINGLE.finditer(text):
        yield Span(match.start() + 1, match.end() - 1)


def _blocks(text: str) -> Iterator[Span]:
    """Paragraphs without marks after a colon line that has a word of speech."""
    for match in _COLON_LINE.finditer(text):
        intro = text[max(0, match.start() - _INTRO_REACH) : match.start()]
        line = intro[intro.rfind("\n") + 1 :]
        start = match.end()
        if (
            start < len(text)
            and text[start] not in "“\"«'‘"
            and not _BULLET.match(text, start)
            and SPEECH_WORD.search(line)
        ):
            end = text.find("\n", start)
            yield Span(start, len(text[start : end if end > 0 else len(text)].rstrip()) + start)


def _is_free(span: Span, taken: list[Span], starts: list[int]) -> bool:
    """Whether no quotation of ``taken`` (in order, disjoint) shares a code point with ``span``."""
    at = bisect_right(starts, span.end - 1) - 1
    return at < 0 or not taken[at].meets(span)
