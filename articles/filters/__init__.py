"""One FilterSet a list, used by its page and by the API. A parameter nobody knows is an error that names it."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.filters.fields import (
    LONGEST_SEARCH,
    ChoicesFilter,
    RowFilter,
    Rows,
    StrictFilterSet,
    YesNoFilter,
    words_filter,
)
from articles.filters.searching import Searching, rows_near
from articles.models import (
    Annotation,
    Article,
    Claim,
    Dispute,
    Figure,
    Membership,
    Outlet,
    Revision,
    Series,
    Source,
    Speaker,
    Verdict,
)

MEMBERS = Membership.objects.exclude(status=Membership.Status.REJECTED)


class ClaimFilter(Searching, StrictFilterSet):
    q = words_filter("Words")
    speaker = RowFilter(queryset=Speaker.objects.all())
    outlet = RowFilter(queryset=Outlet.objects.all())
    source = RowFilter(queryset=Source.objects.all())
    figure = RowFilter(queryset=Figure.objects.all(), method="in_figure")
    article = RowFilter(queryset=Article.objects.all())
    measure = ChoicesFilter(choices=Claim._meta.get_field("measure").choices)
    unit = filters.CharFilter(method="of_unit", label="Unit", max_length=100)
    currency = filters.CharFilter(field_name="currency", lookup_expr="iexact", max_length=10)
    value_min = filters.NumberFilter(
        field_name="value", lookup_expr="gte", label="Value from", decimal_places=10, max_digits=40
    )
    value_max = filters.NumberFilter(
        field_name="value", lookup_expr="lte", label="Value to", decimal_places=10, max_digits=40
    )
    reported_after = filters.DateFilter(field_name="reported_at", lookup_expr="date__gte", label="Reported from")
    reported_before = filters.DateFilter(field_name="reported_at", lookup_expr="date__lte", label="Reported to")
    hedge = ChoicesFilter(choices=Claim._meta.get_field("hedge").choices)
    mode = ChoicesFilter(choices=Claim._meta.get_field("mode").choices)
    trend = ChoicesFilter(choices=Claim._meta.get_field("trend").choices)
    disputed = YesNoFilter(method="is_disputed", label="Disputed")
    corrected = YesNoFilter(method="is_corrected", label="Corrected")

    class Meta(StrictFilterSet.Meta):
        model = Claim
        fields: ClassVar[list[str]] = []

    def in_figure(self, rows: QuerySet[Claim], name: str, figures: Rows) -> QuerySet[Claim]:
        return rows.filter(Exists(MEMBERS.filter(claim=OuterRef("pk"), figure__in=figures)))

    def of_unit(self, rows: QuerySet[Claim], name: str, unit: str) -> QuerySet[Claim]:
        return rows.filter(Q(unit_code__iexact=unit) | Q(unit__iexact=unit))

    def is_disputed(self, rows: QuerySet[Claim], name: str, wanted: bool) -> QuerySet[Claim]:
        return rows.filter(disputed_claim() if wanted else ~disputed_claim())

    def is_corrected(self, rows: QuerySet[Claim], name: str, wanted: bool) -> QuerySet[Claim]:
        return rows.exclude(corrected_fields=[]) if wanted else rows.filter(corrected_fields=[])


def disputed_claim() -> Q:
    """Claims with an open dispute of their own, or in a figure that has one."""
    disputes = Dispute.objects.filter(state__in=Dispute.OPEN_STATES)
    in_figure = MEMBERS.filter(claim=OuterRef("pk"), figure__disputes__state__in=Dispute.OPEN_STATES)
    return Q(Exists(disputes.filter(claim=OuterRef("pk")))) | Q(Exists(in_figure))


class FigureFilter(Searching, StrictFilterSet):
    q = words_filter("Words")
    measure = ChoicesFilter(choices=Figure._meta.get_field("measure").choices)
    agreement = ChoicesFilter(choices=Figure.Agreement.choices)
    disputed = YesNoFilter(method="is_disputed", label="Disputed")
    single_origin = YesNoFilter(method="has_single_origin", label="Single origin")
    series = RowFilter(queryset=Series.objects.all())
    outlet = RowFilter(queryset=Outlet.objects.all(), method="with_claim")
    speaker = RowFilter(queryset=Speaker.objects.all(), method="with_claim")
    outlets_min = filters.NumberFilter(
        field_name="outlet_count", lookup_expr="gte", label="Outlets at least", min_value=0, max_value=10**6
    )

    class Meta(StrictFilterSet.Meta):
        model = Figure
        fields: ClassVar[list[str]] = []

    def is_disputed(self, rows: QuerySet[Figure], name: str, wanted: bool) -> QuerySet[Figure]:
        disputed = Exists(Dispute.objects.filter(figure=OuterRef("pk"), state__in=Dispute.OPEN_STATES))
        return rows.filter(disputed if wanted else ~disputed)

    def has_single_origin(self, rows: QuerySet[Figure], name: str, wanted: bool) -> QuerySet[Figure]:
        return rows.filter(origin_count=1) if wanted else rows.exclude(origin_count=1)

    def with_claim(self, rows: QuerySet[Figure], name: str, who: Rows) -> QuerySet[Figure]:
        return rows.filter(Exists(MEMBERS.filter(figure=OuterRef("pk"), **{f"claim__{name}__in": who})))


class ArticleFilter(StrictFilterSet):
    q = filters.CharFilter(method="search", label="Words", max_length=LONGEST_SEARCH)
    outlet = RowFilter(queryset=Outlet.objects.all())
    state = ChoicesFilter(choices=Article.State.choices)
    language = filters.CharFilter(max_length=16)
    published_after = filters.DateFilter(field_name="published_at", lookup_expr="date__gte", label="Published from")
    published_before = filters.DateFilter(field_name="published_at", lookup_expr="date__lte", label="Published to")
    copies = YesNoFilter(field_name="copy_of", lookup_expr="isnull", exclude=True, label="Copies of another article")
    revised = YesNoFilter(method="is_revised", label="Changed after publication")

    class Meta(StrictFilterSet.Meta):
        model = Article
        fields: ClassVar[list[str]] = []

    def search(self, rows: Any, name: str, words: str) -> Any:
        return rows.matching(words)

    def is_revised(self, rows: QuerySet[Article], name: str, wanted: bool) -> QuerySet[Article]:
        revised = Q(revisions__is_latest=True, revisions__number__gt=1)
        return rows.filter(revised) if wanted else rows.exclude(revised)


class NamedFilter(StrictFilterSet):
    """Lists of things that are found by name."""

    q = filters.CharFilter(field_name="name", lookup_expr="icontains", label="Name", max_length=LONGEST_SEARCH)


class SpeakerFilter(NamedFilter):
    kind = ChoicesFilter(choices=Speaker.Kind.choices)

    class Meta(StrictFilterSet.Meta):
        model = Speaker
        fields: ClassVar[list[str]] = []


class OutletFilter(NamedFilter):
    agency = YesNoFilter(field_name="is_agency", label="Agency")

    class Meta(StrictFilterSet.Meta):
        model = Outlet
        fields: ClassVar[list[str]] = []


class DisputeFilter(StrictFilterSet):
    state = ChoicesFilter(choices=Dispute.State.choices)
    kind = ChoicesFilter(choices=Dispute.Kind.choices)
    figure = RowFilter(queryset=Figure.objects.all())
    claim = RowFilter(queryset=Claim.objects.all())
    machine = YesNoFilter(field_name="opened_by", lookup_expr="isnull", label="Opened by the machine")
    assigned_to = filters.CharFilter(field_name="assigned_to__username", max_length=150, label="Assigned to")
    unassigned = YesNoFilter(field_name="assigned_to", lookup_expr="isnull", label="Nobody's")

    class Meta(StrictFilterSet.Meta):
        model = Dispute
        fields: ClassVar[list[str]] = []


class AnnotationFilter(StrictFilterSet):
    kind = ChoicesFilter(choices=Annotation.Kind.choices)
    claim = RowFilter(queryset=Claim.objects.all())
    figure = RowFilter(queryset=Figure.objects.all())
    dispute = RowFilter(queryset=Dispute.objects.all())
    revision = RowFilter(queryset=Revision.objects.all())
    created_by = filters.CharFilter(field_name="created_by__username", max_length=150)
    orphaned = YesNoFilter(field_name="is_orphaned", label="Orphaned")


class VerdictFilter(StrictFilterSet):
    dispute = RowFilter(queryset=Dispute.objects.all())
    figure = RowFilter(field_name="dispute__figure", queryset=Figure.objects.all())
    rule = ChoicesFilter(choices=Verdict.Rule.choices)
    created_by = filters.CharFilter(field_name="created_by__username", max_length=150)
    standing = YesNoFilter(field_name="superseded_by", lookup_expr="isnull", label="Not superseded")


class SourceFilter(NamedFilter):
    kind = ChoicesFilter(choices=Source.Kind.choices)
    outlet = RowFilter(queryset=Outlet.objects.all())


class AliasFilter(NamedFilter):
    speaker = RowFilter(queryset=Speaker.objects.all())


class SeriesFilter(StrictFilterSet):
    q = filters.CharFilter(
        field_name="definition", lookup_expr="icontains", label="Definition", max_length=LONGEST_SEARCH
    )


class TokenFilter(StrictFilterSet):
    revoked = YesNoFilter(field_name="revoked_at", lookup_expr="isnull", exclude=True, label="Revoked")


class RevisionFilter(StrictFilterSet):
    article = RowFilter(queryset=Article.objects.all())
    latest = YesNoFilter(field_name="is_latest", label="Latest text of its article")


__all__ = [
    "AliasFilter",
    "AnnotationFilter",
    "ArticleFilter",
    "ClaimFilter",
    "DisputeFilter",
    "FigureFilter",
    "OutletFilter",
    "RevisionFilter",
    "Rows",
    "Searching",
    "SeriesFilter",
    "SourceFilter",
    "SpeakerFilter",
    "StrictFilterSet",
    "TokenFilter",
    "VerdictFilter",
    "rows_near",
]
