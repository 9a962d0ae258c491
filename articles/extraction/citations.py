"""Sources cited without a verb: "according to X", "in a poll", "as reported by X", "X's claim that"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.extraction.cues import NOUN_CUES, NOUN_LINKS
from articles.extraction.lexicons import read_lexicon
from articles.extraction.noun_phrases import Phrase, phrase_after
from articles.extraction.scopes import around, behind, is_fronted
from articles.extraction.stating import Form, Statement
from articles.extraction.tokens import Tokens, may_be_noun
from articles.extraction.values import Span

_POLLS = frozenset(read_lexicon("groups")["polls"])
_INDEFINITE = ("a", "an")
_LONGEST_VOICE = 24
_NOUNS = r"(?:[NSsnhHDeg#rT]|c(?=[NSnhHD]))*[NhHDnT#]"
_TAIL = r"(?:e?[poT]d{0,2}(?:[NSsnhHDegT#]|c(?=[NS]))*[NhHDnT#])*"
_CITED = re.compile(rf"d{{0,2}}{_NOUNS}{_TAIL}|P|O|\"[^\"]{{1,40}}\"")
_OWNER = re.compile(r"(?P<owner>d{0,2}[NnhH]*[Ss])[neg]{0,2}\Z")
_LONGEST_OWNER = 8
_CLAUSE_END = re.compile(r"[,;:.?!-]|\Z")


def find_citations(tokens: Tokens) -> Iterator[Statement]:
    """The statements of "according to", "in a poll" and "Lee's claim that", in order of their cues."""
    for at, low in enumerate(tokens.lows):
        if tokens.shape[at] == "q":
            continue
        found = None
        if low == "according" and tokens.low(at + 1) == "to":
            found = _according(tokens, at)
        elif low == "in":
            found = _in_poll(tokens, at)
        elif low in NOUN_CUES:
            found = _owned(tokens, at)
        if found:
            yield found


def cited_by(tokens: Tokens, at: int) -> Statement | None:
    """The statement of "as reported by X" with its verb at token ``at``; None without "as"."""
    voice = phrase_after(tokens, at + 2)
    if at == 0 or tokens.low(at - 1) != "as" or voice is None or voice.letter == "n":
        return None
    size = len(tokens.shape)
    first, last = (voice.last, size) if at == 1 else (0, at - 1)
    scopes = (tokens.span(first, last),) if first < last else ()
    return Statement(voice, tokens.span(at, at + 2), scopes, Form.CITED, tokens.lows[at])


def _according(tokens: Tokens, at: int) -> Statement | None:
    voice = _cited(tokens, at + 2)
    if voice is None:
        return None
    return Statement(voice, tokens.span(at, at + 2), _covered(tokens, at, voice), Form.CITED, "according-to")


def _in_poll(tokens: Tokens, at: int) -> Statement | None:
    voice = _cited(tokens, at + 1)
    if voice is None or not _is_poll(tokens, at, voice):
        return None
    scopes = _covered(tokens, at, voice)
    found = _CLAUSE_END.search(tokens.shape, voice.last)
    if not is_fronted(tokens, at) and tokens.letter(voice.last) == "p" and found:
        scopes = (*scopes, tokens.span(voice.last, found.start()))
    return Statement(voice, tokens.span(at, at + 1), scopes, Form.CITED, "in-poll")


def _owned(tokens: Tokens, at: int) -> Statement | None:
    """The statement of "Lee's claim that", its noun at token ``at``."""
    after = at + 1
    while tokens.letter(after) in ("T", "r"):
        after += 1
    owner = _OWNER.search(tokens.shape, max(0, at - _LONGEST_OWNER), at)
    if owner is None or tokens.low(after) not in NOUN_LINKS or after + 1 >= len(tokens.shape):
        return None
    first, last = owner.span("owner")
    letter = "N" if tokens.shape[last - 1] == "S" else "h"
    voice = Phrase(first, last, last - 1, letter)
    return Statement(voice, tokens.span(at, at + 1), behind(tokens, after + 1), Form.BEFORE, tokens.lows[at], "owner")


def _is_poll(tokens: Tokens, at: int, voice: Phrase) -> bool:
    """Whether the phrase is a poll that is cited here; inside a sentence it must be a new one or an average."""
    head = tokens.lows[voice.head]
    if head not in _POLLS:
        return False
    return is_fronted(tokens, at) or tokens.lows[voice.first] in _INDEFINITE or head == "average"


def _covered(tokens: Tokens, at: int, voice: Phrase) -> tuple[Span, ...]:
    """What is cited: the rest behind a fronted source, else what stands around it."""
    size = len(tokens.shape)
    if is_fronted(tokens, at):
        return (tokens.span(voice.last, size),) if voice.last < size else ()
    return around(tokens, at, min(voice.last + 1, size))


def _cited(tokens: Tokens, at: int) -> Phrase | None:
    """The cited phrase at token ``at``; forms such as "records" are nouns there. A title in marks counts too."""
    ahead = range(at, min(at + _LONGEST_VOICE, len(tokens.shape)))
    shape = "".join("D" if tokens.shape[k] == "Q" and may_be_noun(tokens.lows[k]) else tokens.shape[k] for k in ahead)
    found = _CITED.match(shape)
    if not found:
        return None
    head = 0
    while head + 1 < found.end() and shape[head + 1] not in "poe":
        head += 1
    while head and shape[head] in "T#":
        head -= 1
    return Phrase(at, at + found.end(), at + head, shape[head])
