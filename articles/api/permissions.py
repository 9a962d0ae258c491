"""What a key or a signed-in person may do. Nothing is open that does not say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from articles.models import Token
from articles.selectors.people import is_reviewer

if TYPE_CHECKING:
    # imported while the framework is, which names this module
    from rest_framework.views import APIView

REVIEWING = frozenset({Token.Scope.ANNOTATE, Token.Scope.CORRECT, Token.Scope.DISPUTE, Token.Scope.DECIDE})


def _missing(request: Request, scope: str) -> str:
    """What to say of a key without a scope; nothing of one that has it, or of somebody signed in."""
    if isinstance(request.auth, Token) and scope not in request.auth.scopes:
        return f"This key lacks the scope {scope}."
    return ""


class Closed(BasePermission):
    """What a view has that names no other permission."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return False


class ReadOrScope(BasePermission):
    """Reading is open where the view says so. Writing needs the view's scope on the key, and for reviewing a reviewer behind it."""

    message = "This needs a key with the right scope, or a signed-in reviewer."

    def has_permission(self, request: Request, view: APIView) -> bool:
        # a method that the address does not have is 405 for everybody
        if getattr(view, "action", "") is None:
            return True
        if request.method in SAFE_METHODS:
            return bool(getattr(view, "is_public", False))
        scope = getattr(view, "write_scope", None)
        if not request.user.is_authenticated or scope is None:
            return False
        if missing := _missing(request, str(scope)):
            self.message = missing
            return False
        return scope not in REVIEWING or is_reviewer(request.user)


class Reviewers(BasePermission):
    """Reviewers only, reading too; a key of theirs is enough."""

    message = "This is for reviewers."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return getattr(view, "action", "") is None or is_reviewer(request.user)


class Own(BasePermission):
    """Anybody signed in, about what is their own."""

    message = "Sign in, or send a key."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return getattr(view, "action", "") is None or request.user.is_authenticated


class OwnWithScope(BasePermission):
    """Anybody signed in, about what is their own; a key needs the view's scope, reading too."""

    message = "Sign in, or send a key."

    def has_permission(self, request: Request, view: APIView) -> bool:
        if getattr(view, "action", "") is None:
            return True
        if missing := _missing(request, str(view.write_scope)):  # type: ignore[attr-defined]  # views of ours
            self.message = missing
            return False
        return request.user.is_authenticated
