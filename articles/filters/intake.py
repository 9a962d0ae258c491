"""Filters of what comes in: changed numbers."""

from __future__ import annotations

from typing import ClassVar

import django_filters as filters
from django.db.models import QuerySet

from articles.filters.fields import RowFilter, StrictFilterSet, YesNoFilter
from articles.models import Article, NumberChange, Outlet


class ChangeFilter(StrictFilterSet):
    """What outlets changed in numbers."""

    outlet = RowFilter(queryset=Outlet.objects.all(), field_name="article__outlet")
    article = RowFilter(queryset=Article.objects.all())
    aspect = filters.ChoiceFilter(
        choices=NumberChange.ASPECTS, method="has_aspect", empty_label="any", label="What changed"
    )
    notice = YesNoFilter(field_name="has_notice", label="Correction notice")
    seen_after = filters.DateFilter(field_name="created_at", lookup_expr="date__gte", label="Seen from")
    seen_before = filters.DateFilter(field_name="created_at", lookup_expr="date__lte", label="Seen to")

    class Meta(StrictFilterSet.Meta):
        model = NumberChange
        fields: ClassVar[list[str]] = []

    def has_aspect(self, rows: QuerySet[NumberChange], name: str, aspect: str) -> QuerySet[NumberChange]:
        return rows.filter(aspects__contains=[aspect])
