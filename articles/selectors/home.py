"""What a reader meets first: what is disputed, what most outlets report, what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from articles.models import Article, Claim, Dispute, Figure, Membership, Outlet
from articles.selectors.figures import members_of
from articles.selectors.tallies import MOST_TOTALLED, totals_of

STRIP_CLAIMS = 24
DRAWN = (
    "claim__value", "claim__interval", "claim__hedge", "claim__surface", "claim__unit", "claim__unit_code", "claim__currency",
    "claim__measure", "claim__reported_at", "claim__outlet__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reported:
    """One figure with enough of its claims to draw a strip, and its open dispute if it has one."""

    figure: Figure
    claims: list[Claim]
    dispute: Dispute | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is; numbers from ten thousand on are estimates."""

    articles: int
    outlets: int
    claims: int
    figures: int
    is_about: bool


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    totals: Totals
    disputed: list[Reported]
    reported: list[Reported]
    newest: list[Article]


def home_view() -> HomeView:
    """The home page in seven queries; a large table's rows are one more each."""
    open_ones = Dispute.objects.open().filter(figure__merged_into__isnull=True).select_related("figure")
    rising = Q(kind=Dispute.Kind.UPDATE)
    # a toll that was still rising is the lesser news
    disputes = [*open_ones.exclude(rising).most_reported()[:12], *open_ones.filter(rising).most_reported()[:12]]
    by_figure: dict[int, Dispute] = {}
    for dispute in disputes:
        if dispute.figure_id is not None:
            by_figure.setdefault(dispute.figure_id, dispute)
    disputed = [dispute.figure for dispute in list(by_figure.values())[:6] if dispute.figure]
    most = list(Figure.objects.standing().exclude(pk__in=[f.pk for f in disputed]).most_reported()[:6])
    claims = strips_of([*disputed, *most])
    return HomeView(
        totals=totals(),
        disputed=[Reported(figure, claims[figure.pk], by_figure[figure.pk]) for figure in disputed],
        reported=[Reported(figure, claims[figure.pk]) for figure in most],
        newest=list(Article.objects.filter(state=Article.State.DONE).select_related("outlet").newest()[:8]),
    )


def strips_of(figures: Sequence[Figure], *, with_speakers: bool = False) -> dict[int, list[Claim]]:
    """At most 24 claims of each figure, latest last, in one query; an empty list for a figure without any.

    They hold what a strip draws, and who is named beside a mark where that is wanted.
    """
    place = Window(
        RowNumber(), partition_by=F("figure_id"), order_by=(F("claim__reported_at").desc(), F("claim_id").desc())
    )
    members = (
        members_of(figures)
        .exclude(status=Membership.Status.REJECTED)
        .exclude(is_component=True)
        .annotate(place=place)
        .filter(place__lte=STRIP_CLAIMS)
    )
    named = ["claim__outlet", *(["claim__speaker"] if with_speakers else [])]
    columns = [*DRAWN, *(["claim__speaker__name"] if with_speakers else [])]
    members = members.select_related(None).select_related(*named).only("figure_id", *columns)
    found: dict[int, list[Claim]] = defaultdict(list)
    for member in members if figures else ():
        found[member.figure_id].append(member.claim)
    return found


def totals() -> Totals:
    """Counts; from ten thousand on what the database's statistics say, to two digits."""
    articles, outlets, claims, figures = totals_of(
        Article.objects.filter(state=Article.State.DONE),
        Outlet.objects.filter(merged_into__isnull=True),
        Claim.objects.current(),
        Figure.objects.standing(),
    )
    is_about = max(articles, outlets, claims, figures) >= MOST_TOTALLED
    return Totals(articles, outlets, claims, figures, is_about)
