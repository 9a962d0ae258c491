"""Answers, kept in the memory of a process for as long as nothing in the database changes.

PostgreSQL tells in one word which transactions a reader sees (``pg_current_snapshot()``): while that word stays the same,
so does every row, and an answer made from rows can be given again. One small question a request, nothing to invalidate,
never an old answer. What else an answer depends on is in its key (address, accepted types) or bounded by its age.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from claimtracker.replicas import is_stranger, read_connection

MOST_ANSWERS = 512
MOST_BYTES = 120_000
LONGEST_ADDRESS = 500
# words like "two hours ago" grow old without any row changing
OLDEST_S = 60
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer, the database's state that it was made from, and when."""

    state: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: float


_kept: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
_lock = Lock()


def keep_unchanged(view: View) -> View:
    """Decorates a view whose answer to a stranger is made of its address and the database only.

    Not kept: what a signed-in or token-bearing client asks, answers other than 200, streams, answers that set a cookie,
    long addresses, large bodies, and anything inside a transaction of the caller. Every answer that may be kept has an
    ETag of its content, so that a client that has it gets a 304.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_stranger(request):
            return view(request, *args, **kwargs)
        return unchanged(request, request.headers.get("Accept", "")[:200], lambda: view(request, *args, **kwargs))

    return answered


def unchanged(request: HttpRequest, apart: str, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What ``make`` answers, or what it answered to this address while the database was the same.

    ``apart`` is what the answer depends on besides its address and the database. See :func:`keep_unchanged` for what is not kept.
    """
    address = request.get_full_path()
    if len(address) > LONGEST_ADDRESS or read_connection().in_atomic_block:
        return make()
    key, state = (request.scheme or "", request.get_host(), address, apart), _state()
    kept = _recall(key, state)
    if kept is None:
        response = make()
        kept = _keep(request, response, key, state)
        if kept is None:
            return response
    return _again(request, kept)


def forget() -> None:
    """Drops every kept answer, for tests that count queries."""
    with _lock:
        _kept.clear()


def _state() -> str:
    with read_connection().cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])


def _recall(key: tuple[str, ...], state: str) -> Kept | None:
    with _lock:
        kept = _kept.get(key)
        if kept is None or kept.state != state or monotonic() - kept.at > OLDEST_S:
            return None
        _kept.move_to_end(key)
        return kept


def _keep(request: HttpRequest, response: HttpResponseBase, key: tuple[str, ...], state: str) -> Kept | None:
    _render(response)
    sets_cookie = response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    if not isinstance(response, HttpResponse) or response.status_code != 200 or sets_cookie:
        return None
    if len(response.content) > MOST_BYTES:
        return None
    if "ETag" not in response:
        response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    kept = Kept(state, response.status_code, tuple(response.items()), response.content, monotonic())
    with _lock:
        _kept[key] = kept
        while len(_kept) > MOST_ANSWERS:
            _kept.popitem(last=False)
    return kept


def _render(response: HttpResponseBase) -> None:
    """An answer of the framework that is rendered later is rendered now."""
    render = getattr(response, "render", None)
    if callable(render) and not getattr(response, "is_rendered", True):
        render()


def _again(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    response = HttpResponse(kept.body, status=kept.status)
    for name, value in kept.headers:
        response[name] = value
    modified = parse_http_date_safe(response.get("Last-Modified", ""))
    return get_conditional_response(request, response["ETag"], modified, response) or response
