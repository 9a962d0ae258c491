"""Where and when a number holds and whose it is, read from the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from articles.extraction.dates import Moment, may_open, moment_before_preposition
from articles.extraction.drafts import Draft
from articles.extraction.phrases import Phrase, Tail, lemma, tails
from articles.extraction.places import Named, owner_at, place_at, possessive_name, proper_name
from articles.extraction.values import Span
from articles.extraction.words import Role, Word

_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "to", "across", "near", "outside", "inside", "into", "on", "throughout", "along", "around", "from"}
)
_PROPER_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "to"})
_REACH_RIGHT = 12
_REACH_LEFT = 14
_NOT_PLACES = frozenset({"United Nations", "NATO"})
_PLACE_NOUNS = frozenset(
    {
        "city",
        "province",
        "region",
        "state",
        "border",
        "capital",
        "area",
        "county",
        "district",
        "coast",
        "soil",
        "territory",
        "strip",
        "peninsula",
    }
)
_CLAUSE_ENDS = frozenset({";", "(", ")", "—", "“", "”", '"', ":"})


def own(draft: Draft, words: Sequence[Word], first: int, end: int) -> set[int]:
    """Sets the owner named within words ``first`` to ``end``; the places of the words that named it are returned."""
    taken: set[int] = set()
    at = first
    while at < end:
        named = owner_at(words, at) or possessive_name(words, at, end)
        if named and named.end <= end:
            taken.update(range(named.first, named.end))
            if not draft.owner:
                draft.owner = named.name
                draft.because("named owner", Span(words[named.first].start, words[named.end - 1].end), "owner")
            at = named.end
        else:
            at += 1
    return taken


def is_time(words: Sequence[Word], tail: Tail, published: date | None) -> Moment | None:
    """The moment a prepositional phrase names, None when it names something else."""
    return moment_before_preposition(words, tail.at, published)


def place_of_tail(draft: Draft, words: Sequence[Word], tail: Tail) -> bool:
    """Whether the prepositional phrase names a place; sets it when none is set yet."""
    if tail.preposition not in _PLACE_PREPOSITIONS:
        return False
    for at in range(tail.phrase.first, tail.phrase.end):
        named = place_at(words, at)
        if named and _ends_phrase(words, named, tail.phrase):
            _place(draft, words, named.name, at, named.end)
            return tail.phrase.end - tail.phrase.first <= named.end - at + 1
    if tail.preposition in _PROPER_PLACE_PREPOSITIONS:
        named = proper_name(words, tail.phrase.first, tail.phrase.end)
        if named and named.end == tail.phrase.end:
            _place(draft, words, named.name, named.first, named.end)
            return True
    return False


def _ends_phrase(words: Sequence[Word], named: Named, phrase: Phrase) -> bool:
    """Whether the place is what the phrase is about: "western Ukraine", "Poland's border", but no "Israel's war"."""
    if named.name in _NOT_PLACES:
        return False
    return named.end == phrase.end or words[phrase.end - 1].low in _PLACE_NOUNS


def _place(draft: Draft, words: Sequence[Word], name: str, first: int, end: int) -> None:
    if not draft.place:
        draft.place = name
        draft.because("named place", Span(words[first].start, words[end - 1].end), "place")


def locate(draft: Draft, words: Sequence[Word], number: int, end: int, published: date | None) -> None:
    """Reads place, period and day from the clause around the number at ``number`` whose phrase ends before ``end``."""
    for at in range(end, min(len(words), end + _REACH_RIGHT)):
        word = words[at]
        if word.text in _CLAUSE_ENDS or (word.role is Role.NUMBER and at > end + 1) or _opens_clause(words, at):
            break
        _read_at(draft, words, at, published)
    first = number
    while first > max(0, number - _REACH_LEFT) and words[first - 1].role is not Role.NUMBER:
        first -= 1
    for at in range(first, number):
        _read_at(draft, words, at, published)
    if first == 0 and not draft.place:
        _fronted(draft, words, number)


def _fronted(draft: Draft, words: Sequence[Word], number: int) -> None:
    """As in "In Hask, 40,000 people": a name at the start of the sentence, known or not."""
    if words[0].low not in _PROPER_PLACE_PREPOSITIONS:
        return
    for tail in reversed(tails(words[:number], 0, 2)):
        named = proper_name(words, tail.phrase.first, tail.phrase.end)
        if named and named.end == tail.phrase.end:
            _place(draft, words, named.name, named.first, named.end)
            return


def _opens_clause(words: Sequence[Word], at: int) -> bool:
    """As in ", intensifying a dispute", ", which", ", as"."""
    if words[at].text != "," or at + 1 >= len(words):
        return False
    return words[at + 1].role in (Role.GERUND, Role.CLAUSE, Role.CONJUNCTION) or words[at + 1].low in ("as", "after")


def _read_at(draft: Draft, words: Sequence[Word], at: int, published: date | None) -> None:
    word = words[at]
    if word.role is Role.PREPOSITION and word.low in _PLACE_PREPOSITIONS and not draft.place:
        behind = at + 1 + (at + 1 < len(words) and words[at + 1].role is Role.DETERMINER)
        named = place_at(words, behind)
        if named and named.name not in _NOT_PLACES and not words[named.end - 1].is_possessive:
            _place(draft, words, named.name, named.first, named.end)
            return
    if word.low in ("worldwide", "globally") and not draft.place:
        _place(draft, words, "world", at, at + 1)
    if may_open(word.low) and not (draft.period and draft.as_of):
        settle_time(draft, words, moment_before_preposition(words, at, published))


def settle_time(draft: Draft, words: Sequence[Word], moment: Moment | None) -> None:
    """Takes over the period or day of a moment where the draft has none."""
    if moment is None:
        return
    span = Span(words[moment.first].start, words[moment.end - 1].end)
    if moment.period and not draft.period:
        draft.period = moment.period
        draft.because("named period", span, "period")
    if moment.as_of and not draft.as_of:
        draft.as_of = moment.as_of
        draft.because("named day", span, "as_of")


def describe(draft: Draft, words: Sequence[Word], phrase: Phrase, skipped: set[int]) -> None:
    """Takes the content words of a phrase, its head left out, as qualifiers in the singular."""
    for at in range(phrase.first, phrase.end):
        word = words[at]
        if at != phrase.head and at not in skipped and word.role in (Role.NOUN, Role.GERUND, Role.PAST, Role.STATE):
            draft.qualify(lemma(word))
