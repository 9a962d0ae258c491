"""How often a person or an address may ask, by scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from articles.actions.rates import Allowance, count_read, count_request

if TYPE_CHECKING:
    # imported while the framework is, which names this module
    from rest_framework.views import APIView


class ByScope(BaseThrottle):
    """So many requests a minute of each scope, reading being one; exact, because the database counts."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        scope = "read" if request.method in SAFE_METHODS else str(getattr(view, "write_scope", "write"))
        limit = int(settings.API_RATES.get("read" if scope == "read" else "write", 0))
        if not limit:
            return True
        count = count_read if scope == "read" else count_request
        self.allowance = count(f"{scope}:{self._who(request)}", limit)
        request.allowance = self.allowance  # type: ignore[attr-defined]  # for the headers of the answer
        return not self.allowance.is_exceeded

    def wait(self) -> float:
        return float(self.allowance.reset_s)

    def _who(self, request: Request) -> str:
        return f"u{request.user.pk}" if request.user.is_authenticated else str(self.get_ident(request))


class Measured:
    """For views: every answer tells what is left of the minute."""

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]  # a mixin of views
        allowance: Allowance | None = getattr(request, "allowance", None)
        if allowance is not None:
            response["RateLimit-Limit"] = str(allowance.limit)
            response["RateLimit-Remaining"] = str(allowance.remaining)
            response["RateLimit-Reset"] = str(allowance.reset_s)
        return response
