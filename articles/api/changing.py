"""Numbers that outlets changed in articles already published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import F
from rest_framework import serializers

from articles.api import nouns
from articles.api.fields import Neighbour
from articles.api.listings import BY_ID, Listing
from articles.api.serializers import ArticleSerializer, ClaimSerializer
from articles.filters.intake import ChangeFilter
from articles.models import NumberChange
from articles.selectors.changes import listed_changes, told_change
from articles.selectors.json_rows import Columns, Noun, nested


class ChangeSerializer(serializers.ModelSerializer[NumberChange]):
    """One number before and after; ``before`` is null for a new one, ``after`` for one that is no longer said."""

    article = Neighbour(ArticleSerializer)
    told = serializers.CharField(read_only=True, help_text="the change in words")
    before = ClaimSerializer(read_only=True, allow_null=True)
    after = ClaimSerializer(read_only=True, allow_null=True)

    class Meta:
        model = NumberChange
        fields = ["id", "article", "earlier", "later", "aspects", "has_notice", "told", "before", "after", "created_at"]


def _change(at: str) -> Columns:
    plain = {name: F(f"{at}{name}") for name in ("id", "article", "earlier", "later", "aspects", "has_notice")}
    sides = {name: nested(f"{at}{name}", nouns.CLAIMS.shape) for name in ("before", "after")}
    return {**plain, "told": F(f"{at}id"), **sides, "created_at": F(f"{at}created_at")}


class ToldNoun(Noun):
    """Changes, with their words beside them."""

    def json_of(
        self, ids: Sequence[int], fields: Sequence[str] = (), expand: Sequence[str] = (), using: str = ""
    ) -> str:
        found: list[dict[str, Any]] = json.loads(super().json_of(ids, fields, expand, using))
        if fields and "told" not in fields:
            return json.dumps(found, ensure_ascii=False)
        words = {change.pk: told_change(change) for change in listed_changes().filter(pk__in=ids)}
        return json.dumps([{**row, "told": words[row["id"]]} for row in found], ensure_ascii=False)


CHANGES = ToldNoun("changes", NumberChange, _change, {"article": nouns.ARTICLES})


class Changes(Listing):
    """Values, units, hedges and speakers that outlets edited; other edits are left out."""

    noun = row_noun = CHANGES
    shown_from = ("claim", "article")
    serializer_class = ChangeSerializer
    filters = ChangeFilter
    orders = BY_ID
    has_past = False
    facets = {"outlet": ("article__outlet_id", "article__outlet__name"), "notice": ("has_notice",)}
