"""The filters of what people did."""

from __future__ import annotations

from typing import ClassVar

import django_filters as filters
from django.db.models import QuerySet

from articles.filters.fields import ChoicesFilter, StrictFilterSet, YesNoFilter
from articles.models import Act


class ActFilter(StrictFilterSet):
    verb = ChoicesFilter(choices=Act.Verb.choices, label="What")
    by = filters.CharFilter(field_name="done_by__username", max_length=150, label="By")
    undone = YesNoFilter(field_name="undone_at", lookup_expr="isnull", exclude=True, label="Undone")
    about = filters.CharFilter(method="of_row", label="About", max_length=60)

    class Meta(StrictFilterSet.Meta):
        model = Act
        fields: ClassVar[list[str]] = []

    def of_row(self, rows: QuerySet[Act], name: str, key: str) -> QuerySet[Act]:
        return rows.filter(about__contains=[key])
