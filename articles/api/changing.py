"""Numbers that outlets changed in articles already published."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.api.listings import Listing
from articles.api.serializers import ClaimSerializer
from articles.filters.intake import ChangeFilter
from articles.models import NumberChange
from articles.selectors.changes import CHANGE_ORDERS, told_change


class ChangeSerializer(serializers.ModelSerializer[NumberChange]):
    """One number before and after; ``before`` is null for a new one, ``after`` for one that is no longer said."""

    told = serializers.SerializerMethodField(help_text="the change in words")
    before = ClaimSerializer(read_only=True, allow_null=True)
    after = ClaimSerializer(read_only=True, allow_null=True)

    class Meta:
        model = NumberChange
        fields = ["id", "article", "earlier", "later", "aspects", "has_notice", "told", "before", "after", "created_at"]

    def get_told(self, change: NumberChange) -> str:
        return told_change(change)


class Changes(Listing):
    """Values, units, hedges and speakers that outlets edited; other edits are left out."""

    queryset: Any = NumberChange.objects.all().for_list().select_related("before__source", "after__source")
    serializer_class = ChangeSerializer
    filterset_class = ChangeFilter
    orders = CHANGE_ORDERS
