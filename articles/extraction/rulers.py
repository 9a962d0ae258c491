"""What stands before a counting number: "killed 12 people", "the deaths of 12", "including 12 children", a list."""

from __future__ import annotations

from articles.extraction.circumstances import own, place_of_tail
from articles.extraction.clauses import Governor, governor, is_change_verb, is_light, noun_action, verb_action
from articles.extraction.drafts import Draft
from articles.extraction.inflection import participle, verb_of
from articles.extraction.naming import QUALIFIERS, written
from articles.extraction.phrases import Phrase, chunk_before, lemma, tails
from articles.extraction.places import place_at
from articles.extraction.sights import Sight
from articles.extraction.tolls import subject_of
from articles.extraction.values import Span
from articles.extraction.words import Role, Word

OF_PEOPLE = frozenset(
    {
        "kill", "injure", "miss", "arrest", "rescue", "evacuate", "displace", "shoot", "infect", "charge", "convict",
        "vaccinate", "diagnose", "kidnap", "casualty",
    }
)  # fmt: skip
_TAKERS = frozenset(
    {"claimed", "claims", "claim", "claiming", "took", "taken", "takes", "taking", "cost", "costs", "costing", "lost"}
)
_PARTS = frozenset({"including", "includes", "included"})
_HOLDERS = frozenset(
    {
        "battalion",
        "brigade",
        "group",
        "team",
        "force",
        "contingent",
        "crew",
        "unit",
        "total",
        "maximum",
        "minimum",
        "company",
        "army",
        "fleet",
        "convoy",
        "deployment",
        "average",
        "record",
    }
)
_HAVE = frozenset({"has", "have", "had", "keeps", "kept"})
_LONGEST_GAP = 6
_LONGEST_OWNER = 5
_OWNED = frozenset(
    {"deploy", "withdraw", "hold", "own", "fire", "deliver", "build", "train", "transfer", "lose", "hire", "produce"}
)
_TIMES = frozenset(
    {
        "day",
        "night",
        "morning",
        "evening",
        "afternoon",
        "week",
        "weekend",
        "month",
        "year",
        "time",
        "everything",
        "today",
    }
)


def govern(draft: Draft, sight: Sight) -> None:
    """Reads the verb, noun or list before the number and the qualifiers between it and the number."""
    ruled = governor(sight.words, sight.at)
    possessor(draft, sight)
    _between(draft, sight, ruled.at)
    if ruled.at < 0:
        return
    word = sight.words[ruled.at]
    if is_change_verb(word) and ruled.preposition in ("", "to", "at"):
        _contained(draft, sight, ruled.at)
    elif _is_holder(word, ruled.preposition):
        ruled = _holder(draft, sight, ruled)
    if word.low in _HAVE and not draft.owner:
        _possess(draft, sight, ruled.at)
    _act(draft, sight, ruled)
    _lives(draft, sight, ruled)
    if not draft.action:
        _carry_on(draft, sight)


def _between(draft: Draft, sight: Sight, ruler: int) -> None:
    """Qualifiers between the ruling word and the number: "another", "a total of", "including"."""
    words = sight.words
    for at in range(max(0, ruler + 1), sight.at):
        if not (words[at].low == "more" and words[at + 1].low == "than"):
            draft.qualify(QUALIFIERS.get(words[at].low, ""))
    if any(words[at].low in _PARTS for at in range(max(0, ruler), sight.at)):
        draft.qualify("part")


def possessor(draft: Draft, sight: Sight) -> None:
    """As in "America's $375 billion trade deficit", "NATO's 30 members": whose it is, named right before the number."""
    at = sight.at - 1
    if at >= 0 and sight.words[at].is_possessive and not draft.owner:
        own(draft, sight.words, max(0, at - 2), at + 1)


def _is_holder(word: Word, preposition: str) -> bool:
    return (
        preposition == "of" and word.role is Role.NOUN and not noun_action(word) and word.low not in ("life", "lives")
    )


def _possess(draft: Draft, sight: Sight, verb: int) -> None:
    """As in "The U.S. already has 3,100 troops in the country"."""
    subject = subject_of(sight, verb)
    if subject and subject.end - subject.first <= _LONGEST_OWNER:
        own(draft, sight.words, subject.first, subject.end)


def _holder(draft: Draft, sight: Sight, ruled: Governor) -> Governor:
    """As in "dispatched a battalion of about 750 soldiers": the noun that holds them qualifies, its verb rules them."""
    words = sight.words
    draft.qualify(lemma(words[ruled.at]))
    chunk = chunk_before(words, ruled.at + 1)
    at = (chunk.first if chunk else ruled.at) - 1
    while at >= 0 and words[at].role is Role.DETERMINER:
        at -= 1
    is_of_people = lemma(words[ruled.at]) in _HOLDERS
    return Governor(at, "") if is_of_people and at >= 0 and words[at].role is not Role.NOUN else ruled


def _act(draft: Draft, sight: Sight, ruled: Governor) -> None:
    action, said = _action_before(sight, ruled.at, ruled.preposition)
    is_of = ruled.preposition == "of"
    word = sight.words[ruled.at]
    if not action and word.role is Role.PAST and not (ruled.preposition or draft.said or draft.action):
        draft.said = "" if is_light(word) else word.text
        _agent(draft, sight, ruled.at)
    if not action or (draft.action and not is_of and (draft.action in OF_PEOPLE or not draft.said)):
        return
    draft.action, draft.said = action, said
    draft.because("verb before the number", Span(word.start, word.end), "action")
    _agent(draft, sight, ruled.at)


def _contained(draft: Draft, sight: Sight, verb: int) -> None:
    """The thing that the count is the size of: "the caravan stands at about 3,500 people"."""
    subject = subject_of(sight, verb)
    if subject and sight.words[subject.head].role is Role.NOUN:
        draft.qualify(lemma(sight.words[subject.head]))


def _action_before(sight: Sight, at: int, preposition: str) -> tuple[str, str]:
    """The action that rules the number, and how it stands behind the noun."""
    word = sight.words[at]
    if preposition == "by":
        kept = (noun_action(sight.words[at - 1]) if at else "") or verb_action(word)
        return kept, participle(kept) if kept else ""
    if preposition in ("of", "to") and word.role is not Role.PAST:
        kept = noun_action(word) or (verb_action(word) if word.low.endswith("ing") else "")
        return kept, participle(kept) if kept else ""
    if preposition:
        return (verb_action(word), "") if preposition == "at" and verb_action(word) == "fire" else ("", "")
    if word.role is Role.NOUN and word.low.endswith("s") and at and sight.words[at - 1].role is Role.DETERMINER:
        return "", ""
    kept = verb_action(word)
    if kept == "shoot" and at and sight.words[at - 1].low == "fatally":
        kept = "kill"
    return kept, participle(verb_of(word.low)) if kept else ""


def _lives(draft: Draft, sight: Sight, ruled: Governor) -> None:
    """As in "claimed 660 lives", "claimed the lives of three officers": people killed."""
    at = ruled.at
    is_head = draft.core.lower().endswith("lives")
    if ruled.preposition == "of" and sight.words[at].low in ("lives", "life"):
        at -= 2 if sight.words[at - 1].role is Role.DETERMINER else 1
    elif not is_head:
        return
    if at >= 0 and sight.words[at].low in _TAKERS:
        draft.action, draft.said = "kill", "killed"
        draft.because("lives taken", Span(sight.words[at].start, sight.words[at].end), "action")
    if is_head:
        draft.core = "people" if draft.action else draft.core
        draft.head = "person"


def _agent(draft: Draft, sight: Sight, verb: int) -> None:
    """Who or what did it, for the wording and, when it is a country, for whose things are sent or kept."""
    if verb and sight.words[verb - 1].low == "to":
        return
    cause = subject_of(sight, verb)
    before = sight.before
    if cause is None and before and not sight.is_next_sentence and sight.words[verb - 1].low == "and":
        draft.cause = before.cause
    if cause is None or sight.words[cause.head].role is not Role.NOUN:
        return
    draft.cause = worded_cause(sight, cause)
    for tail in tails(sight.words[: cause.end], cause.head + 1):
        place_of_tail(draft, sight.words, tail)
    if draft.action in _OWNED and not draft.owner and cause.end - cause.first <= _LONGEST_OWNER:
        own(draft, sight.words, cause.first, cause.end)


def worded_cause(sight: Sight, cause: Phrase) -> str:
    """The cause as written, "" when it is a time or a place or too tangled to be read alone."""
    words = sight.words[cause.first : cause.end]
    end = cause.end if len(words) <= 6 else cause.head + 1
    is_odd = any(word.role in (Role.PAST, Role.GERUND, Role.NUMBER) for word in sight.words[cause.first : end])
    head = lemma(sight.words[cause.head])
    is_cut = cause.first > 0 and sight.words[cause.first - 1].text == "-"
    if is_odd or is_cut or head in _TIMES or place_at(sight.words, cause.first):
        return ""
    return written(sight, cause.first, end)


def _carry_on(draft: Draft, sight: Sight) -> None:
    """A list goes on ("killing 12 people and three dogs"), or a part shares the fate of the whole."""
    before = sight.before
    if before is None or sight.is_next_sentence or draft.said:
        return
    if "part" in draft.qualifiers or _is_listed(sight):
        draft.action, draft.said = before.action, before.said
        draft.place = draft.place or before.place
        draft.because("list goes on", None, "action")


def _is_listed(sight: Sight) -> bool:
    """Whether only a mark or "and" stands between the phrase of the number before and this number."""
    if sight.at - sight.previous_end > _LONGEST_GAP:
        return False
    between = sight.words[max(sight.previous_end, 0) : sight.at]
    marks = [n for n, word in enumerate(between) if word.text in (",", ";") or word.role is Role.CONJUNCTION]
    return bool(marks) and all(word.role is Role.NOUN for word in between[: marks[0]])
