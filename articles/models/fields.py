"""The fields of a claim as a form shows and takes them."""

from __future__ import annotations

from decimal import Decimal

from articles.models.claim import Claim
from articles.models.desk import FieldCheck
from articles.models.membership import Membership

Field = FieldCheck.Field
# the ones that a review goes through; the interval stands in the row of the value
REVIEWED = (
    Field.VALUE, Field.HEDGE, Field.UNIT, Field.SUBJECT, Field.SPEAKER, Field.SOURCE, Field.AS_OF, Field.FIGURE,
)  # fmt: skip


def shown_value(claim: Claim, field: str) -> str:
    """A field as the form shows and takes it: "40500", "20 to 25", "Jens Stoltenberg"; empty for none."""
    if field == Field.INTERVAL:
        span = claim.interval
        return f"{plain(span.lower)} to {plain(span.upper)}".strip() if span else ""
    if field == Field.VALUE:
        return plain(claim.value)
    held = getattr(claim, field)
    return "" if held is None else str(held)


def seen_value(claim: Claim, field: str) -> str:
    """A field as a review shows it: the value or else the interval, the figure by its number."""
    if field == Field.FIGURE:
        held = figure_of(claim)
        return str(held.figure_id) if held else ""
    shown = shown_value(claim, field)
    return shown_value(claim, Field.INTERVAL) if field == Field.VALUE and not shown else shown


def figure_of(claim: Claim) -> Membership | None:
    """The membership by which a claim is known first; None when it answers no figure."""
    members = Membership.objects.counted().filter(claim=claim).select_related("figure")
    return members.order_by("-score", "pk").first()


def plain(number: Decimal | None) -> str:
    """A number with all its digits and none too many: "40500"; empty for none."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
