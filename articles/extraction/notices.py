"""Sentences by which an outlet owns up to a change: "Correction: an earlier version of this article said 35"."""

from __future__ import annotations

import re

from articles.extraction.lexicons import one_of, read_lexicon
from articles.extraction.values import Span

_WORDS = read_lexicon("notices")
_LINE = re.compile(r"[^\n]+")
_OPENER = re.compile(rf"\W{{0,6}}(?:{one_of(_WORDS['openers'])})\s?(?:[:.–—-]|\(|\bto\b|\bof\b|\d|\Z)", re.I)
_SUBJECT = re.compile(rf"(?:^|[.!?*(\[]\s{{0,3}}|:\s{{0,3}})\W{{0,4}}(?:{one_of(_WORDS['subjects'])})\b", re.I)
_CHANGE = re.compile(rf"\b(?:{one_of(_WORDS['changes'])})\b", re.I)
_LONGEST = 1_500


def find_notices(text: str) -> tuple[Span, ...]:
    """The lines of a text that say what was corrected in it, in order; none for a text without.

    "Correction, 4 March: the toll was misstated." is one, and so is "An earlier version of this article wrongly said
    35."; "This article is part of a series." and "The correction of the market went on." are none.
    """
    lines = (match for match in _LINE.finditer(text) if _is_notice(match.group()[:_LONGEST]))
    return tuple(Span(match.start(), match.end()) for match in lines)


def _is_notice(line: str) -> bool:
    if _OPENER.match(line):
        return True
    subject = _SUBJECT.search(line)
    return subject is not None and _CHANGE.search(line, subject.end()) is not None


def has_new_notice(before: str, after: str) -> bool:
    """Whether the later text owns up to a change in words that the earlier one does not have."""
    known = {_folded(span.of(before)) for span in find_notices(before)}
    return any(_folded(span.of(after)) not in known for span in find_notices(after))


def _folded(line: str) -> str:
    return " ".join(line.lower().split())
