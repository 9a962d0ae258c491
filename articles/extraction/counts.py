"""The subject of a number that counts things: the noun behind it, what happens to them, or what is left unsaid."""

from __future__ import annotations

from articles.extraction.circumstances import describe, is_time, own, place_of_tail, settle_time
from articles.extraction.clauses import (
    Predicate,
    governor,
    is_change_verb,
    noun_action,
    predicate,
    start_of_verb,
    verb_action,
)
from articles.extraction.drafts import Draft
from articles.extraction.inflection import singular
from articles.extraction.lexicons import read_lexicon
from articles.extraction.phrases import Phrase, lemma, noun_phrase, phrase_before, tails
from articles.extraction.sights import Sight
from articles.extraction.tolls import toll_before
from articles.extraction.values import Span
from articles.extraction.words import Role

_ACTIONS = read_lexicon("actions")
_THINGS = read_lexicon("things")
_PEOPLE_NOUNS = frozenset(_ACTIONS["people_nouns"]["words"])
_WHOLE_NAMES: dict[str, str] = _THINGS["whole_names"]
_CONTAINERS = frozenset(_THINGS["container"]["words"])
_EMPTY = frozenset(_THINGS["empty"]["words"])
_QUALIFIERS = {word: kept for kept, words in read_lexicon("bounds")["qualifiers"].items() for word in words}
_OF_PEOPLE = frozenset(
    {
        "kill",
        "injure",
        "miss",
        "arrest",
        "rescue",
        "evacuate",
        "displace",
        "shoot",
        "infect",
        "charge",
        "convict",
        "vaccinate",
        "diagnose",
        "kidnap",
        "casualty",
    }
)
_PARTS = frozenset({"including", "among", "includes", "included", "include"})


def counted(sight: Sight) -> Draft:
    """The draft subject of a counting number: "100,000 U.S. troops in Europe" gives head "troop", owner and place."""
    start = sight.end + (1 if sight.is_hyphened else 0)
    phrase = noun_phrase(sight.words, start) if _may_open(sight, start) else None
    if phrase is None or _is_time_word(sight, phrase):
        return _bare(sight)
    return _adjectival(sight, phrase) if sight.is_hyphened else _named(sight, phrase)


def _may_open(sight: Sight, start: int) -> bool:
    return start < len(sight.words) and sight.words[start].role is not Role.DETERMINER


def _is_time_word(sight: Sight, phrase: Phrase) -> bool:
    low = sight.words[phrase.first].low
    return phrase.end - phrase.first == 1 and (_QUALIFIERS.get(low) == "additional" or low in ("pm", "am"))


def _named(sight: Sight, phrase: Phrase) -> Draft:
    words = sight.words
    draft = Draft()
    phrase = _inside_container(sight, phrase, draft)
    draft.core = sight.text[words[phrase.first].start : words[phrase.end - 1].end]
    draft.because("noun behind the number", Span(words[phrase.first].start, words[phrase.end - 1].end))
    _name_head(draft, sight, phrase)
    end = _coordinated(draft, sight, phrase)
    end = _follow(draft, sight, end)
    _govern(draft, sight)
    return draft


def _inside_container(sight: Sight, phrase: Phrase, draft: Draft) -> Phrase:
    """The phrase behind "of" when the noun only holds what is counted: "a group of 12 | dozens of people"."""
    words = sight.words
    head = lemma(words[phrase.head])
    behind = phrase.end
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
    if two in _WHOLE_NAMES:
        draft.head = _WHOLE_NAMES[two]
        taken.add(phrase.head - 1)
    else:
        draft.head = lemma(words[phrase.head])
    if draft.head in _PEOPLE_NOUNS:
        draft.action = noun_action(words[phrase.head])
        draft.head, draft.is_said_by_head = "person", True
        draft.because("noun of an action", Span(words[phrase.head].start, words[phrase.head].end), "action")
    if draft.head == "other":
        draft.head = _head_before(sight)
        draft.qualify("other")
        draft.core = _others(draft, sight)
    describe(draft, words, phrase, taken)
    _adjective_action(draft, sight, phrase)
    draft.qualifiers = list(dict.fromkeys(_QUALIFIERS.get(q, q) for q in draft.qualifiers if q not in _EMPTY))


def _head_before(sight: Sight) -> str:
    return sight.before.head if sight.before and sight.before.head else "person"


def _others(draft: Draft, sight: Sight) -> str:
    return f"other {sight.before.core}" if sight.before and sight.before.core else f"other {draft.head}"


def _adjective_action(draft: Draft, sight: Sight, phrase: Phrase) -> None:
    """ "two slain people", "15 wounded patrons": what happened stands before the noun."""
    for at in range(phrase.first, phrase.head):
        word = sight.words[at]
        if word.role is Role.STATE and not draft.action:
            draft.action = _ACTIONS["states"][word.low]
            draft.is_said_by_head = True
            draft.because("adjective", Span(word.start, word.end), "action")
    draft.qualifiers = [q for q in draft.qualifiers if q not in _ACTIONS["states"]]


def _coordinated(draft: Draft, sight: Sight, phrase: Phrase) -> int:
    """ "troops and civilians": the second noun qualifies, and the phrase goes on behind it."""
    words, end = sight.words, phrase.end
    if (
        end + 1 < len(words)
        and words[end].low in ("and", "or")
        and words[end + 1].role in (Role.NOUN, Role.PAST, Role.STATE)
    ):
        second = noun_phrase(words, end + 1)
        if second and lemma(words[second.head]) != words[second.head].low and not _starts_clause(sight, second.end):
            draft.qualify(lemma(words[second.head]))
            draft.core = sight.text[words[phrase.first].start : words[second.end - 1].end]
            return second.end
    return end


def _starts_clause(sight: Sight, at: int) -> bool:
    return at < len(sight.words) and sight.words[at].role is Role.VERB and not sight.words[at].low.endswith("n")


def _follow(draft: Draft, sight: Sight, end: int) -> int:
    """Reads the phrases and the predicate behind the noun; where they end is returned."""
    end = _tail(draft, sight, end)
    said = predicate(sight.words, end)
    if said:
        end = _say(draft, sight, said)
    return end


def _tail(draft: Draft, sight: Sight, end: int) -> int:
    """Prepositional phrases from word ``end``: places, times and what else limits the things counted."""
    written: list[str] = []
    for tail in tails(sight.words, end):
        if tail.phrase.end <= end or any(
            sight.words[at].role is Role.NUMBER for at in range(tail.at, tail.phrase.first)
        ):
            break
        moment = is_time(sight.words, tail, sight.published)
        if moment:
            settle_time(draft, sight.words, moment)
        else:
            _limit(draft, sight, tail.at, tail.phrase, is_place=place_of_tail(draft, sight.words, tail))
            written.append(sight.text[sight.words[tail.at].start : sight.words[tail.phrase.end - 1].end])
        end = tail.phrase.end
    draft.tail = " ".join(part for part in (draft.tail, *written) if part)
    return end


def _limit(draft: Draft, sight: Sight, at: int, phrase: Phrase, *, is_place: bool) -> None:
    if is_place:
        return
    if sight.words[at].low in ("of", "from", "with", "under"):
        own(draft, sight.words, phrase.first, phrase.end)
    draft.qualify(*(lemma(sight.words[index]) for index in range(phrase.first, phrase.end)
                    if sight.words[index].role in (Role.NOUN, Role.GERUND)))  # fmt: skip


def _say(draft: Draft, sight: Sight, said: Predicate) -> int:
    words = sight.words
    span = Span(words[said.first].start, words[said.end - 1].end)
    if said.action and not draft.is_said_by_head:
        draft.action = said.action
        draft.because(said.rule, span, "action")
    elif not said.action:
        _complement(draft, sight, said.end)
        return said.end
    return _tail(draft, sight, said.end)


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


def _govern(draft: Draft, sight: Sight) -> None:
    """What stands before the number: "killed 12 people", "the deaths of 12", "including 12 children"."""
    words = sight.words
    ruled = governor(words, sight.at)
    if _is_part(sight, ruled.at):
        draft.qualify("part")
    for at in range(max(0, ruled.at + 1), sight.at):
        kept = _QUALIFIERS.get(words[at].low)
        if kept:
            draft.qualify(kept)
    if ruled.at < 0:
        return
    word = words[ruled.at]
    if is_change_verb(word) and ruled.preposition in ("", "to", "at"):
        _contained(draft, sight, ruled.at)
    action = _action_before(sight, ruled.at, ruled.preposition)
    if action and (not draft.action or (draft.action not in _OF_PEOPLE and not draft.is_said_by_head)):
        draft.action = action
        draft.because("verb before the number", Span(word.start, word.end), "action")
        _agent(draft, sight, ruled.at)
    elif not draft.action:
        _carry_on(draft, sight, ruled.at)


def _is_part(sight: Sight, at: int) -> bool:
    return any(sight.words[index].low in _PARTS for index in range(max(0, at), sight.at))


def _contained(draft: Draft, sight: Sight, verb: int) -> None:
    """The thing that the count is the size of: "the caravan stands at about 3,500 people"."""
    subject = phrase_before(sight.words, start_of_verb(sight.words, verb))
    if subject and sight.words[subject.head].role is Role.NOUN:
        draft.qualify(lemma(sight.words[subject.head]))


def _action_before(sight: Sight, at: int, preposition: str) -> str:
    word = sight.words[at]
    if preposition in ("of", "to", "in") and word.role is not Role.PAST:
        return noun_action(word) or ("" if preposition == "in" else _gerund_action(sight, at))
    if preposition == "by":
        return _action_of_object(sight, at) or verb_action(word)
    if preposition and preposition not in ("at", "with"):
        return ""
    return verb_action(word)


def _gerund_action(sight: Sight, at: int) -> str:
    """ "the shooting of two officers"."""
    return verb_action(sight.words[at]) if sight.words[at].low.endswith("ing") else ""


def _action_of_object(sight: Sight, at: int) -> str:
    """ "brain injuries suffered by 11 service members"."""
    return noun_action(sight.words[at - 1]) if at else ""


def _agent(draft: Draft, sight: Sight, verb: int) -> None:
    """Who or what did it, for the wording and, when it is a country, for whose things are sent or kept."""
    cause = phrase_before(sight.words, start_of_verb(sight.words, verb))
    if cause is None or sight.words[cause.head].role is not Role.NOUN:
        return
    if draft.action in _OF_PEOPLE:
        draft.cause = sight.text[sight.words[cause.first].start : sight.words[cause.end - 1].end]
    elif not draft.owner:
        own(draft, sight.words, cause.first, cause.end)


def _carry_on(draft: Draft, sight: Sight, at: int) -> None:
    """A list goes on: "killing 12 people and three dogs"."""
    between = range(max(sight.previous_end, 0), sight.at)
    joined = all(
        sight.words[index].text in (",", ";") or sight.words[index].role is Role.CONJUNCTION or index > at
        for index in between
    )
    before = sight.before
    if before and joined and not sight.is_next_sentence and sight.at - sight.previous_end <= 6 and before.action:
        draft.action = before.action
        draft.place = draft.place or before.place
        draft.because("list goes on", None, "action")


def _adjectival(sight: Sight, phrase: Phrase) -> Draft:
    """ "40,000-troop rapid reaction force": the first word is counted, the rest is what holds it."""
    words = sight.words
    draft = Draft(head=singular(words[phrase.first].low.split("-")[0]))
    whole = noun_phrase(words, phrase.first + 1) if phrase.end > phrase.first + 1 else None
    draft.because("adjective of the number", Span(words[phrase.first].start, words[phrase.end - 1].end))
    draft.core = f"{words[phrase.first].text} of the"
    if whole:
        taken = own(draft, words, whole.first, whole.end)
        draft.core += f" {sight.text[words[whole.first].start : words[whole.end - 1].end]}"
        draft.qualify(lemma(words[whole.head]))
        describe(draft, words, whole, taken)
        _follow(draft, sight, whole.end)
    else:
        draft.core = words[phrase.first].text
    return draft


def _bare(sight: Sight) -> Draft:
    """A number without a noun: "35 were killed", "five of the victims", "the death toll rose to 41", "and 100 hurt"."""
    start = sight.end
    words = sight.words
    draft = Draft()
    if start < len(words) and _QUALIFIERS.get(words[start].low) == "additional":
        draft.qualify("additional")
        start += 1
    if start < len(words) and words[start].low == "of":
        part = _part_of(draft, sight, start + 1)
        if part is not None:
            return part
    said = predicate(words, start)
    if said and said.action:
        _say(draft, sight, said)
        _unsaid(draft, sight)
        return draft
    toll = toll_before(sight)
    if toll:
        return toll
    if said:
        _say(draft, sight, said)
    _govern(draft, sight)
    _unsaid(draft, sight)
    return draft


def _part_of(draft: Draft, sight: Sight, at: int) -> Draft | None:
    """ "five of the victims", "Ten of those 33 seats": a part of the thing named."""
    words = sight.words
    while at < len(words) and words[at].role in (Role.DETERMINER, Role.NUMBER, Role.ADVERB):
        at += 1
    phrase = noun_phrase(words, at)
    draft.qualify("part")
    if phrase is None:
        _follow(draft, sight, at + 1)
        _unsaid(draft, sight)
        return draft
    draft.core = sight.text[words[phrase.first].start : words[phrase.end - 1].end]
    draft.because("part of the noun behind", Span(words[phrase.first].start, words[phrase.end - 1].end))
    _name_head(draft, sight, phrase)
    _follow(draft, sight, phrase.end)
    _govern(draft, sight)
    return draft


def _unsaid(draft: Draft, sight: Sight) -> None:
    """Takes the thing counted from the number before, or people from the action."""
    before = sight.before
    if before and before.head and not (sight.is_next_sentence and draft.action in _OF_PEOPLE):
        draft.head, draft.core = before.head, before.core
        draft.owner = draft.owner or before.owner
        draft.place = draft.place or before.place
        draft.because("noun of the number before")
    elif draft.action in _OF_PEOPLE:
        draft.head, draft.core = "person", "people"
        draft.because("action of people")
