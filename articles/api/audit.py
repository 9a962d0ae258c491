"""The audit trail: who did what to which row, as the database's triggers wrote it. For reviewers."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from articles.api.conditions import conditional
from articles.api.cursors import unsigned
from articles.api.listings import paged, patient
from articles.api.parameters import Parameter, checked, words
from articles.api.permissions import Reviewers
from articles.api.shared import CURSOR_LENGTH, PAGE_ROWS
from articles.api.throttles import Measured
from articles.filters.fields import IDS
from articles.selectors.events import KINDS, Wanted, event_of, events_page
from articles.selectors.keyset import MOST_ROWS


class EventSerializer(serializers.Serializer[Any]):
    """One thing that happened to one row: ``data`` are the row's tracked columns after it."""

    id = serializers.CharField(help_text="its kind and number, as `claim-12`")
    kind = serializers.ChoiceField(choices=sorted(KINDS))
    row = serializers.IntegerField(help_text="the id of the row")
    label = serializers.CharField(  # type: ignore[assignment]  # the document's own member
        help_text="insert, update, delete; before: the row as it was before an update"
    )
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True, help_text="null: the machine")
    data = serializers.DictField()  # type: ignore[assignment]


class Events(Measured, GenericViewSet[Any]):
    """What happened to rows, newest first."""

    permission_classes = [Reviewers]
    serializer_class = EventSerializer
    lookup_value_regex = r"[a-z]{1,20}-[1-9][0-9]{0,17}"

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """What the list's address takes."""
        size = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": PAGE_ROWS}
        known = [
            words("kind", sorted(KINDS), "kinds of rows, with commas between"),
            Parameter("row", {"type": "string", "pattern": f"^{IDS.pattern}$"}, "ids of rows, with commas between"),
            Parameter("cursor", {"type": "string", "minLength": 1, "maxLength": CURSOR_LENGTH}, "from `next`"),
            Parameter("page_size", size, "rows a page"),
        ]
        return {each.name: each for each in known}

    @classmethod
    def row_parameters(cls) -> dict[str, Parameter]:
        """A row takes none."""
        return {}

    def list(self, request: Request) -> HttpResponseBase:
        asked = checked(request, self.parameters())
        wanted = Wanted(
            kinds=tuple(sorted(set(asked["kind"].split(",")))) if "kind" in asked else tuple(sorted(KINDS)),
            rows=tuple(int(part) for part in asked["row"].split(",")) if "row" in asked else (),
            cursor=unsigned(asked.get("cursor", ""), "events"),
            size=int(asked.get("page_size", PAGE_ROWS)),
        )
        found, following = patient(lambda: events_page(wanted))
        return paged(request, "events", following, {}, json.dumps(found, ensure_ascii=False), ())

    @extend_schema(summary="One event")
    def retrieve(self, request: Request, pk: str) -> HttpResponseBase:
        checked(request, {})
        kind, _, number = pk.partition("-")
        found = event_of(kind, int(number)) if kind in KINDS else None
        if found is None:
            raise Http404
        return conditional(request, json.dumps(found, ensure_ascii=False).encode())
