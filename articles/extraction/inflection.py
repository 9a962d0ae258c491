"""The singular of a noun and the base of a verb, by endings and short lists of exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from articles.extraction.lexicons import read_lexicon

_THINGS = read_lexicon("things")
_ACTIONS = read_lexicon("actions")
_IRREGULAR: dict[str, str] = _THINGS["irregular"]
_NOT_PLURAL = frozenset(_THINGS["invariant"]["words"])
_SAME: dict[str, str] = {word: kept for kept, words in _THINGS["same"].items() for word in words}
_PLURALS = {one: many for many, one in _IRREGULAR.items() if many != one} | {"person": "people"}
_VOWELS = "aeiou"


@lru_cache(maxsize=65_536)
def singular(noun: str) -> str:
    """The singular of a lower-case noun: ``singular("cities") == "city"``, ``singular("police") == "police"``."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("men") and len(noun) > 5:
        return noun[:-3] + "man"
    if "-" in noun:
        stem, last = noun.rsplit("-", 1)
        return f"{stem}-{singular(last)}" if last else noun
    if noun in _NOT_PLURAL or len(noun) < 4 or not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return noun[:-2]
    return noun[:-1]


def plural(noun: str) -> str:
    """The plural of a noun as written, itself when it is one already: ``plural("member") == "members"``."""
    if noun.lower() in _PLURALS:
        return _PLURALS[noun.lower()]
    if is_plural(noun.lower()):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")


def is_plural(noun: str) -> bool:
    """Whether a lower-case word looks like a plural noun: ``is_plural("troops")``."""
    return singular(noun) != noun or _IRREGULAR.get(noun) == noun


def kept_noun(noun: str) -> str:
    """The noun that stands for this one and its synonyms: ``kept_noun("soldier") == "troop"``."""
    return _SAME.get(noun, noun)


def forms_of(verb: str) -> Iterator[str]:
    """The regular forms of a verb: ``kill, kills, killed, killing``."""
    yield verb
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    elif verb.endswith("e"):
        yield from (verb + "s", verb + "d", verb[:-1] + "ing")
    else:
        yield from (verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"), verb + "ed", verb + "ing")


def _table(verbs: dict[str, str], irregular: dict[str, str]) -> dict[str, str]:
    """Every form of every verb, with the word that is kept for it."""
    table = {form: kept for verb, kept in verbs.items() for form in forms_of(verb)}
    return table | {form: verbs.get(base, base) for form, base in irregular.items()}


_KEPT = {verb: kept for kept, verbs in _ACTIONS["verbs"].items() for verb in (*verbs, kept)}
_IRREGULAR_VERBS = {form: base for form, base in _ACTIONS["irregular"].items() if base in _KEPT}
_BASES = _table(_KEPT, _IRREGULAR_VERBS)
_OWN_BASES = _table({verb: verb for verb in _KEPT}, _IRREGULAR_VERBS)
_CHANGES = {verb: kind for kind in ("level", "down", "up") for verb in _ACTIONS["change"][kind]}
_CHANGE_IRREGULAR: dict[str, str] = _ACTIONS["change_irregular"]
_TRANSITIVE = frozenset(_ACTIONS["change"]["transitive"])
_TRANSITIVE_CHANGES = frozenset(
    [form for verb in _TRANSITIVE for form in forms_of(verb)]
    + [form for form, verb in _CHANGE_IRREGULAR.items() if verb in _TRANSITIVE]
)
_CHANGE_FORMS = _table(_CHANGES, {form: base for form, base in _CHANGE_IRREGULAR.items() if base in _CHANGES})


def action_of(form: str) -> str:
    """The action that a verb form names, "" for a verb that is not in the lexicon: ``action_of("dying") == "kill"``."""
    return _BASES.get(form, "")


def verb_of(form: str) -> str:
    """The infinitive of a verb form of the lexicon, "" for another word: ``verb_of("converted") == "convert"``."""
    return _OWN_BASES.get(form, "")


def change_of(form: str) -> str:
    """``up``, ``down`` or ``level`` for a verb that states an amount, else "": ``change_of("rose") == "up"``."""
    return _CHANGE_FORMS.get(form, "")


def is_transitive_change(form: str) -> bool:
    """Whether the verb changes its object rather than its subject: "raised $20,000", "cut 3,000 jobs"."""
    return form in _TRANSITIVE_CHANGES


def is_verb_form(form: str) -> bool:
    """Whether the word is a form of a verb in the lexicon."""
    return form in _BASES or form in _CHANGE_FORMS


_PARTICIPLES = {
    "die": "killed", "perish": "killed", "lose": "lost", "drop": "dropped", "drown": "drowned", "slay": "slain",
    "shoot": "shot", "miss": "missing", "disappear": "missing", "vanish": "missing", "sell": "sold", "buy": "bought",
    "build": "built", "spend": "spent", "pay": "paid", "repay": "repaid", "steal": "stolen", "cut": "cut",
    "hold": "held", "win": "won", "withdraw": "withdrawn", "live": "living", "remain": "remaining", "fall": "fallen",
    "cost": "cost", "casualty": "killed or injured", "plan": "planned", "hit": "hit", "hurt": "hurt", "strike": "struck",
    "send": "sent", "give": "given", "make": "made", "fly": "flown", "flee": "displaced", "seek": "sought",
    "shed": "shed", "shut": "shut", "drive": "driven", "run": "run", "lay": "laid off", "gun": "shot",
    "transfer": "transferred", "ship": "shipped", "trap": "trapped", "rob": "robbed", "kidnap": "kidnapped",
    "shrink": "cut", "commit": "committed", "free": "freed",
}  # fmt: skip


def participle(verb: str) -> str:
    """How the action stands behind a noun: ``participle("kill") == "killed"``."""
    return _PARTICIPLES.get(verb) or list(forms_of(verb))[2]
