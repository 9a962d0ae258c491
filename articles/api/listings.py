"""What every listing view shares: filters, cursor pages, conditional answers, downloads of exactly the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from articles.api.pagination import CursorPages
from articles.api.permissions import ReadOrScope
from articles.selectors.exports import FORMS, exported
from articles.selectors.keyset import Key, Order, ordered

DOWNLOADS = tuple(FORMS)
BY_ID: Mapping[str, Order] = {
    "newest": Order("newest first", (Key("id", is_descending=True),)),
    "oldest": Order("oldest first", (Key("id"),)),
}
FORMAT = OpenApiParameter("format", str, enum=DOWNLOADS, description="all rows as a stream instead of a page")


@method_decorator(conditional_page, name="dispatch")
class Listing(ReadOnlyModelViewSet[Any]):
    """One kind of row: the list and the row. A parameter nobody knows is a 400 that names it."""

    permission_classes = [ReadOrScope]
    pagination_class = CursorPages
    orders: ClassVar[Mapping[str, Order]] = BY_ID
    detail_serializer: ClassVar[type[Any] | None] = None
    lookup_value_regex = r"\d{1,18}"

    def get_serializer_class(self) -> type[Any]:
        if self.action == "retrieve" and self.detail_serializer is not None:
            return self.detail_serializer
        return super().get_serializer_class()


class Downloads(Listing):
    """A listing whose rows can be had all at once."""

    export: ClassVar[str]

    @extend_schema(parameters=[FORMAT])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        form = request.query_params.get("format")
        if form is None:
            return super().list(request, *args, **kwargs)
        if form not in DOWNLOADS:
            raise ValidationError({"format": f"choose one of {', '.join(DOWNLOADS)}"})
        rows = ordered(self.filter_queryset(self.get_queryset()), next(iter(self.orders.values())))
        answer = StreamingHttpResponse(exported(rows, self.export, form), content_type=FORMS[form].media_type)
        answer["Content-Disposition"] = f'attachment; filename="{self.export}.{FORMS[form].extension}"'
        return answer
