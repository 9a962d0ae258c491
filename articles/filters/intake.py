"""Filters of what comes in: feeds and changed numbers."""

from __future__ import annotations

from typing import ClassVar

import django_filters as filters
from django.db.models import Q, QuerySet

from articles.filters.fields import LONGEST_SEARCH, ChoicesFilter, RowFilter, StrictFilterSet, YesNoFilter
from articles.models import Article, Feed, NumberChange, Outlet


class ChangeFilter(StrictFilterSet):
    """What outlets changed in numbers."""

    outlet = RowFilter(queryset=Outlet.objects.all(), field_name="article__outlet")
    article = RowFilter(queryset=Article.objects.all())
    aspect = ChoicesFilter(choices=NumberChange.ASPECTS, method="has_aspect", label="What changed")
    notice = YesNoFilter(field_name="has_notice", label="Correction notice")
    seen_after = filters.DateFilter(field_name="created_at", lookup_expr="date__gte", label="Seen from")
    seen_before = filters.DateFilter(field_name="created_at", lookup_expr="date__lte", label="Seen to")

    class Meta(StrictFilterSet.Meta):
        model = NumberChange
        fields: ClassVar[list[str]] = []

    def has_aspect(self, rows: QuerySet[NumberChange], name: str, aspects: list[str]) -> QuerySet[NumberChange]:
        return rows.filter(aspects__overlap=aspects)


class FeedFilter(StrictFilterSet):
    """Which feeds are followed, and how they go."""

    q = filters.CharFilter(method="named", label="Words", max_length=LONGEST_SEARCH)
    outlet = RowFilter(queryset=Outlet.objects.all())
    active = YesNoFilter(field_name="is_active", label="Polled")
    failing = YesNoFilter(method="is_failing", label="Failing")

    class Meta(StrictFilterSet.Meta):
        model = Feed
        fields: ClassVar[list[str]] = []

    def named(self, rows: QuerySet[Feed], name: str, words: str) -> QuerySet[Feed]:
        return rows.filter(Q(title__icontains=words) | Q(url__icontains=words))

    def is_failing(self, rows: QuerySet[Feed], name: str, wanted: bool) -> QuerySet[Feed]:
        return rows.filter(failure_count__gt=0) if wanted else rows.filter(failure_count=0)
