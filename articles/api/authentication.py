"""Who asks: the key in the Authorization header."""

from __future__ import annotations

from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from articles.actions.access import token_for
from articles.models import Token

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer ct_...``; anything else in that scheme is 401, never a silent anonymous."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() not in {SCHEME.lower(), "token"}:
            return None
        token = token_for(secret.strip())
        if token is None:
            raise AuthenticationFailed("This key is unknown, expired or revoked.")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="Claim Tracker"'
