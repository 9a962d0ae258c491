"""Numbers as schema.org writes them: "at least 35" has a least value and no other, "up to 50" a most one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from articles.models import Claim, Figure
from articles.selectors import wording
from articles.selectors.exports import number

Document = dict[str, Any]
# hedges under which the printed number is the value itself
_PLAIN = frozenset({"exact", "about"})
_PERCENT = "P1"


def observation_of(claim: Claim) -> Document:
    """What a claim says was measured. A vague word ("dozens") gives words and no number."""
    return _observation(claim, _stated_ends(claim)) | _present(
        {
            "description": wording.stated(claim),
            "variableMeasured": claim.subject,
            "observationDate": claim.as_of.isoformat() if claim.as_of else "",
            "observationAbout": {"@type": "Place", "name": claim.place} if claim.place else "",
        }
    )


def observation_of_figure(figure: Figure) -> Document:
    """The span of a figure's reports, lowest to highest; one value where all agree on it."""
    span = figure.span
    is_one = span is not None and span.lower is not None and span.lower == span.upper
    ends = {"value": _json(span.lower)} if is_one else _ends(span)
    return _observation(figure, ends) | _present(
        {
            "name": figure.definition,
            "variableMeasured": figure.definition,
            "observationPeriod": figure.period,
            "observationAbout": {"@type": "Place", "name": figure.place} if figure.place else "",
            "measurementMethod": f"span of {figure.claim_count} claims in {figure.article_count} articles",
        }
    )


def _stated_ends(claim: Claim) -> Document:
    if claim.hedge in _PLAIN and claim.value is not None:
        return {"value": _json(claim.value)}
    ends = _ends(claim.interval)
    # a person may have corrected the hedge and left the interval as it was
    silent = {"at_least": "maxValue", "more_than": "maxValue", "at_most": "minValue", "less_than": "minValue"}
    return {name: value for name, value in ends.items() if name != silent.get(claim.hedge)}


def _observation(thing: Claim | Figure, ends: Document) -> Document:
    if thing.currency:
        amount = {"@type": "MonetaryAmount", "currency": thing.currency, **ends}
        return {"@type": "Observation", "value": amount}
    unit = {"unitCode": _PERCENT, "unitText": "percent"} if thing.unit_code == "percent" else {"unitText": thing.unit}
    return {"@type": "Observation", **ends, **_present(unit)}


def _ends(span: Any) -> Document:
    """The stated ends of a database range, and only those."""
    if span is None:
        return {}
    ends = {"minValue": span.lower, "maxValue": span.upper}
    return {name: _json(value) for name, value in ends.items() if value is not None}


def _json(value: Decimal) -> int | float | str:
    """The number that JSON writes with exactly these digits; digits that it cannot write stay text."""
    written = number(value) or ""
    if "." not in written:
        return int(written)
    nearest = float(written)
    return nearest if repr(nearest) == written else written


def _present(fields: Document) -> Document:
    return {name: value for name, value in fields.items() if value}
