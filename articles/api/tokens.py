"""One's own keys: listed, made, revoked."""

from __future__ import annotations

import json
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.request import Request

from articles.actions.access import issue_token, revoke_token
from articles.api import nouns
from articles.api.bodies import TokenBody
from articles.api.documented import issues_key, revokes_key
from articles.api.listings import Listing
from articles.api.permissions import Own
from articles.api.serializers import TokenSerializer
from articles.api.writing import checked_body, person
from articles.filters import TokenFilter
from articles.models import Token

DAYS = 365


class Tokens(Listing):
    """One's own keys. A key may make others, with no scope that it has not itself and no longer life."""

    permission_classes = [Own]
    is_public = False
    noun = row_noun = nouns.TOKENS
    shown_from = ()
    serializer_class = TokenSerializer
    filters = TokenFilter
    has_past = False
    write_scope = "keys"

    def every(self) -> QuerySet[Any]:
        return Token.objects.filter(user=self.request.user.pk)

    @issues_key
    def create(self, request: Request) -> HttpResponseBase:
        """Make a key; its secret is in this answer and nowhere else."""
        given = checked_body(TokenBody, request)
        lifetime = timedelta(days=given.get("days", DAYS))
        if isinstance(request.auth, Token):
            lifetime = _within(request.auth, given["scopes"], lifetime)
        token, secret = issue_token(user=person(request), name=given["name"], scopes=given["scopes"], lifetime=lifetime)
        row = json.loads(nouns.TOKENS.json_of([token.pk]))[0]
        body = json.dumps({**row, "secret": secret}, ensure_ascii=False)
        location = str(request.build_absolute_uri(f"/api/v1/tokens/{token.pk}/"))
        response = HttpResponse(body, status=HTTPStatus.CREATED, content_type="application/json")
        response["Location"] = location
        patch_cache_control(response, private=True, no_store=True)
        return response

    @revokes_key
    def destroy(self, request: Request, pk: str) -> HttpResponseBase:
        """Revoke a key, for good."""
        token = self.every().filter(pk=pk).first()
        if token is None:
            raise NotFound(f"You have no key {pk}.")
        revoke_token(token=token)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _within(key: Token, scopes: list[str], lifetime: timedelta) -> timedelta:
    if beyond := sorted(set(scopes) - set(key.scopes)):
        raise PermissionDenied(f"This key cannot give what it has not: {', '.join(beyond)}.")
    return min(lifetime, key.time_left()) if key.expires_at else lifetime
