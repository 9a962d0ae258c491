"""The rows that programs read: one class a kind."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from articles.api import serializers
from articles.api.listings import Downloads, Listing
from articles.filters import FigureFilter, OutletFilter, SpeakerFilter
from articles.models import Claim, Figure, Membership, Outlet, Revision, Source, Speaker, Verdict
from articles.selectors.figures import FIGURE_ORDERS


class Outlets(Listing):
    """Who publishes."""

    queryset = Outlet.objects.all()
    serializer_class = serializers.OutletSerializer
    filterset_class = OutletFilter


class Speakers(Listing):
    """Whose words carry numbers."""

    queryset = Speaker.objects.prefetch_related("aliases")
    serializer_class = serializers.SpeakerSerializer
    filterset_class = SpeakerFilter


class Sources(Listing):
    """What articles cite besides a voice."""

    queryset = Source.objects.all()
    serializer_class = serializers.SourceSerializer


class Figures(Downloads):
    """What is measured, with the claims that answer it."""

    export = "figures"
    queryset = Figure.objects.all()
    serializer_class = serializers.FigureSerializer
    detail_serializer = serializers.FigureDetailSerializer
    filterset_class = FigureFilter
    orders = FIGURE_ORDERS

    def get_queryset(self) -> QuerySet[Figure]:
        if self.action != "retrieve":
            return Figure.objects.all().standing()
        claims = Claim.objects.all().for_list()
        members = Membership.objects.all().counted().prefetch_related(Prefetch("claim", claims))
        return Figure.objects.prefetch_related(
            Prefetch("memberships", members.order_by("claim__reported_at", "pk"), to_attr="counted"),
            "disputes__opened_by",
            "disputes__closed_by",
        )


class Revisions(Listing):
    """Every text of every article."""

    queryset = Revision.objects.defer("search")
    serializer_class = serializers.RevisionSerializer


class Verdicts(Listing):
    """How reviewers ruled; superseded ones stay."""

    queryset = Verdict.objects.select_related("created_by")
    serializer_class: type[Any] = serializers.VerdictSerializer
