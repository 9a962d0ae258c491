"""Noun phrases around a cue, read from the letters that tokens.py gives the words of a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.extraction.tokens import Tokens

_HEADS = "NhHDn"
# Read from right to left: head, what stands before it, determiner.
_CORE = r"(?:N(?:[NSs#hnH]|c(?=[NS]))*d{0,2}|[hHDn](?:[NSsnhHDeg#T]|c(?=[NSh]))*d{0,2})"
_CHAIN = rf"{_CORE}(?:T?d?[po][eg]?(?:(?=[NhHD]){_CORE}|(?=n){_CORE}(?=T?d?[po][eg]?[NhHD])))*"
_SUBJECT = re.compile(rf"(?P<gap>(?:[arO]|,r,|[T#]+[dnr#]?p?|e(?=[rT#pd]{{0,4}}[DNhHn]))*)(?:(?P<pronoun>P)|(?P<relative>[wt])|(?P<aside>[,)-])|(?P<and>c|b)|(?P<alone>d)|(?P<phrase>{_CHAIN}))")
_BACK_CHAIN = re.compile(_CHAIN)
_FRONT = re.compile(r"d{0,2}(?:[NSsnhHDeg#]|c(?=[NS]))*[NhHDn](?:[po]d{0,2}(?:[NSsnhHDg#]|c(?=[NS]))*[NhHDn])*|P")
_ASIDE_START = re.compile(r"[dnhHDw#epgrs]|N{1,4}\)?\Z")


_ALONE = frozenset({"another", "both", "others", "some", "many", "several", "few", "most", "neither", "each"})


class Phrase(NamedTuple):
    """Tokens ``first`` to ``last`` (exclusive) with the head noun at ``head``; ``letter`` is the head's class."""

    first: int
    last: int
    head: int
    letter: str


def phrase_before(tokens: Tokens, at: int) -> tuple[Phrase, str] | None:
    """The subject that ends before token ``at``, with the rule that found it; None when there is none.

    Adverbs, auxiliaries and days between are passed over, an apposition or relative clause between commas too.
    """
    shape, size = tokens.shape, len(tokens.shape)
    back = shape[::-1]
    found = _SUBJECT.match(back, size - at)
    if not found:
        return None
    end = size - found.end("gap")
    if found["pronoun"]:
        return Phrase(end - 1, end, end - 1, "P"), "subject-pronoun"
    if found["alone"] and tokens.lows[end - 1] in _ALONE:
        return Phrase(end - 1, end, end - 1, "h"), "subject-before"
    if found["phrase"]:
        return _phrase(tokens, size - found.end(), end), "subject-before"
    if found["relative"]:
        return _antecedent(tokens, back, end - 1)
    if found["aside"]:
        return _around_aside(tokens, back, end - 1)
    return None


def phrase_after(tokens: Tokens, at: int) -> Phrase | None:
    """The noun phrase that starts at token ``at``; None when none starts there."""
    found = _FRONT.match(tokens.shape, at)
    if not found:
        return None
    if found[0] == "P":
        return Phrase(at, at + 1, at, "P")
    return _phrase(tokens, at, found.end())


def _phrase(tokens: Tokens, first: int, last: int) -> Phrase:
    """The phrase with its head: the last noun before the first preposition."""
    head = first
    while head + 1 < last and tokens.shape[head + 1] not in "po" and not (tokens.shape[head + 1] in "eg" and tokens.shape[head + 2 : head + 3] in ("p", "T")):
        head += 1
    return Phrase(first, last, head, tokens.shape[head])


def _antecedent(tokens: Tokens, back: str, at: int) -> tuple[Phrase, str] | None:
    """The phrase before a relative pronoun at token ``at``, a comma between passed over."""
    end = at - 1 if at and tokens.shape[at - 1] == "," else at
    found = _BACK_CHAIN.match(back, len(back) - end)
    if not found:
        return (Phrase(at, at + 1, at, "w"), "relative") if tokens.shape[at] == "w" else None
    return _phrase(tokens, len(back) - found.end(), end), "relative"


def _around_aside(tokens: Tokens, back: str, at: int) -> tuple[Phrase, str] | None:
    """The phrase before an aside that closes with the comma, bracket or dash at token ``at``."""
    shape = tokens.shape
    opening = {",": ",", ")": "(", "-": "-"}[shape[at]]
    start, fallback = at, None
    for _ in range(5):
        start = shape.rfind(opening, max(0, at - 45), start)
        if start <= 0:
            break
        found = _BACK_CHAIN.match(back, len(back) - start)
        if not found:
            continue
        phrase = _phrase(tokens, len(back) - found.end(), start)
        inner = shape[start + 1 : at]
        if opening != "," or _ASIDE_START.match(inner):
            return _named_in_aside(tokens, phrase, start + 1, at), "subject-aside"
        fallback = fallback or phrase
    return (fallback, "subject-aside") if fallback else None


def _named_in_aside(tokens: Tokens, phrase: Phrase, first: int, last: int) -> Phrase:
    """The name in "the group's president, Ann Lee, said"; else the phrase before the aside."""
    inner = tokens.shape[first:last]
    if phrase.letter == "h" and re.fullmatch(r"N{2,4}", inner):
        return Phrase(first, last, last - 1, "N")
    return phrase
