"""Writes that a program may send again when it does not know whether they arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models.functions import Now

from articles.models import IdempotentWrite

KEPT_FOR = timedelta(days=1)
# a process that died in the middle leaves its mark; what it had begun was rolled back with it
GIVEN_UP_AFTER = timedelta(minutes=2)


class OtherRequest(Exception):
    """The key was used for another request."""


class UnderWay(Exception):
    """The same request is being answered at this moment."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered the first time."""

    status: int
    answer: str
    headers: dict[str, Any]


def begin(*, by: User, key: str, sha256: str) -> Answered | None:
    """Claim a key for a request; None when it is to be done now, else its answer.

    Raises OtherRequest for a key of another body or address, UnderWay while the first one is at work.
    """
    _, is_mine = IdempotentWrite.objects.get_or_create(user=by, key=key, defaults={"sha256": sha256})
    if is_mine:
        return None
    row = IdempotentWrite.objects.filter(user=by, key=key).first()
    if row is None:
        raise UnderWay
    if row.sha256 != sha256:
        raise OtherRequest
    if row.status is not None:
        return Answered(row.status, row.answer, row.headers)
    left = IdempotentWrite.objects.filter(pk=row.pk, status=None, created_at__lt=Now() - GIVEN_UP_AFTER)
    if not left.update(created_at=Now()):
        raise UnderWay
    return None


def finish(*, by: User, key: str, status: int, answer: str, headers: dict[str, str]) -> None:
    """Keep the answer, in the transaction of what was done."""
    IdempotentWrite.objects.filter(user=by, key=key).update(status=status, answer=answer, headers=headers)


def abandon(*, by: User, key: str) -> None:
    """Give a key free whose request did nothing."""
    IdempotentWrite.objects.filter(user=by, key=key, status=None).delete()


def forget_old_writes() -> int:
    """Delete answers that are a day old; returns how many."""
    return IdempotentWrite.objects.filter(created_at__lt=Now() - KEPT_FOR).delete()[0]
