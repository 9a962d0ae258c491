"""What is new about a claim in its figure, beside the claims that were there before."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import QuerySet

from articles.models import Claim, Membership
from articles.models.alert import Trigger
from articles.selectors.findings import findings_of
from articles.selectors.wording import stated

_COMPARED = 80
HARDENED = "hedge hardened"


def news_of(member: Membership) -> dict[Trigger, str]:
    """What a new member of a figure is news by, each with why; that it is a new claim, always.

    A value is outside the known range when its interval does not meet the span from the lowest to the highest value or
    end that earlier members state. The first claim of a figure is outside of nothing.
    """
    claim = member.claim
    earlier = _earlier(member)
    news = {Trigger.CLAIM: "a new claim"}
    if why := _outside(claim, earlier):
        news[Trigger.OUTSIDE] = why
    if claim.speaker and earlier and claim.speaker_id not in {each.speaker_id for each in earlier}:
        news[Trigger.SPEAKER] = f"{claim.speaker.name} is heard on this for the first time"
    hardened = [found for found in findings_of([*earlier, claim]) if found.kind == HARDENED and found.second == claim]
    if hardened:
        news[Trigger.HEDGE] = hardened[0].why
    return news


def _earlier(member: Membership) -> list[Claim]:
    """The latest claims that were in the figure before, oldest report first."""
    members: QuerySet[Membership] = Membership.objects.counted().filter(figure=member.figure_id, pk__lt=member.pk)
    rows = members.exclude(claim=member.claim_id).select_related(
        "claim__article", "claim__outlet", "claim__speaker", "claim__source"
    )
    found = [each.claim for each in rows.order_by("-pk")[:_COMPARED]]
    return sorted(found, key=lambda claim: (claim.reported_at, claim.pk))


def _outside(claim: Claim, earlier: list[Claim]) -> str:
    """Why a claim lies outside what others said; empty where it does not."""
    known = [end for each in earlier for end in _ends(each)]
    said = _ends(claim)
    if not known or not said:
        return ""
    low, high = min(known), max(known)
    if max(said) < low:
        return f"{stated(claim)} is less than all that was reported before"
    if min(said) > high:
        return f"{stated(claim)} is more than all that was reported before"
    return ""


def _ends(claim: Claim) -> list[Decimal]:
    if claim.value is not None:
        return [claim.value]
    span = claim.interval
    return [end for end in (span.lower, span.upper) if end is not None] if span is not None else []
