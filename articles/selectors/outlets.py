"""The list of outlets, and one outlet's record: rates with the counts they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from articles.models import Article, Claim, Figure, Membership, Outlet
from articles.selectors.keyset import Key, Order

OUTLET_ORDERS: Mapping[str, Order] = {"name": Order("by name", (Key("sort_name", kind=str), Key("id")))}


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with what it is a share of, and how it was counted."""

    name: str
    part: int
    whole: int
    method: str

    @property
    def percent(self) -> int | None:
        """The share in whole percent; None where there is nothing to count."""
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One outlet with how much of it there is."""

    outlet: Outlet
    articles: int
    claims: int


@dataclass(frozen=True, slots=True)
class OutletView:
    """One outlet's record."""

    outlet: Outlet
    articles: int
    claims: int
    rates: list[Rate]
    disputed: list[Figure]
    newest: list[Article]


def listed_outlets() -> QuerySet[Outlet]:
    """Those that stand for themselves, sortable by name."""
    return Outlet.objects.filter(merged_into__isnull=True).annotate(sort_name=Lower("name"))


def counted_outlets(outlets: Sequence[Outlet]) -> list[OutletRow]:
    """Counts for the rows of one page, in two queries."""
    articles = _counts(Article.objects.filter(outlet__in=outlets))
    claims = _counts(Claim.objects.current().filter(outlet__in=outlets))
    return [OutletRow(each, articles.get(each.pk, 0), claims.get(each.pk, 0)) for each in outlets]


def _counts(rows: QuerySet[Article] | QuerySet[Claim]) -> dict[int, int]:
    return dict(rows.order_by().values_list("outlet").annotate(n=Count("pk")))


def outlet_view(outlet: Outlet) -> OutletView:
    """One outlet's rates over all of its current claims, its disputed figures and newest articles, in five queries."""
    claims = Claim.objects.current().filter(outlet=outlet).order_by()
    said = claims.aggregate(
        all=Count("pk"),
        attributed=Count("pk", filter=Q(speaker__isnull=False) | Q(source__isnull=False)),
        hedged=Count("pk", filter=~Q(hedge="exact")),
    )
    pieces = outlet.articles.aggregate(all=Count("pk"), copied=Count("pk", filter=Q(copy_of__isnull=False)))
    figures = Figure.objects.standing().filter(memberships__in=_members(outlet)).distinct()
    shared = figures.filter(outlet_count__gt=1)
    judged = shared.aggregate(all=Count("pk"), clashing=Count("pk", filter=Q(agreement=Figure.Agreement.CONFLICT)))
    first = (
        shared.annotate(own=Subquery(_first_by(outlet)), any=F("first_reported_at")).filter(own__lte=F("any")).count()
    )
    return OutletView(
        outlet=outlet,
        articles=pieces["all"],
        claims=said["all"],
        rates=[
            Rate("attributed", said["attributed"], said["all"], "claims that name a speaker or a cited source"),
            Rate(
                "hedged",
                said["hedged"],
                said["all"],
                "claims put with “about”, “at least”, “up to”, a range or a vague word",
            ),
            Rate(
                "in conflict",
                judged["clashing"],
                judged["all"],
                "figures shared with another outlet whose reports cannot all be right; either side may be",
            ),
            Rate(
                "first",
                first,
                judged["all"],
                "shared figures of which no report in this collection is older; a tie counts for both",
            ),
            Rate("copied", pieces["copied"], pieces["all"], "articles whose text was found in an earlier article here"),
        ],
        disputed=list(figures.disputed().most_reported()[:10]),
        newest=list(outlet.articles.newest()[:10]),
    )


def _members(outlet: Outlet) -> QuerySet[Membership]:
    return Membership.objects.counted().filter(claim__outlet=outlet)


def _first_by(outlet: Outlet) -> QuerySet[Membership, Any]:
    own = _members(outlet).filter(figure=OuterRef("pk")).order_by()
    return own.values("figure").annotate(at=Min("claim__reported_at")).values("at")
