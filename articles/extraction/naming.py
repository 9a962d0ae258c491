"""Reads the noun that a number counts: its head, owner and qualifiers, what holds it and what limits it."""

from __future__ import annotations

from articles.extraction.circumstances import describe, is_time, own, place_of_tail, settle_time
from articles.extraction.clauses import Predicate, noun_action, predicate
from articles.extraction.drafts import Draft
from articles.extraction.inflection import participle
from articles.extraction.lexicons import read_lexicon
from articles.extraction.phrases import Phrase, Tail, lemma, noun_phrase, tails
from articles.extraction.predicates import predicate_text
from articles.extraction.sights import Sight
from articles.extraction.values import Span
from articles.extraction.words import Role, Word

_ACTIONS = read_lexicon("actions")
_THINGS = read_lexicon("things")
_PEOPLE_NOUNS = frozenset(_ACTIONS["people_nouns"]["words"])
_WHOLE_NAMES: dict[str, str] = _THINGS["whole_names"]
_CONTAINERS = frozenset(_THINGS["container"]["words"])
_EMPTY = frozenset(_THINGS["empty"]["words"])
_PEOPLES = ("ans", "ims", "crats", "ites", "ists", "ics", "jews", "ians", "stanis", "ralis")
_INDIVIDUALS = frozenset({"man", "woman", "boy", "girl", "child", "victim", "teenager", "suspect", "gunman", "death"})
QUALIFIERS = {word: kept for kept, words in read_lexicon("bounds")["qualifiers"].items() for word in words}


def written(sight: Sight, first: int, end: int) -> str:
    """The text of words ``first`` to ``end``."""
    return sight.text[sight.words[first].start : sight.words[end - 1].end]


def span_of(sight: Sight, first: int, end: int) -> Span:
    """Where words ``first`` to ``end`` stand."""
    return Span(sight.words[first].start, sight.words[end - 1].end)


def name(draft: Draft, sight: Sight, phrase: Phrase, rule: str) -> int:
    """Takes the counted noun from ``phrase`` with all that follows it; where that ends is returned.

    "hundreds of thousands | of forces on heightened alert" gives head "force" and the qualifiers "heightened", "alert".
    """
    phrase = _inside_container(sight, phrase, draft)
    draft.core = written(sight, phrase.first, phrase.end)
    draft.because(rule, span_of(sight, phrase.first, phrase.end))
    _name_head(draft, sight, phrase)
    return follow(draft, sight, _deaths_of_those(draft, sight, _coordinated(draft, sight, phrase)))


def _inside_container(sight: Sight, phrase: Phrase, draft: Draft) -> Phrase:
    words, behind = sight.words, phrase.end
    head = lemma(words[phrase.head])
    if head in _CONTAINERS and behind + 1 < len(words) and words[behind].low == "of":
        inner = noun_phrase(words, behind + 1)
        if inner:
            draft.qualify(head)
            return inner
    return phrase


def _name_head(draft: Draft, sight: Sight, phrase: Phrase) -> None:
    words = sight.words
    taken = own(draft, words, phrase.first, phrase.end)
    two = f"{words[phrase.head - 1].low} {lemma(words[phrase.head])}" if phrase.head > phrase.first else ""
    draft.head = _WHOLE_NAMES.get(two) or lemma(words[phrase.head])
    if two in _WHOLE_NAMES:
        taken.add(phrase.head - 1)
    if draft.head in _PEOPLE_NOUNS:
        draft.action, draft.head = noun_action(words[phrase.head]), "person"
        draft.because("noun of an action", span_of(sight, phrase.head, phrase.end), "action")
    if draft.head == "other":
        _others(draft, sight)
    if words[phrase.head].role is Role.STATE:
        draft.action, draft.head, draft.core = _ACTIONS["states"][words[phrase.head].low], "person", "people"
        draft.said = participle(draft.action) if draft.action else ""
    if _names_people(words[phrase.head]) or (words[phrase.head].is_name and phrase.head in taken):
        draft.qualify("" if phrase.head in taken else draft.head)
        draft.head = "person"
    describe(draft, words, phrase, taken)
    _adjective_action(draft, sight, phrase)
    draft.qualifiers = list(dict.fromkeys(QUALIFIERS.get(q, q) for q in draft.qualifiers if q not in _EMPTY))


def _names_people(word: Word) -> bool:
    """As in "Gazans", "Muslims", "Republicans": a capitalised plural in an ending of peoples and parties."""
    return word.is_name and word.low.endswith(_PEOPLES) and not word.text.isupper()


def _others(draft: Draft, sight: Sight) -> None:
    """As in "and four others": more of what was counted before, people when that was one person."""
    before = sight.before
    if before and before.head and before.head not in _INDIVIDUALS:
        draft.head, draft.core = before.head, f"other {before.core}"
    else:
        draft.head, draft.core = "person", "other people"
    draft.qualify("other")


def _adjective_action(draft: Draft, sight: Sight, phrase: Phrase) -> None:
    """As in "two slain people", "15 wounded patrons": what happened stands before the noun."""
    for at in range(phrase.first, phrase.head):
        word = sight.words[at]
        if word.role is Role.STATE and not draft.action:
            draft.action = _ACTIONS["states"][word.low]
            draft.because("adjective", Span(word.start, word.end), "action")
    draft.qualifiers = [q for q in draft.qualifiers if q not in _ACTIONS["states"]]


def _coordinated(draft: Draft, sight: Sight, phrase: Phrase) -> int:
    """As in "troops and civilians": the second noun qualifies, and the phrase goes on behind it."""
    words, end = sight.words, phrase.end
    if not (
        end + 1 < len(words) and words[end].low in ("and", "or") and words[end + 1].role in (Role.NOUN, Role.STATE)
    ):
        return end
    second = noun_phrase(words, end + 1)
    if second is None or lemma(words[second.head]) == words[second.head].low or _starts_clause(sight, second.end):
        return end
    draft.qualify(lemma(words[second.head]))
    draft.core = written(sight, phrase.first, second.end)
    return second.end


def _starts_clause(sight: Sight, at: int) -> bool:
    return at < len(sight.words) and (
        sight.words[at].role is Role.GERUND
        or (sight.words[at].role is Role.VERB and not sight.words[at].low.endswith("n"))
    )


def _deaths_of_those(draft: Draft, sight: Sight, end: int) -> int:
    """As in "three officers' deaths": the noun of action behind the possessive."""
    words = sight.words
    at = end + 1 if end < len(words) and words[end].text in ("'", "’") else end
    is_possessed = at > end or words[end - 1].is_possessive
    if is_possessed and at < len(words) and noun_action(words[at]):
        draft.action, draft.said = noun_action(words[at]), participle(noun_action(words[at]))
        draft.because("noun of an action", span_of(sight, at, at + 1), "action")
        return at + 1
    return end


def follow(draft: Draft, sight: Sight, end: int) -> int:
    """Reads the phrases and the predicate behind the noun that ends before word ``end``; where they end is returned."""
    end = tail_of(draft, sight, end)
    said = predicate(sight.words, end)
    return say(draft, sight, said) if said else end


def tail_of(draft: Draft, sight: Sight, end: int) -> int:
    """Prepositional phrases from word ``end``: places, times and what else limits the things counted."""
    parts: list[str] = []
    for tail in tails(sight.words, end):
        if any(sight.words[at].role is Role.NUMBER for at in range(tail.at, tail.phrase.end)):
            break
        moment = is_time(sight.words, tail, sight.published)
        if moment:
            settle_time(draft, sight.words, moment)
        else:
            _limit(draft, sight, tail)
            parts.append(written(sight, tail.at, tail.phrase.end))
        end = tail.phrase.end
    draft.tail = " ".join(part for part in (draft.tail, *parts) if part)
    return end


def _limit(draft: Draft, sight: Sight, tail: Tail) -> None:
    if place_of_tail(draft, sight.words, tail):
        return
    if tail.preposition in ("of", "from", "with", "under"):
        own(draft, sight.words, tail.phrase.first, tail.phrase.end)
    if tail.preposition in ("with", "for") and draft.action in ("", "diagnose", "treat"):
        draft.action = noun_action(sight.words[tail.phrase.head]) or draft.action
    draft.qualify(
        *(
            lemma(word)
            for word in sight.words[tail.phrase.first : tail.phrase.end]
            if word.role in (Role.NOUN, Role.GERUND)
        )
    )


def say(draft: Draft, sight: Sight, said: Predicate) -> int:
    """Takes the action of a predicate and what follows it; where that ends is returned."""
    if not said.action or said.is_weak:
        _complement(draft, sight, said.end)
        draft.said = draft.said or predicate_text(sight, said, draft.head)
        return said.end
    if not draft.action or draft.action == said.action:
        draft.action, draft.said, draft.is_said_first = said.action, said.said, not draft.tail
        draft.because(said.rule, span_of(sight, said.first, said.end), "action")
    end = said.end
    while end < len(sight.words) and sight.words[end].role is Role.ADVERB and sight.words[end].low.endswith("ly"):
        end += 1
    return tail_of(draft, sight, end)


def _complement(draft: Draft, sight: Sight, at: int) -> None:
    """The words that say what the things counted are or do, as qualifiers: "are at large", "held by Democrats"."""
    found = 0
    for index in range(at - 1, min(len(sight.words), at + 6)):
        word = sight.words[index]
        if word.role in (Role.MARK, Role.NUMBER, Role.CLAUSE, Role.CONJUNCTION) or found == 3:
            break
        if word.role in (Role.NOUN, Role.PAST, Role.GERUND):
            draft.qualify(lemma(word))
            found += 1
