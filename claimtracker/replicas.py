"""What strangers read comes from a replica, where `DATABASE_REPLICA_URL` names one; whoever signed in sees their own writes.

Several servers may be named in one address, and libpq goes on to the next when one is away:
`postgresql://reader:secret@replica,primary/claims?target_session_attrs=prefer-standby`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase

REPLICA = "replica"
_reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)


def is_stranger(request: HttpRequest) -> bool:
    """Whether a request only reads and bears neither a session nor a token."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    return request.method in ("GET", "HEAD") and not known


def read_connection() -> BaseDatabaseWrapper:
    """The connection that answers reads at this moment, for SQL of our own."""
    return connections[REPLICA if _reads_replica.get() else DEFAULT_DB_ALIAS]


class ReplicaReads:
    """Middleware: says of each request where its rows are read. Kept until the thread's next request, for streams."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _reads_replica.set(REPLICA in settings.DATABASES and is_stranger(request))
        return self.get_response(request)


class ReplicaRouter:
    """Django's router for it: reads as :class:`ReplicaReads` said, writes and migrations on the primary."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return REPLICA if _reads_replica.get() else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return None if db == DEFAULT_DB_ALIAS else False
