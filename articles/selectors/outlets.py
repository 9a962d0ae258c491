"""The list of outlets, and one outlet's record: rates with the counts they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from articles.models import Article, Claim, Dispute, Figure, Membership, Outlet
from articles.selectors.keyset import Key, Order
from articles.selectors.tallies import MOST_COUNTED, tally

# each figure is a look at another place of three tables
MOST_JUDGED = 300
JUDGED = ("first_reported_at", "outlet_count", "agreement")
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
    """One outlet's rates over its newest claims and articles, its disputed figures and newest articles, in eight queries.

    A thousand claims tell a rate to a point or two, and cost the same for a paper with a million; figures lie further apart.
    """
    claims = Claim.objects.current().filter(outlet=outlet).newest()
    said = claims[:MOST_COUNTED].aggregate(
        all=Count("pk"),
        attributed=Count("pk", filter=Q(speaker__isnull=False) | Q(source__isnull=False)),
        hedged=Count("pk", filter=~Q(hedge="exact")),
    )
    pieces = outlet.articles.newest()[:MOST_COUNTED].aggregate(
        all=Count("pk"), copied=Count("pk", filter=Q(copy_of__isnull=False))
    )
    told = _told_by(outlet)
    shared = [each for each in told if each.is_shared]
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
                sum(each.is_clashing for each in shared),
                len(shared),
                "figures shared with another outlet whose reports cannot all be right; either side may be",
            ),
            Rate(
                "first",
                len(_first_by(outlet, shared)),
                len(shared),
                "shared figures of which no report in this collection is older; a tie counts for both",
            ),
            Rate("copied", pieces["copied"], pieces["all"], "articles whose text was found in an earlier article here"),
        ],
        disputed=list(_disputed(told)),
        newest=list(outlet.articles.newest()[:10]),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that an outlet tells: when it did so first among its newest claims, and when anybody did."""

    figure_id: int
    here_at: datetime
    first_at: datetime | None
    is_shared: bool
    is_clashing: bool


def _told_by(outlet: Outlet) -> list[Told]:
    """The figures of the outlet's newest claims, the latest told last."""
    newest = Claim.objects.current().filter(outlet=outlet).newest()
    reported = dict(newest.values_list("pk", "reported_at")[:MOST_JUDGED])
    rows = Membership.objects.exclude(status=Membership.Status.REJECTED).filter(
        is_component=False, claim__in=list(reported), figure__merged_into__isnull=True, figure__claim_count__gt=0
    )
    columns = ("claim_id", "figure_id", *(f"figure__{name}" for name in JUDGED))
    told = sorted((reported[claim], *rest) for claim, *rest in rows.values_list(*columns))
    found: dict[int, Told] = {}
    for at, pk, first_at, outlets, agreement in told:
        is_clashing = agreement == Figure.Agreement.CONFLICT
        found.setdefault(pk, Told(pk, at, first_at, outlets > 1, is_clashing))
    return list(found.values())


def _first_by(outlet: Outlet, told: Sequence[Told]) -> set[int]:
    """Those figures of which no report is older than the outlet's own."""
    first = {each.figure_id for each in told if each.first_at and each.here_at <= each.first_at}
    oldest = min((each.here_at for each in told), default=None)
    # of a figure that began before the newest claims do, the outlet's own first report may lie further back
    earlier = [each.figure_id for each in told if oldest and each.first_at and each.first_at <= oldest]
    own = Membership.objects.counted().filter(figure__in=earlier, claim__outlet=outlet)
    own = own.filter(claim__reported_at__lte=F("figure__first_reported_at"))
    return first | set(own.values_list("figure_id", flat=True))


def _disputed(told: Sequence[Told]) -> QuerySet[Figure]:
    open_ones = Dispute.objects.open().filter(figure__in=[each.figure_id for each in told])
    return Figure.objects.filter(pk__in=open_ones.values("figure")).most_reported()[:10]
