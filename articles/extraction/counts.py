"""The subject of a number that counts things: the noun behind it, what happens to them, or what is left unsaid."""

from __future__ import annotations

from dataclasses import replace

from articles.extraction.circumstances import describe, own
from articles.extraction.clauses import predicate
from articles.extraction.drafts import Draft
from articles.extraction.inflection import plural, singular
from articles.extraction.naming import QUALIFIERS, follow, name, say, span_of, tail_of, written
from articles.extraction.phrases import Phrase, lemma, noun_phrase
from articles.extraction.rulers import OF_PEOPLE, govern
from articles.extraction.sights import Sight
from articles.extraction.tolls import toll_before, topic
from articles.extraction.words import Role

MULTIPLES = ("doubl", "tripl", "quadrupl", "halv", "twice", "thrice")
_INDIVIDUALS = frozenset({"man", "woman", "boy", "girl", "child", "victim", "gunman", "suspect", "person"})


def counted(sight: Sight) -> Draft:
    """The draft subject of a counting number: "100,000 U.S. troops in Europe" gives head "troop", owner and place."""
    multiple = _multiple(sight)
    if multiple:
        return multiple
    start = sight.end + sight.is_hyphened
    if sight.is_hyphened and start < len(sight.words) and sight.words[start].low in ("odd", "plus"):
        sight = replace(sight, end=start + 1)
        start += 1
    phrase = noun_phrase(sight.words, start) if _may_open(sight, start) else None
    if phrase is None or _is_bare_word(sight, phrase):
        return _bare(sight)
    if sight.is_hyphened:
        return _adjectival(sight, phrase)
    draft = Draft()
    name(draft, sight, phrase, "noun behind the number")
    govern(draft, sight)
    return draft


def _multiple(sight: Sight) -> Draft | None:
    """As in "doubling the US troop presence": a change of the noun behind, by so many times."""
    words, at = sight.words, sight.end
    if not sight.quantity.surface.lower().startswith(MULTIPLES):
        return None
    if at < len(words) and words[at].low == "of":
        at += 1
    phrase = noun_phrase(words, at)
    draft = topic(sight, phrase, "noun of the multiple") if phrase else None
    if draft:
        tail_of(draft, sight, phrase.end if phrase else at)
        draft.change = "down" if sight.quantity.surface.lower().startswith("hal") else "up"
        draft.qualify("change")
    return draft


def _may_open(sight: Sight, start: int) -> bool:
    return start < len(sight.words) and sight.words[start].role is not Role.DETERMINER


def _is_bare_word(sight: Sight, phrase: Phrase) -> bool:
    low = sight.words[phrase.first].low
    return phrase.end - phrase.first == 1 and (QUALIFIERS.get(low) == "additional" or low in ("pm", "am"))


def _adjectival(sight: Sight, phrase: Phrase) -> Draft:
    """As in "40,000-troop rapid reaction force": the first word is counted, the rest is what holds it."""
    words = sight.words
    first = words[phrase.first].text.split("-")[0]
    if first == "strong":
        first = "person"
    draft = Draft(head=singular(first.lower()), core=first)
    draft.because("adjective of the number", span_of(sight, phrase.first, phrase.end))
    whole = noun_phrase(words, phrase.first + 1)
    if whole:
        taken = own(draft, words, whole.first, whole.end)
        draft.core = f"{plural(first)} of the {written(sight, whole.first, whole.end)}"
        draft.qualify(lemma(words[whole.head]))
        describe(draft, words, whole, taken)
        end = tail_of(draft, sight, whole.end)
        said = predicate(words, end)
        if said and said.rule == "participle" and said.said:
            say(draft, sight, said)
    return draft


def _bare(sight: Sight) -> Draft:
    """A number without a noun: "35 were killed", "five of the victims", "the death toll rose to 41", "and 100 hurt"."""
    start, words = sight.end, sight.words
    draft = Draft()
    if start < len(words) and QUALIFIERS.get(words[start].low) == "additional":
        draft.qualify("additional")
        start += 1
    if start < len(words) and words[start].low == "of":
        return _part_of(draft, sight, start + 1)
    said = predicate(words, start)
    if said and said.action:
        say(draft, sight, said)
        _unsaid(draft, sight)
        return draft
    toll = toll_before(sight)
    if toll:
        return toll
    if said:
        say(draft, sight, said)
    elif _goes_on_elsewhere(sight, start) and sight.before:
        draft.action, draft.said = sight.before.action, sight.before.said
    _manner(draft, sight, start)
    govern(draft, sight)
    _unsaid(draft, sight)
    return draft


def _goes_on_elsewhere(sight: Sight, at: int) -> bool:
    """As in "61 people were killed in Pellin and 57 in the villages": the same happened in another place."""
    words = sight.words
    is_joined = any(word.low == "and" for word in words[max(0, sight.at - 3) : sight.at])
    return is_joined and not sight.is_next_sentence and at < len(words) and words[at].low in ("in", "at", "on", "near")


def _manner(draft: Draft, sight: Sight, at: int) -> None:
    """As in "55 wounded, 15 critically": a part of those before, in that manner."""
    word = sight.words[at] if at < len(sight.words) else None
    if word and word.role is Role.ADVERB and word.low.endswith("ly") and sight.before and not sight.is_next_sentence:
        draft.qualify("part", word.low[:-2])
        draft.action, draft.said = sight.before.action, sight.before.said


def _part_of(draft: Draft, sight: Sight, at: int) -> Draft:
    """As in "five of the victims", "Ten of those 33 seats", "10 of whom": a part of the thing named or named before."""
    words = sight.words
    start = at
    is_whole = at < len(words) and words[at].role in (Role.NOUN, Role.PAST, Role.STATE, Role.GERUND)
    if not is_whole:
        draft.qualify("part")
    while at < len(words) and words[at].role in (Role.DETERMINER, Role.NUMBER, Role.ADVERB):
        at += 1
    phrase = noun_phrase(words, at)
    if phrase is not None:
        name(draft, sight, phrase, "noun after of" if is_whole else "part of the noun behind")
        govern(draft, sight)
        return draft
    end = follow(draft, sight, start + 1)
    if sight.before and not draft.action:
        draft.action, draft.said = sight.before.action, sight.before.said
    _manner(draft, sight, min(end, start + 1))
    _unsaid(draft, sight)
    return draft


def _unsaid(draft: Draft, sight: Sight) -> None:
    """Takes the thing counted from the number before, or people from the action."""
    before = sight.before or sight.last
    is_new = draft.action in OF_PEOPLE and (
        sight.is_next_sentence or (before is not None and before.head in _INDIVIDUALS)
    )
    if before and before.head and not is_new:
        draft.head = before.head
        draft.core = "people" if before.core == "person" else before.core
        draft.owner = draft.owner or before.owner
        draft.place = draft.place or before.place
        draft.because("noun of the number before")
    elif draft.action in OF_PEOPLE:
        draft.head, draft.core = "person", "people"
        draft.because("action of people")
