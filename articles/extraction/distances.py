"""The subject of a distance: from where to where."""

from __future__ import annotations

from articles.extraction.clauses import governor, is_change_verb
from articles.extraction.drafts import Draft
from articles.extraction.phrases import lemma, noun_phrase
from articles.extraction.sights import Sight
from articles.extraction.tolls import subject_of
from articles.extraction.values import Span
from articles.extraction.words import Role

_DIRECTIONS = frozenset(
    {"away", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "off"}
)
_FROM = frozenset({"from", "of", "off", "outside", "inside", "above", "below", "to"})


def distance(sight: Sight) -> Draft | None:
    """As in "35 miles northeast of Oklahoma City", "within 15 miles of that line": None when no such point is named."""
    if sight.kind != "distance":
        return None
    words, at = sight.words, sight.end
    while at < len(words) and _is_direction(words[at].low):
        at += 1
    is_pointed = at > sight.end
    if (
        at + 1 >= len(words)
        or words[at].low not in _FROM
        or (words[at].low in ("to", "of") and not _is_definite(sight, at))
    ):
        return Draft(head="distance", core="distance") if is_pointed else None
    point = noun_phrase(words, at + 1)
    draft = Draft(head="distance", core="distance")
    if point:
        draft.tail = sight.text[words[sight.end].start : words[point.end - 1].end]
        draft.because("distance from a point", Span(words[sight.end].start, words[point.end - 1].end))
        draft.qualify(*(lemma(word) for word in words[point.first : point.end] if word.role is Role.NOUN))
    _of_what(draft, sight)
    return draft


def _is_direction(low: str) -> bool:
    return low in _DIRECTIONS or (low.rpartition("-")[2] in _DIRECTIONS and "-" in low)


def _is_definite(sight: Sight, at: int) -> bool:
    following = sight.words[at + 1]
    return following.role in (Role.DETERMINER, Role.CLAUSE) or following.is_name or at > sight.end


def _of_what(draft: Draft, sight: Sight) -> None:
    """What is so far away: the subject of the verb before the number."""
    ruled = governor(sight.words, sight.at)
    if ruled.at < 0 or not (
        is_change_verb(sight.words[ruled.at]) or sight.words[ruled.at].role in (Role.VERB, Role.PAST)
    ):
        return
    subject = subject_of(sight, ruled.at)
    if subject and sight.words[subject.head].role is Role.NOUN:
        draft.qualify(lemma(sight.words[subject.head]))
