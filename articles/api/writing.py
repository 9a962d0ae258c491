"""What every write shares: who does it, its body, one transaction, and no second time for a key that was used."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request, is_form_media_type

from articles.actions.idempotency import OtherRequest, UnderWay, abandon, begin, finish
from articles.actions.versions import Refused
from articles.api.bodies import Body
from articles.api.problems import Clashing
from articles.selectors.json_rows import Noun

KEY = "Idempotency-Key"
KEY_PATTERN = "^[!-~]{1,200}$"
KEPT_HEADERS = ("Location", "ETag")
Write = Callable[..., HttpResponseBase]


def person(request: Request) -> User:
    """Who writes; the permission lets only signed-in people through."""
    assert isinstance(request.user, User)
    return request.user


def checked_body(kind: type[Body], request: Request, **more: Any) -> dict[str, Any]:
    """The body as its serializer reads it; raises the 400 that names what is wrong, members that nobody knows included."""
    given = kind(data=request.data, **more)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def written(noun: Noun, pk: int, status: HTTPStatus, location: str = "") -> HttpResponse:
    """The row that a write made or changed, as reading it gives it."""
    response = HttpResponse(noun.json_of([pk])[1:-1], status=status, content_type="application/json")
    if location:
        response["Location"] = location
    return response


def once(write: Write) -> Write:
    """One transaction for the write. With Idempotency-Key it is done once: sent again, it gives the same answer."""

    @wraps(write)
    def done(view: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = request.headers.get(KEY)
        if key is None:
            with transaction.atomic():
                return write(view, request, *args, **kwargs)
        if not re.fullmatch(KEY_PATTERN, key):
            raise ValidationError({KEY: ["1 to 200 printable characters without spaces are needed"]})
        return _once(key, request, lambda: write(view, request, *args, **kwargs))

    return done


def _once(key: str, request: Request, write: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    who = person(request)
    raw = request._request
    digest = sha256(b"\0".join([str(raw.method).encode(), raw.get_full_path().encode(), _sent(request)])).hexdigest()
    try:
        before = begin(by=who, key=key, sha256=digest)
    except OtherRequest as other:
        raise Refused(f"{KEY} was used for another request; take a new one.") from other
    except UnderWay as busy:
        raise Clashing("The same request is being answered at this moment; ask again in a second.") from busy
    if before is not None:
        again = HttpResponse(before.answer, status=before.status, content_type="application/json")
        for name, value in {**before.headers, "Idempotent-Replayed": "true"}.items():
            again[name] = value
        return again
    try:
        with transaction.atomic():
            response = write()
            _keep(who, key, response)
    except BaseException:
        abandon(by=who, key=key)
        raise
    return response


def _sent(request: Request) -> bytes:
    """What tells two bodies apart: the bytes of JSON; of a form its fields and files, because each sending has its own boundary."""
    if request.data is None or not is_form_media_type(request.content_type):
        return getattr(request._request, "received", b"")
    parts: list[object] = [(name, request.POST.getlist(name)) for name in sorted(request.POST)]
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            parts.append((name, file.name, sha256(file.read()).hexdigest()))
            file.seek(0)
    return repr(parts).encode("utf-8", "surrogatepass")


def _keep(who: User, key: str, response: HttpResponseBase) -> None:
    assert isinstance(response, HttpResponse)
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    finish(by=who, key=key, status=response.status_code, answer=response.content.decode(), headers=headers)
