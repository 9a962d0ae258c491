"""Whether a number is planned or forecast, said by the verb group around it."""

from __future__ import annotations

from articles.extraction.drafts import Draft
from articles.extraction.lexicons import read_lexicon
from articles.extraction.sights import Sight

_ACTIONS = read_lexicon("actions")
_FORECAST = frozenset(_ACTIONS["forecast"]["words"])
_PLANNED = frozenset(_ACTIONS["planned"]["words"])
_DOABLE = frozenset(
    {
        "deploy",
        "hire",
        "spend",
        "build",
        "cut",
        "withdraw",
        "add",
        "fund",
        "authorise",
        "invest",
        "buy",
        "train",
        "transfer",
        "pay",
        "release",
        "close",
    }
)
_REACH_LEFT = 9
_REACH_RIGHT = 5


def intend(draft: Draft, sight: Sight) -> None:
    """Adds "planned" to what is to be done ("will send 800 troops") and "forecast" to amounts that are expected.

    The statuses that the quantity already carries are taken over.
    """
    draft.qualify(*sight.quantity.status)
    near = _near(sight)
    if draft.action in _DOABLE and near & _PLANNED:
        draft.qualify("planned")
    elif sight.kind and near & _FORECAST:
        draft.qualify("forecast")


def _near(sight: Sight) -> frozenset[str]:
    words = sight.words[max(0, sight.at - _REACH_LEFT) : sight.at]
    for index in range(len(words) - 1, -1, -1):
        if words[index].text in (";", ":", "“", "”"):
            words = words[index + 1 :]
            break
    behind = sight.words[sight.end : sight.end + _REACH_RIGHT]
    return frozenset(word.low for word in (*words, *behind))
