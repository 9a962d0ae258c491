"""Keys that programs write with: given out once, kept as a hash, revoked for good."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now

from articles.models import Token

PREFIX = "ct_"
SHOWN_CHARS = 8
USE_NOTED_EVERY = timedelta(minutes=1)


def digest_of(secret: str) -> str:
    """What is kept of a key."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue_token(
    *, user: User, name: str, scopes: Sequence[str], lifetime: timedelta | None = None
) -> tuple[Token, str]:
    """A new key of a person and its secret, which is shown now and never again. Raises ValueError for an unknown scope."""
    if unknown := sorted(set(scopes) - set(Token.Scope.values)):
        raise ValueError(f"unknown scopes: {', '.join(unknown)}")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user,
        name=name,
        prefix=secret[:SHOWN_CHARS],
        sha256=digest_of(secret),
        scopes=sorted(set(scopes)),
        expires_at=Now() + lifetime if lifetime else None,
    )
    return token, secret


def revoke_token(*, token: Token) -> None:
    """End a key; a revoked one stays revoked."""
    Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=Now())


def token_for(secret: str) -> Token | None:
    """The usable key of a secret, its use noted at most once a minute; None for any other text."""
    token = Token.objects.usable().select_related("user").filter(sha256=digest_of(secret)).first()
    if token is not None:
        unnoted = Token.objects.filter(pk=token.pk).exclude(used_at__gt=Now() - USE_NOTED_EVERY)
        unnoted.update(used_at=Now())
    return token
