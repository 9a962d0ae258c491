"""What of a sentence a cue covers: the clause behind it, the words before it, or both sides of a parenthesis."""

from __future__ import annotations

import re

from articles.extraction.lexicons import read_lexicon
from articles.extraction.tokens import Tokens
from articles.extraction.values import Span

_SYNTAX = read_lexicon("syntax")
_CONTENT_PREPOSITIONS = frozenset(_SYNTAX["content_prepositions"])
_CONTRASTS = frozenset(_SYNTAX["contrasts"])
_REMARKS = frozenset(_SYNTAX["remarks"])

# After a cue: nothing more than when, where and to whom.
_ADJUNCT = r"(?:#T|dT++|[rTO]|[po](?:d|[NSsnhHDg#T]|c(?=[NS])){1,12}+)"
_CLOSES = re.compile(rf"(?:{_ADJUNCT})*+(?:[.,;!?)-]|\Z)")
_FRONTED = re.compile(r"[\"(,:-]*(?:[crb],?)*[\"]*\Z")
_FINITE = re.compile(r"[avQeq]")
_REMARK = re.compile(r",(?:p?w|b(?=[PNS]))")
_NEW_CLAUSE = re.compile(r"(?:[,;-]|,?c|,?(?P<word>b))\"?(?:#o)?\Z")
_SHORTEST_CLAUSE = 4
_LONGEST_JOINT = 6


def is_fronted(tokens: Tokens, at: int) -> bool:
    """Whether nothing but a conjunction, adverb or mark stands before token ``at``."""
    return _FRONTED.match(tokens.shape, 0, at) is not None


def closing(tokens: Tokens, at: int) -> int | None:
    """The token after "in Ohio on Friday" and the mark behind it at ``at``; None when more was said there.

    "about 47 percent" and the like are what was said, not where.
    """
    found = _CLOSES.match(tokens.shape, at)
    if not found:
        return None
    has_content = any(low in _CONTENT_PREPOSITIONS for low in tokens.lows[at : found.end()])
    return None if has_content and "#" in tokens.shape[at : found.end()] else found.end()


def around(tokens: Tokens, first: int, last: int) -> tuple[Span, ...]:
    """The words before token ``first`` and, when they are no clause of their own, those from token ``last`` on.

    In "The plan, she said, costs 5." both sides are covered, in "It costs 5, she said, looking up." the first alone.
    A bracket that opened before ``first`` bounds the words.
    """
    size = len(tokens.shape)
    opening = tokens.shape.rfind("(", 0, first)
    start = opening + 1 if opening > tokens.shape.rfind(")", 0, first) else 0
    scopes = [tokens.span(start, first)] if start < first else []
    if last < size and tokens.shape[last - 1] == "," and _goes_on(tokens.shape[start:first], tokens.shape[last:]):
        scopes.append(tokens.span(last, _until(tokens, start, last)))
    return tuple(scopes)


def _goes_on(before: str, rest: str) -> bool:
    """Whether the sentence that a parenthetic cue cut goes on in ``rest``."""
    if rest.startswith("w"):
        return False
    if rest.startswith("c") and "#" in rest and _FINITE.search(rest):
        return True
    return not _FINITE.search(before) or (before[0] == "b" and not rest.startswith(("g", "b", "c")))


def _until(tokens: Tokens, start: int, last: int) -> int:
    """The end of what goes on: "If, as she says, 5 come, we go" ends at the comma."""
    comma = tokens.shape.find(",", last)
    return comma if tokens.low(start) == "if" and comma > 0 else len(tokens.shape)


def behind(tokens: Tokens, at: int) -> tuple[Span, ...]:
    """The clause from token ``at`` on, without a relative clause of the writer's at its end."""
    if at >= len(tokens.shape):
        return ()
    found = _REMARK.search(tokens.shape, at + _SHORTEST_CLAUSE)
    is_remark = found is not None and tokens.lows[found.end() - 1] in _REMARKS
    return (tokens.span(at, found.start() if found and is_remark else _until(tokens, 0, at + 1)),)


def begins_clause(tokens: Tokens, at: int) -> bool:
    """Whether a comma, "and" or "while" before token ``at`` begins a clause of the sentence's own level there."""
    found = _NEW_CLAUSE.search(tokens.shape, max(0, at - _LONGEST_JOINT), at)
    return found is not None and (found["word"] is None or tokens.lows[found.start("word")] in _CONTRASTS)
