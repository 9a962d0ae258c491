"""The list of outlets, and one outlet's record: rates with the counts they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from articles.models import Article, Claim, Figure, Membership, Outlet
from articles.selectors.keyset import Key, Order
from articles.selectors.tallies import MOST_COUNTED, tally

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
    """One outlet with how much of it there is, counted to a thousand."""

    outlet: Outlet
    articles: int
    claims: int


@dataclass(frozen=True, slots=True)
class OutletView:
    """One outlet's record; its counts go to a thousand."""

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
    """Tallies for the rows of one page, in one query."""
    rows = Outlet.objects.filter(pk__in=[each.pk for each in outlets]).annotate(
        articles_held=tally(Article.objects.filter(outlet=OuterRef("pk"))),
        claims_held=tally(Claim.objects.current().filter(outlet=OuterRef("pk"))),
    )
    held = {pk: (articles, claims) for pk, articles, claims in rows.values_list("pk", "articles_held", "claims_held")}
    return [OutletRow(each, *held[each.pk]) for each in outlets]


def outlet_view(outlet: Outlet) -> OutletView:
    """One outlet's rates over its newest thousand claims and articles, its disputed figures and newest articles, in five queries.

    A thousand tell a rate to a point or two, and cost the same for a paper with a million claims.
    """
    claims = Claim.objects.current().filter(outlet=outlet).newest()[:MOST_COUNTED]
    said = claims.aggregate(
        all=Count("pk"),
        attributed=Count("pk", filter=Q(speaker__isnull=False) | Q(source__isnull=False)),
        hedged=Count("pk", filter=~Q(hedge="exact")),
    )
    pieces = outlet.articles.newest()[:MOST_COUNTED].aggregate(
        all=Count("pk"), copied=Count("pk", filter=Q(copy_of__isnull=False))
    )
    told = Membership.objects.counted().filter(claim__in=claims.values("pk"))
    figures = Figure.objects.standing().filter(pk__in=told.values("figure"))
    judged = figures.filter(outlet_count__gt=1).aggregate(
        all=Count("pk"),
        clashing=Count("pk", filter=Q(agreement=Figure.Agreement.CONFLICT)),
        first=Count("pk", filter=Q(Exists(_first_by(outlet)))),
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
                judged["first"],
                judged["all"],
                "shared figures of which no report in this collection is older; a tie counts for both",
            ),
            Rate("copied", pieces["copied"], pieces["all"], "articles whose text was found in an earlier article here"),
        ],
        disputed=list(figures.disputed().most_reported()[:10]),
        newest=list(outlet.articles.newest()[:10]),
    )


def _first_by(outlet: Outlet) -> QuerySet[Membership]:
    """The outlet's reports of a figure of which none is older."""
    own = Membership.objects.counted().filter(figure=OuterRef("pk"), claim__outlet=outlet)
    return own.filter(claim__reported_at__lte=OuterRef("first_reported_at"))
