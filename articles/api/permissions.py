"""What a key or a signed-in person may do."""

from __future__ import annotations

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from articles.models import Token
from articles.selectors.people import is_reviewer

REVIEWING = frozenset({Token.Scope.ANNOTATE, Token.Scope.CORRECT, Token.Scope.DISPUTE, Token.Scope.DECIDE})


class ReadOrScope(BasePermission):
    """Reading is open. Writing needs the view's scope on the key, and for reviewing a reviewer behind it."""

    message = "This needs a key with the right scope, or a signed-in reviewer."

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method in SAFE_METHODS:
            return True
        scope = getattr(view, "write_scope", None)
        if not request.user.is_authenticated or scope is None:
            return False
        if isinstance(request.auth, Token) and scope not in request.auth.scopes:
            self.message = f"This key lacks the scope {scope!s}."
            return False
        return scope not in REVIEWING or is_reviewer(request.user)
