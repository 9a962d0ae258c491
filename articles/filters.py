"""One FilterSet a list, used by its page and by the API. A parameter nobody knows is an error that names it."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from articles.models import Article, Claim, Dispute, Figure, Membership, Outlet, Speaker

LONGEST_SEARCH = 200
MEMBERS = Membership.objects.exclude(status=Membership.Status.REJECTED)


class StrictForm(forms.Form):
    """Refuses parameters that are neither filters nor controls of the list."""

    controls: ClassVar[frozenset[str]] = frozenset(
        {"sort", "cursor", "page_size", "format", "level", "expand", "modified_since", "count"}
    )

    def clean(self) -> dict[str, Any]:
        for name in sorted(set(self.data) - set(self.fields) - self.controls):
            self.add_error(None, forms.ValidationError(f"There is no filter “{name[:60]}”.", code="unknown"))
        return super().clean() or self.cleaned_data


class StrictFilterSet(filters.FilterSet):
    """The base of every list's filters."""

    class Meta:
        form = StrictForm

    def problems(self) -> list[str]:
        """What is wrong with the parameters, each naming its parameter; empty when all can be used."""
        if self.is_valid():
            return []
        said = [(name, str(text)) for name, texts in self.form.errors.items() for text in texts]
        return [text if name == "__all__" else f"{name}: {text}" for name, text in said]

    def chosen(self) -> list[tuple[str, str]]:
        """The filters in use, as they were given: ``[("hedge", "about")]``."""
        return [(name, self.data[name]) for name in self.form.fields if self.data.get(name)]


def words_filter(label: str) -> filters.CharFilter:
    """A full-text search in a search engine's syntax, at most 200 characters."""
    return filters.CharFilter(method="search", label=label, max_length=LONGEST_SEARCH)


@extend_schema_field(OpenApiTypes.BOOL)
class YesNoFilter(filters.TypedChoiceFilter):
    """``true`` or ``false``; anything else is an error, not silently no filter."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", "any"), ("true", "yes"), ("false", "no")]
        super().__init__(choices=choices, coerce=lambda value: value == "true", empty_value=None, **kwargs)


@extend_schema_field(OpenApiTypes.INT)
class RowFilter(filters.ModelChoiceFilter):
    """The id of a row."""


class Searching:
    """For lists whose QuerySet answers ``matching(words)``."""

    def search(self, rows: Any, name: str, words: str) -> Any:
        return rows.matching(words)


class ClaimFilter(Searching, StrictFilterSet):
    q = words_filter("Words")
    speaker = RowFilter(queryset=Speaker.objects.all())
    outlet = RowFilter(queryset=Outlet.objects.all())
    source = filters.NumberFilter(field_name="source_id", min_value=1, max_value=2**62)
    figure = RowFilter(queryset=Figure.objects.all(), method="in_figure")
    article = RowFilter(queryset=Article.objects.all())
    measure = filters.ChoiceFilter(choices=Claim._meta.get_field("measure").choices, empty_label="any")
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
    hedge = filters.ChoiceFilter(choices=Claim._meta.get_field("hedge").choices, empty_label="any")
    mode = filters.ChoiceFilter(choices=Claim._meta.get_field("mode").choices, empty_label="any")
    trend = filters.ChoiceFilter(choices=Claim._meta.get_field("trend").choices, empty_label="any")
    disputed = YesNoFilter(method="is_disputed", label="Disputed")
    corrected = YesNoFilter(method="is_corrected", label="Corrected")

    class Meta(StrictFilterSet.Meta):
        model = Claim
        fields: ClassVar[list[str]] = []

    def in_figure(self, rows: QuerySet[Claim], name: str, figure: Figure) -> QuerySet[Claim]:
        return rows.filter(Exists(MEMBERS.filter(claim=OuterRef("pk"), figure=figure)))

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
    measure = filters.ChoiceFilter(choices=Figure._meta.get_field("measure").choices, empty_label="any")
    agreement = filters.ChoiceFilter(choices=Figure.Agreement.choices, empty_label="any")
    disputed = YesNoFilter(method="is_disputed", label="Disputed")
    single_origin = YesNoFilter(method="has_single_origin", label="Single origin")
    series = filters.NumberFilter(field_name="series_id", min_value=1, max_value=2**62)
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

    def with_claim(self, rows: QuerySet[Figure], name: str, who: Model) -> QuerySet[Figure]:
        return rows.filter(Exists(MEMBERS.filter(figure=OuterRef("pk"), **{f"claim__{name}": who})))


class ArticleFilter(StrictFilterSet):
    q = filters.CharFilter(method="search", label="Words", max_length=LONGEST_SEARCH)
    outlet = RowFilter(queryset=Outlet.objects.all())
    state = filters.ChoiceFilter(choices=Article.State.choices, empty_label="any")
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
    kind = filters.ChoiceFilter(choices=Speaker.Kind.choices, empty_label="any")

    class Meta(StrictFilterSet.Meta):
        model = Speaker
        fields: ClassVar[list[str]] = []


class OutletFilter(NamedFilter):
    agency = YesNoFilter(field_name="is_agency", label="Agency")

    class Meta(StrictFilterSet.Meta):
        model = Outlet
        fields: ClassVar[list[str]] = []


class DisputeFilter(StrictFilterSet):
    state = filters.ChoiceFilter(choices=Dispute.State.choices, empty_label="any")
    kind = filters.ChoiceFilter(choices=Dispute.Kind.choices, empty_label="any")
    figure = filters.NumberFilter(field_name="figure_id", min_value=1, max_value=2**62)
    claim = filters.NumberFilter(field_name="claim_id", min_value=1, max_value=2**62)
    machine = YesNoFilter(field_name="opened_by", lookup_expr="isnull", label="Opened by the machine")
    assigned_to = filters.CharFilter(field_name="assigned_to__username", max_length=150, label="Assigned to")
    unassigned = YesNoFilter(field_name="assigned_to", lookup_expr="isnull", label="Nobody's")

    class Meta(StrictFilterSet.Meta):
        model = Dispute
        fields: ClassVar[list[str]] = []


class AnnotationFilter(StrictFilterSet):
    kind = filters.CharFilter(max_length=10)
    claim = filters.NumberFilter(field_name="claim_id", min_value=1, max_value=2**62)
    figure = filters.NumberFilter(field_name="figure_id", min_value=1, max_value=2**62)
    dispute = filters.NumberFilter(field_name="dispute_id", min_value=1, max_value=2**62)
    created_by = filters.CharFilter(field_name="created_by__username", max_length=150)


__all__ = [
    "AnnotationFilter",
    "ArticleFilter",
    "ClaimFilter",
    "DisputeFilter",
    "FigureFilter",
    "OutletFilter",
    "SpeakerFilter",
    "StrictFilterSet",
]
