"""Where everything is."""

from __future__ import annotations

from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

NOUNS = (
    "articles", "revisions", "claims", "changes", "figures", "series", "speakers", "aliases", "outlets", "sources", "disputes", "annotations",
    "verdicts", "events", "follows", "alerts", "webhooks", "tokens",
)  # fmt: skip


class Root(APIView):
    """The address of every list."""

    permission_classes = [AllowAny]
    schema = None

    def get(self, request: Request) -> Response:
        return Response({name: reverse(f"api-{name}-list", request=request) for name in NOUNS})
