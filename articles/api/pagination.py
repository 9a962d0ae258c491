"""Pages by opaque cursor; the total only where it is asked for."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from articles.selectors.keyset import MOST_ROWS, BadCursor, page_of

ROWS = 50


class CursorPages(BasePagination):
    """``page_size`` to 100, ``cursor`` from ``next``, ``sort`` one of the view's orders, ``count=true`` for the total."""

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        orders = view.orders  # type: ignore[union-attr]  # every listing view names its orders
        name = request.query_params.get("sort") or next(iter(orders))
        if name not in orders:
            raise ValidationError({"sort": f"choose one of {', '.join(orders)}"})
        self.address = request.build_absolute_uri()
        self.total = queryset.count() if request.query_params.get("count") == "true" else None
        try:
            page = page_of(queryset, orders[name], request.query_params.get("cursor", ""), self._size(request))
        except BadCursor as bad:
            raise ValidationError({"cursor": "this is not a cursor of this list"}) from bad
        self.next_cursor = page.next_cursor
        return list(page.rows)

    def _size(self, request: Request) -> int:
        given = request.query_params.get("page_size", str(ROWS))
        if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) <= MOST_ROWS:
            raise ValidationError({"page_size": f"a whole number from 1 to {MOST_ROWS} is needed"})
        return int(given)

    def get_paginated_response(self, data: Any) -> Response:
        following = replace_query_param(self.address, "cursor", self.next_cursor) if self.next_cursor else None
        total = {} if self.total is None else {"count": self.total}
        return Response({**total, "next": following, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "count": {"type": "integer", "description": "only with count=true"},
                "next": {"type": "string", "nullable": True, "format": "uri"},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        orders = list(view.orders)  # type: ignore[attr-defined]
        return [
            _parameter("cursor", {"type": "string"}, "from `next` of the page before"),
            _parameter(
                "page_size", {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": ROWS}, "rows a page"
            ),
            _parameter("sort", {"type": "string", "enum": orders, "default": orders[0]}, "order of the rows"),
            _parameter("count", {"type": "string", "enum": ["true", "false"]}, "true adds the total"),
        ]


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
