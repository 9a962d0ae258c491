"""Which country's dollar a bare "$" or "dollars" is: only what the text or the outlet's name states, else nobody's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.extraction.values import Measure, Quantity, Reason

_OTHERS = re.compile(
    r"(?:\b(?:A|AU|C|CA|Can|CDN|NZ|HK|S|NT|J)\s?\$|\$(?:A|AU|NZ)\d|\b(?:AUD|CAD|NZD|HKD|SGD|TWD)\b|"
    r"\b(?:Australian|Canadian|New Zealand|Hong Kong|Singapore|Taiwan(?:ese)?|Jamaican|Fijian|Liberian|Namibian)\sdollars?\b)"
)
_AMERICAN = re.compile(
    r"\bU\.S\.|\b(?:US|USA|USD|United States|America|Americans?|Washington|Wall Street|White House|Pentagon)\b|US\$|\$US"
)
_OTHER_OUTLET = re.compile(
    r"Austral|Canad|Zealand|Toronto|Sydney|Melbourne|Vancouver|Montreal|Auckland|Hong Kong|Singapore|Taipei|Jamaica",
    re.I,
)
_BARE = frozenset(["$", "dollar", "dollars", "buck", "bucks"])


def settle_dollars(text: str, quantities: Sequence[Quantity], outlet: str = "") -> tuple[Quantity, ...]:
    """The quantities, bare dollars left without a currency (unit code "dollar") where nothing states the country.

    They are US dollars in a text that speaks of the United States and names no other dollar, unless the outlet's name
    is of another dollar country. "US$5", "A$5" and "Australian dollars" state their own currency and stay.
    """
    if not any(_is_bare(quantity) for quantity in quantities):
        return tuple(quantities)
    is_american = _is_american(text, outlet)
    return tuple(_settled(quantity, is_american) if _is_bare(quantity) else quantity for quantity in quantities)


def _is_bare(quantity: Quantity) -> bool:
    return quantity.measure is Measure.MONEY and quantity.unit.lower().split(" per ")[0].split(" a ")[0] in _BARE


def _is_american(text: str, outlet: str) -> bool:
    if _OTHER_OUTLET.search(outlet) or _OTHERS.search(text):
        return False
    return _AMERICAN.search(text) is not None or _AMERICAN.search(outlet) is not None


def _settled(quantity: Quantity, is_american: bool) -> Quantity:
    if is_american:
        return replace(quantity, reasons=(*quantity.reasons, Reason("currency", "dollar-of-the-text")))
    return replace(
        quantity,
        currency=None,
        unit_code=quantity.unit_code.replace("USD", "dollar"),
        reasons=(*quantity.reasons, Reason("currency", "dollar-of-no-country")),
    )
