"""Noun phrases around a cue, read from the letters of a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.extraction.lexicons import read_lexicon
from articles.extraction.tokens import Tokens

_ALONE = frozenset(read_lexicon("syntax")["alone"])
_WIDEST_ASIDE = 45
_MOST_COMMAS = 5

# These are read from right to left: the head, what stands before it, the determiner.
_CORE = r"(?:N(?:[NSs#hnH]|c(?=[NS]))*d{0,2}|[hHDn](?:[NSsnhHDeg#T]|c(?=[NSh]))*d{0,2})"
# Further left "poll by", "official of", "people speaking for"; a plain noun only where the sentence or clause begins.
_LINK = r"T?d?[po][eg]?"
_CHAIN = rf"{_CORE}(?:{_LINK}(?:(?=[NhHD]){_CORE}|(?=n){_CORE}(?={_LINK}[NhHD]|\Z|[,\"(bc])))*"
# Possessive quantifiers keep odd runs of words from being tried in every partition.
_GAP = r"(?:[arO]|,r,|,np,|[ev]P(?=[hHN])|[T#]++(?:d|[dnr#]{0,2}p)?+|e(?=[rT#pd]{0,4}[DNhHn]))*+"
_SUBJECT = re.compile(
    rf"(?P<gap>{_GAP})(?:(?P<pronoun>P)|(?P<relative>[wt])|(?P<aside>[,)-])|(?P<and>[cb])|(?P<alone>d)|(?P<phrase>{_CHAIN}))"
)
_CHAIN_BACK = re.compile(_CHAIN)
# From left to right.
_FRONT = re.compile(r"P|d{0,2}(?:[NSsnhHDeg#]|c(?=[NS]))*[NhHDn](?:[po]d{0,2}(?:[NSsnhHDg#]|c(?=[NS]))*[NhHDn])*")
_ASIDE_START = re.compile(r"[dnhHDw#epgrs]")
_NAME_ASIDE = re.compile(r"N{2,4}")
_NAMED = re.compile(r"(?:\A|[\",?!.q]|[?!.,]?\"Q)(?P<name>N{2,5}),\Z")
_LONGEST_NAMED = 8
_OPENS = {",": ",", ")": "(", "-": "-"}


class Phrase(NamedTuple):
    """Tokens ``first`` to ``last`` (exclusive) with the head noun at ``head``; ``letter`` is the head's."""

    first: int
    last: int
    head: int
    letter: str


def phrase_before(tokens: Tokens, at: int) -> tuple[Phrase, str] | None:
    """The subject that ends before token ``at``, with the rule that found it; None when there is none.

    Adverbs, auxiliaries and days between are passed over, an apposition or relative clause between commas too: before
    "said" in "Ann Lee, who won, later said" stands "Ann Lee".
    """
    size = len(tokens.shape)
    back = tokens.shape[::-1]
    found = _SUBJECT.match(back, size - at)
    if not found:
        return None
    end = size - found.end("gap")
    if found["phrase"]:
        return _name_before(tokens, phrase_of(tokens, size - found.end(), end)), "subject-before"
    if found["pronoun"]:
        return Phrase(end - 1, end, end - 1, "P"), "subject-before"
    if found["relative"]:
        return _antecedent(tokens, back, end - 1)
    if found["aside"]:
        return _around_aside(tokens, back, end - 1)
    if found["alone"] and tokens.lows[end - 1] in _ALONE:
        return Phrase(end - 1, end, end - 1, "h"), "subject-before"
    return None


def phrase_after(tokens: Tokens, at: int) -> Phrase | None:
    """The noun phrase that starts at token ``at``; None when none starts there."""
    found = _FRONT.match(tokens.shape, at)
    return phrase_of(tokens, at, found.end()) if found else None


def phrase_of(tokens: Tokens, first: int, last: int) -> Phrase:
    """The phrase with its head: the last noun before the first preposition or participle of its own."""
    head = first
    while head + 1 < last and not _ends_head(tokens.shape, head + 1):
        head += 1
    return Phrase(first, last, head, tokens.shape[head])


def _ends_head(shape: str, at: int) -> bool:
    return shape[at] in "po" or (shape[at] in "eg" and shape[at + 1 : at + 2] in ("p", "T"))


def _name_before(tokens: Tokens, phrase: Phrase) -> Phrase:
    """The name before an apposition that no comma closes: "Ann Lee, a teacher in Rome said"."""
    found = _NAMED.search(tokens.shape, max(0, phrase.first - _LONGEST_NAMED), phrase.first)
    if phrase.letter == "h" and found:
        return Phrase(*found.span("name"), found.end("name") - 1, "N")
    return phrase


def _antecedent(tokens: Tokens, back: str, at: int) -> tuple[Phrase, str] | None:
    """The phrase before a relative pronoun at token ``at``, a comma between passed over."""
    end = at - 1 if tokens.letter(at - 1) == "," else at
    found = _CHAIN_BACK.match(back, len(back) - end)
    if found:
        return _name_before(tokens, phrase_of(tokens, len(back) - found.end(), end)), "relative"
    return (Phrase(at, at + 1, at, "w"), "relative") if tokens.shape[at] == "w" else None


def _around_aside(tokens: Tokens, back: str, at: int) -> tuple[Phrase, str] | None:
    """The phrase before an aside that closes with the comma, bracket or dash at token ``at``."""
    opening = _OPENS[tokens.shape[at]]
    start, nearest = at, None
    for _ in range(_MOST_COMMAS):
        start = tokens.shape.rfind(opening, max(0, at - _WIDEST_ASIDE), start)
        if start <= 0:
            break
        found = _CHAIN_BACK.match(back, len(back) - start)
        if not found:
            continue
        phrase = phrase_of(tokens, len(back) - found.end(), start)
        named = _named_in_aside(tokens, phrase, start + 1, at)
        if named or opening != "," or _ASIDE_START.match(tokens.shape, start + 1, at):
            return named or _name_before(tokens, phrase), "subject-aside"
        nearest = nearest or phrase
    return (nearest, "subject-aside") if nearest else None


def _named_in_aside(tokens: Tokens, phrase: Phrase, first: int, last: int) -> Phrase | None:
    """The name in "the group's president, Ann Lee, said"."""
    is_name = phrase.letter == "h" and _NAME_ASIDE.fullmatch(tokens.shape, first, last)
    return Phrase(first, last, last - 1, "N") if is_name else None
