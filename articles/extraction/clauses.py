"""What happens to a thing counted: the predicate behind a noun phrase, and what governs a number from before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from articles.extraction.inflection import action_of, change_of, is_plural, participle, singular, verb_of
from articles.extraction.lexicons import read_lexicon
from articles.extraction.places import is_calendar
from articles.extraction.words import Role, Word

_ACTIONS = read_lexicon("actions")
_STATES: dict[str, str] = _ACTIONS["states"]
_NOUN_ACTIONS: dict[str, str] = _ACTIONS["nouns"]
_LIGHT = frozenset(_ACTIONS["light"]["words"])
_HEDGES = frozenset(read_lexicon("bounds")["hedges"])
_AUXILIARIES = (Role.AUXILIARY, Role.ADVERB)
_HARM = frozenset({"kill", "injure", "miss"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "got", "getting"})
_VERBAL = (Role.PAST, Role.VERB, Role.STATE, Role.GERUND)
_RELATIVES = frozenset({"who", "that", "which", "whom"})
_ASIDE = 16
_REACH = 6


class Predicate(NamedTuple):
    """An action, the words ``first`` to ``end`` that say it, the rule, and how it stands behind a noun ("" if it cannot)."""

    action: str
    first: int
    end: int
    rule: str
    said: str = ""
    is_weak: bool = False


class Governor(NamedTuple):
    """The word before a number that rules it, hedges passed over; ``to`` is the preposition nearest the number."""

    at: int
    preposition: str


def predicate(words: Sequence[Word], at: int) -> Predicate | None:
    """What happens to the noun phrase that ends before word ``at``: "35 people | were killed" gives "kill".

    A participle or state right behind ("35 people killed"), a relative clause ("who died") and a verb after an aside
    between commas count; light verbs ("have", "were found") hand over to the state or noun behind them.
    """
    at = _after_aside(words, at)
    if at >= len(words):
        return None
    rule = "predicate"
    if words[at].low in _RELATIVES:
        at, rule = at + 1, "relative clause"
    first = at
    while at < len(words) and (words[at].role in _AUXILIARIES or (words[at].low == "to" and at > first)):
        at += 1
    if at >= len(words):
        return None
    if rule == "predicate" and not any(word.role is Role.AUXILIARY for word in words[first:at]):
        if words[at].role not in _VERBAL:
            return None
        rule = "participle" if at == first else rule
    return _verb(words, first, at, rule)


def _verb(words: Sequence[Word], first: int, at: int, rule: str) -> Predicate | None:
    low = words[at].low
    if low in _STATES:
        return Predicate(_STATES[low], first, at + 1, rule, participle(_STATES[low]) if _STATES[low] else "")
    if low not in _LIGHT:
        action = action_of(low)
        if action:
            return _sharpened(words, first, at, action, rule)
    return _complement(words, first, at + 1, rule)


def _sharpened(words: Sequence[Word], first: int, at: int, action: str, rule: str) -> Predicate:
    """As in "shot and killed", "shot dead", "fatally shot" are killed."""
    if action == "lose" and any(word.low in ("life", "lives") for word in words[at + 1 : at + 4]):
        return Predicate("kill", first, at + 1, rule, "killed")
    behind = at + 1 + (at + 1 < len(words) and words[at + 1].low == "and")
    if behind < len(words) and action != "kill" and _STATES.get(words[behind].low) == "kill":
        return Predicate("kill", first, behind + 1, rule, "killed")
    if at > 0 and words[at - 1].low == "fatally":
        return Predicate("kill", first, at + 1, rule, "killed")
    is_passive = any(word.low in _BE for word in words[first:at]) and not words[at].low.endswith("ing")
    is_bare = at == first and words[at].role is not Role.GERUND and not _has_object(words, at + 1)
    is_said = is_passive or is_bare or action in _HARM
    is_weak = not is_said and (words[at].low.endswith("ing") or rule == "relative clause" or _has_object(words, at + 1))
    return Predicate(action, first, at + 1, rule, participle(verb_of(words[at].low)) if is_said else "", is_weak)


def _has_object(words: Sequence[Word], at: int) -> bool:
    """Whether a verb that ends before ``at`` has an object: "hit Fakhura", "carrying riot police"."""
    return at < len(words) and words[at].role in (Role.DETERMINER, Role.NOUN, Role.NUMBER)


def _complement(words: Sequence[Word], first: int, at: int, rule: str) -> Predicate | None:
    """The state or noun of action behind a light or unknown verb: "were found dead", "suffered brain injuries"."""
    for index in range(at, min(len(words), at + _REACH)):
        word = words[index]
        if word.role in (Role.MARK, Role.CLAUSE, Role.CONJUNCTION, Role.NUMBER):
            break
        action = _STATES.get(word.low) or _NOUN_ACTIONS.get(singular(word.low), "")
        if action:
            return Predicate(action, first, index + 1, rule, participle(action))
    return Predicate("", first, at, rule) if at > first else None


def _after_aside(words: Sequence[Word], at: int) -> int:
    """Behind an aside between commas or brackets that starts at ``at`` and ends before a verb group."""
    closing = {",": ",", "(": ")", "—": "—", "–": "–"}.get(words[at].text) if at < len(words) else None
    if closing is None:
        return at
    is_open = words[min(at + 1, len(words) - 1)].low == "including"
    for index in range(at + 1, min(len(words), at + _ASIDE)):
        if is_open and words[index].role is Role.AUXILIARY:
            return index
        if words[index].text == closing:
            behind = index + 1
            if behind < len(words) and words[behind].role in (Role.AUXILIARY, Role.PAST, Role.VERB):
                return behind
    return at


def governor(words: Sequence[Word], number: int) -> Governor:
    """The word that rules the number at ``number``, hedges and determiners passed over; ``at`` is -1 for none.

    In "rose to about 41" it is "rose" with preposition "to"; in "a cost of $160 million" "cost" with "of".
    """
    at = number - 1
    preposition = ""
    while at >= 0 and number - at < 9:
        word = words[at]
        if word.is_name and is_calendar(word.low):
            at -= 1
            continue
        if word.role is Role.PREPOSITION and word.low not in ("than", "least"):
            preposition = preposition or ("" if _is_hedge_preposition(words, at) else word.low)
        elif not _is_passed(words, at, preposition):
            return Governor(at, preposition)
        at -= 1
    return Governor(at if at >= 0 and number - at < 9 else -1, preposition)


def _is_passed(words: Sequence[Word], at: int, preposition: str) -> bool:
    """Whether the word stands between a number and what rules it: a hedge, determiner, adverb or epithet."""
    word = words[at]
    if word.low == "total" and at and words[at - 1].low in ("to", "will", "would", "could", "may", "might"):
        return False
    if word.text == ",":
        return preposition in ("from", "to", "by")
    is_hedge = word.role in (Role.DETERMINER, Role.ADVERB) or word.low in _HEDGES
    return is_hedge or (not preposition and _is_epithet(words, at))


def _is_epithet(words: Sequence[Word], at: int) -> bool:
    """An adjective between a verb of amount and the number: "grew a sturdy 2.8 percent", "added solid 196,000"."""
    if words[at].role is not Role.NOUN or at == 0 or is_plural(words[at].low):
        return False
    before = at - 1 if words[at - 1].role is not Role.DETERMINER else at - 2
    return before >= 0 and words[before].role is not Role.AUXILIARY and is_change_verb(words[before])


def _is_hedge_preposition(words: Sequence[Word], at: int) -> bool:
    """Whether the preposition belongs to a hedge: "up to 50", "over 100", "as many as 7"."""
    low = words[at].low
    before = words[at - 1].low if at else ""
    if low == "at":
        return at + 1 < len(words) and words[at + 1].low in ("least", "most")
    if low == "to":
        return before in ("up", "close", "anywhere")
    return low in ("over", "about", "around", "under", "below", "above", "as", "up", "between", "near", "past", "off")


def verb_action(word: Word) -> str:
    """The action of a verb that is not light, else ""."""
    return "" if word.low in _LIGHT else action_of(word.low)


def is_light(word: Word) -> bool:
    """Whether the verb says nothing of what happens: "had", "reported", "suffered"."""
    return word.low in _LIGHT


def noun_action(word: Word) -> str:
    """The action of a noun such as "deaths", else ""."""
    return _NOUN_ACTIONS.get(singular(word.low), "")


def start_of_verb(words: Sequence[Word], at: int) -> int:
    """Where the verb group that ends with word ``at`` starts: "is expected to | total" gives the place of "is"."""
    while at > 0 and (
        words[at - 1].role in (Role.AUXILIARY, Role.ADVERB, Role.PAST)
        or words[at - 1].low in ("to", "likely", "projected", "set", "forecast")
        or (words[at - 1].role is Role.VERB and words[at].low == "to")
    ):
        at -= 1
    return at


def is_change_verb(word: Word) -> bool:
    """Whether the word may state an amount of its subject: "rose", "reached", "totals"."""
    return bool(change_of(word.low))
