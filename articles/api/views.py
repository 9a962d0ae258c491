"""The rows that programs read and nobody writes by hand: one class a kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from articles.api import nouns, serializers
from articles.api.listings import BY_ID, Listing
from articles.filters import (
    AliasFilter,
    OutletFilter,
    RevisionFilter,
    SeriesFilter,
    SourceFilter,
    SpeakerFilter,
    VerdictFilter,
)
from articles.selectors.keyset import Key, Order

BY_NAME = {**BY_ID, "name": Order("by name", (Key("name", kind=str), Key("id")))}


class Unmerged(Listing):
    """Rows of which two may turn out to be one: the list shows those that stand for themselves."""

    def listed(self) -> QuerySet[Any]:
        return self.every().filter(merged_into__isnull=True)


class Outlets(Unmerged):
    """Who publishes."""

    noun = row_noun = nouns.OUTLETS
    shown_from = ("outlet",)
    serializer_class = serializers.OutletSerializer
    filters = OutletFilter
    orders = BY_NAME
    facets = {"country": ("country",), "agency": ("is_agency",)}
    export = "outlets"


class Speakers(Unmerged):
    """Whose words carry numbers."""

    noun = row_noun = nouns.SPEAKERS
    shown_from = ("speaker", "alias")
    serializer_class = serializers.SpeakerSerializer
    filters = SpeakerFilter
    orders = BY_NAME
    facets = {"kind": ("kind",)}
    export = "speakers"


class Aliases(Listing):
    """The names under which speakers are found."""

    noun = row_noun = nouns.ALIASES
    shown_from = ("alias", "speaker")
    serializer_class = serializers.AliasSerializer
    filters = AliasFilter
    orders = BY_NAME


class Sources(Unmerged):
    """What articles cite besides a voice."""

    noun = row_noun = nouns.SOURCES
    shown_from = ("source", "outlet")
    serializer_class = serializers.SourceSerializer
    filters = SourceFilter
    orders = BY_NAME
    facets = {"kind": ("kind",)}


class SeriesRows(Listing):
    """Definitions over time."""

    noun = row_noun = nouns.SERIES
    shown_from = ("series",)
    serializer_class = serializers.SeriesSerializer
    filters = SeriesFilter


class Revisions(Listing):
    """Every text of every article; the list leaves the texts out unless `fields` names them."""

    noun = nouns.REVISIONS
    row_noun = nouns.REVISION
    shown_from = ("revision", "article")
    serializer_class = serializers.RevisionSerializer
    filters = RevisionFilter


class Verdicts(Listing):
    """How reviewers ruled; superseded ones stay."""

    noun = row_noun = nouns.VERDICTS
    shown_from = ("verdict",)
    serializer_class = serializers.VerdictSerializer
    filters = VerdictFilter
    orders = {
        "latest": Order(
            "latest first", (Key("created_at", is_descending=True, kind=datetime), Key("id", is_descending=True))
        ),
        **BY_ID,
    }
    facets = {"rule": ("rule",)}
